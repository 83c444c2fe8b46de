import { distanceM } from '../../domain/geo/local-plane.ts';
import { E7, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { Place } from '../../domain/place.ts';
import type { FindTown } from '../model/find-town.ts';
import type { RoadLine } from '../model/source-city.ts';

/** Same name, no town known: streets further apart than this are two streets. Assumption, not sourced. */
const SAME_STREET_M = 1500;
/** Among search results. */
const STREET_RANK = 40;

/**
 * Places to search for named streets for vehicles: one for each name and town, at its middle road's middle vertex. Where no town is
 * known, one for each run of roads of a name that lie within 1.5 km of one another.
 */
export function listStreets(roads: readonly RoadLine[], findTown: FindTown, sourceKey: string): Place[] {
	const streets = new Map<string, { town: string | null; roads: { road: RoadLine; at: LonLat }[] }[]>();
	for (const road of roads) {
		if (!road.name || !road.routable) continue;
		const i = Math.floor(road.lonLat.length / 4) * 2;
		const at = { lon: (road.lonLat[i] as number) / E7, lat: (road.lonLat[i + 1] as number) / E7 };
		const town = findTown(road.lonLat[i] as number, road.lonLat[i + 1] as number);
		const same = streets.get(road.name) ?? [];
		streets.set(road.name, same);
		const street = same.find((s) =>
			town === null
				? s.town === null && s.roads.some((other) => distanceM(other.at, at) < SAME_STREET_M)
				: s.town === town,
		);
		if (street) street.roads.push({ road, at });
		else same.push({ town, roads: [{ road, at }] });
	}
	const places: Place[] = [];
	for (const [name, same] of streets) {
		for (const street of same) {
			const middle = street.roads[Math.floor(street.roads.length / 2)] as (typeof street.roads)[number];
			places.push({
				id: `street/${middle.road.id}`,
				kind: 'street',
				name,
				nameEn: middle.road.nameEn,
				...middle.at,
				town: street.town,
				buildingId: null,
				category: null,
				rank: STREET_RANK,
				source: sourceKey,
			});
		}
	}
	return places;
}
