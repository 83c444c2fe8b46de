import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeSubtrees } from './encode-subtrees.ts';
import { gzipBytes } from './gzip.ts';
import { contentPath } from './make-tile.ts';
import { RADIANS_PER_E7 } from './tile-frame.ts';
import { type TilePlan, tileSquare } from './tile-plan.ts';

/** Geometric error of a tile: its width over this. */
const WIDTH_OVER_ERROR = 32;
/** Geometric error of the whole tileset, metres: far beyond any view in which a city still covers a few pixels. */
const TILESET_ERROR_M = 100_000;
/**
 * Most levels of one subtree. All levels of a city go into one: CesiumJS makes the tiles of a subtree from their own
 * regions, but gives the placeholder of a subtree below it the square its address says, and culls by that a building
 * that overruns it (docs/decisions/0006-one-subtree.md). At 11 levels the empty slots begin to cost.
 */
const MAX_SUBTREE_LEVELS = 11;

const TILE_SCHEMA_CLASS = 'tile';
/** A tile's bounding region in subtree metadata: its own content and that of every tile below it. */
const TILE_SCHEMA = {
	id: 'fengtu_tiles',
	classes: {
		[TILE_SCHEMA_CLASS]: {
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

/** Path of a subtree below the tileset. */
export function subtreePath(level: number | string, x: number | string, y: number | string): string {
	return `subtrees/${level}_${x}_${y}.subtree`;
}

/**
 * Writes tileset.json and the subtrees for tiles already made; returns their size.
 * @param contentRegions MadeTile.region of each tile of the plan, 6 a tile; for a tile that did not change, and so has
 *   nothing changed below it, its region in the old subtrees (readTileset) does as well
 */
export function writeTileset(
	outDir: string,
	plan: TilePlan,
	contentRegions: Float64Array,
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
	const regions = joinRegions(plan, contentRegions);
	// Even shares, so that the tops of the lower subtrees lie on as coarse a grid as can be.
	const subtreeLevels = Math.ceil(plan.levels / Math.ceil(plan.levels / MAX_SUBTREE_LEVELS));
	mkdirSync(join(outDir, 'subtrees'), { recursive: true });
	for (const { level, x, y, bytes } of encodeSubtrees(plan, regions, subtreeLevels, TILE_SCHEMA_CLASS)) {
		write(subtreePath(level, x, y), bytes);
	}
	write('tileset.json', jsonBytes(implicitTileset(plan, regions, subtreeLevels)));
	return size;
}

function jsonBytes(value: unknown): Uint8Array {
	return Buffer.from(JSON.stringify(value));
}

/** Widens each tile's region by those of its children. */
function joinRegions(plan: TilePlan, contentRegions: Float64Array): Float64Array {
	const regions = contentRegions.slice();
	const parents = new Map<number, number>();
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

/** One number for a tile's address; levels go up to 16. */
function tileKey(level: number, x: number, y: number): number {
	return (level * 65_536 + y) * 65_536 + x;
}

function implicitTileset(plan: TilePlan, regions: Float64Array, subtreeLevels: number) {
	const { westE7, southE7, widthLonE7, widthLatE7, widthM } = tileSquare(plan.grid, 0, 0, 0);
	const square = [westE7, southE7, westE7 + widthLonE7, southE7 + widthLatE7].map((e7) => e7 * RADIANS_PER_E7);
	// The root's region is this one for CesiumJS, whatever its subtree says: it has to hold what overruns the square.
	const region = Array.from(regions.subarray(0, 6), (side, i) =>
		i < 2 ? Math.min(side, square[i]!) : i < 4 ? Math.max(side, square[i]!) : side,
	);
	return {
		asset: { version: '1.1' },
		schema: TILE_SCHEMA,
		geometricError: TILESET_ERROR_M,
		root: {
			boundingVolume: { region },
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
