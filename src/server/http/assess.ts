import { assessPlace } from '../../analysis/alert/assess-place.ts';
import { ROUTES } from '../../domain/api.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { RoutingParts } from './routing.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/assess: the assessment of any place, without raising an alarm. */
export function registerAssess(app: TypedApp, { pack, desk, table, nowMs }: RoutingParts): void {
	const { path, query: querystring, response } = ROUTES.assess;
	app.get(path, { schema: { querystring, response: { 200: response } } }, async (request) => {
		const { lon, lat, crs } = request.query;
		return pack.use((city) =>
			assessPlace(city, toWgs84({ lon, lat }, crs), {
				nowMs: nowMs(),
				closures: desk.list(),
				table,
				clockMs: () => performance.now(),
				onPartFailed: (part, error) => request.log.error(error, `assessment: ${part} failed`),
			}),
		);
	});
}
