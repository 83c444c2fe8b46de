import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipBytes } from './gzip.ts';
import { contentPath, type TileResults } from './make-tile.ts';
import { RADIANS_PER_E7 } from './tile-frame.ts';
import type { TilePlan } from './tile-plan.ts';

/** Geometric error of a tile: its width over this. */
const WIDTH_OVER_ERROR = 32;
/** Geometric error of the whole tileset, metres: far beyond any view in which a city still covers a few pixels. */
const TILESET_ERROR_M = 100_000;
/** Fewest and most levels of one subtree: CesiumJS makes all tiles of a subtree at once, so more would stall it. */
const MIN_SUBTREE_LEVELS = 3;
const MAX_SUBTREE_LEVELS = 5;

/** A tile's bounding region in subtree metadata: its own content and that of every tile below it. */
const TILE_SCHEMA = {
	id: 'fengtu_tiles',
	classes: {
		tile: {
			properties: {
				boundingRegion: {
					type: 'SCALAR',
					componentType: 'FLOAT64',
					array: true,
					count: 6,
					required: true,
					semantic: 'TILE_BOUNDING_REGION',
				},
			},
		},
	},
};

function subtreePath(level: number | string, x: number | string, y: number | string): string {
	return `subtrees/${level}_${x}_${y}.subtree`;
}

/** Writes tileset.json and the subtrees for tiles already made; returns their size. */
export function writeTileset(
	outDir: string,
	plan: TilePlan,
	results: TileResults,
): { bytesRaw: number; bytesGzip: number } {
	const size = { bytesRaw: 0, bytesGzip: 0 };
	const write = (path: string, bytes: Uint8Array) => {
		const packed = gzipBytes(bytes, 9);
		writeFileSync(join(outDir, path), packed);
		size.bytesRaw += bytes.byteLength;
		size.bytesGzip += packed.byteLength;
	};
	if (plan.tiles === 0) {
		write('tileset.json', jsonBytes(emptyTileset()));
		return size;
	}
	const regions = joinRegions(plan, results.region);
	const subtreeLevels = chooseSubtreeLevels(plan.levels);
	mkdirSync(join(outDir, 'subtrees'), { recursive: true });
	const index = new Map<string, number>();
	for (let tile = 0; tile < plan.tiles; tile++) {
		index.set(tileKey(plan.level[tile]!, plan.x[tile]!, plan.y[tile]!), tile);
	}
	for (let tile = 0; tile < plan.tiles; tile++) {
		const level = plan.level[tile]!;
		if (level % subtreeLevels !== 0) continue;
		const path = subtreePath(level, plan.x[tile]!, plan.y[tile]!);
		write(path, encodeSubtree(level, plan.x[tile]!, plan.y[tile]!, subtreeLevels, index, regions));
	}
	write('tileset.json', jsonBytes(implicitTileset(plan, regions, subtreeLevels)));
	return size;
}

/** Even shares, so that the tops of the lower subtrees lie on as coarse a grid as can be. */
function chooseSubtreeLevels(levels: number): number {
	const subtrees = Math.ceil(levels / MAX_SUBTREE_LEVELS);
	return Math.max(MIN_SUBTREE_LEVELS, Math.ceil(levels / subtrees));
}

function tileKey(level: number, x: number, y: number): string {
	return `${level}/${x}/${y}`;
}

function jsonBytes(value: unknown): Uint8Array {
	return Buffer.from(JSON.stringify(value));
}

/** Widens each tile's region by those of its children. */
function joinRegions(plan: TilePlan, contentRegions: Float64Array): Float64Array {
	const regions = contentRegions.slice();
	const parents = new Map<string, number>();
	for (let tile = 0; tile < plan.tiles; tile++) {
		parents.set(tileKey(plan.level[tile]!, plan.x[tile]!, plan.y[tile]!), tile);
	}
	// Children come after their parents.
	for (let tile = plan.tiles - 1; tile > 0; tile--) {
		const parent = parents.get(tileKey(plan.level[tile]! - 1, plan.x[tile]! >> 1, plan.y[tile]! >> 1))!;
		for (let i = 0; i < 6; i++) {
			const side = i === 0 || i === 1 || i === 4 ? Math.min : Math.max;
			regions[parent * 6 + i] = side(regions[parent * 6 + i]!, regions[tile * 6 + i]!);
		}
	}
	return regions;
}

