import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { RoadLine } from '../model/source-city.ts';

/** Side of the square that is looked at, and the farthest shift that is looked for, metres. */
const WINDOW_M = 3000;
export const REACH_M = 1400;
/** Side of a cell of the picture of buildings, metres. */
export const CELL_M = 5;
/** Side of a cell of the map of where buildings and roads are many, metres. */
const SEEK_M = 500;
const ROAD_STEP_M = 8;
/** Too few to say anything. */
const MIN_BUILDINGS = 150;
const MIN_POINTS = 400;
const MAX_POINTS = 2500;

/** A square of a city: where its buildings stand, and points on its roads. */
export interface ShiftWindow {
	/** Middle of the window, degrees. */
	readonly lon: number;
	readonly lat: number;
	/** Cells a side of `built`; its middle is the window's. */
	readonly size: number;
	/** 1 where a building stands, row by row from the south-west; covers the window and the reach around it. */
	readonly built: Uint8Array;
	/** Points on roads: cells of `built`, x then y. */
	readonly points: Int32Array;
}

/**
 * Where buildings of `source` and roads are most together: a picture of it. null = there is no place with enough of both. Cost: about
 * 0.1 us a building of the city, and the drawing of some thousand outlines.
 */
export function openShiftWindow(table: BuildingTable, source: number, roads: readonly RoadLine[]): ShiftWindow | null {
	const middle = chooseMiddle(table, source, roads);
	if (!middle) return null;
	const scale = metresPerDegree(middle.lat);
	const size = Math.ceil((WINDOW_M + 2 * REACH_M) / CELL_M);
	const frame: Frame = {
		x0: middle.lon * E7,
		y0: middle.lat * E7,
		perX: scale.lon / E7 / CELL_M,
		perY: scale.lat / E7 / CELL_M,
		size,
	};
	const built = new Uint8Array(size * size);
	if (drawBuildings(table, source, frame, built) < MIN_BUILDINGS) return null;
	const points = listRoadPoints(roads, frame);
	return points.length < MIN_POINTS * 2 ? null : { ...middle, size, built, points: thinOut(points, MAX_POINTS) };
}

interface Frame {
	readonly x0: number;
	readonly y0: number;
	readonly perX: number;
	readonly perY: number;
	readonly size: number;
}

function firstVertexOf(table: BuildingTable, row: number): number {
	return (table.ringStart[table.buildingRing[row] as number] as number) * 2;
}

/** The place with the most of the rarer of both; roads are looked for as far away as they may be shifted. */
function chooseMiddle(
	table: BuildingTable,
	source: number,
	roads: readonly RoadLine[],
): { lon: number; lat: number } | null {
	const first = table.source.indexOf(source);
	if (first < 0) return null;
	const scale = metresPerDegree((table.lonLat[firstVertexOf(table, first) + 1] as number) / E7);
	const stepX = (SEEK_M / scale.lon) * E7;
	const stepY = (SEEK_M / scale.lat) * E7;
	const keyOf = (x: number, y: number) => (Math.floor(x / stepX) + 0x8000) * 0x1_0000 + Math.floor(y / stepY) + 0x8000;
	const buildings = new Map<number, number>();
	for (let row = 0; row < table.count; row++) {
		if (table.source[row] !== source) continue;
		const at = firstVertexOf(table, row);
		count(buildings, keyOf(table.lonLat[at] as number, table.lonLat[at + 1] as number));
	}
	const vertices = new Map<number, number>();
	for (const { lonLat } of roads) {
		for (let i = 0; i < lonLat.length; i += 2) count(vertices, keyOf(lonLat[i] as number, lonLat[i + 1] as number));
	}
	const around = Math.round(WINDOW_M / 2 / SEEK_M);
	let best: { key: number; score: number } | null = null;
	for (const key of buildings.keys()) {
		const score = Math.min(sumAround(buildings, key, around), 4 * sumAround(vertices, key, around));
		if (!best || score > best.score || (score === best.score && key < best.key)) best = { key, score };
	}
	if (!best || best.score === 0) return null;
	const cellX = Math.floor(best.key / 0x1_0000) - 0x8000;
	const cellY = (best.key % 0x1_0000) - 0x8000;
	return { lon: ((cellX + 0.5) * stepX) / E7, lat: ((cellY + 0.5) * stepY) / E7 };
}

function count(cells: Map<number, number>, key: number): void {
	cells.set(key, (cells.get(key) ?? 0) + 1);
}

