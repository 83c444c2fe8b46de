import { DataError, UsageError } from '../../domain/errors.ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import type { BuildingMeasures } from './measure-buildings.ts';
import type { TileInput } from './tile-input.ts';

/** Width of a leaf unless it is dense, metres. */
export const LEAF_WIDTH_M = 1280;
/** A leaf with more buildings, or more outline vertices, is split. */
export const LEAF_MAX_BUILDINGS = 6000;
const LEAF_MAX_VERTICES = 60_000;
/** Features that a tile's 16-bit feature ids can tell apart. */
const TILE_MAX_FEATURES = 65_536;
/** How often a dense leaf may be split. */
const MAX_SPLITS = 3;
/** 1,280 m x 2^13 is a quarter of the globe; Morton keys stay within 32 bits. */
const MAX_LEAF_LEVEL = 13;

/** The square that the quadtree divides; degrees x 1e7. */
export interface TileGrid {
	readonly westE7: number;
	readonly southE7: number;
	readonly widthLonE7: number;
	readonly widthLatE7: number;
	readonly widthM: number;
}

/** Every tile of the pyramid, parents before children; tile i is [level, x, y] of the implicit quadtree, y to the north. */
export interface TilePlan {
	readonly grid: TileGrid;
	readonly levels: number;
	/** Level of the leaves that were not split. */
	readonly leafLevel: number;
	readonly tiles: number;
	readonly level: Uint8Array;
	readonly x: Uint32Array;
	readonly y: Uint32Array;
	/** 1 = every building exact; 0 = merged. */
	readonly leaf: Uint8Array;
	/** The tile's buildings: rows order[start] to order[end] (excluded), neighbours near one another. */
	readonly start: Uint32Array;
	readonly end: Uint32Array;
	readonly order: Uint32Array;
}

/**
 * Lays the quadtree over the city: a root just large enough, each building in the leaf that holds its box's centre.
 * @param shared puts the arrays on shared memory
 * @throws DataError `tiles/too-wide` when the buildings lie further apart than a quarter of the globe
 * @throws DataError `tiles/too-dense` when more buildings lie in one place than a tile can number
 * @throws UsageError `tiles/fids` when the fids are not the numbers 0 to count - 1
 */
export function planTiles(input: TileInput, measures: BuildingMeasures, shared: boolean): TilePlan {
	const { grid, leafLevel } = fitGrid(input.lonLat);
	const deepest = leafLevel + MAX_SPLITS;
	const keys = mortonKeys(measures.centre, grid, deepest);
	const order = sortRows(keys, rowsByFid(input.fidOfRow));
	const level: number[] = [];
	const x: number[] = [];
	const y: number[] = [];
	const leaf: number[] = [];
	const start: number[] = [];
	const end: number[] = [];
	let ranges = input.count > 0 ? [{ x: 0, y: 0, start: 0, end: input.count }] : [];
	let levels = 0;
	for (let l = 0; ranges.length > 0; l++) {
		levels = l + 1;
		const next: typeof ranges = [];
		for (const range of ranges) {
			const isLeaf = l >= leafLevel && (l === deepest || !isDense(input, order, range.start, range.end));
			if (isLeaf && range.end - range.start > TILE_MAX_FEATURES) throw tooDense(l, range);
			level.push(l);
			x.push(range.x);
			y.push(range.y);
			start.push(range.start);
			end.push(range.end);
			leaf.push(isLeaf ? 1 : 0);
			if (!isLeaf) next.push(...divide(range, keys, order, 2 * (deepest - l - 1)));
		}
		ranges = next;
	}
	const u32 = (values: ArrayLike<number>) => {
		const bytes = values.length * 4;
		const array = new Uint32Array(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
		array.set(values);
		return array;
	};
	return {
		grid,
		levels,
		leafLevel,
		tiles: level.length,
		level: Uint8Array.from(level),
		x: u32(x),
		y: u32(y),
		leaf: Uint8Array.from(leaf),
		start: u32(start),
		end: u32(end),
		order: shared ? u32(order) : order,
	};
}

function fitGrid(lonLat: Int32Array): { grid: TileGrid; leafLevel: number } {
	let west = Number.POSITIVE_INFINITY;
	let east = Number.NEGATIVE_INFINITY;
	let south = Number.POSITIVE_INFINITY;
	let north = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < lonLat.length; i += 2) {
		const lon = lonLat[i]!;
		const lat = lonLat[i + 1]!;
		if (lon < west) west = lon;
		if (lon > east) east = lon;
		if (lat < south) south = lat;
		if (lat > north) north = lat;
	}
	if (lonLat.length === 0) west = east = south = north = 0;
	const scale = metresPerDegree((south + north) / 2 / 1e7);
	const extentM = Math.max(((east - west) / 1e7) * scale.lon, ((north - south) / 1e7) * scale.lat);
	let leafLevel = 0;
	while (LEAF_WIDTH_M * 2 ** leafLevel < extentM + 1) leafLevel++;
	if (leafLevel > MAX_LEAF_LEVEL) {
		throw new DataError(
			'tiles/too-wide',
			`buildTiles: got buildings ${Math.round(extentM / 1000)} km apart, expected at most ${(LEAF_WIDTH_M * 2 ** MAX_LEAF_LEVEL) / 1000} km`,
		);
	}
	const widthM = LEAF_WIDTH_M * 2 ** leafLevel;
	const widthLonE7 = (widthM / scale.lon) * 1e7;
	const widthLatE7 = (widthM / scale.lat) * 1e7;
	const grid = {
		westE7: (west + east - widthLonE7) / 2,
		southE7: (south + north - widthLatE7) / 2,
		widthLonE7,
		widthLatE7,
		widthM,
	};
	return { grid, leafLevel };
}

