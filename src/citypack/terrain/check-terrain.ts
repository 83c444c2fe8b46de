import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGroundGrid } from '../../domain/pack/ground-grid.ts';
import { PACK_FILES, type PackManifest, type PackTerrain } from '../../domain/pack/manifest.ts';
import { listTileRanges } from './terrain-tiles.ts';

/**
 * Looks at the terrain of a pack: are its files listed, does ground.grid open, is each tile there that the grid makes? Contents are
 * covered by their hashes. Faults are returned; empty when all is well.
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`, `pack/bad-ground` when ground.grid does not open
 */
export function checkTerrain(
	dir: string,
	{ files }: PackManifest,
	{ path }: PackTerrain,
): { code: string; file: string; message: string }[] {
	const problems: { code: string; file: string; message: string }[] = [];
	for (const name of [PACK_FILES.ground, path]) {
		if (files.some((file) => file.name === name)) continue;
		const message = `${PACK_FILES.manifest}: got terrain without ${name} among the files, expected it`;
		problems.push({ code: 'pack/not-listed', file: PACK_FILES.manifest, message });
	}
	const grid = openGroundGrid(readFileSync(join(dir, PACK_FILES.ground)), PACK_FILES.ground);
	const wanted = ['layer.json'];
	for (const { level, startX, startY, endX, endY } of listTileRanges(grid)) {
		for (let x = startX; x <= endX; x++) {
			for (let y = startY; y <= endY; y++) wanted.push(`${level}/${x}/${y}.terrain`);
		}
	}
	for (const name of wanted) {
		if (existsSync(join(dir, path, name))) continue;
		problems.push({ code: 'pack/missing-file', file: path, message: `${path}${name}: got no file, expected one` });
	}
	return problems;
}
