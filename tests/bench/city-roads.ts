import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceCity } from '../../src/citypack/model/source-city.ts';
import { readFengtuSource } from '../../src/citypack/read/fengtu-source.ts';
import { PROJECT_DIR } from '../browser/serve-pack.ts';

const CLI = join(PROJECT_DIR, 'src/cli/fengtu.mjs');
/** Layers that neither roads nor stations are made of. */
const NOT_ROADS = new Set(['land.fgb', 'lines.fgb', 'water.fgb', 'places.fgb']);
/** Fewest that `fengtu generate` makes. */
const FEWEST_BUILDINGS = '100';

function generate(buildings: string, seed: string, out: string): string {
	if (existsSync(out)) return out;
	const partial = `${out}.part`;
	rmSync(partial, { recursive: true, force: true });
	const args = ['generate', '--city', 'dongguan', '--buildings', buildings, '--seed', seed, '--out', partial];
	execFileSync(process.execPath, [CLI, ...args], { stdio: 'ignore' });
	renameSync(partial, out);
	return out;
}

/**
 * Roads and stations of a generated city. Its source is made once and kept in `dir`, where `npm run bench:citypack` looks for it too;
 * the first time takes a minute. Its streets follow its buildings, so those are generated, but not read.
 */
export async function readCityRoads(dir: string, buildings: string, seed: string): Promise<SourceCity> {
	mkdirSync(dir, { recursive: true });
	const city = generate(buildings, seed, join(dir, `city-${seed}-${buildings}`));
	const few = generate(FEWEST_BUILDINGS, seed, join(dir, `city-${seed}-${FEWEST_BUILDINGS}`));
	const roadsOnly = join(dir, `roads-${seed}-${buildings}`);
	rmSync(roadsOnly, { recursive: true, force: true });
	mkdirSync(roadsOnly);
	for (const file of readdirSync(city)) {
		if (NOT_ROADS.has(file)) continue;
		if (file === 'buildings.fgb') copyFileSync(join(few, file), join(roadsOnly, file));
		else symlinkSync(join(city, file), join(roadsOnly, file));
	}
	return readFengtuSource(roadsOnly, { sourceIndex: 0 });
}
