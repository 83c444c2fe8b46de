import type { XY } from '../../../domain/geo/local-plane.ts';
import { between } from '../../measure/plane-line.ts';
import { type AirPlace, findBlocker } from '../exposures/find-blocker.ts';
import type { Side, Site } from '../site.ts';

/** A wall is seen from where the eye stands more than this many degrees before it. */
const GRAZING_DEG = 15;
/** Where along a side it is looked, as shares of its length. */
const PLACES = [1 / 6, 1 / 2, 5 / 6];
/** Sides shorter than this are no facades, metres. */
const LEAST_SIDE_M = 5;
const MOST_SIDES = 8;
/** The sight ends this far before the wall, metres. */
const OFF_WALL_M = 0.3;

/** Sides that count as facades: the longest ones. */
export function listFacades({ sides }: Site): readonly Side[] {
	return sides.filter(({ lengthM }) => lengthM >= LEAST_SIDE_M).slice(0, MOST_SIDES);
}

/** Share of places on a side, at the given heights above the target's ground, that are seen from an eye; 0 from behind the wall. */
export function measureSeenShare(site: Site, side: Side, eye: AirPlace, heightsM: readonly number[]): number {
	const middle = placeAlong(side, 0.5);
	const dx = eye.xy[0] - middle[0];
	const dy = eye.xy[1] - middle[1];
	const sine = (dx * side.outward[0] + dy * side.outward[1]) / (Math.hypot(dx, dy) || 1);
	if (sine < Math.sin((GRAZING_DEG * Math.PI) / 180)) return 0;
	let seen = 0;
	for (const share of PLACES) {
		const [x, y] = placeAlong(side, share);
		const xy: XY = [x + OFF_WALL_M * side.outward[0], y + OFF_WALL_M * side.outward[1]];
		for (const zM of heightsM) {
			if (!findBlocker(site, eye, { xy, zM }, { ignored: [], unknownBlocks: true })) seen++;
		}
	}
	return seen / (PLACES.length * heightsM.length);
}

/** A place along a side's wall by share of its length. */
function placeAlong({ line, lengthM }: Side, share: number): XY {
	let left = share * lengthM;
	for (let i = 1; i < line.length; i++) {
		const a = line[i - 1] as XY;
		const b = line[i] as XY;
		const stretchM = between(a, b);
		if (left <= stretchM) {
			const t = stretchM === 0 ? 0 : left / stretchM;
			return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
		}
		left -= stretchM;
	}
	return line.at(-1) as XY;
}
