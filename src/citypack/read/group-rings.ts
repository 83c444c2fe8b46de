import { doubleSignedArea, liesInside } from '../clean/ring-measures.ts';

/**
 * Puts each hole into the smallest outer ring that holds it: polygons of an outer ring and its holes. A hole in no outer ring
 * goes to the first polygon, where ring cleaning tells it is outside. Rings flat [lon, lat, ...], degrees x 1e7.
 */
export function groupRings(outer: readonly Int32Array[], inner: readonly Int32Array[]): Int32Array[][] {
	const bySize = [...outer].sort((a, b) => Math.abs(doubleSignedArea(a)) - Math.abs(doubleSignedArea(b)));
	const polygons = new Map(outer.map((ring) => [ring, [ring]]));
	for (const hole of inner) {
		const owner = bySize.find((ring) => liesInside(hole, ring)) ?? outer[0];
		if (owner) polygons.get(owner)?.push(hole);
	}
	return [...polygons.values()];
}
