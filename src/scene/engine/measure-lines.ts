import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { MeasureKind } from '../../domain/records/measurement.ts';
import type { Point3 } from './prism-edges.ts';

/** Half a tick: a share of what it ends, but no shorter and no longer; metres. */
const TICK_SHARE = 0.03;
const TICK_M = [0.8, 30] as const;
const HEAD_SHARE = 0.12;
const HEAD_M = [2, 60] as const;

/** What a measure is drawn with. Points as given, in space. */
export interface MeasureLines {
	readonly solid: readonly (readonly Point3[])[];
	/** Beside what was measured: a level, north. */
	readonly dashed: readonly (readonly Point3[])[];
	/** Outline in plan to be filled; null = none. */
	readonly area: readonly Position[] | null;
	/** Foot of a facade to be painted, and its heights; null = none. */
	readonly facade: { readonly line: readonly Position[]; readonly lowM: number; readonly highM: number } | null;
	/** Where its label may stand, best first. */
	readonly anchors: readonly Point3[];
}

const NOTHING: MeasureLines = { solid: [], dashed: [], area: null, facade: null, anchors: [] };

/** The lines of a measure: dimension lines with ticks, outlines, arrows. Of too few points those that there are. */
export function drawMeasure(kind: MeasureKind, points: readonly Point3[]): MeasureLines {
	const last = points.at(-1);
	if (!last) return NOTHING;
	if (points.length === 1) return { ...NOTHING, anchors: [last] };
	switch (kind) {
		case 'distance':
		case 'clear-width':
			return drawPath(points);
		case 'height':
			return drawRise(points[0] as Point3, last);
		case 'plan-area':
			return drawArea(points);
		case 'facade-area':
			return drawFacade(points);
		case 'bearing':
			return drawBearing(points[0] as Point3, last);
	}
}

function drawPath(points: readonly Point3[]): MeasureLines {
	const totalM = points.slice(1).reduce((sum, point, i) => sum + spanM(points[i] as Point3, point), 0);
	const ticks = points.map((at, i) => {
		const [before, after] = [
			points[Math.max(0, i - 1)] as Point3,
			points[Math.min(points.length - 1, i + 1)] as Point3,
		];
		return tickAcross(at, before, after, clamp(totalM * TICK_SHARE, TICK_M));
	});
	const longest = points
		.slice(1)
		.map((to, i) => [points[i] as Point3, to] as const)
		.sort((a, b) => spanM(...b) - spanM(...a))[0] as readonly [Point3, Point3];
	return { ...NOTHING, solid: [points, ...ticks], anchors: [between(...longest), points.at(-1) as Point3] };
}

function drawRise(from: Point3, to: Point3): MeasureLines {
	const foot: Point3 = [to[0], to[1], from[2]];
	const riseM = Math.abs(to[2] - from[2]);
	const tickM = clamp(riseM * TICK_SHARE, TICK_M);
	const isUpright = spanM([from[0], from[1], 0], [to[0], to[1], 0]) < 0.05;
	const solid = [[foot, to], tickEastWest(foot, tickM), tickEastWest(to, tickM)];
	return { ...NOTHING, solid, dashed: isUpright ? [] : [[from, foot]], anchors: [between(foot, to), to] };
}

function drawArea(points: readonly Point3[]): MeasureLines {
	const first = points[0] as Point3;
	const middle: Point3 = [mean(points, 0), mean(points, 1), mean(points, 2)];
	return {
		...NOTHING,
		solid: [[...points, first]],
		area: points.length > 2 ? points.map(([lon, lat]) => [lon, lat] as const) : null,
		anchors: [middle, ...points],
	};
}

/** Points low along the side, then high and back. */
function drawFacade(points: readonly Point3[]): MeasureLines {
	const low = points.slice(0, points.length / 2);
	const high = points.slice(points.length / 2).reverse();
	const [first, end, top] = [low[0], low.at(-1), high[0]];
	if (!first || !end || !top) return NOTHING;
	const line = low.map(([lon, lat]) => [lon, lat] as const);
	const middle = between(between(first, end), between(top, high.at(-1) as Point3));
	return { ...NOTHING, facade: { line, lowM: first[2], highM: top[2] }, anchors: [middle, ...high] };
}

function drawBearing(from: Point3, to: Point3): MeasureLines {
	const plane = createLocalPlane({ lon: from[0], lat: from[1] });
	const [x, y] = plane.toXY([to[0], to[1]]);
	const lengthM = Math.hypot(x, y);
	if (lengthM === 0) return { ...NOTHING, anchors: [from] };
	const headM = clamp(lengthM * HEAD_SHARE, HEAD_M);
	const [ux, uy] = [x / lengthM, y / lengthM];
	const wing = (side: number): Point3 => {
		const [lon, lat] = plane.toLonLat([
			x - headM * (ux * 0.87 + side * uy * 0.5),
			y - headM * (uy * 0.87 - side * ux * 0.5),
		]);
		return [lon, lat, to[2]];
	};
	const [northLon, northLat] = plane.toLonLat([0, lengthM * 0.6]);
	return {
		...NOTHING,
		solid: [
			[from, to],
			[wing(-1), to, wing(1)],
		],
		dashed: [[from, [northLon, northLat, from[2]]]],
		anchors: [between(from, to), to],
	};
}

function tickAcross(at: Point3, before: Point3, after: Point3, halfM: number): Point3[] {
	const plane = createLocalPlane({ lon: at[0], lat: at[1] });
	const [ax, ay] = plane.toXY([before[0], before[1]]);
	const [bx, by] = plane.toXY([after[0], after[1]]);
	const lengthM = Math.hypot(bx - ax, by - ay);
	const [ux, uy] = lengthM < 0.01 ? [0, 1] : [(bx - ax) / lengthM, (by - ay) / lengthM];
	return [-1, 1].map((side): Point3 => {
		const [lon, lat] = plane.toLonLat([-uy * halfM * side, ux * halfM * side]);
		return [lon, lat, at[2]];
	});
}

function tickEastWest(at: Point3, halfM: number): Point3[] {
	return tickAcross(at, [at[0], at[1] - 1e-4, 0], [at[0], at[1] + 1e-4, 0], halfM);
}

function spanM(a: Point3, b: Point3): number {
	const [x, y] = createLocalPlane({ lon: a[0], lat: a[1] }).toXY([b[0], b[1]]);
	return Math.hypot(x, y, b[2] - a[2]);
}

function between(a: Point3, b: Point3): Point3 {
	return [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
}

function mean(points: readonly Point3[], axis: 0 | 1 | 2): number {
	return points.reduce((sum, point) => sum + point[axis], 0) / points.length;
}

function clamp(value: number, [least, most]: readonly [number, number]): number {
	return Math.min(most, Math.max(least, value));
}
