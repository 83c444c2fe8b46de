import type { StationRoute } from '../../domain/assessment.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import type { Station } from '../../domain/station.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { findStationRoutes, type StationRouteResult } from '../routing/find-station-routes.ts';
import { prepareRoads } from './prepare-roads.ts';
import { roundCm, roundTenth } from './round.ts';

/** The first-due stations, and what there is to say about the rest. */
export interface RankedStations {
	/** By arrival, then those without a route that lie no farther off than the last with one; at most `stationCount` of each. */
	readonly routes: StationRoute[];
	/** Stations the pack holds. */
	readonly onFile: number;
	/** No road that this vehicle, or any, may use lies near the place. */
	readonly isRoadMissing: boolean;
}

/**
 * Rule A4: which stations are first on the scene by road, and which near ones have no way there?
 * @throws what readStations and readRoadGraph throw.
 */
export async function rankStations(
	city: City,
	at: LonLat,
	{ vehicle, stationCount, signal }: { vehicle: VehicleProfile; stationCount: number; signal: AbortSignal | undefined },
): Promise<RankedStations> {
	const stations = await city.readStations(signal);
	if (stations.length === 0) return { routes: [], onFile: 0, isRoadMissing: false };
	const { graph, index } = await prepareRoads(city, signal);
	const results = findStationRoutes(graph, index, at, stations, { vehicle, count: stationCount });
	const found = results.filter((result) => result.found);
	const farthestM =
		found.length < stationCount
			? Number.POSITIVE_INFINITY
			: Math.max(...found.map(({ station }) => distanceM(station, at)));
	const lost = results
		.filter((result) => !result.found)
		.map((result) => ({ result, awayM: distanceM(result.station, at) }))
		.filter(({ awayM }) => awayM <= farthestM)
		.sort((a, b) => a.awayM - b.awayM)
		.slice(0, stationCount)
		.map(({ result }) => result);
	return {
		routes: [...found, ...lost].map(describeStationRoute),
		onFile: stations.length,
		isRoadMissing: lost.some((result) => !result.found && result.reason === 'no-road-near-end'),
	};
}

function describeStationRoute(result: StationRouteResult<Station>): StationRoute {
	const { id, name, nameEn, kind, lon, lat, vehicles } = result.station;
	const vehicleCount = vehicles.length > 0 ? vehicles.length : null;
	const station = { id, name, nameEn, kind, lon, lat, vehicleCount };
	if (!result.found) {
		return { ...station, distanceM: null, arrivalS: null, travelS: null, geometry: null, limits: [] };
	}
	return {
		...station,
		distanceM: roundCm(result.distanceM),
		arrivalS: roundTenth(result.arrivalS),
		travelS: roundTenth(result.travelS),
		geometry: result.geometry.map(([x, y]): [number, number] => [x, y]),
		limits: result.limits.map(({ kind: limitKind, limit, lon: x, lat: y, roadName }) => ({
			kind: limitKind,
			limit,
			lon: x,
			lat: y,
			roadName,
		})),
	};
}
