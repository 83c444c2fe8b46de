import type { XY } from '../../../domain/geo/local-plane.ts';
import { between, nearestOnStretch } from '../../measure/plane-line.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { Side } from '../site.ts';

/** A wall no farther behind a side's plane than this stands before it: sources are good to a few centimetres. */
const BEHIND_M = 0.05;
/** Sides no farther from the gap's end than this are compared: at a corner two are as near. */
const AT_SIDE_M = 0.02;

/**
 * Over what length does a neighbour stand straight before the target? On the side the gap starts from: the stretch of it that the
 * neighbour's walls before that side cover, metres; at a corner the larger of the two. 0 = it stands off the corner.
 */
export function measureFacingM(sides: readonly Side[], gapFrom: XY, neighbour: PlaneShape): number {
	let nearestM = Number.POSITIVE_INFINITY;
	const away = sides.map(({ line }) => {
		const awayM = distanceToLine(gapFrom, line);
		nearestM = Math.min(nearestM, awayM);
		return awayM;
	});
	let facingM = 0;
	for (const [i, side] of sides.entries()) {
		if ((away[i] as number) <= nearestM + AT_SIDE_M) facingM = Math.max(facingM, coverOnSide(side, neighbour));
	}
	return facingM;
}

function distanceToLine(at: XY, line: readonly XY[]): number {
	let nearestM = Number.POSITIVE_INFINITY;
	for (let i = 1; i < line.length; i++) {
		nearestM = Math.min(nearestM, between(at, nearestOnStretch(at, line[i - 1] as XY, line[i] as XY)));
	}
	return nearestM;
}

/** In the side's frame: u along it, d out of it. */
function coverOnSide({ line, outward: [ox, oy] }: Side, { xy, ringStart }: PlaneShape): number {
	let [fromU, toU, planeD] = [Infinity, -Infinity, Infinity];
	for (const [x, y] of line) {
		const u = ox * y - oy * x;
		fromU = Math.min(fromU, u);
		toU = Math.max(toU, u);
		planeD = Math.min(planeD, ox * x + oy * y);
	}
	planeD -= BEHIND_M;
	let [low, high] = [Infinity, -Infinity];
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const ax = xy[i] as number;
			const ay = xy[i + 1] as number;
			const bx = xy[i + 2] as number;
			const by = xy[i + 3] as number;
			const da = ox * ax + oy * ay - planeD;
			const db = ox * bx + oy * by - planeD;
			if (da < 0 && db < 0) continue;
			let ua = ox * ay - oy * ax;
			let ub = ox * by - oy * bx;
			// What lies behind the side's plane is cut off.
			if (da < 0) ua += ((ub - ua) * -da) / (db - da);
			else if (db < 0) ub += ((ua - ub) * -db) / (da - db);
			low = Math.min(low, ua, ub);
			high = Math.max(high, ua, ub);
		}
	}
	return Math.max(0, Math.min(high, toU) - Math.max(low, fromU));
}
