import { DataError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { createTownLookup } from '../model/find-town.ts';
import type { RoadLine, SourceCity } from '../model/source-city.ts';
import { boundsOfLines } from './bounds-of-lines.ts';
import { readOsmBuildings } from './osm-buildings.ts';
import type { OsmData } from './osm-elements.ts';
import { readOsmLand } from './osm-land.ts';
import { readOsmPoints } from './osm-places.ts';
import { readOsmRestrictions } from './osm-restrictions.ts';
import { readOsmRoads } from './osm-roads.ts';
import { readOsmSignals } from './osm-signals.ts';
import { readOsmTowns } from './osm-towns.ts';

/** How an OpenStreetMap file is read. */
export interface ReadOsmOptions {
	/** Row of this source in the pack's list; BuildingRow.source. */
	readonly sourceIndex: number;
	/** Key of the source; default: the file's name without its extension. */
	readonly key?: string;
	readonly signal?: AbortSignal;
	readonly onProgress?: (doneBytes: number, totalBytes: number) => void;
}

/** Box of the buildings and the roads for vehicles, degrees; null = neither. */
function boundsOf(table: BuildingTable, roads: readonly RoadLine[]): BBox | null {
	return boundsOfLines([table.lonLat, ...roads.flatMap(({ routable, lonLat }) => (routable ? [lonLat] : []))]);
}

/**
 * The city that the elements of an OpenStreetMap file make: buildings, roads, fire water, stations, names, land. The counts of
 * its PackSource are of buildings: read = kept + refused; every record not taken or changed is in `rejects` with its reason.
 * `file` is its name as shown, `key` the key of the source.
 * @throws DataError `osm/empty` (neither building nor road); the signal's reason when aborted.
 */
export function takeOsmCity(
	data: OsmData,
	file: string,
	key: string,
	{ sourceIndex, signal }: Pick<ReadOsmOptions, 'sourceIndex' | 'signal'>,
): SourceCity {
	const findTown = createTownLookup(readOsmTowns(data));
	const buildings = readOsmBuildings(data, sourceIndex, key, findTown);
	signal?.throwIfAborted();
	const roads = readOsmRoads(data, key);
	signal?.throwIfAborted();
	const signals = readOsmSignals(data, roads, key);
	const turns = readOsmRestrictions(data, roads, key);
	const points = readOsmPoints(data, roads.roads, buildings.ids, findTown, key);
	const land = readOsmLand(data, key);
	const bounds = boundsOf(buildings.table, roads.roads);
	if (!bounds) {
		const found = `${data.nodeCount} nodes, ${data.ways.length} ways`;
		throw new DataError('osm/empty', `${file}: got ${found} without a building or a road, expected a city`, {
			context: { file, found },
		});
	}
	return {
		sources: [
			{
				key,
				title: `OpenStreetMap, ${file}`,
				kind: 'city',
				format: 'OpenStreetMap',
				licence: 'ODbL 1.0, (c) OpenStreetMap contributors',
				date: data.date,
				crs: 'EPSG:4326',
				crsEvidence: 'format definition (OSM)',
				synthetic: false,
				...buildings.counts,
			},
		],
		bounds,
		buildings: buildings.table,
		roads: roads.roads,
		roadNodes: signals.roadNodes,
		turnRestrictions: turns.restrictions,
		land: land.land,
		lines: land.lines,
		water: points.water,
		stations: points.stations,
		places: points.places,
		rejects: [
			...buildings.rejects,
			...roads.rejects,
			...signals.rejects,
			...turns.rejects,
			...points.rejects,
			...land.rejects,
		],
	};
}
