import type { LonLat } from '../../../domain/geo/lon-lat.ts';

/** A tilted view shows much beyond the width at its centre: so many times half the picture's diagonal is counted as seen. */
const REACH = 3;
/** From this reach on it is the whole city. */
const WHOLE_CITY_M = 40_000;
const METRES_PER_DEGREE = 111_320;

/**
 * The box that a map view shows, generously: west, south, east, north in degrees. null = so much that it is everything.
 * @param metresPerPixel at the centre
 */
export function findViewBox(
	centre: LonLat,
	metresPerPixel: number,
	size: { readonly width: number; readonly height: number },
): readonly [number, number, number, number] | null {
	const reachM = (REACH * metresPerPixel * Math.hypot(size.width, size.height)) / 2;
	if (!(reachM < WHOLE_CITY_M)) return null;
	const latDeg = reachM / METRES_PER_DEGREE;
	const lonDeg = latDeg / Math.cos((centre.lat * Math.PI) / 180);
	return [centre.lon - lonDeg, centre.lat - latDeg, centre.lon + lonDeg, centre.lat + latDeg];
}
