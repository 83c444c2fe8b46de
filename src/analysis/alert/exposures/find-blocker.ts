import type { Building } from '../../../domain/building.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import { containsPoint } from '../../measure/gap.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Site } from '../site.ts';

/** A place in the air: plan and metres above the target's ground. */
export interface AirPlace {
	readonly xy: XY;
	readonly zM: number;
}

interface SightOptions {
	/** fids of buildings that do not count. */
	readonly ignored: readonly number[];
	/** Whether a building of unknown height stands in the way: yes where a view is promised, no where shelter would be. */
	readonly unknownBlocks: boolean;
}

/**
 * Which building stands in the straight line between two places, in plan and height: of several the one nearest to `from`; null = none.
 * The target counts too unless it is ignored. Cost: some us a line in a dense city.
 */
export function findBlocker(site: Site, from: AirPlace, to: AirPlace, options: SightOptions): MeasuredBuilding | null {
	const [ax, ay] = from.xy;
	const [bx, by] = to.xy;
	const near = site.findOthersIn(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
	let nearest: MeasuredBuilding | null = null;
	let nearestT = Number.POSITIVE_INFINITY;
	for (let i = -1; i < near.length; i++) {
		const measured = i < 0 ? site.target : near[i];
		if (!measured || options.ignored.includes(measured.building.fid)) continue;
		const t = findEntry(measured, site, from, to, options.unknownBlocks);
		if (t === null || t > nearestT || (t === nearestT && nearest && nearest.building.fid < measured.building.fid))
			continue;
		nearest = measured;
		nearestT = t;
	}
	return nearest;
}

/** Roof above the target's ground, metres; null = unknown. */
export function measureTopM(building: Building, site: Site): number | null {
	if (building.heightM === null) return null;
	const ground = site.target?.building.groundM ?? null;
	return building.heightM + (building.groundM === null || ground === null ? 0 : building.groundM - ground);
}

/** Share of the line at which it enters a building that is high enough to stop it; null = it passes. */
function findEntry(
	{ building, shape }: MeasuredBuilding,
	site: Site,
	from: AirPlace,
	to: AirPlace,
	unknownBlocks: boolean,
): number | null {
	const topM = measureTopM(building, site);
	if (topM === null && !unknownBlocks) return null;
	if (topM !== null && topM < Math.min(from.zM, to.zM)) return null;
	const span = crossShape(shape, from.xy, to.xy);
	if (!span) return null;
	const lowest = from.zM + (to.zM - from.zM) * (to.zM < from.zM ? span.t1 : span.t0);
	return topM === null || topM >= lowest ? span.t0 : null;
}

/** Where a stretch is inside a shape, from its first wall to its last, as shares of its length; null = it misses. */
function crossShape(shape: PlaneShape, a: XY, b: XY): { t0: number; t1: number } | null {
	const { xy, ringStart } = shape;
	if (
		Math.max(a[0], b[0]) < shape.minX ||
		Math.min(a[0], b[0]) > shape.maxX ||
		Math.max(a[1], b[1]) < shape.minY ||
		Math.min(a[1], b[1]) > shape.maxY
	) {
		return null;
	}
	const dx = b[0] - a[0];
	const dy = b[1] - a[1];
	// The whole box beside the line: most of what the search finds.
	const off = dx * ((shape.minY + shape.maxY) / 2 - a[1]) - dy * ((shape.minX + shape.maxX) / 2 - a[0]);
	const reach = Math.abs(dx) * (shape.maxY - shape.minY) + Math.abs(dy) * (shape.maxX - shape.minX);
	if (Math.abs(off) * 2 > reach) return null;
	let t0 = containsPoint(shape, a) ? 0 : Number.POSITIVE_INFINITY;
	let t1 = containsPoint(shape, b) ? 1 : Number.NEGATIVE_INFINITY;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const px = (xy[i] as number) - a[0];
			const py = (xy[i + 1] as number) - a[1];
			const sx = (xy[i + 2] as number) - (xy[i] as number);
			const sy = (xy[i + 3] as number) - (xy[i + 1] as number);
			const cross = dx * sy - dy * sx;
			if (cross === 0) continue;
			const t = (px * sy - py * sx) / cross;
			const u = (px * dy - py * dx) / cross;
			if (t < 0 || t > 1 || u < 0 || u > 1) continue;
			if (t < t0) t0 = t;
			if (t > t1) t1 = t;
		}
	}
	if (t0 === Number.POSITIVE_INFINITY) return t1 === Number.NEGATIVE_INFINITY ? null : { t0: t1, t1 };
	return { t0, t1: Math.max(t0, t1) };
}
