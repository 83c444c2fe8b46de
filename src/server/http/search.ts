import { searchCity } from '../../analysis/search/search-city.ts';
import { ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/search: places, addresses, building ids and coordinates. */
export function registerSearch(app: TypedApp, pack: ServedPack): void {
	const { path, query: querystring, response } = ROUTES.search;
	app.get(path, { schema: { querystring, response: { 200: response } } }, async (request) => {
		const { q, crs, limit } = request.query;
		return { hits: await pack.use((city) => searchCity(city, q, { crs, limit })) };
	});
}
