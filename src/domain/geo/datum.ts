import gcoord from 'gcoord';
import type { Datum } from '../incident.ts';
import type { LonLat } from './lon-lat.ts';

/** Steps end when the forward transform hits the given position to 1e-9 degrees (0.1 mm). */
const TOLERANCE_DEG = 1e-9;
/** The offset changes by less than 1 % of a step, so 6 steps reach the tolerance; more means the transform does not converge. */
const MAX_STEPS = 20;

/**
 * Where is a position given in `crs`, in WGS84? GCJ-02 and BD-09 are undone by iterating on the forward transform until it returns
 * the given position to 0.1 mm; gcoord's own inverse stops at 1e-6 degrees (11 cm), and its BD-09 one is a one-way approximation.
 * Outside China GCJ-02 is WGS84.
 */
export function toWgs84(given: LonLat, crs: Datum): LonLat {
	if (crs === 'wgs84') return { lon: given.lon, lat: given.lat };
	let { lon, lat } = given;
	for (let step = 0; step < MAX_STEPS; step++) {
		const there = fromWgs84({ lon, lat }, crs);
		const dLon = given.lon - there.lon;
		const dLat = given.lat - there.lat;
		lon += dLon;
		lat += dLat;
		if (Math.abs(dLon) < TOLERANCE_DEG && Math.abs(dLat) < TOLERANCE_DEG) break;
	}
	return { lon, lat };
}

/** What are the coordinates of a WGS84 position in `crs`? */
export function fromWgs84(at: LonLat, crs: Datum): LonLat {
	if (crs === 'wgs84') return { lon: at.lon, lat: at.lat };
	const target = crs === 'gcj02' ? gcoord.GCJ02 : gcoord.BD09;
	const [lon, lat] = gcoord.transform([at.lon, at.lat], gcoord.WGS84, target);
	return { lon: lon as number, lat: lat as number };
}
