import { prepareRoads } from '../../analysis/alert/prepare-roads.ts';
import { answerFleet } from '../../analysis/routing/answer/answer-fleet.ts';
import { answerIsochrone } from '../../analysis/routing/answer/answer-isochrone.ts';
import { answerRoute } from '../../analysis/routing/answer/answer-route.ts';
import { findClosedRoads } from '../../analysis/routing/answer/find-closed-roads.ts';
import type { RoadIndex } from '../../analysis/routing/road-index.ts';
import { ROUTES } from '../../domain/api.ts';
import { checkClosureShape } from '../../domain/check-closure-shape.ts';
import type { Closure } from '../../domain/closure.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import type { ServedPack } from '../follow-pack.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** 500 starts with their vehicles, or the outline of a very large building, are some 150 KB. */
const BODY_LIMIT_BYTES = 512 * 1024;

/** What answers about ways are made of: the pack's roads, the closures, how long driving takes, the clock. */
export interface RoutingParts {
	readonly pack: ServedPack;
	/** Those that hold now or will. */
	readonly listClosures: () => readonly Closure[];
	readonly table: TravelTable;
	readonly nowMs: () => number;
}

/** The ways' routes of domain/api.ts: the analysis' answers, with the server's closures and clock. */
export function registerRouting(app: TypedApp, { pack, listClosures, table, nowMs }: RoutingParts): void {
	const large = { bodyLimit: BODY_LIMIT_BYTES };
	const withRoads = <T>(work: (index: RoadIndex) => T): Promise<T> =>
		pack.use(async (city) => work((await prepareRoads(city, table)).index));

	addRoute(
		app,
		ROUTES.route,
		({ body: { departAtMs = nowMs(), ...query } }) =>
			withRoads((index) => answerRoute(index, { ...query, departAtMs }, listClosures())),
		large,
	);
	addRoute(
		app,
		ROUTES.fleet,
		({ body: { departAtMs = nowMs(), ...query } }) =>
			withRoads((index) => answerFleet(index, { ...query, departAtMs }, listClosures())),
		large,
	);
	addRoute(app, ROUTES.isochrone, ({ body: { departAtMs = nowMs(), ...query } }) =>
		withRoads((index) => answerIsochrone(index, { ...query, departAtMs }, listClosures())),
	);
	addRoute(
		app,
		ROUTES.closedRoads,
		({ body: { shape } }) => {
			checkClosureShape(shape, pack.manifest.bounds);
			return withRoads((index) => findClosedRoads(index, shape));
		},
		large,
	);
	addRoute(app, ROUTES.travelTable, () => table);
}
