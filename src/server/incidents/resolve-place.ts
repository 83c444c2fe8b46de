import type { z } from 'zod';
import { searchRanked } from '../../analysis/search/search-city.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { toWgs84 } from '../../domain/geo/datum.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { newIncidentSchema } from '../../domain/incident.ts';
import type { City } from '../../domain/pack/city.ts';

const HITS_OFFERED = 5;

/**
 * Where is the place of an alarm? Its coordinates, else the one place of its address, name or building id. WGS84.
 * @throws NotFoundError `incident/unknown-address` or `incident/ambiguous-address`, with the best hits in its context
 */
export async function resolvePlace(
	city: City,
	{ lon, lat, crs, address }: Pick<z.output<typeof newIncidentSchema>, 'lon' | 'lat' | 'crs' | 'address'>,
): Promise<LonLat> {
	if (lon !== undefined && lat !== undefined) return toWgs84({ lon, lat }, crs);
	const hits = await searchRanked(city, address ?? '', { crs, limit: HITS_OFFERED });
	const exact = hits.filter((hit) => hit.exact);
	const [first, second] = exact;
	// The same building found by its address and by its name is one place.
	const isOne =
		first && (!second || exact.every(({ hit }) => hit.buildingId !== null && hit.buildingId === first.hit.buildingId));
	if (isOne) return { lon: first.hit.lon, lat: first.hit.lat };
	const [code, got] = first
		? ['incident/ambiguous-address', `${exact.length} places of that name`]
		: ['incident/unknown-address', 'no such place'];
	throw new NotFoundError(code, `address ${address}: got ${got}, expected one`, {
		context: { address, hits: hits.map(({ hit }) => hit) },
	});
}
