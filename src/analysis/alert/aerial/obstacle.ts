import type { XY } from '../../../domain/geo/local-plane.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Site } from '../site.ts';

/** A building that takes ground away from a truck or stands in a boom's way. */
export interface Obstacle {
	readonly measured: MeasuredBuilding;
	readonly shape: PlaneShape;
	/** Its roof above the target's ground; null = unknown. */
	readonly topM: number | null;
	/** The target itself: a boom may touch none of it, and knows no way over it. */
	readonly isTarget: boolean;
	/** Known to be lower than the target: where it stands against the wall it is a podium. */
	readonly isLower: boolean;
}

/** The buildings whose box lies within `marginM` of the target's box, and the target last. */
export function listObstacles(site: Site, target: MeasuredBuilding, marginM: number): Obstacle[] {
	const { minX, minY, maxX, maxY } = target.shape;
	const near = site.findOthersIn(minX - marginM, minY - marginM, maxX + marginM, maxY + marginM);
	return [...near.map((measured) => createObstacle(measured, target, false)), createObstacle(target, target, true)];
}

function createObstacle(measured: MeasuredBuilding, target: MeasuredBuilding, isTarget: boolean): Obstacle {
	const { heightM, groundM } = measured.building;
	const base = target.building.groundM;
	const stepM = groundM === null || base === null ? 0 : groundM - base;
	const topM = heightM === null ? null : heightM + stepM;
	const isLower = !isTarget && topM !== null && (target.building.heightM === null || topM < target.building.heightM);
	return { measured, shape: measured.shape, topM, isTarget, isLower };
}

/** What a shape takes of a strip: along it from where to where. Reused from call to call. */
export interface StripHit {
	fromM: number;
	toM: number;
}

/**
 * Which part of the strip from `from` along the unit vector (ux, uy), `lengthM` long and `halfM` to either side, does a shape touch? False
 * = none. The start is taken to lie outside the shape. Cost: about 10 ns a wall.
 */
export function findStripHit(
	{ xy, ringStart, minX, minY, maxX, maxY }: PlaneShape,
	from: XY,
	ux: number,
	uy: number,
	lengthM: number,
	halfM: number,
	hit: StripHit,
): boolean {
	const [x, y] = from;
	const [endX, endY] = [x + ux * lengthM, y + uy * lengthM];
	if (Math.max(x, endX) + halfM < minX || Math.min(x, endX) - halfM > maxX) return false;
	if (Math.max(y, endY) + halfM < minY || Math.min(y, endY) - halfM > maxY) return false;
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = (ringStart[ring + 1] as number) - 1;
		for (let i = ringStart[ring] as number; i < end; i++) {
			const dx = (xy[i * 2] as number) - x;
			const dy = (xy[i * 2 + 1] as number) - y;
			const ex = (xy[i * 2 + 2] as number) - x;
			const ey = (xy[i * 2 + 3] as number) - y;
			let a = ux * dx + uy * dy;
			let b = ux * ex + uy * ey;
			let across = ux * dy - uy * dx;
			let beyond = ux * ey - uy * ex;
			if ((across > halfM && beyond > halfM) || (across < -halfM && beyond < -halfM)) continue;
			if (across > beyond) [a, b, across, beyond] = [b, a, beyond, across];
			const spread = beyond - across;
			const fromB = a + (across < -halfM ? ((-halfM - across) / spread) * (b - a) : 0);
			const toB = beyond > halfM ? a + ((halfM - across) / spread) * (b - a) : b;
			const low = Math.min(fromB, toB);
			const high = Math.max(fromB, toB);
			if (high < 0 || low > lengthM) continue;
			if (low < first) first = low;
			if (high > last) last = high;
		}
	}
	if (first > last) return false;
	hit.fromM = Math.max(0, first);
	hit.toM = Math.min(lengthM, last);
	return true;
}
