import type { Way } from '../../../src/app/state/way.ts';
import type { DrivenRoute, RouteAnswer, RouteLimit } from '../../../src/domain/route.ts';

const LON = 113.75;
const LAT = 23.02;

/** A limit at a place some metres east of the others' place. */
export function makeLimit(rest: Partial<RouteLimit> = {}): RouteLimit {
	return {
		kind: 'height',
		limit: 4.2,
		needed: 3.5,
		verdict: 'passed',
		lon: LON,
		lat: LAT,
		roadName: '鸿福路',
		roadNameEn: 'Hongfu Road',
		closureId: null,
		geometry: null,
		...rest,
	};
}

/** A way of 1 km that takes 100 s after 45 s of turnout. */
export function makeWay(number: number, rest: Partial<Way> = {}): Way {
	return {
		id: `station/s${number}`,
		number,
		name: '南城站',
		nameEn: 'Nancheng station',
		start: { lon: LON, lat: LAT },
		departAtMs: 1_000,
		reason: null,
		arrivalS: 145,
		travelS: 100,
		distanceM: 1000,
		geometry: [
			[LON, LAT],
			[LON + 0.01, LAT],
		],
		limits: [],
		steps: [],
		stop: null,
		refused: null,
		...rest,
	};
}

/** A route of 1 km in 100 s without limits or steps. */
export function makeRoute(rest: Partial<DrivenRoute> = {}): DrivenRoute {
	return {
		distanceM: 1000,
		durationS: 100,
		geometry: [
			[LON, LAT],
			[LON + 0.01, LAT],
		],
		limits: [],
		steps: [],
		stop: {
			lon: LON + 0.01,
			lat: LAT,
			roadName: '鸿福路',
			roadNameEn: 'Hongfu Road',
			carriagewayM: 6,
			carriagewayEstimated: true,
			jacksFit: false,
			side: 'south',
			walkM: 35,
			walk: [],
		},
		startGapM: 0,
		endGapM: 0,
		sharedShare: 0,
		...rest,
	};
}

/** An answer with these routes. */
export function makeAnswer(routes: DrivenRoute[], rest: Partial<RouteAnswer> = {}): RouteAnswer {
	return { found: routes.length > 0, reason: null, routes, refused: null, closures: [], ...rest };
}
