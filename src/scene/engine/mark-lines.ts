import { createLocalPlane, type XY } from '../../domain/geo/local-plane.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { AreaLook, LineLook } from '../../domain/tactics/glyph.ts';
import { hatchPolygon } from './hatch-polygon.ts';

/** The lines that a mark is drawn with: those with its dashes, and those that are always solid and thinner (heads, ticks, hatch). */
export interface MarkLines {
	readonly main: readonly (readonly Position[])[];
	readonly fine: readonly (readonly Position[])[];
}

/** Least and most of a head, and of the step between two ticks, metres; between them a share of the line's length. */
const HEAD_M = { least: 3, most: 14, share: 0.14 } as const;
const STEP_M = { least: 5, most: 20, share: 1 / 14 } as const;
const TICK_M = 1.6;
const HATCH_M = 7;
/** Half the width of an arrow of advance, share of its head. */
const BROAD = 0.38;

function clamp(value: number, { least, most }: { readonly least: number; readonly most: number }): number {
	return Math.min(most, Math.max(least, value));
}

interface Stretch {
	readonly from: XY;
	readonly ahead: XY;
	readonly lengthM: number;
}

function listStretches(points: readonly XY[]): Stretch[] {
	return points.slice(1).flatMap((to, index): Stretch[] => {
		const from = points[index] as XY;
		const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
		if (lengthM < 1e-6) return [];
		return [{ from, lengthM, ahead: [(to[0] - from[0]) / lengthM, (to[1] - from[1]) / lengthM] }];
	});
}

/** A point so far ahead of another and so far to its right. */
function offset([x, y]: XY, [ax, ay]: XY, aheadM: number, rightM: number): XY {
	return [x + ax * aheadM + ay * rightM, y + ay * aheadM - ax * rightM];
}

function drawTicks(kind: LineLook['ticks'], stretches: readonly Stretch[], lengthM: number): XY[][] {
	if (kind === 'none') return [];
	const stepM = clamp(lengthM * STEP_M.share, STEP_M);
	const size = TICK_M * (stepM / STEP_M.least > 2 ? 1.6 : 1);
	const ticks: XY[][] = [];
	let nextM = stepM / 2;
	for (const { from, ahead, lengthM: ownM } of stretches) {
		for (; nextM < ownM; nextM += stepM) {
			const at = offset(from, ahead, nextM, 0);
			const place = (aheadM: number, rightM: number) => offset(at, ahead, aheadM * size, rightM * size);
			if (kind === 'bars') ticks.push([place(0, -1), place(0, 1)]);
			else if (kind === 'teeth') ticks.push([place(-0.8, 0), place(0, -1.6), place(0.8, 0)]);
			else if (kind === 'chevrons') ticks.push([place(-1, -1), place(0, 0), place(-1, 1)]);
			else ticks.push([place(-1, -1), place(1, 1)], [place(-1, 1), place(1, -1)]);
		}
		nextM -= ownM;
	}
	return ticks;
}

function drawArrow(at: XY, ahead: XY, headM: number): XY[] {
	return [offset(at, ahead, -headM, -headM * 0.6), at, offset(at, ahead, -headM, headM * 0.6)];
}

/** The outline of an arrow of advance along a line: two parallels and a head. */
function drawBroad(points: readonly XY[], stretches: readonly Stretch[], headM: number): XY[] {
	const last = stretches.at(-1) as Stretch;
	const end = points.at(-1) as XY;
	const half = headM * BROAD;
	const neck = offset(end, last.ahead, -Math.min(headM, last.lengthM * 0.8), 0);
	const spine = [...points.slice(0, -1), neck];
	const side = (rightM: number) =>
		spine.map((at, index): XY => {
			const before = stretches[Math.max(0, Math.min(index - 1, stretches.length - 1))] as Stretch;
			const after = stretches[Math.min(index, stretches.length - 1)] as Stretch;
			const [mx, my] = [before.ahead[0] + after.ahead[0], before.ahead[1] + after.ahead[1]];
			const norm = Math.hypot(mx, my) || 1;
			return offset(at, [mx / norm, my / norm], 0, rightM);
		});
	const wing = (rightM: number) => offset(neck, last.ahead, 0, rightM);
	return [...side(-half), wing(-headM * 0.75), end, wing(headM * 0.75), ...side(half).reverse()];
}

