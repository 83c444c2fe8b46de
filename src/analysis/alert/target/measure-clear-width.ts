import type { XY } from '../../../domain/geo/local-plane.ts';
import { between, measureLineM } from '../../measure/plane-line.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { MeasuredBuilding } from '../measured-building.ts';
import type { Side, Site } from '../site.ts';

/** A neighbour's wall may lie so much behind the target's and still be what stands before it: sources overlap. */
const OVERLAP_M = 0.5;
/** The target's own walls stand before a side only beyond this: nearer ones are the side itself. */
const OWN_M = 0.05;

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
 * Rule A7: how far is it from a side straight out to the next building? The least over places along the wall, `sampleM` apart and anchored
 * at its start, up to `searchM`. Cost: places times walls before the side.
 */
export function measureClearWidth(
	site: Pick<Site, 'target' | 'findOthersIn'>,
	side: Side,
	{ sampleM, searchM }: { sampleM: number; searchM: number },
): ClearWidth {
	if (!site.target) return { clearWidthM: null, blockedBy: null };
	const before = listWallsBefore(site.target, side, findBefore(site, side, searchM), searchM);
	let widthM = searchM;
	let blockedBy: string | null = null;
	for (const [x, y] of samplePlaces(side.line, sampleM)) {
		const u = alongOf(side, x, y);
		const d = outOf(side, x, y);
		for (const { building, isOwn, walls } of before) {
			for (let i = 0; i < walls.length; i += 4) {
				const ua = walls[i] as number;
				const ub = walls[i + 2] as number;
				if (ua > u === ub > u) continue;
				const da = walls[i + 1] as number;
				const awayM = da + ((u - ua) / (ub - ua)) * ((walls[i + 3] as number) - da) - d;
				if (awayM >= widthM || awayM < (isOwn ? OWN_M : -OVERLAP_M)) continue;
				widthM = Math.max(0, awayM);
				blockedBy = building;
			}
		}
	}
	return { clearWidthM: blockedBy === null ? null : widthM, blockedBy };
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
