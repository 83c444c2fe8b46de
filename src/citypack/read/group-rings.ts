import { doubleSignedArea, isInsideRing } from '../clean/clean-rings.ts';

/** Whether most of a ring lies in another: a vertex may touch the line, so the majority decides. */
function liesInside(ring: Int32Array, outer: Int32Array): boolean {
	let inside = 0;
	for (let i = 0; i < ring.length; i += 2) {
		if (isInsideRing(outer, ring[i] as number, ring[i + 1] as number)) inside++;
	}
	return inside * 4 > ring.length;
}

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
