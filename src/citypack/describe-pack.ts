import { BASES } from '../domain/building.ts';
import type { PackManifest, PackTerrain } from '../domain/pack/manifest.ts';
import type { BuildingTable } from './model/building-table.ts';
import { UNKNOWN_U32 } from './model/building-table.ts';
import type { MergedCity } from './model/merge-cities.ts';
import { versionOf } from './write/hash-files.ts';
import type { WrittenPack } from './write-pack-files.ts';

/** The manifest of a pack whose files are written. */
export function describePack(name: string, city: MergedCity, written: WrittenPack): PackManifest {
	const terrain: PackTerrain | null = written.terrain;
	return {
		format: 'fengtu-pack/1',
		name,
		version: versionOf(written.files),
		synthetic: city.sources.some((source) => source.synthetic),
		bounds: [...city.bounds],
		counts: {
			buildings: city.buildings.count,
			roads: city.roads.length,
			water: city.water.length,
			stations: city.stations.length,
			places: city.places.length,
			tiles: written.tiles.tiles,
			...countHeights(city.buildings),
		},
		tileset: written.tileset,
		...(terrain ? { terrain } : {}),
		sources: [...city.sources],
		warnings: [...city.warnings],
		files: [...written.files].sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

function countHeights(table: BuildingTable) {
	const estimated = BASES.indexOf('estimated');
	let heightKnown = 0;
	let heightEstimated = 0;
	let heightUnknown = 0;
	for (let row = 0; row < table.count; row++) {
		if (table.heightCm[row] === UNKNOWN_U32) heightUnknown++;
		else if (table.heightBasis[row] === estimated) heightEstimated++;
		else heightKnown++;
	}
	return { heightKnown, heightEstimated, heightUnknown };
}