/** Morton key of each centre at the deepest level: x in the even bits, y in the odd. */
function mortonKeys(centre: Int32Array, grid: TileGrid, level: number): Uint32Array {
	const keys = new Uint32Array(centre.length / 2);
	const across = 2 ** level;
	for (let row = 0; row < keys.length; row++) {
		const x = Math.floor(((centre[row * 2]! - grid.westE7) / grid.widthLonE7) * across);
		const y = Math.floor(((centre[row * 2 + 1]! - grid.southE7) / grid.widthLatE7) * across);
		keys[row] = (spreadBits(clamp(x, across)) | (spreadBits(clamp(y, across)) << 1)) >>> 0;
	}
	return keys;
}

function clamp(index: number, across: number): number {
	return Math.min(across - 1, Math.max(0, index));
}

function spreadBits(value: number): number {
	let v = value & 0xffff;
	v = (v | (v << 8)) & 0x00ff00ff;
	v = (v | (v << 4)) & 0x0f0f0f0f;
	v = (v | (v << 2)) & 0x33333333;
	return (v | (v << 1)) & 0x55555555;
}

function rowsByFid(fidOfRow: Uint32Array): Uint32Array {
	const rows = new Uint32Array(fidOfRow.length);
	const seen = new Uint8Array(fidOfRow.length);
	for (let row = 0; row < fidOfRow.length; row++) {
		const fid = fidOfRow[row]!;
		if (fid >= rows.length || seen[fid]) {
			const found = seen[fid] ? `fid ${fid} twice` : `fid ${fid}`;
			throw new UsageError(
				'tiles/fids',
				`buildTiles row ${row}: got ${found}, expected each of 0 to ${rows.length - 1}`,
			);
		}
		seen[fid] = 1;
		rows[fid] = row;
	}
	return rows;
}

/** Sorts rows by key; equal keys keep the order they come in. */
function sortRows(keys: Uint32Array, rows: Uint32Array): Uint32Array {
	let from: Uint32Array = rows;
	let to: Uint32Array = new Uint32Array(rows.length);
	for (let shift = 0; shift < 32; shift += 11) {
		const starts = new Uint32Array(2049);
		for (let i = 0; i < keys.length; i++) starts[((keys[i]! >>> shift) & 2047) + 1]!++;
		for (let d = 0; d < 2048; d++) starts[d + 1]! += starts[d]!;
		for (let i = 0; i < from.length; i++) {
			const row = from[i]!;
			to[starts[(keys[row]! >>> shift) & 2047]!++] = row;
		}
		[from, to] = [to, from];
	}
	return from;
}

interface TileRange {
	x: number;
	y: number;
	start: number;
	end: number;
}

function divide(range: TileRange, keys: Uint32Array, order: Uint32Array, shift: number): TileRange[] {
	const children: TileRange[] = [];
	let start = range.start;
	for (let child = 0; child < 4 && start < range.end; child++) {
		// Binary search: the end of this child's keys.
		let low = start;
		let high = range.end;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (((keys[order[middle]!]! >>> shift) & 3) > child) high = middle;
			else low = middle + 1;
		}
		if (low > start) {
			children.push({ x: range.x * 2 + (child & 1), y: range.y * 2 + (child >> 1), start, end: low });
		}
		start = low;
	}
	return children;
}

function tooDense(level: number, range: TileRange): DataError {
	return new DataError(
		'tiles/too-dense',
		`buildTiles tile ${level}/${range.x}/${range.y}: got ${range.end - range.start} buildings, expected at most ${TILE_MAX_FEATURES}`,
	);
}

function isDense(input: TileInput, order: Uint32Array, start: number, end: number): boolean {
	if (end - start > LEAF_MAX_BUILDINGS) return true;
	let vertices = 0;
	for (let i = start; i < end; i++) {
		const row = order[i]!;
		vertices += input.ringStart[input.buildingRing[row + 1]!]! - input.ringStart[input.buildingRing[row]!]!;
	}
	return vertices > LEAF_MAX_VERTICES && end - start > 1;
}
