import { askBuilding } from '../../../domain/ask-building.ts';
import type { StationRoute, Target } from '../../../domain/assessment.ts';
import type { Closure } from '../../../domain/closure.ts';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import { FIRE_ENGINE_EXEMPTIONS, type FleetAnswer } from '../../../domain/route.ts';
import type { Station } from '../../../domain/station.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../domain/vehicle.ts';
import { listPumpers } from '../../coverage/list-pumpers.ts';
import { answerFleet } from '../../routing/answer/answer-fleet.ts';
import type { RoadIndex } from '../../routing/road-index.ts';
import { findStop } from '../../routing/road-stop.ts';
import type { ArrivalFinder, Candidate } from './find-arrivals.ts';

/** The first-due stations, and what there is to say about the rest. */
export interface RankedStations {
	/** By arrival, then those without a route that lie no farther off than the last with one; at most `stationCount` of each. */
	readonly routes: StationRoute[];
	/** Stations the pack holds. */
	readonly onFile: number;
	/** No road that these vehicles, or any, may use lies near the place. */
	readonly isRoadMissing: boolean;
}

/** What rankStations is asked. */
export interface RankQuery {
	readonly at: LonLat;
	readonly nowMs: number;
	/** null = the crew walks to the point. */
	readonly target: Pick<Target, 'polygons'> | null;
	readonly stationCount: number;
	readonly closures: readonly Closure[];
	/** Ids of vehicles that cannot be sent. */
	readonly unavailable: ReadonlySet<string>;
}

/**
 * Rule A4: which stations are first on the scene by road if their first pumper leaves now, and which near ones have no way there? Each by
 * its own pumpers: of those that can be sent and fit through, the first to arrive; by the default vehicle where a station lists none.
 * Stations that list vehicles and have no pumper left are not asked.
 */
export function rankStations(
	index: RoadIndex,
	finder: ArrivalFinder,
	stations: readonly Station[],
	query: RankQuery,
): RankedStations {
	const { at, nowMs, target, stationCount, closures, unavailable } = query;
	const candidates = stations.flatMap((station) => listFirst(station, unavailable));
	const found = finder.findFirst(candidates, stationCount, true);
	const asked = (some: readonly Candidate[]) => {
		if (some.length === 0) return [];
		const starts = some.map(({ station, vehicle }) => {
			const { id, lon, lat } = station;
			return { id, lon, lat, vehicle: vehicle?.profile ?? DEFAULT_VEHICLE_PROFILE };
		});
		const fleet = {
			to: { lon: at.lon, lat: at.lat },
			starts,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			departAtMs: nowMs,
			count: stationCount,
			building: askBuilding(target, null),
		};
		return answerFleet(index, fleet, closures).ways.map((way) => {
			const { station, vehicle } = some.find((one) => one.station.id === way.id) as Candidate;
			return describeStationRoute(way, station, vehicle);
		});
	};
	const lost = listLost(index, candidates, found, query);
	const routes = [...asked(found), ...asked(lost)];
	return {
		routes,
		onFile: stations.length,
		isRoadMissing: routes.some(({ reason }) => reason === 'no-road-near-end'),
	};
}

function listFirst(station: Station, unavailable: ReadonlySet<string>): Candidate[] {
	if (station.vehicles.length === 0) return [{ station, vehicle: null }];
	return listPumpers(station)
		.filter(({ id }) => !unavailable.has(id))
		.map((vehicle) => ({ station, vehicle }));
}

/** Stations without a way, nearest first: where enough have one only those that lie nearer and have no road at all. */
function listLost(
	index: RoadIndex,
	candidates: readonly Candidate[],
	found: readonly Candidate[],
	{ at, stationCount, nowMs: departAtMs }: RankQuery,
): Candidate[] {
	const isEnough = found.length >= stationCount;
	const farthestM = isEnough
		? Math.max(...found.map(({ station }) => distanceM(station, at)))
		: Number.POSITIVE_INFINITY;
	const foundStations = new Set(found.map(({ station }) => station));
	const firstOf = new Map<Station, Candidate>();
	for (const candidate of candidates)
		if (!foundStations.has(candidate.station) && !firstOf.has(candidate.station))
			firstOf.set(candidate.station, candidate);
	return [...firstOf.values()]
		.map((candidate) => ({ candidate, awayM: distanceM(candidate.station, at) }))
		.filter(({ awayM }) => awayM <= farthestM)
		.filter(({ candidate }) => !isEnough || isFarFromRoads(index, candidate, departAtMs))
		.sort((a, b) => a.awayM - b.awayM)
		.slice(0, stationCount)
		.map(({ candidate }) => candidate);
}

function isFarFromRoads(index: RoadIndex, { station, vehicle }: Candidate, departAtMs: number): boolean {
	const profile = vehicle?.profile ?? DEFAULT_VEHICLE_PROFILE;
	const network = index.findNetwork({ vehicle: profile, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs });
	return findStop(index, network, station, 'start') === undefined;
}

function describeStationRoute(
	{ arrivalS, travelS, route, reason, refused }: FleetAnswer['ways'][number],
	{ id, name, nameEn, kind, lon, lat, vehicles }: Station,
	vehicle: Candidate['vehicle'],
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
		vehicle: vehicle && { id: vehicle.id, plate: vehicle.plate, model: vehicle.model },
	};
}
