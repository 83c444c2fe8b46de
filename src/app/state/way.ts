import type { Assessment } from '../../domain/assessment.ts';
import type { LonLat, Position } from '../../domain/geo/lon-lat.ts';
import type {
	DrivenRoute,
	FleetAnswer,
	NoRouteReason,
	RefusedRoute,
	RouteAnswer,
	RouteLimit,
	RouteStep,
	RouteStop,
} from '../../domain/route.ts';
import type { Station } from '../../domain/station.ts';
import type { VehicleModel } from '../../domain/vehicle-catalogue.ts';

/** A way of a vehicle as the page shows it, wherever it comes from. */
export interface Way {
	/** 'station/<id>' or 'ask/<model>/<place in the answer>'. */
	readonly id: string;
	/** From 1: line, disc and key; ways that were not found have one too. */
	readonly number: number;
	/** Station or vehicle; null = it has no name. */
	readonly name: string | null;
	readonly nameEn: string | null;
	readonly start: LonLat;
	/** Clock time that it was reckoned for. */
	readonly departAtMs: number;
	/** Why there is none; null = there is one, or a stored assessment did not say. */
	readonly reason: NoRouteReason | null;
	/** Turnout and driving, seconds; null = no way. */
	readonly arrivalS: number | null;
	/** Driving alone, seconds. */
	readonly travelS: number | null;
	readonly distanceM: number | null;
	/** null = no way. */
	readonly geometry: readonly Position[] | null;
	readonly limits: readonly RouteLimit[];
	/** Empty where a stored assessment has none. */
	readonly steps: readonly RouteStep[];
	readonly stop: RouteStop | null;
	/** A shorter way that is refused, or the least violation where there is no way. */
	readonly refused: RefusedRoute | null;
}

/** How many stations the alarm draws and lists. */
export const ALARM_WAYS = 3;

/** The page's id of a station's way. */
function wayIdOfStation(stationId: string): string {
	return `station/${stationId}`;
}

/**
 * Ways of the first stations as the server recorded them with the incident. Older records have no steps, stop or refusal.
 * `departAtMs`: when it was assessed.
 */
export function listRecordedWays({ stations }: Assessment, departAtMs: number): Way[] {
	return stations.slice(0, ALARM_WAYS).map((station, index) => ({
		id: wayIdOfStation(station.id),
		number: index + 1,
		name: station.name,
		nameEn: station.nameEn,
		start: { lon: station.lon, lat: station.lat },
		departAtMs,
		reason: station.reason,
		arrivalS: station.arrivalS,
		travelS: station.travelS,
		distanceM: station.distanceM,
		geometry: station.geometry,
		limits: station.limits,
		steps: station.steps,
		stop: station.stop,
		refused: station.refused,
	}));
}

/** Ways of the first stations as they were found anew in the page, in the order of arrival. */
export function listFleetWays({ ways }: FleetAnswer, stations: readonly Station[], departAtMs: number): Way[] {
	const byId = new Map(stations.map((station) => [station.id, station]));
	return ways.slice(0, ALARM_WAYS).flatMap(({ id, arrivalS, travelS, reason, route, refused }, index): Way[] => {
		const station = byId.get(id);
		if (!station) return [];
		return [
			{
				...describeRoute(route),
				id: wayIdOfStation(id),
				number: index + 1,
				name: station.name,
				nameEn: station.nameEn,
				start: { lon: station.lon, lat: station.lat },
				departAtMs,
				reason,
				arrivalS,
				travelS,
				refused,
			},
		];
	});
}

/** A vehicle that is asked for: of the catalogue, or one of the service with its own figures. */
export type AskVehicle = Pick<VehicleModel, 'id' | 'name' | 'nameEn' | 'profile'>;

/** What was asked for one vehicle, and the answer. */
export interface VehicleAnswer {
	readonly model: AskVehicle;
	readonly answer: RouteAnswer;
}

/** Ways asked for with the route tool: of one vehicle all that were found, of several the best of each. */
export function listAskedWays(answers: readonly VehicleAnswer[], start: LonLat, departAtMs: number): Way[] {
	const isComparison = answers.length > 1;
	const ways = answers.flatMap(({ model, answer }) => {
		const routes: (DrivenRoute | null)[] = answer.routes.slice(0, isComparison ? 1 : undefined);
		return (routes.length > 0 ? routes : [null]).map((route, index) => ({
			...describeRoute(route),
			id: `ask/${model.id}/${index}`,
			name: model.name,
			nameEn: model.nameEn,
			start,
			departAtMs,
			reason: answer.reason,
			arrivalS: route?.durationS ?? null,
			refused: index === 0 ? answer.refused : null,
		}));
	});
	return ways.map((way, index) => ({ ...way, number: index + 1 }));
}

function describeRoute(
	route: DrivenRoute | null,
): Pick<Way, 'distanceM' | 'geometry' | 'limits' | 'steps' | 'stop' | 'travelS'> {
	return {
		distanceM: route?.distanceM ?? null,
		travelS: route?.durationS ?? null,
		geometry: route?.geometry ?? null,
		limits: route?.limits ?? [],
		steps: route?.steps ?? [],
		stop: route?.stop ?? null,
	};
}

/** A way with another route in its place: the one a person chose, reckoned for `departAtMs`. */
export function replaceRoute(way: Way, route: DrivenRoute, departAtMs: number): Way {
	const turnoutS = way.arrivalS !== null && way.travelS !== null ? way.arrivalS - way.travelS : 0;
	return { ...way, ...describeRoute(route), arrivalS: route.durationS + turnoutS, departAtMs };
}
