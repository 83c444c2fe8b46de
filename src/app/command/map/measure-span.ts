import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat, PolygonRings } from '../../../domain/geo/lon-lat.ts';

/** Middle of a building's box and the box's diagonal, metres; null = it has no outline. */
export function measureSpan(
	polygons: readonly PolygonRings[],
): { readonly middle: LonLat; readonly spanM: number } | null {
	const points = polygons.flatMap(([outer = []]) => outer);
	if (points.length === 0) return null;
	const [lons, lats] = [points.map(([lon]) => lon), points.map(([, lat]) => lat)];
	const low = { lon: Math.min(...lons), lat: Math.min(...lats) };
	const high = { lon: Math.max(...lons), lat: Math.max(...lats) };
	return {
		middle: { lon: (low.lon + high.lon) / 2, lat: (low.lat + high.lat) / 2 },
		spanM: distanceM(low, high),
	};
}
