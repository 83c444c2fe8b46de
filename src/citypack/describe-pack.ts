import type { PackManifest } from '../domain/pack/manifest.ts';
import { countHeights } from './model/count-heights.ts';
import type { MergedCity } from './model/merge-cities.ts';
import { versionOf } from './write/hash-files.ts';
import type { WrittenBuildings } from './write-building-layers.ts';
import type { WrittenLayers } from './write-layer-files.ts';

/** What a manifest says of a city, whatever became of its files. */
type CityFacts = Pick<PackManifest, 'bounds' | 'sources' | 'warnings' | 'synthetic'> & {
	readonly counts: Omit<PackManifest['counts'], 'tiles'>;
};

/** Takes down what a manifest says of a city. */
export function takeCityFacts(city: MergedCity): CityFacts {
	return {
		synthetic: city.sources.some((source) => source.synthetic),
		bounds: [...city.bounds],
		sources: [...city.sources],
		warnings: [...city.warnings],
		counts: {
			buildings: city.buildings.count,
			roads: city.roads.length,
			water: city.water.length,
			stations: city.stations.length,
			places: city.places.length,
			...countHeights(city.buildings),
		},
	};
}

/** The manifest of a pack whose files are written. */
export function describePack(
	name: string,
	{ synthetic, bounds, counts, sources, warnings }: CityFacts,
	layers: WrittenLayers,
	buildings: WrittenBuildings,
): PackManifest {
	const files = [...layers.files, ...buildings.files].sort((a, b) => (a.name < b.name ? -1 : 1));
	const { buildings: count, roads, water, stations, places, ...heights } = counts;
	return {
		format: 'fengtu-pack/1',
		name,
		version: versionOf(files),
		synthetic,
		bounds,
		counts: { buildings: count, roads, water, stations, places, tiles: buildings.tiles.tiles, ...heights },
		tileset: buildings.tileset,
		...(layers.terrain ? { terrain: layers.terrain } : {}),
		sources,
		warnings,
		files,
	};
}
