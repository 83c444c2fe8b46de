import { askFirstDue } from '../../domain/ask-first-due.ts';
import type { StationRoute, Target } from '../../domain/assessment.ts';
import type { Closure } from '../../domain/closure.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import type { FleetAnswer } from '../../domain/route.ts';
import type { Station } from '../../domain/station.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { answerFleet } from '../routing/answer/answer-fleet.ts';
import { prepareRoads } from './prepare-roads.ts';

/** The first-due stations, and what there is to say about the rest. */
export interface RankedStations {
	/** By arrival, then those without a route that lie no farther off than the last with one; at most `stationCount` of each. */
	readonly routes: StationRoute[];
	/** Stations the pack holds. */
	readonly onFile: number;
	/** No road that this vehicle, or any, may use lies near the place. */
	readonly isRoadMissing: boolean;
}

/** What rankStations is asked. */
export interface RankOptions {
	readonly nowMs: number;
	readonly vehicle: VehicleProfile;
	/** null = the crew walks to the point. */
	readonly target: Pick<Target, 'polygons'> | null;
	readonly stationCount: number;
	readonly closures: readonly Closure[];
	readonly table: TravelTable;
	readonly signal: AbortSignal | undefined;
}

/**
 * Rule A4: which stations are first on the scene by road if they leave now, and which near ones have no way there?
 * @throws what readStations and readRoadGraph throw.
 */
export async function rankStations(
	city: City,
	at: LonLat,
	{ nowMs, vehicle, target, stationCount, closures, table, signal }: RankOptions,
): Promise<RankedStations> {
	const stations = await city.readStations(signal);
	if (stations.length === 0) return { routes: [], onFile: 0, isRoadMissing: false };
	const { index } = await prepareRoads(city, table, signal);
	const query = askFirstDue({ to: at, stations, vehicle, target, departAtMs: nowMs, count: stationCount });
	const { ways } = answerFleet(index, query, closures, { onlyNearest: true });
	const stationOf = new Map(stations.map((station) => [station.id, station]));
	const results = ways.map((way) => ({ way, station: stationOf.get(way.id) as Station }));
	const found = results.filter(({ way }) => way.route !== null);
	const farthestM =
		found.length < stationCount
			? Number.POSITIVE_INFINITY
			: Math.max(...found.map(({ station }) => distanceM(station, at)));
	const lost = results
		.filter(({ way }) => way.route === null)
		.map((result) => ({ result, awayM: distanceM(result.station, at) }))
		.filter(({ awayM }) => awayM <= farthestM)
		.sort((a, b) => a.awayM - b.awayM)
		.slice(0, stationCount)
		.map(({ result }) => result);
	return {
		routes: [...found, ...lost].map(({ way, station }) => describeStationRoute(way, station)),
		onFile: stations.length,
		isRoadMissing: lost.some(({ way }) => way.reason === 'no-road-near-end'),
	};
}

function describeStationRoute(
	{ arrivalS, travelS, route, reason, refused }: FleetAnswer['ways'][number],
	{ id, name, nameEn, kind, lon, lat, vehicles }: Station,
): StationRoute {
	return {
		id,
		name,
		nameEn,
		kind,
		lon,
		lat,
		distanceM: route?.distanceM ?? null,
		arrivalS,
		travelS,
		geometry: route?.geometry ?? null,
		limits: route?.limits ?? refused?.limits ?? [],
		steps: route?.steps ?? [],
		stop: route?.stop ?? null,
		refused,
		reason,
		vehicleCount: vehicles.length > 0 ? vehicles.length : null,
	};
}