function implicitTileset(plan: TilePlan, regions: Float64Array, subtreeLevels: number) {
	const { westE7, southE7, widthLonE7, widthLatE7, widthM } = plan.grid;
	const square = [westE7, southE7, westE7 + widthLonE7, southE7 + widthLatE7].map((e7) => e7 * RADIANS_PER_E7);
	return {
		asset: { version: '1.1' },
		schema: TILE_SCHEMA,
		geometricError: TILESET_ERROR_M,
		root: {
			boundingVolume: { region: [...square, regions[4], regions[5]] },
			geometricError: widthM / WIDTH_OVER_ERROR,
			refine: 'REPLACE',
			content: { uri: contentPath('{level}', '{x}', '{y}') },
			implicitTiling: {
				subdivisionScheme: 'QUADTREE',
				subtreeLevels,
				availableLevels: plan.levels,
				subtrees: { uri: subtreePath('{level}', '{x}', '{y}') },
			},
		},
	};
}

function emptyTileset() {
	return {
		asset: { version: '1.1' },
		geometricError: 0,
		root: { boundingVolume: { region: [0, 0, 0, 0, 0, 0] }, geometricError: 0, refine: 'REPLACE' },
	};
}

/** One binary subtree: which of its tiles and which subtrees below exist, and the region of each tile. */
function encodeSubtree(
	rootLevel: number,
	rootX: number,
	rootY: number,
	subtreeLevels: number,
	index: ReadonlyMap<string, number>,
	regions: Float64Array,
): Uint8Array {
	const tileBits = (4 ** subtreeLevels - 1) / 3;
	const available = new Uint8Array(Math.ceil(tileBits / 8));
	const children = new Uint8Array(Math.ceil(4 ** subtreeLevels / 8));
	const present: number[] = [];
	let childCount = 0;
	for (let depth = 0; depth <= subtreeLevels; depth++) {
		const across = 2 ** depth;
		for (let morton = 0; morton < across * across; morton++) {
			const key = tileKey(
				rootLevel + depth,
				rootX * across + everySecondBit(morton),
				rootY * across + everySecondBit(morton >> 1),
			);
			const tile = index.get(key);
			if (tile === undefined) continue;
			if (depth === subtreeLevels) {
				children[morton >> 3]! |= 1 << (morton & 7);
				childCount++;
				continue;
			}
			const bit = (4 ** depth - 1) / 3 + morton;
			available[bit >> 3]! |= 1 << (bit & 7);
			present.push(tile);
		}
	}
	const values = new Float64Array(present.length * 6);
	present.forEach((tile, i) => {
		values.set(regions.subarray(tile * 6, tile * 6 + 6), i * 6);
	});
	const parts = [new Uint8Array(values.buffer), available, children];
	let offset = 0;
	const bufferViews = parts.map((part) => {
		const view = { buffer: 0, byteOffset: offset, byteLength: part.byteLength };
		offset = align8(offset + part.byteLength);
		return view;
	});
	const availability = { bitstream: 1, availableCount: present.length };
	const json = jsonBytes({
		buffers: [{ byteLength: offset }],
		bufferViews,
		propertyTables: [{ class: 'tile', count: present.length, properties: { boundingRegion: { values: 0 } } }],
		tileMetadata: 0,
		tileAvailability: availability,
		contentAvailability: [availability],
		childSubtreeAvailability: childCount === 0 ? { constant: 0 } : { bitstream: 2, availableCount: childCount },
	});
	const jsonLength = align8(json.byteLength);
	const out = new Uint8Array(24 + jsonLength + offset);
	const head = new DataView(out.buffer);
	head.setUint32(0, 0x74627573, true); // "subt"
	head.setUint32(4, 1, true);
	head.setBigUint64(8, BigInt(jsonLength), true);
	head.setBigUint64(16, BigInt(offset), true);
	out.set(json, 24);
	out.fill(0x20, 24 + json.byteLength, 24 + jsonLength);
	parts.forEach((part, i) => {
		out.set(part, 24 + jsonLength + bufferViews[i]!.byteOffset);
	});
	return out;
}

function align8(n: number): number {
	return (n + 7) & ~7;
}

/** Collects bits 0, 2, 4 ... of a Morton index. */
function everySecondBit(morton: number): number {
	let value = 0;
	for (let bit = 0; morton >> (2 * bit); bit++) value |= ((morton >> (2 * bit)) & 1) << bit;
	return value;
}
