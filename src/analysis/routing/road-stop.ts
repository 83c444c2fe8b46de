import { bboxAround, type LonLat } from '../../domain/geo/lon-lat.ts';
import { isTwin, listPlaceEdges } from '../../domain/pack/road-graph.ts';
import { type ArcReach, REACH } from './arc-reach.ts';
import { type EdgePoint, nearestOnEdge } from './edge-geometry.ts';
import type { VehicleNetwork } from './network/vehicle-network.ts';
import { MAX_ROAD_DISTANCE_M, type PreparedNetwork, type RoadIndex } from './road-index.ts';
import type { PathEnd } from './search/road-path.ts';

/** Box sizes tried one after the other around a place, metres. */
const SEARCH_STEPS_M = [50, 200];

/** A point on a road. */
export interface RoadPoint extends EdgePoint {
	readonly edge: number;
}

/** What a point on a road is to a way. */
export type StopRole = 'start' | 'end';

/**
 * Where a vehicle leaves the road for a place or joins it: the nearest point of a road it may use that belongs to its network proper
 * (see findArcReach), else of any road it may use: a yard of its own. undefined = neither within MAX_ROAD_DISTANCE_M. `reach` is the
 * prepared network's unless told. Cost: the edges in a box around the place.
 */
export function findStop(
	index: RoadIndex,
	{ network, reach }: Pick<PreparedNetwork, 'network' | 'reach'>,
	at: LonLat,
	role: StopRole,
): RoadPoint | undefined {
	return findNearest(index, network, reach, at, role) ?? findNearest(index, network, null, at, role);
}

function findNearest(
	index: RoadIndex,
	network: VehicleNetwork,
	reach: ArcReach | null,
	at: LonLat,
	role: StopRole,
): RoadPoint | undefined {
	for (const radiusM of [...SEARCH_STEPS_M, MAX_ROAD_DISTANCE_M.value]) {
		let best: RoadPoint | undefined;
		for (const point of listRoadPoints(index, network, reach, at, role, radiusM))
			if (!best || point.distanceM < best.distanceM) best = point;
		if (best) return best;
	}
	return undefined;
}

/** Of every road that may be used within a distance of a place, the nearest point; in no order. `reach` null: of cut-off roads too. */
export function listRoadPoints(
	index: RoadIndex,
	{ arcCost }: VehicleNetwork,
	reach: ArcReach | null,
	at: LonLat,
	role: StopRole,
	radiusM: number,
): RoadPoint[] {
	const { graph } = index;
	const bit = role === 'end' ? REACH.from : REACH.to;
	const points: RoadPoint[] = [];
	for (const edge of index.tree.findIn(bboxAround(at, radiusM))) {
		if (isTwin(graph, edge)) continue;
		const isOpen = (arc: number) =>
			arcCost[arc] !== Number.POSITIVE_INFINITY && (reach === null || ((reach[arc] as number) & bit) !== 0);
		// A way may end where only a twin is driven.
		const edges = role === 'end' ? listPlaceEdges(graph, edge) : [edge];
		if (!edges.some((place) => isOpen(place * 2) || isOpen(place * 2 + 1))) continue;
		const point = nearestOnEdge(graph, edge, at);
		if (point.distanceM <= radiusM) points.push({ edge, ...point });
	}
	return points;
}

/** Where on an arc a way begins or ends: the share of it that lies behind. */
export interface ArcPlace {
	readonly arc: number;
	readonly share: number;
}

/**
 * The arcs a point of a road lies on, of those that may be driven. A point at a node lies on all that leave it (where it is a start) or
 * come to it (an end): so no turn is made there. An end lies on the twins of its edge too.
 */
export function listArcPlaces(network: VehicleNetwork, point: RoadPoint, role: StopRole): ArcPlace[] {
	const { graph, arcCost } = network;
	const { edge, fraction } = point;
	const isOpen = ({ arc }: ArcPlace) => arcCost[arc] !== Number.POSITIVE_INFINITY;
	if (fraction === 0 || fraction === 1) {
		const node = (fraction === 0 ? graph.edgeFrom[edge] : graph.edgeTo[edge]) as number;
		const [start, arcs] = role === 'start' ? [graph.outStart, graph.outArc] : [graph.inStart, graph.inArc];
		const share = role === 'start' ? 0 : 1;
		const at = arcs.subarray(start[node] as number, start[node + 1] as number);
		return Array.from(at, (arc) => ({ arc, share })).filter(isOpen);
	}
	const edges = role === 'end' ? listPlaceEdges(graph, edge) : [edge];
	return edges
		.flatMap((place) => [
			{ arc: place * 2, share: fraction },
			{ arc: place * 2 + 1, share: 1 - fraction },
		])
		.filter(isOpen);
}

/** What the search is told of such places: the cost of what is driven of their arcs. */
export function listPathEnds(network: VehicleNetwork, places: readonly ArcPlace[], role: StopRole): PathEnd[] {
	return places.map(({ arc, share }) => ({
		arc,
		cost: Math.round((role === 'start' ? 1 - share : share) * (network.arcCost[arc] as number)),
	}));
}
