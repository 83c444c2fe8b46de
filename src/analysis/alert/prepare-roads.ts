import type { City } from '../../domain/pack/city.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../../domain/travel-table.ts';
import { createRoadIndex, type RoadIndex } from '../routing/road-index.ts';

/** A city's roads, ready for routing. */
export interface PreparedRoads {
	readonly graph: RoadGraph;
	readonly index: RoadIndex;
}

/** The last index of each graph: a service has one travel table at a time. */
const INDEX_OF_GRAPH = new WeakMap<RoadGraph, RoadIndex>();

/**
 * Reads a city's road graph and makes its index, once a graph and travel table; later calls cost nothing. Another table makes another
 * index and lets the last one go. @throws what readRoadGraph throws.
 */
export async function prepareRoads(
	city: City,
	table: TravelTable = DEFAULT_TRAVEL_TABLE,
	signal?: AbortSignal,
): Promise<PreparedRoads> {
	const graph = await city.readRoadGraph(signal);
	return { graph, index: indexRoads(graph, table) };
}

/** The index of a graph and travel table, made once; see prepareRoads. */
export function indexRoads(graph: RoadGraph, table: TravelTable = DEFAULT_TRAVEL_TABLE): RoadIndex {
	let index = INDEX_OF_GRAPH.get(graph);
	if (!index || (index.table !== table && JSON.stringify(index.table) !== JSON.stringify(table))) {
		index = createRoadIndex(graph, { table });
		INDEX_OF_GRAPH.set(graph, index);
	}
	return index;
}