function sumAround(cells: ReadonlyMap<number, number>, key: number, around: number): number {
	let sum = 0;
	for (let x = -around; x <= around; x++) {
		for (let y = -around; y <= around; y++) sum += cells.get(key + x * 0x1_0000 + y) ?? 0;
	}
	return sum;
}

/** Draws the outlines into `built`; answers how many buildings touch it. */
function drawBuildings(table: BuildingTable, source: number, frame: Frame, built: Uint8Array): number {
	const { size, x0, y0, perX, perY } = frame;
	const xy: number[] = [];
	let drawn = 0;
	for (let row = 0; row < table.count; row++) {
		if (table.source[row] !== source) continue;
		const at = firstVertexOf(table, row);
		const x = ((table.lonLat[at] as number) - x0) * perX + size / 2;
		const y = ((table.lonLat[at + 1] as number) - y0) * perY + size / 2;
		if (x < 0 || y < 0 || x >= size || y >= size) continue;
		drawn++;
		for (let ring = table.buildingRing[row] as number; ring < (table.buildingRing[row + 1] as number); ring++) {
			xy.length = 0;
			for (let v = table.ringStart[ring] as number; v < (table.ringStart[ring + 1] as number); v++) {
				xy.push(((table.lonLat[v * 2] as number) - x0) * perX + size / 2);
				xy.push(((table.lonLat[v * 2 + 1] as number) - y0) * perY + size / 2);
			}
			fillRing(xy, built, size);
		}
	}
	return drawn;
}

/** Fills the cells whose middle lies in a ring. Holes are filled like outer rings: yards count as built, which does not matter here. */
function fillRing(xy: readonly number[], built: Uint8Array, size: number): void {
	let low = Infinity;
	let high = -Infinity;
	for (let i = 1; i < xy.length; i += 2) {
		low = Math.min(low, xy[i] as number);
		high = Math.max(high, xy[i] as number);
	}
	const crossings: number[] = [];
	for (let row = Math.max(0, Math.ceil(low - 0.5)); row + 0.5 < high && row < size; row++) {
		const y = row + 0.5;
		crossings.length = 0;
		for (let i = 0, j = xy.length - 2; i < xy.length; j = i, i += 2) {
			const yi = xy[i + 1] as number;
			const yj = xy[j + 1] as number;
			if (yi > y === yj > y) continue;
			crossings.push((xy[i] as number) + (((xy[j] as number) - (xy[i] as number)) * (y - yi)) / (yj - yi));
		}
		crossings.sort((a, b) => a - b);
		for (let i = 0; i + 1 < crossings.length; i += 2) {
			const from = Math.max(0, Math.ceil((crossings[i] as number) - 0.5));
			const to = Math.min(size, Math.ceil((crossings[i + 1] as number) - 0.5));
			if (from < to) built.fill(1, row * size + from, row * size + to);
		}
	}
}

/** Points on the roads of vehicles within the window; tunnels run below buildings. */
function listRoadPoints(roads: readonly RoadLine[], { x0, y0, perX, perY, size }: Frame): number[] {
	const half = WINDOW_M / CELL_M / 2;
	const step = ROAD_STEP_M / CELL_M;
	const points: number[] = [];
	for (const { lonLat, tunnel, routable } of roads) {
		if (tunnel || !routable) continue;
		for (let i = 2; i < lonLat.length; i += 2) {
			const ax = ((lonLat[i - 2] as number) - x0) * perX;
			const ay = ((lonLat[i - 1] as number) - y0) * perY;
			const bx = ((lonLat[i] as number) - x0) * perX;
			const by = ((lonLat[i + 1] as number) - y0) * perY;
			if (Math.min(ax, bx) > half || Math.max(ax, bx) < -half || Math.min(ay, by) > half || Math.max(ay, by) < -half)
				continue;
			const steps = Math.ceil(Math.hypot(bx - ax, by - ay) / step);
			for (let s = 0; s < steps; s++) {
				const x = ax + ((bx - ax) * s) / steps;
				const y = ay + ((by - ay) * s) / steps;
				if (Math.abs(x) < half && Math.abs(y) < half) points.push(Math.floor(x + size / 2), Math.floor(y + size / 2));
			}
		}
	}
	return points;
}

/** At most `most` of the points, evenly by their order. */
export function thinOut(points: ArrayLike<number>, most: number): Int32Array {
	const all = points.length / 2;
	const kept = Math.min(all, most);
	const out = new Int32Array(kept * 2);
	for (let i = 0; i < kept; i++) {
		const from = Math.floor((i * all) / kept) * 2;
		out[i * 2] = points[from] as number;
		out[i * 2 + 1] = points[from + 1] as number;
	}
	return out;
}
