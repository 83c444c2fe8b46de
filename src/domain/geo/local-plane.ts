import type { LonLat, Position } from './lon-lat.ts';

/** Metres east and north of a plane's origin. */
export type XY = readonly [x: number, y: number];

/**
 * A flat metre grid around one place, for measuring things a few kilometres apart.
 * Scales come from the WGS84 ellipsoid's radii of curvature at the origin's latitude. Lengths east to west are off by
 * tan(latitude) x (metres north of the origin) / 6.4e6 of themselves: 100 m by 0.3 cm at 23 degrees and 500 m off, by 1 cm at 60.
 */
export interface LocalPlane {
	readonly origin: LonLat;
	readonly metresPerDegLon: number;
	readonly metresPerDegLat: number;
	toXY(position: Position): XY;
	toLonLat(xy: XY): Position;
}

const WGS84_A = 6_378_137;
const WGS84_F = 1 / 298.257223563;
const WGS84_E2 = WGS84_F * (2 - WGS84_F);

/** Metres in one degree of longitude and of latitude at a latitude (WGS84 radii of curvature). */
export function metresPerDegree(latDeg: number): { lon: number; lat: number } {
	const lat = (latDeg * Math.PI) / 180;
	const w = Math.sqrt(1 - WGS84_E2 * Math.sin(lat) ** 2);
	const primeVertical = WGS84_A / w;
	const meridian = (WGS84_A * (1 - WGS84_E2)) / w ** 3;
	return { lon: (Math.PI / 180) * primeVertical * Math.cos(lat), lat: (Math.PI / 180) * meridian };
}

/** Makes the plane that touches the ellipsoid at `origin`. */
export function createLocalPlane(origin: LonLat): LocalPlane {
	const { lon: mLon, lat: mLat } = metresPerDegree(origin.lat);
	return {
		origin,
		metresPerDegLon: mLon,
		metresPerDegLat: mLat,
		toXY: ([lon, lat]) => [(lon - origin.lon) * mLon, (lat - origin.lat) * mLat],
		toLonLat: ([x, y]) => [origin.lon + x / mLon, origin.lat + y / mLat],
	};
}

/** Metres between two places up to some 50 km apart (plane at their middle latitude). */
export function distanceM(a: LonLat, b: LonLat): number {
	const scale = metresPerDegree((a.lat + b.lat) / 2);
	return Math.hypot((b.lon - a.lon) * scale.lon, (b.lat - a.lat) * scale.lat);
}

/** Compass bearing from one place to another, 0 <= deg < 360, north 0, clockwise. */
export function bearingDeg(from: LonLat, to: LonLat): number {
	const scale = metresPerDegree((from.lat + to.lat) / 2);
	const deg = (Math.atan2((to.lon - from.lon) * scale.lon, (to.lat - from.lat) * scale.lat) * 180) / Math.PI;
	return (deg + 360) % 360;
}
