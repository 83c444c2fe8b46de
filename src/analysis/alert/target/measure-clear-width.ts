import type { XY } from '../../../domain/geo/local-plane.ts';
import { between, measureLineM } from '../../measure/plane-line.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Side, Site } from '../site.ts';

/** A neighbour's wall may lie so much behind the target's and still be what stands before it: sources overlap. */
const OVERLAP_M = 0.5;
/** The target's own walls stand before a side only beyond this: nearer ones are the side itself. */
const OWN_M = 0.05;

/** Walls that reach less far before a side's end do not stand before it. */
const END_M = 0.05;
/** Walls that run straight out of a side stand before no piece of it. */
const PARALLEL_M = 1e-6;

/** What bounds a side's clear width. */
export interface ClearWidth {
	/** null = nothing within the search. */
	readonly clearWidthM: number | null;
	/** The building that bounds it, the target itself in a courtyard or niche; null = none. */
	readonly blockedBy: string | null;
}

/** Walls in a side's frame: u along it, d out of it; four numbers a wall. */
interface FrameWalls {
	readonly building: string;
	readonly isOwn: boolean;
	readonly walls: Float64Array;
}

/**
 * Rule A7: how far is it from a side straight out to the next building, up to `searchM`? Exact against other buildings: the least over the whole
 * strip straight out of the wall. The target's own walls, which may join the side at its ends, are looked at from places `sampleM` apart,
 * anchored at the side's start. Cost: walls of the side, and places for its own, times walls before it.
 */
export function measureClearWidth(
	site: Pick<Site, 'target' | 'findOthersIn'>,
	side: Side,
	{ sampleM, searchM }: { sampleM: number; searchM: number },
): ClearWidth {
	if (!site.target) return { clearWidthM: null, blockedBy: null };
	const before = listWallsBefore(site.target, side, findBefore(site, side, searchM), searchM);
	const front = Float64Array.from(side.line.flatMap(([x, y]) => [alongOf(side, x, y), outOf(side, x, y)]));
	const places = samplePlaces(side.line, sampleM).map(([x, y]): XY => [alongOf(side, x, y), outOf(side, x, y)]);
	let widthM = searchM;
	let blockedBy: string | null = null;
	for (const { building, isOwn, walls } of before) {
		const leastM = isOwn ? measureOwn(places, walls) : measureOther(front, walls);
		if (leastM >= widthM) continue;
		widthM = leastM;
		blockedBy = building;
	}
	return { clearWidthM: blockedBy === null ? null : widthM, blockedBy };
}

/** The least distance from places straight out to own walls; Infinity = none stands before them. */
function measureOwn(places: readonly XY[], walls: Float64Array): number {
	let leastM = Infinity;
	for (const [u, d] of places) {
		for (let i = 0; i < walls.length; i += 4) {
			const ua = walls[i] as number;
			const ub = walls[i + 2] as number;
			if (ua > u === ub > u) continue;
			const awayM = interpolate(walls, i, u) - d;
			if (awayM >= OWN_M && awayM < leastM) leastM = awayM;
		}
	}
	return leastM;
}

/**
 * The least distance from the side (`front`: u, d of its points) straight out to walls, 0 where they overlap it; Infinity = none stands before it.
 * What comes nearer than OVERLAP_M counts only so far from the ends of the side: neighbours at its corners overlap it as sources do.
 */
function measureOther(front: Float64Array, walls: Float64Array): number {
	const fromU = Math.min(front[0] as number, front.at(-2) as number);
	const toU = Math.max(front[0] as number, front.at(-2) as number);
	let leastM = Infinity;
	for (let f = 0; f + 3 < front.length; f += 2) {
		const frontFrom = Math.min(front[f] as number, front[f + 2] as number);
		const frontTo = Math.max(front[f] as number, front[f + 2] as number);
		for (let i = 0; i < walls.length; i += 4) {
			const low = Math.max(frontFrom, Math.min(walls[i] as number, walls[i + 2] as number));
			const high = Math.min(frontTo, Math.max(walls[i] as number, walls[i + 2] as number));
			let awayM = measurePiece(front, f, walls, i, Math.max(low, fromU + END_M), Math.min(high, toU - END_M));
			if (awayM < OVERLAP_M)
				awayM = measurePiece(front, f, walls, i, Math.max(low, fromU + OVERLAP_M), Math.min(high, toU - OVERLAP_M));
			if (awayM < leastM) leastM = awayM;
		}
	}
	return leastM;
}

