import { ROUTES } from '../../domain/api.ts';
import { UsageError } from '../../domain/errors.ts';
import type { ServedPack } from '../follow-pack.ts';
import type { TypedApp } from './typed-app.ts';

/** GET /api/pack, /api/stations and /api/water: what the map draws beside its tiles. */
export function registerMapLayers(app: TypedApp, served: ServedPack): void {
	const { pack, stations, water } = ROUTES;
	app.get(pack.path, { schema: { response: { 200: pack.response } } }, async () => served.manifest);
	app.get(stations.path, { schema: { response: { 200: stations.response } } }, async () => ({
		stations: [...(await served.use((city) => city.readStations()))],
	}));
	app.get(water.path, { schema: { querystring: water.query, response: { 200: water.response } } }, async (request) => {
		const { west, south, east, north, limit } = request.query;
		if (west > east || south > north) {
			throw new UsageError(
				'http/bad-box',
				`GET ${water.path}: got west ${west} east ${east} south ${south} north ${north}, expected west <= east and south <= north`,
			);
		}
		const found = await served.use((city) => city.findWaterIn([west, south, east, north]));
		return { water: found.slice(0, limit), truncated: found.length > limit };
	});
}
