import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { describeRoute, listRefusals, type RouteDescription, type RouteLimit } from './describe-route.ts';
import { findStop, MAX_ROAD_DISTANCE_M, type RoadIndex, type RoadPoint } from './road-index.ts';
import { type RouteLeg, searchWays } from './search-ways.ts';

/** Why there is no route. 'vehicle-limits': there is one, but not for this vehicle. */
export type NoRouteReason = 'no-road-near-start' | 'no-road-near-end' | 'not-connected' | 'vehicle-limits';

/** A route, with the straight distances from the places to the road, or why there is none. */
export type RouteResult =
	| (RouteDescription & { readonly found: true; readonly startGapM: number; readonly endGapM: number })
	| {
			readonly found: false;
			readonly reason: NoRouteReason;
			/** With 'vehicle-limits': what refuses the vehicle on the way that others would take, as far as known. */
			readonly limits: readonly RouteLimit[];
	  };

/** Options of findRoute. */
export interface FindRouteOptions {
	/** null or absent: any vehicle; only closed roads and one-ways bind. */
	readonly vehicle?: VehicleProfile | null;
	/** What to keep small; default 'time'. */
	readonly metric?: 'time' | 'distance';
	/** How far start and end may lie from a road; default MAX_ROAD_DISTANCE_M. */
	readonly maxRoadDistanceM?: number;
}

function refuse(reason: NoRouteReason, limits: readonly RouteLimit[] = []): RouteResult {
	return { found: false, reason, limits };
}

/**
 * How does a vehicle drive from one place to another? Both are taken to the nearest road of the network proper (see findStop), part
 * way along its edge. "No route" is a result. Turn restrictions, turn costs and traffic are not in the model. `index` is of `graph`.
 * Cost: one search backwards from the end, over the nodes nearer to it than the start; a second one, where there is none,
 * to see whether it is the vehicle's limits that stop it.
 */
export function findRoute(
	graph: RoadGraph,
	index: RoadIndex,
	from: LonLat,
	to: LonLat,
	options: FindRouteOptions = {},
): RouteResult {
	const { vehicle = null, metric = 'time', maxRoadDistanceM = MAX_ROAD_DISTANCE_M.value } = options;
	const legsFor = (start: RoadPoint, end: RoadPoint, who: VehicleProfile | null): RouteLeg[] | undefined => {
		const costs = { passable: index.networkFor(who).passable, edgeCost: index.costs[metric] };
		return searchWays(index, end, [start], costs, 1).findLegs(0);
	};
	const start = findStop(index, from, vehicle, maxRoadDistanceM);
	const end = findStop(index, to, vehicle, maxRoadDistanceM);
	if (start && end) {
		const legs = legsFor(start, end, vehicle);
		if (legs) {
			const gaps = { startGapM: start.distanceM, endGapM: end.distanceM };
			return { found: true, ...describeRoute(index, legs), ...gaps };
		}
	}
	const anyStart = vehicle ? findStop(index, from, null, maxRoadDistanceM) : start;
	const anyEnd = vehicle ? findStop(index, to, null, maxRoadDistanceM) : end;
	if (!anyStart) return refuse('no-road-near-start');
	if (!anyEnd) return refuse('no-road-near-end');
	const anyLegs = vehicle ? legsFor(anyStart, anyEnd, null) : undefined;
	if (!vehicle || !anyLegs) return refuse('not-connected');
	return refuse('vehicle-limits', listRefusals(graph, anyLegs, vehicle));
}
