import proj4 from 'proj4';
import type { Crs } from './crs.ts';
import { fromWgs84 } from './datum.ts';

/**
 * Converts flat WGS84 degrees [lon, lat, ...] to [x, y, ...] (east or longitude first) of a system. Gives back the very array
 * where nothing is to convert. A place that the projection cannot take comes out as NaN, NaN.
 */
export type FromWgs84 = (lonLat: Float64Array) => Float64Array;

/** The way from WGS84 to a system, the inverse of createToWgs84. Cost a place: WGS84 none, projections about 0.5 us. */
export function createFromWgs84({ datum, definition }: Crs): FromWgs84 {
	if (datum === 'wgs84' && definition === null) return (lonLat) => lonLat;
	const from = new proj4.Proj('+proj=longlat +datum=WGS84');
	const to = definition === null ? null : new proj4.Proj(definition as string);
	return (lonLat) => {
		const out = new Float64Array(lonLat.length);
		for (let i = 0; i < lonLat.length; i += 2) {
			const at = fromWgs84({ lon: lonLat[i] as number, lat: lonLat[i + 1] as number }, datum);
			const there = to ? proj4.transform(from, to, { x: at.lon, y: at.lat }) : { x: at.lon, y: at.lat };
			const isPlace = there !== undefined && Number.isFinite(there.x) && Number.isFinite(there.y);
			out[i] = isPlace ? there.x : Number.NaN;
			out[i + 1] = isPlace ? there.y : Number.NaN;
		}
		return out;
	};
}
