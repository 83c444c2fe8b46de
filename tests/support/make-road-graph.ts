import type { RoadLine, RoadNode, TurnRestriction } from '../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../src/citypack/roads/build-road-graph.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';
import type { RoadClass } from '../../src/domain/road.ts';
import { BARE_ROAD } from './bare-records.ts';
import { placeAt } from './fake-city.ts';

/**
 * A straight road between two points in metres from the fake city's origin; roads meet where their ends are equal. Two-way and 8 m
 * wide where nothing else is said; `id` is its number, from '0' on.
 */
export interface StraightRoad extends Partial<Omit<RoadLine, 'lonLat' | 'nodes' | 'roadClass' | 'name'>> {
	readonly from: readonly [number, number];
	readonly to: readonly [number, number];
	readonly roadClass: RoadClass;
	readonly name?: string;
}

/** What else a network of straight roads has; places in metres. */
export interface StraightNetwork {
	readonly signals?: readonly (readonly [number, number])[];
	readonly turnRestrictions?: readonly TurnRestriction[];
}

/** [lon, lat], degrees x 1e7, of a place so many metres east and north of the fake city's origin. */
export function lonLatE7At(point: readonly [number, number]): [number, number] {
	const { lon, lat } = placeAt(...point);
	return [Math.round(lon * 1e7), Math.round(lat * 1e7)];
}

/** A road graph of straight roads, one edge each; row r of its road table is road r. */
export function makeRoadGraph(
	roads: readonly StraightRoad[],
	{ signals = [], turnRestrictions = [] }: StraightNetwork = {},
): RoadGraph {
	const lines = roads.map(
		({ from, to, ...road }, i): RoadLine => ({
			...BARE_ROAD,
			id: `${i}`,
			widthM: 8,
			...road,
			name: road.name ?? null,
			lonLat: Int32Array.from([...lonLatE7At(from), ...lonLatE7At(to)]),
		}),
	);
	const roadNodes = signals.map(
		(point): RoadNode => ({ id: point.join(), nodeId: null, lonLat: lonLatE7At(point), signal: true, source: 'test' }),
	);
	return buildRoadGraph({ roads: lines, roadNodes, turnRestrictions }).graph;
}
