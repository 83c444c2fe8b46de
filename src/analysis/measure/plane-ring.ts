import type { XY } from '../../domain/geo/local-plane.ts';

/** Box of places, metres; of none [Infinity, Infinity, -Infinity, -Infinity]. */
export type PlaneBox = readonly [west: number, south: number, east: number, north: number];

/** The box around some places. */
export function boxOfPlaces(places: readonly XY[]): PlaneBox {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const [x, y] of places) {
		west = Math.min(west, x);
		south = Math.min(south, y);
		east = Math.max(east, x);
		north = Math.max(north, y);
	}
	return [west, south, east, north];
}

/** Area of a ring, closed or not, m2; negative where it runs clockwise. */
export function measureRingM2(ring: readonly XY[]): number {
	let twice = 0;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const [ax, ay] = ring[j] as XY;
		const [bx, by] = ring[i] as XY;
		twice += ax * by - bx * ay;
	}
	return twice / 2;
}

/** Whether a place lies in a ring, closed or not; on its line: either answer. */
export function isInRing([x, y]: XY, ring: readonly XY[]): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const [ax, ay] = ring[i] as XY;
		const [bx, by] = ring[j] as XY;
		if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
	}
	return inside;
}
