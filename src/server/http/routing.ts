import { prepareRoads } from '../../analysis/alert/prepare-roads.ts';
import { answerFleet } from '../../analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../analysis/routing/answer/answer-route.ts';
import { findClosedRoads } from '../../analysis/routing/answer/find-closed-roads.ts';
import type { RoadIndex } from '../../analysis/routing/road-index.ts';
import { ROUTES } from '../../domain/api.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import type { ClosureDesk } from '../closure-desk.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { TypedApp } from './typed-app.ts';

/** 500 starts with their vehicles, or the outline of a very large building, are some 150 KB. */
const BODY_LIMIT_BYTES = 512 * 1024;

/** What answers about ways are made of: the pack's roads, the closures, how long driving takes, the clock. */
export interface RoutingParts {
	readonly pack: ServedPack;
	readonly desk: ClosureDesk;
	readonly table: TravelTable;
	readonly nowMs: () => number;
}

/** The ways' routes of domain/api.ts: the analysis' answers, with the server's closures and clock. */
export function registerRouting(app: TypedApp, { pack, desk, table, nowMs }: RoutingParts): void {
	const { route, fleet, isochrone, closedRoads, travelTable } = ROUTES;
	const withRoads = <T>(work: (index: RoadIndex) => T): Promise<T> =>
		pack.use(async (city) => work((await prepareRoads(city, table)).index));

	app.post(
		route.path,
		{ bodyLimit: BODY_LIMIT_BYTES, schema: { body: route.body, response: { 200: route.response } } },
		({ body: { departAtMs = nowMs(), ...query } }) =>
			withRoads((index) => answerRoute(index, { ...query, departAtMs }, desk.list())),
	);
	app.post(
		fleet.path,
		{ bodyLimit: BODY_LIMIT_BYTES, schema: { body: fleet.body, response: { 200: fleet.response } } },
		({ body: { departAtMs = nowMs(), ...query } }) =>
			withRoads((index) => answerFleet(index, { ...query, departAtMs }, desk.list())),
	);
	app.post(
		isochrone.path,
		{ schema: { body: isochrone.body, response: { 200: isochrone.response } } },
		({ body: { departAtMs = nowMs(), ...query } }) =>
			withRoads((index) => answerIsochrone(index, { ...query, departAtMs }, desk.list())),
	);
	app.post(
		closedRoads.path,
		{ bodyLimit: BODY_LIMIT_BYTES, schema: { body: closedRoads.body, response: { 200: closedRoads.response } } },
		({ body: { shape } }) => withRoads((index) => findClosedRoads(index, shape)),
	);
	app.get(travelTable.path, { schema: { response: { 200: travelTable.response } } }, async () => table);
}
