import type { Cartesian3 } from 'cesium';

const RAD = Math.PI / 180;

/** The direction of a heading at a place, level with the ground, as the engine's axes have it. Writes into `result`; no matrix is made. */
export function pointAhead(lon: number, lat: number, headingDeg: number, result: Cartesian3): Cartesian3 {
	const [sinLon, cosLon] = [Math.sin(lon * RAD), Math.cos(lon * RAD)];
	const [sinLat, cosLat] = [Math.sin(lat * RAD), Math.cos(lat * RAD)];
	const east = Math.sin(headingDeg * RAD);
	const north = Math.cos(headingDeg * RAD);
	result.x = -sinLon * east - sinLat * cosLon * north;
	result.y = cosLon * east - sinLat * sinLon * north;
	result.z = cosLat * north;
	return result;
}
