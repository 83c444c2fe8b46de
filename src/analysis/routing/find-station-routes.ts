import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { describeRoute, listRefusals, type RouteDescription, type RouteLimit } from './describe-route.ts';
import type { NoRouteReason } from './find-route.ts';
import { findStop, MAX_ROAD_DISTANCE_M, type RoadIndex, type RoadPoint } from './road-index.ts';
import { searchWays, type WayCosts } from './search-ways.ts';
import { DEFAULT_TURNOUT_S } from './travel-time.ts';

/** What is asked of a station here. */
export interface RoutedStation extends LonLat {
	readonly id: string;
}

/** The way from one station to the incident, or why it has none ('start' is the station, 'end' the incident). */
export type StationRouteResult<S extends RoutedStation> =
	| (RouteDescription & {
			readonly station: S;
			readonly found: true;
			/** Driving, seconds: `durationS`. */
			readonly travelS: number;
			/** Turnout and driving, seconds from the order. */
			readonly arrivalS: number;
			/** Straight from the station to its road, metres. */
			readonly startGapM: number;
			/** Straight from where the vehicle stops to the incident, metres. */
			readonly endGapM: number;
	  })
	| {
			readonly station: S;
			readonly found: false;
			readonly reason: NoRouteReason;
			/** With 'vehicle-limits': what refuses the vehicle on the way that others would take, as far as known. */
			readonly limits: readonly RouteLimit[];
	  };

/** Options of findStationRoutes. */
export interface StationRoutesOptions {
	/** null or absent: any vehicle. */
	readonly vehicle?: VehicleProfile | null;
	/** How many stations to find; default 3. */
	readonly count?: number;
	/** From the order to rolling; default DEFAULT_TURNOUT_S. */
	readonly turnoutS?: number;
	readonly maxRoadDistanceM?: number;
}

/**
 * Which stations are first on the scene by road? The `count` with the least travel time, quickest first, then those known to have
 * no route: all of them when fewer than `count` have one, else only those with no road near (the search stops at the `count`th,
 * and says nothing of stations further away). The time is the measure; `index` is of `graph`; routes run station -> incident.
 * Cost: one search backwards from the incident over the nodes nearer than the `count`th station, for any number of stations; a
 * second one, without the vehicle, only where stations were not reached.
 */
export function findStationRoutes<S extends RoutedStation>(
	graph: RoadGraph,
	index: RoadIndex,
	to: LonLat,
	stations: readonly S[],
	options: StationRoutesOptions = {},
): StationRouteResult<S>[] {
	const { vehicle = null, count = 3, maxRoadDistanceM = MAX_ROAD_DISTANCE_M.value } = options;
	const turnoutS = options.turnoutS ?? DEFAULT_TURNOUT_S.value;
	const costs: WayCosts = { passable: index.networkFor(vehicle).passable, edgeCost: index.costs.time };
	const stop = findStop(index, to, vehicle, maxRoadDistanceM);
	const placed: { station: S; start: RoadPoint }[] = [];
	const unplaced: S[] = [];
	for (const station of stations) {
		const start = findStop(index, station, vehicle, maxRoadDistanceM);
		if (start) placed.push({ station, start });
		else unplaced.push(station);
	}
	const found: StationRouteResult<S>[] = [];
	const lost: S[] = stop ? [...unplaced] : [...stations];
	if (stop) {
		const starts = placed.map(({ start }) => start);
		const ways = searchWays(index, stop, starts, costs, count);
		const order = placed.map((_, i) => i).sort((a, b) => ways.costOf(a) - ways.costOf(b));
		for (const i of order) {
			const { station, start } = placed[i] as (typeof placed)[number];
			if (found.length === count) break;
			const legs = ways.findLegs(i);
			if (!legs) {
				lost.push(station);
				continue;
			}
			const route = describeRoute(index, legs);
			const times = { travelS: route.durationS, arrivalS: turnoutS + route.durationS };
			const gaps = { startGapM: start.distanceM, endGapM: stop.distanceM };
			found.push({ station, found: true, ...route, ...times, ...gaps });
		}
	}
	return [...found, ...explainLost(graph, index, to, lost, vehicle, maxRoadDistanceM)];
}

/** Why these stations have no route for this vehicle: what a search for any vehicle finds. */
function explainLost<S extends RoutedStation>(
	graph: RoadGraph,
	index: RoadIndex,
	to: LonLat,
	lost: readonly S[],
	vehicle: VehicleProfile | null,
	maxRoadDistanceM: number,
): StationRouteResult<S>[] {
	if (lost.length === 0) return [];
	const stop = findStop(index, to, null, maxRoadDistanceM);
	const starts = lost.map((station) => findStop(index, station, null, maxRoadDistanceM));
	const near = starts.filter((start) => start !== undefined);
	const costs: WayCosts = { passable: index.networkFor(null).passable, edgeCost: index.costs.time };
	const ways = stop && vehicle ? searchWays(index, stop, near, costs, near.length) : undefined;
	return lost.map((station, i) => {
		const refuse = (reason: NoRouteReason, limits: readonly RouteLimit[] = []) =>
			({ station, found: false, reason, limits }) as const;
		const start = starts[i];
		if (!stop) return refuse('no-road-near-end');
		if (!start) return refuse('no-road-near-start');
		const legs = ways?.findLegs(near.indexOf(start));
		return legs && vehicle ? refuse('vehicle-limits', listRefusals(graph, legs, vehicle)) : refuse('not-connected');
	});
}
