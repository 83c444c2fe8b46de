import type { City } from '../../domain/pack/city.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import { createRoadIndex, type RoadIndex } from '../routing/road-index.ts';

/** A city's roads, ready for routing. */
export interface PreparedRoads {
	readonly graph: RoadGraph;
	readonly index: RoadIndex;
}

const INDEX_OF_GRAPH = new WeakMap<RoadGraph, RoadIndex>();

/** Reads a city's road graph and makes its index, once a graph; later calls cost nothing. @throws what readRoadGraph throws. */
export async function prepareRoads(city: City, signal?: AbortSignal): Promise<PreparedRoads> {
	const graph = await city.readRoadGraph(signal);
	let index = INDEX_OF_GRAPH.get(graph);
	if (!index) {
		index = createRoadIndex(graph);
		INDEX_OF_GRAPH.set(graph, index);
	}
	return { graph, index };
}
