import { searchCity } from '../../analysis/search/search-city.ts';
import { ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/search: places, addresses, building ids and coordinates. */
export function registerSearch(app: TypedApp, pack: ServedPack): void {
	addRoute(app, ROUTES.search, async ({ query: { q, crs, limit } }) => ({
		hits: await pack.use((city) => searchCity(city, q, { crs, limit })),
	}));
}
