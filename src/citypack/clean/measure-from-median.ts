import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';

/** Farther from the middle of its source than this no part of a city lies, metres. Assumption, not sourced. */
export const FAR_M = 300_000;

/** Tells how far places are from the median of some, metres; all [lon, lat] in degrees x 1e7. Cost: a sort of each. */
export function measureFromMedian(
	places: readonly (readonly [lon: number, lat: number])[],
): (lon: number, lat: number) => number {
	const [lon0, lat0] = [medianOf(places.map(([lon]) => lon)), medianOf(places.map(([, lat]) => lat))];
	const scale = metresPerDegree(lat0 / E7);
	return (lon, lat) => Math.hypot(((lon - lon0) / E7) * scale.lon, ((lat - lat0) / E7) * scale.lat);
}

function medianOf(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[values.length >> 1] as number;
}
