import { answerRoute } from '../../../../../src/analysis/routing/answer/answer-route.ts';
import { createRoadIndex, type RoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import type { RoadLine, RoadNode, TurnRestriction } from '../../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../../src/citypack/roads/build-road-graph.ts';
import type { Closure, ClosureShape } from '../../../../../src/domain/closure.ts';
import type { LonLat } from '../../../../../src/domain/geo/lon-lat.ts';
import { type DrivenRoute, FIRE_ENGINE_EXEMPTIONS, type RouteQuery } from '../../../../../src/domain/route.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../../../../../src/domain/travel-table.ts';
import { BARE_ROAD } from '../../../../support/bare-records.ts';
import { makeClosure } from '../../../../support/make-closure.ts';

/** WGS84 at the equator: metres in a degree of longitude (2 pi a / 360) and of latitude. */
const LON_M = 111_319.490_793;
const LAT_M = 110_574.275_822;

/** Noon in China, a time of day without peaks. */
export const NOON_MS = Date.UTC(2026, 10, 21, 4);

/** The default table with turns and signals for nothing: durations are lengths over speeds. */
export const PLAIN_TABLE: TravelTable = {
	...DEFAULT_TRAVEL_TABLE,
	turnS: { straight: 0, slight: 0, left: 0, right: 0, sharp: 0, uTurn: 45 },
	signalS: 0,
};

/** A place so many metres east and north of 0, 0. */
export function at(x: number, y: number): LonLat {
	return { lon: x / LON_M, lat: y / LAT_M };
}

/** The same as a GeoJSON position. */
export function positionAt(x: number, y: number): [number, number] {
	return [x / LON_M, y / LAT_M];
}

/** Metres east and north of 0, 0 of a position, to whole ones. */
export function metresOf([lon, lat]: readonly [number, number]): [number, number] {
	return [Math.round(lon * LON_M), Math.round(lat * LAT_M)];
}

/** A road through corners in metres; residential (20 km/h) and 8 m wide where `more` does not say otherwise. */
export function street(corners: readonly (readonly [number, number])[], more: Partial<RoadLine> = {}): RoadLine {
	const lonLat = corners.flatMap(([x, y]) => [at(x, y).lon * 1e7, at(x, y).lat * 1e7]);
	return { id: 'street', ...BARE_ROAD, widthM: 8, ...more, lonLat: Int32Array.from(lonLat, Math.round) };
}

/** A straight road between two places; see street. */
export function straight(from: [number, number], to: [number, number], more: Partial<RoadLine> = {}): RoadLine {
	return street([from, to], more);
}

/** The roads of some streets, ready for questions. */
export function indexOf(
	streets: readonly RoadLine[],
	{
		table = PLAIN_TABLE,
		roadNodes = [],
		turnRestrictions = [],
	}: {
		table?: TravelTable;
		roadNodes?: readonly RoadNode[];
		turnRestrictions?: readonly TurnRestriction[];
	} = {},
): RoadIndex {
	return createRoadIndex(buildRoadGraph({ roads: streets, roadNodes, turnRestrictions }).graph, { table });
}

/** A question of any vehicle at noon; what is not said is the default. */
export function queryOf(from: LonLat, to: LonLat, more: Partial<RouteQuery> = {}): RouteQuery {
	return {
		from,
		to,
		vehicle: null,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		departAtMs: NOON_MS,
		metric: 'time',
		count: 1,
		building: null,
		...more,
	};
}

/** The answer to it, and its best way; fails the test where there is none. */
export function findBest(
	index: RoadIndex,
	from: LonLat,
	to: LonLat,
	more: Partial<RouteQuery> = {},
	closures: readonly Closure[] = [],
): DrivenRoute {
	const { routes, reason } = answerRoute(index, queryOf(from, to, more), closures);
	if (!routes[0]) throw new Error(`no route: ${reason}`);
	return routes[0];
}

/** Names of the roads driven, in order. */
export function namesOf({ steps }: DrivenRoute): (string | null)[] {
	return steps.slice(0, -1).map(({ roadName }) => roadName);
}

/** A closure that holds always where nothing else is said. */
export function closureOf(id: string, shape: ClosureShape, more: Partial<Closure> = {}): Closure {
	return makeClosure(id, { shape, ...more });
}
