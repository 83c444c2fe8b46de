import type { XY } from '../../../domain/geo/local-plane.ts';
import { measureLineM } from '../../measure/plane-line.ts';
import type { Side, SiteRoad } from '../site.ts';
import type { Obstacle } from './obstacle.ts';

/** A flat list of stretches in a side's own frame: au, av, bu, bv a stretch. */
export type FrameStretches = Float64Array;

/** A building in the frame of a side. */
export interface FrameObstacle {
	readonly obstacle: Obstacle;
	readonly walls: FrameStretches;
	readonly minU: number;
	readonly maxU: number;
	readonly minV: number;
	readonly maxV: number;
}

/** A carriageway in the frame of a side. */
export interface FrameRoad {
	readonly road: SiteRoad;
	readonly stretches: FrameStretches;
	readonly minU: number;
	readonly maxU: number;
	readonly minV: number;
	readonly maxV: number;
}

/** A place on a facade that a basket is brought to. */
export interface Column {
	/** On the wall. */
	readonly at: XY;
	readonly side: number;
	/** Number in the side. */
	readonly index: number;
}

/** A side with its own axes: u along it, v out of it; v = 0 at its outermost place. */
export interface SideFrame {
	readonly index: number;
	readonly side: Side;
	readonly origin: XY;
	readonly along: XY;
	readonly outward: XY;
	/** Length along u. */
	readonly spanM: number;
	readonly obstacles: readonly FrameObstacle[];
	readonly roads: readonly FrameRoad[];
	readonly columns: readonly Column[];
}

/** What lies beyond this before a wall is of no account. */
export const FRAME_DEPTH_M = 70;
/** A building flush with the wall, the target above all, stands before it; rounding must not decide. */
const FLUSH_M = 0.05;
/** What lies farther to either side of it neither. */
const FRAME_ASIDE_M = 45;
/** Whatever lies in the frame of any side is within this of the target, whichever way the side looks. */
export const FRAME_REACH_M = Math.hypot(FRAME_DEPTH_M, FRAME_ASIDE_M);

/** Puts a side, and what stands and runs before it, on the side's own axes. `columnM`: width of a column of its facade, about. */
export function createSideFrame(
	index: number,
	side: Side,
	obstacles: readonly Obstacle[],
	roads: readonly SiteRoad[],
	columnM: number,
): SideFrame {
	const { outward, line } = side;
	const along: XY = [-outward[1], outward[0]];
	const us = line.map(([x, y]) => x * along[0] + y * along[1]);
	const vs = line.map(([x, y]) => x * outward[0] + y * outward[1]);
	const [minU, maxU, maxV] = [Math.min(...us), Math.max(...us), Math.max(...vs)];
	const origin: XY = [minU * along[0] + maxV * outward[0], minU * along[1] + maxV * outward[1]];
	const spanM = maxU - minU;
	const axes = { origin, along, outward };
	return {
		index,
		side,
		...axes,
		spanM,
		obstacles: obstacles
			.map((obstacle) => ({ obstacle, ...layOut(ringStretches(obstacle, axes)) }))
			.filter((each) => isBefore(each, spanM)),
		roads: roads
			.map((road) => ({ road, ...layOut(lineStretches(road.line, axes)) }))
			.filter((each) => isBefore(each, spanM)),
		columns: listColumns(index, side, columnM),
	};
}

/** A place of the frame on the plane. */
export function placeOf({ origin, along, outward }: SideFrame, u: number, v: number): XY {
	return [origin[0] + u * along[0] + v * outward[0], origin[1] + u * along[1] + v * outward[1]];
}

type Axes = Pick<SideFrame, 'origin' | 'along' | 'outward'>;

function ringStretches({ shape: { xy, ringStart } }: Obstacle, axes: Axes): FrameStretches {
	const stretches = new Float64Array((xy.length / 2 - (ringStart.length - 1)) * 4);
	let at = 0;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		for (let i = ringStart[ring] as number; i + 1 < (ringStart[ring + 1] as number); i++, at += 4) {
			put(stretches, at, axes, xy[i * 2] as number, xy[i * 2 + 1] as number);
			put(stretches, at + 2, axes, xy[i * 2 + 2] as number, xy[i * 2 + 3] as number);
		}
	}
	return stretches;
}

function lineStretches(line: readonly XY[], axes: Axes): FrameStretches {
	const stretches = new Float64Array(Math.max(0, line.length - 1) * 4);
	for (let i = 0; i + 1 < line.length; i++) {
		put(stretches, i * 4, axes, ...(line[i] as XY));
		put(stretches, i * 4 + 2, axes, ...(line[i + 1] as XY));
	}
	return stretches;
}

function put(into: FrameStretches, at: number, { origin, along, outward }: Axes, x: number, y: number): void {
	const dx = x - origin[0];
	const dy = y - origin[1];
	into[at] = dx * along[0] + dy * along[1];
	into[at + 1] = dx * outward[0] + dy * outward[1];
}

function layOut(stretches: FrameStretches) {
	let minU = Number.POSITIVE_INFINITY;
	let maxU = Number.NEGATIVE_INFINITY;
	let minV = Number.POSITIVE_INFINITY;
	let maxV = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < stretches.length; i += 2) {
		const u = stretches[i] as number;
		const v = stretches[i + 1] as number;
		if (u < minU) minU = u;
		if (u > maxU) maxU = u;
		if (v < minV) minV = v;
		if (v > maxV) maxV = v;
	}
	return { walls: stretches, stretches, minU, maxU, minV, maxV };
}

function isBefore({ minU, maxU, minV, maxV }: Omit<FrameRoad, 'road'>, spanM: number): boolean {
	return maxV > -FLUSH_M && minV < FRAME_DEPTH_M && maxU > -FRAME_ASIDE_M && minU < spanM + FRAME_ASIDE_M;
}

/** Middles of columns of equal width along a side's line. */
function listColumns(side: number, { line }: Side, columnM: number): Column[] {
	const lengthM = measureLineM(line);
	const count = Math.max(1, Math.round(lengthM / columnM));
	const columns: Column[] = [];
	let walked = 0;
	let i = 0;
	for (let index = 0; index < count; index++) {
		const goal = ((index + 0.5) * lengthM) / count;
		let a = line[i] as XY;
		let b = line[i + 1] as XY;
		let length = Math.hypot(b[0] - a[0], b[1] - a[1]);
		while (walked + length < goal && i + 2 < line.length) {
			walked += length;
			i++;
			a = b;
			b = line[i + 1] as XY;
			length = Math.hypot(b[0] - a[0], b[1] - a[1]);
		}
		const t = length === 0 ? 0 : Math.min(1, (goal - walked) / length);
		columns.push({ at: [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])], side, index });
	}
	return columns;
}
