import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';

/** The generator works on one flat plane in metres; at the city's rims its scale is off by 0.2 %, which nobody measures. */
const ORIGIN = { lon: 113.88, lat: 22.92 };
const SCALE = metresPerDegree(ORIGIN.lat);
const STEP_X = E7 / SCALE.lon;
const STEP_Y = E7 / SCALE.lat;
const ORIGIN_E7 = { lon: Math.round(ORIGIN.lon * E7), lat: Math.round(ORIGIN.lat * E7) };

/** Metres east of the plane's origin. */
export function toX(lon: number): number {
	return (lon - ORIGIN.lon) * SCALE.lon;
}

/** Metres north of the plane's origin. */
export function toY(lat: number): number {
	return (lat - ORIGIN.lat) * SCALE.lat;
}

/** Longitude in whole 1e-7 degrees. */
export function toLonE7(x: number): number {
	return ORIGIN_E7.lon + Math.round(x * STEP_X);
}

/** Latitude in whole 1e-7 degrees. */
export function toLatE7(y: number): number {
	return ORIGIN_E7.lat + Math.round(y * STEP_Y);
}

/** [lon, lat] in degrees, on the 1e-7 grid. */
export function toPosition(x: number, y: number): [number, number] {
	return [toLonE7(x) / E7, toLatE7(y) / E7];
}

/** A point on the city plane, metres. */
export type PlanePoint = readonly [x: number, y: number];

/** Reads a sketch 'lon,lat lon,lat ...' into plane points. */
export function parseSketch(text: string): PlanePoint[] {
	return text
		.trim()
		.split(/\s+/)
		.map((pair): PlanePoint => {
			const [lon, lat] = pair.split(',').map(Number) as [number, number];
			return [toX(lon), toY(lat)];
		});
}
