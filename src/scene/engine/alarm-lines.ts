import { UNKNOWN_HEIGHT_DRAWN_M } from '../../domain/building.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { PolygonRings, Position } from '../../domain/geo/lon-lat.ts';
import { findAnchor, type Point3 } from './prism-edges.ts';

/** Half the length of the tick that ends a dimension line, metres. */
const TICK_M = 1.2;
/** Distance of the height dimension from the wall, metres. */
const HEIGHT_LINE_OFF_M = 2.5;

/** How high a building is drawn: its height, or the low box of an unknown one. */
export function getDrawnHeightM(heightM: number | null): number {
	return heightM ?? UNKNOWN_HEIGHT_DRAWN_M;
}

/** A gap in plan, drawn at one height with a tick across each end; the last entry's middle is the label's place. */
export function drawGap(gapLine: readonly [Position, Position], levelM: number): (readonly Point3[])[] {
	const [from, to] = gapLine;
	const plane = createLocalPlane({ lon: from[0], lat: from[1] });
	const [x, y] = plane.toXY(to);
	const length = Math.hypot(x, y);
	if (length === 0) return [];
	const across = [(-y / length) * TICK_M, (x / length) * TICK_M] as const;
	const tick = (cx: number, cy: number): Point3[] =>
		[-1, 1].map((side) => {
			const [lon, lat] = plane.toLonLat([cx + side * across[0], cy + side * across[1]]);
			return [lon, lat, levelM];
		});
	return [
		[
			[from[0], from[1], levelM],
			[to[0], to[1], levelM],
		],
		tick(0, 0),
		tick(x, y),
	];
}

/** The upright line beside a building that tells its height, and where its label belongs. */
export interface HeightLine {
	readonly lines: readonly (readonly Point3[])[];
	readonly middle: Point3;
}

/**
 * Stands the height dimension, from `footM` up, off the corner farthest to the right of a viewer looking towards `headingDeg`.
 * Undefined for a building without corners.
 */
export function drawHeight(
	polygons: readonly PolygonRings[],
	heightM: number,
	headingDeg: number,
	footM = 0,
): HeightLine | undefined {
	const centre = findAnchor(polygons);
	if (!centre) return undefined;
	const plane = createLocalPlane({ lon: centre[0], lat: centre[1] });
	const heading = (headingDeg * Math.PI) / 180;
	const right = [Math.cos(heading), -Math.sin(heading)] as const;
	let best: readonly [x: number, y: number] = [0, 0];
	let bestReach = Number.NEGATIVE_INFINITY;
	for (const point of polygons.flatMap(([outer = []]) => outer)) {
		const [x, y] = plane.toXY(point);
		const reach = x * right[0] + y * right[1];
		if (reach > bestReach) {
			bestReach = reach;
			best = [x, y];
		}
	}
	const foot = [best[0] + right[0] * HEIGHT_LINE_OFF_M, best[1] + right[1] * HEIGHT_LINE_OFF_M] as const;
	const at = (offM: number, levelM: number): Point3 => {
		const [lon, lat] = plane.toLonLat([foot[0] + right[0] * offM, foot[1] + right[1] * offM]);
		return [lon, lat, footM + levelM];
	};
	return {
		lines: [
			[at(0, 0), at(0, heightM)],
			[at(-TICK_M, 0), at(TICK_M, 0)],
			[at(-TICK_M, heightM), at(TICK_M, heightM)],
		],
		middle: at(0, heightM * 0.55),
	};
}
