import { assessPlace } from '../../analysis/alert/assess-place.ts';
import { PLAIN_SITUATION, type Situation } from '../../domain/alert/situation.ts';
import { ROUTES } from '../../domain/api.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Datum } from '../../domain/incident.ts';
import { writeServiceAnswer } from '../../domain/service/service-answer.ts';
import type { ServiceTable } from '../../domain/service/service-table.ts';
import type { RoutingParts } from './routing.ts';
import type { TypedApp } from './typed-app.ts';

/** Trucks and vehicles that a situation names: some 30 KB at most. */
const BODY_LIMIT_BYTES = 128 * 1024;

/** What assessments are made of: what ways are, and the fire service's figures. */
export interface AssessParts extends RoutingParts {
	readonly service: ServiceTable;
}

/** /api/assess: the assessment of any place, without raising an alarm; /api/service: the figures it reckons with. */
export function registerAssess(app: TypedApp, { pack, desk, table, service, nowMs }: AssessParts): void {
	const { assess: plain, assessSituation, service: figures } = ROUTES;
	const assess = (at: LonLat, crs: Datum, situation: Situation, atMs: number, log: typeof app.log) =>
		pack.use((city) =>
			assessPlace(city, toWgs84(at, crs), {
				nowMs: atMs,
				closures: desk.list(),
				table,
				service,
				situation,
				clockMs: () => performance.now(),
				onPartFailed: (part, error) => log.error(error, `assessment: ${part} failed`),
			}),
		);

	app.get(
		plain.path,
		{ schema: { querystring: plain.query, response: { 200: plain.response } } },
		({ query: { lon, lat, crs }, log }) => assess({ lon, lat }, crs, PLAIN_SITUATION, nowMs(), log as typeof app.log),
	);
	app.post(
		assessSituation.path,
		{
			bodyLimit: BODY_LIMIT_BYTES,
			schema: { body: assessSituation.body, response: { 200: assessSituation.response } },
		},
		({ body: { lon, lat, crs, situation, nowMs: atMs = nowMs() }, log }) =>
			assess({ lon, lat }, crs, situation, atMs, log as typeof app.log),
	);
	const answer = writeServiceAnswer(service);
	app.get(figures.path, { schema: { response: { 200: figures.response } } }, async () => answer);
}