/** The lines of a line mark. A line without length has none. */
export function drawMarkLine(line: readonly Position[], look: LineLook): MarkLines {
	const first = line[0];
	if (!first) return { main: [], fine: [] };
	const plane = createLocalPlane({ lon: first[0], lat: first[1] });
	const points = line.map((at) => plane.toXY(at));
	const stretches = listStretches(points);
	const [start, last] = [stretches[0], stretches.at(-1)];
	if (!start || !last) return { main: [], fine: [] };
	const lengthM = stretches.reduce((sum, stretch) => sum + stretch.lengthM, 0);
	const headM = clamp(lengthM * HEAD_M.share, HEAD_M);
	const toLonLat = (lines: readonly (readonly XY[])[]) => lines.map((each) => each.map((at) => plane.toLonLat(at)));
	if (look.head === 'broad') return { main: toLonLat([drawBroad(points, stretches, headM)]), fine: [] };
	const end = points.at(-1) as XY;
	const heads: XY[][] = look.head === 'none' ? [] : [drawArrow(end, last.ahead, headM)];
	if (look.head === 'both') {
		heads.push(drawArrow(points[0] as XY, [-start.ahead[0], -start.ahead[1]], headM));
	}
	return { main: [line], fine: toLonLat([...heads, ...drawTicks(look.ticks, stretches, lengthM)]) };
}

/** The lines of an area mark: its rings, closed, and its hatch. */
export function drawMarkArea(rings: readonly (readonly Position[])[], look: AreaLook): MarkLines {
	const fine: (readonly Position[])[] = [];
	if (look.hatch !== 'none') fine.push(...hatchPolygon(rings, HATCH_M));
	if (look.hatch === 'cross') {
		// Strokes the other way: of the mirrored area, mirrored back.
		const axis = rings[0]?.[0]?.[0] ?? 0;
		const mirror = ([lon, lat]: Position): Position => [2 * axis - lon, lat];
		const mirrored = rings.map((ring) => ring.map(mirror));
		fine.push(...hatchPolygon(mirrored, HATCH_M).map((stroke) => stroke.map(mirror)));
	}
	return { main: rings, fine };
}

/** A vehicle from above at scale, its middle at a place: body, cab, and outriggers with their pads where it has them. */
export interface TruckSize {
	readonly lengthM: number;
	readonly widthM: number;
	/** Width over the outriggers as they are out; null = it has none. */
	readonly jackSpreadM: number | null;
}

/** Share of the body before its cab's back wall, from the front. */
const CAB_M = 2.6;
/** How far from the ends the outriggers stand, share of the length. */
const JACK_AT = 0.22;
const PAD_M = 0.35;

/** The lines of a truck to scale, its front towards `headingDeg`. */
export function drawTruck([lon, lat]: Position, headingDeg: number, size: TruckSize): MarkLines {
	const plane = createLocalPlane({ lon, lat });
	const angle = (headingDeg * Math.PI) / 180;
	const ahead: XY = [Math.sin(angle), Math.cos(angle)];
	const at = (aheadM: number, rightM: number): Position => plane.toLonLat(offset([0, 0], ahead, aheadM, rightM));
	const [half, side] = [size.lengthM / 2, size.widthM / 2];
	const body = [at(half, -side), at(half, side), at(-half, side), at(-half, -side), at(half, -side)];
	const cabM = half - Math.min(CAB_M, size.lengthM / 3);
	const fine: Position[][] = [
		[at(cabM, -side), at(cabM, side)],
		[at(half - 0.4, -side * 0.6), at(half + 0.9, 0), at(half - 0.4, side * 0.6)],
	];
	if (size.jackSpreadM !== null && size.jackSpreadM > size.widthM) {
		const out = size.jackSpreadM / 2;
		for (const aheadM of [half - size.lengthM * JACK_AT, -half + size.lengthM * JACK_AT]) {
			for (const way of [-1, 1]) {
				fine.push([at(aheadM, side * way), at(aheadM, out * way)]);
				fine.push([
					at(aheadM - PAD_M, (out - PAD_M) * way),
					at(aheadM + PAD_M, (out - PAD_M) * way),
					at(aheadM + PAD_M, (out + PAD_M) * way),
					at(aheadM - PAD_M, (out + PAD_M) * way),
					at(aheadM - PAD_M, (out - PAD_M) * way),
				]);
			}
		}
	}
	return { main: [body], fine };
}
