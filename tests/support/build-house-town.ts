import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildCityPack } from '../../src/citypack/build-city-pack.ts';

/** A house of some 20 m as GeoJSON, `x` and `y` degrees from the corner of the town at 113.7, 22.95. */
export function makeHouse(id: string, x: number, y: number, properties: object = {}): object {
	const [west, south, east, north] = [113.7 + x, 22.95 + y, 113.7002 + x, 22.9502 + y];
	const ring = [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
		[west, south],
	];
	return {
		type: 'Feature',
		id,
		properties: { height: 9, ...properties },
		geometry: { type: 'Polygon', coordinates: [ring] },
	};
}

/** Writes houses as a GeoJSON file of `dir`; its path. */
export async function writeHouses(dir: string, name: string, houses: readonly object[]): Promise<string> {
	const path = join(dir, name);
	await writeFile(path, JSON.stringify({ type: 'FeatureCollection', features: houses }));
	return path;
}

/** Builds the pack `town` of houses in `dir`/pack, for a real server to serve; its folder. */
export async function buildHouseTown(dir: string, houses = [makeHouse('a1', 0, 0)]): Promise<string> {
	const outDir = join(dir, 'pack');
	const path = await writeHouses(dir, 'town.geojson', houses);
	await buildCityPack({ inputs: [{ path }], outDir, name: 'town', workers: 1 });
	return outDir;
}
