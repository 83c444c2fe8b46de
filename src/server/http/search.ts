import { setImmediate as nextTurn } from 'node:timers/promises';
import { searchCity } from '../../analysis/search/search-city.ts';
import { ROUTES } from '../../domain/api.ts';
import type { ServedPack } from '../follow-pack.ts';
import { createKeyUnitPlaces } from '../records/create-key-unit-places.ts';
import type { RecordOverlay } from '../records/record-overlay.ts';
import { addRoute } from './add-route.ts';
import type { TypedApp } from './typed-app.ts';

export interface SearchParts {
	readonly pack: ServedPack;
	readonly overlay: RecordOverlay;
}

/** GET /api/search: places, addresses, building ids, coordinates, and the service's own key units. */
export function registerSearch(app: TypedApp, { pack, overlay }: SearchParts): void {
	const listKeyUnits = createKeyUnitPlaces(overlay);
	addRoute(app, ROUTES.search, async ({ query: { q, crs, limit }, request }) => {
		const more = listKeyUnits(request.identity);
		return { hits: await pack.use((city) => searchCity(city, q, { crs, limit, more, pause: nextTurn })) };
	});
}
