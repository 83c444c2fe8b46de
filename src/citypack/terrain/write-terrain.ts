import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeGroundGrid } from '../../domain/pack/ground-grid.ts';
import { PACK_FILES, type PackTerrain } from '../../domain/pack/manifest.ts';
import { gzipBytes } from '../tiles/gzip.ts';
import { hashFile, hashFolder, type PackFileEntry } from '../write/hash-files.ts';
import { encodeQuantizedMesh } from './quantized-mesh.ts';
import type { Ground } from './read-ground.ts';
import { boundsOf, listTileRanges, meshTile } from './terrain-tiles.ts';

/** What writeTerrain made. */
interface WrittenTerrain {
	/** For pack.json. */
	readonly terrain: PackTerrain;
	readonly files: readonly PackFileEntry[];
	readonly tiles: number;
}

const GZIP_LEVEL = 6;

/**
 * Writes ground.grid and terrain/<version>/ into a pack's folder: layer.json and {z}/{x}/{y}.terrain as CesiumTerrainProvider asks
 * for them, gzip at rest. The tiles are those of Web Mercator (EPSG:3857, rows from the south): the painted ground's own squares.
 * The same grid gives the same bytes.
 */
export async function writeTerrain(dir: string, ground: Ground, signal?: AbortSignal): Promise<WrittenTerrain> {
	const { grid } = ground;
	await writeFile(join(dir, PACK_FILES.ground), encodeGroundGrid(grid));
	const made = join(dir, 'terrain', 'new');
	const ranges = listTileRanges(grid);
	let tiles = 0;
	for (const { level, startX, startY, endX, endY } of ranges) {
		for (let x = startX; x <= endX; x++) {
			const folder = join(made, String(level), String(x));
			await mkdir(folder, { recursive: true });
			for (let y = startY; y <= endY; y++) {
				signal?.throwIfAborted();
				const bytes = gzipBytes(encodeQuantizedMesh(meshTile(grid, level, x, y)), GZIP_LEVEL);
				await writeFile(join(folder, `${y}.terrain`), bytes);
				tiles++;
			}
		}
	}
	const layer = {
		tilejson: '2.1.0',
		format: 'quantized-mesh-1.0',
		version: '1.0.0',
		scheme: 'tms',
		projection: 'EPSG:3857',
		tiles: ['{z}/{x}/{y}.terrain'],
		extensions: ['octvertexnormals'],
		bounds: boundsOf(grid),
		minzoom: 0,
		maxzoom: ranges.length - 1,
		available: ranges.map(({ startX, startY, endX, endY }) => [{ startX, startY, endX, endY }]),
	};
	await writeFile(join(made, 'layer.json'), gzipBytes(Buffer.from(`${JSON.stringify(layer)}\n`), GZIP_LEVEL));
	const hashed = hashFolder(made);
	const path = `terrain/${hashed.sha256.slice(0, 12)}/`;
	await rename(made, join(dir, path));
	const { minM, maxM, coveredShare, sources } = ground;
	return {
		terrain: { path, minM, maxM, coveredShare, sources: sources.map(({ key }) => key) },
		files: [
			{ name: PACK_FILES.ground, ...hashFile(join(dir, PACK_FILES.ground)) },
			{ name: path, ...hashed },
		],
		tiles,
	};
}
