import type { LonLat } from '../../domain/geo/lon-lat.ts';

/** Where the map looks from: camera position (WGS84, metres above the ellipsoid) and direction in degrees. */
export interface MapView {
	readonly lon: number;
	readonly lat: number;
	readonly heightM: number;
	/** Compass direction of view, 0 = north, clockwise. */
	readonly headingDeg: number;
	/** -90 = straight down, 0 = horizontal. */
	readonly pitchDeg: number;
}

/** A flight so that a place comes to lie in the middle of the map, or `offsetPx` away from it. */
export interface FlyTarget extends LonLat {
	/** Distance from the camera to the place, metres. */
	readonly rangeM: number;
	/** Height of the looked-at point above ground, metres; 0 when not given. */
	readonly heightM?: number;
	/** Seconds; 0 cuts. Cut too when the reader prefers reduced motion. */
	readonly durationS?: number;
	/** Kept when not given. */
	readonly headingDeg?: number;
	/** -90 = straight down; kept when not given. */
	readonly pitchDeg?: number;
	/** Where the place lies from the middle of the canvas: [right, down] in CSS pixels; for panels over the map. */
	readonly offsetPx?: readonly [right: number, down: number];
}
