import { setImmediate } from 'node:timers/promises';
import { assessPlace } from '../../analysis/alert/assess-place.ts';
import { PLAIN_SITUATION, type Situation } from '../../domain/alert/situation.ts';
import { ROUTES } from '../../domain/api.ts';
import type { Closure } from '../../domain/closure.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Datum } from '../../domain/incident.ts';
import { writeServiceAnswer } from '../../domain/service/service-answer.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { TravelTable } from '../../domain/travel-table.ts';
import type { ServedPack } from '../follow-pack.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** Trucks and vehicles that a situation names: some 30 KB at most. */
const BODY_LIMIT_BYTES = 128 * 1024;

/** What assessments are made of: what ways are, and the fire service's figures. */
export interface AssessParts {
	readonly pack: ServedPack;
	readonly listClosures: () => readonly Closure[];
	readonly table: TravelTable;
	readonly service: ServiceTable;
	readonly nowMs: () => number;
}

/** /api/assess: the assessment of any place, without raising an alarm; /api/service: the figures it reckons with. */
export function registerAssess(app: TypedApp, { pack, listClosures, table, service, nowMs }: AssessParts): void {
	const assess = (at: LonLat, crs: Datum, situation: Situation, atMs: number, log: typeof app.log) =>
		pack.use((city) =>
			assessPlace(city, toWgs84(at, crs), {
				nowMs: atMs,
				closures: listClosures(),
				table,
				service,
				situation,
				clockMs: () => performance.now(),
				pause: () => setImmediate(),
				onPartFailed: (part, error) => log.error(error, `assessment: ${part} failed`),
			}),
		);

	addRoute(app, ROUTES.assess, ({ query: { lon, lat, crs }, request }) =>
		assess({ lon, lat }, crs, PLAIN_SITUATION, nowMs(), request.log),
	);
	addRoute(
		app,
		ROUTES.assessSituation,
		({ body: { lon, lat, crs, situation, nowMs: atMs = nowMs() }, request }) =>
			assess({ lon, lat }, crs, situation, atMs, request.log),
		{ bodyLimit: BODY_LIMIT_BYTES },
	);
	const answer = writeServiceAnswer(service);
	addRoute(app, ROUTES.service, () => answer);
}
