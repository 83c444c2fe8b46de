import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeBuildingsFile, planBuildings } from '../unit/citypack/flatgeobuf/make-buildings-file.ts';

/** Writes the smallest folder of `fengtu generate` that builds: city.json and so many buildings. */
export function writeTownSource(dir: string, name: string, buildings: number): void {
	mkdirSync(dir, { recursive: true });
	const bounds = [113, 23, 113.1, 23.1];
	const city = { title: 'A town', synthetic: true, seed: 1, bounds, crs: 'EPSG:4326', date: '2026-01-01' };
	writeFileSync(join(dir, 'city.json'), JSON.stringify({ format: 'fengtu-source/1', name, ...city }));
	writeFileSync(join(dir, 'buildings.fgb'), makeBuildingsFile(planBuildings(buildings)).bytes);
}