/** The least distance between a piece of the front and a wall where both lie between two places along the side; Infinity = nowhere. */
function measurePiece(
	front: Float64Array,
	f: number,
	walls: Float64Array,
	i: number,
	low: number,
	high: number,
): number {
	if (!(high - low > PARALLEL_M)) return Infinity;
	const lowM = interpolate(walls, i, low) - interpolate(front, f, low);
	const highM = interpolate(walls, i, high) - interpolate(front, f, high);
	return Math.max(lowM, highM) < -OVERLAP_M ? Infinity : Math.max(0, Math.min(lowM, highM));
}

/** d of the wall that begins at `i` (u, d, u, d), at a place u between its ends. */
function interpolate(walls: Float64Array, i: number, u: number): number {
	const ua = walls[i] as number;
	const da = walls[i + 1] as number;
	return da + ((u - ua) / ((walls[i + 2] as number) - ua)) * ((walls[i + 3] as number) - da);
}

/** Places along a line, evenly spaced, no farther apart than `stepM`: the middles of as many equal stretches. */
export function samplePlaces(line: readonly XY[], stepM: number): XY[] {
	const totalM = measureLineM(line);
	const count = Math.max(1, Math.ceil(totalM / stepM - 1e-6));
	const places: XY[] = [];
	let passedM = 0;
	let next = 0;
	for (let i = 1; i < line.length && next < count; i++) {
		const [a, b] = [line[i - 1] as XY, line[i] as XY];
		const lengthM = between(a, b);
		for (; next < count; next++) {
			const t = (((next + 0.5) / count) * totalM - passedM) / lengthM;
			if (t > 1) break;
			places.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
		}
		passedM += lengthM;
	}
	return places;
}

function findBefore(site: Pick<Site, 'findOthersIn'>, { line, outward }: Side, searchM: number): MeasuredBuilding[] {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of line) {
		for (const outM of [-OVERLAP_M, searchM]) {
			minX = Math.min(minX, x + outward[0] * outM);
			maxX = Math.max(maxX, x + outward[0] * outM);
			minY = Math.min(minY, y + outward[1] * outM);
			maxY = Math.max(maxY, y + outward[1] * outM);
		}
	}
	return site.findOthersIn(minX, minY, maxX, maxY);
}

function listWallsBefore(
	target: MeasuredBuilding,
	side: Side,
	others: readonly MeasuredBuilding[],
	searchM: number,
): FrameWalls[] {
	let [fromU, toU, fromD, toD] = [Infinity, -Infinity, Infinity, -Infinity];
	for (const [x, y] of side.line) {
		fromU = Math.min(fromU, alongOf(side, x, y));
		toU = Math.max(toU, alongOf(side, x, y));
		fromD = Math.min(fromD, outOf(side, x, y) - OVERLAP_M);
		toD = Math.max(toD, outOf(side, x, y) + searchM);
	}
	const frames: FrameWalls[] = [];
	for (const { building, shape } of [target, ...others]) {
		const isOwn = building === target.building;
		const walls = cutWalls(side, shape, isOwn, [fromU, toU, fromD, toD]);
		if (walls.length > 0) frames.push({ building: building.id, isOwn, walls: Float64Array.from(walls) });
	}
	return frames;
}

function cutWalls(
	side: Side,
	{ xy, ringStart }: PlaneShape,
	isOwn: boolean,
	[fromU, toU, fromD, toD]: readonly [number, number, number, number],
): number[] {
	const walls: number[] = [];
	const corners = new Set(isOwn ? side.line.map(([x, y]) => `${x} ${y}`) : []);
	const isOfSide = (v: number) => corners.has(`${xy[v * 2]} ${xy[v * 2 + 1]}`);
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		for (let v = ringStart[ring] as number; v + 1 < (ringStart[ring + 1] as number); v++) {
			const ua = alongOf(side, xy[v * 2] as number, xy[v * 2 + 1] as number);
			const ub = alongOf(side, xy[v * 2 + 2] as number, xy[v * 2 + 3] as number);
			if (Math.max(ua, ub) < fromU || Math.min(ua, ub) > toU) continue;
			const da = outOf(side, xy[v * 2] as number, xy[v * 2 + 1] as number);
			const db = outOf(side, xy[v * 2 + 2] as number, xy[v * 2 + 3] as number);
			if (Math.max(da, db) < fromD || Math.min(da, db) > toD) continue;
			// Walls of the side itself do not stand before it.
			if (isOwn && isOfSide(v) && isOfSide(v + 1)) continue;
			walls.push(ua, da, ub, db);
		}
	}
	return walls;
}

function alongOf({ outward }: Side, x: number, y: number): number {
	return -outward[1] * x + outward[0] * y;
}

function outOf({ outward }: Side, x: number, y: number): number {
	return outward[0] * x + outward[1] * y;
}
