import { createLocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { LonLat, Position } from '../../domain/geo/lon-lat.ts';

/** Degrees from one ray of a sector to the next. */
const STEP_DEG = 3;

/** Metres from the origin along a direction to where it first meets a segment; Infinity = it does not. */
function meet([dx, dy]: XY, [ax, ay]: XY, [bx, by]: XY): number {
	const [ex, ey] = [bx - ax, by - ay];
	const across = dx * ey - dy * ex;
	if (across === 0) return Number.POSITIVE_INFINITY;
	const alongM = (ax * ey - ay * ex) / across;
	const share = (ax * dy - ay * dx) / across;
	return alongM >= 0 && share >= 0 && share <= 1 ? alongM : Number.POSITIVE_INFINITY;
}

/**
 * The ground that a boom sweeps between the places it reaches: from `centre` as far as `reachM` or the wall, whichever is nearer, over
 * the least angle that holds all of `reached`. A closed line that begins at `centre`; empty when nothing is reached.
 */
export function outlineSector(
	centre: LonLat,
	reachM: number,
	reached: readonly Position[],
	walls: readonly (readonly Position[])[],
): Position[] {
	if (reached.length === 0) return [];
	const plane = createLocalPlane(centre);
	const bearings = reached
		.map((point) => {
			const [x, y] = plane.toXY(point);
			return (Math.atan2(x, y) * 180) / Math.PI;
		})
		.toSorted((a, b) => a - b);
	// The sector is what the widest gap between two neighbouring bearings leaves.
	let [startDeg, spanDeg] = [0, 360];
	for (const [index, bearing] of bearings.entries()) {
		const next = bearings[index + 1] ?? (bearings[0] as number) + 360;
		if (360 - (next - bearing) < spanDeg) [startDeg, spanDeg] = [next, 360 - (next - bearing)];
	}
	const segments = walls.flatMap((ring) => {
		const points = ring.map((point) => plane.toXY(point));
		return points.map((point, index) => [point, points[(index + 1) % points.length] as XY] as const);
	});
	const steps = Math.max(1, Math.ceil(spanDeg / STEP_DEG));
	const rim = Array.from({ length: steps + 1 }, (_, step): Position => {
		const angle = ((startDeg + (spanDeg * step) / steps) * Math.PI) / 180;
		const direction: XY = [Math.sin(angle), Math.cos(angle)];
		let farM = reachM;
		for (const [a, b] of segments) farM = Math.min(farM, meet(direction, a, b));
		return plane.toLonLat([direction[0] * farM, direction[1] * farM]);
	});
	const apex: Position = [centre.lon, centre.lat];
	return [apex, ...rim, apex];
}
