import { doubleSignedArea, liesInside } from '../../clean/ring-measures.ts';

/**
 * Puts the rings of a shapefile polygon together: outer ones run clockwise, holes the other way, in no particular order. Each hole goes
 * to the smallest outer ring around it; one with none around it stands as a polygon, and so do all where none runs clockwise
 * (files wound the wrong way) and none lies in another. Closed rings [x, y, ...]; polygons are an outer ring and its holes.
 */
export function groupShapefileRings(rings: readonly Float64Array[]): Float64Array[][] {
	if (rings.length === 1) return [[rings[0] as Float64Array]];
	const measured = rings.map((ring) => ({ ring, area: doubleSignedArea(ring) }));
	const clockwise = measured.filter(({ area }) => area < 0);
	const bySize = (clockwise.length > 0 ? clockwise : measured).sort((a, b) => Math.abs(b.area) - Math.abs(a.area));
	const polygons: Float64Array[][] = [];
	const place = (ring: Float64Array): boolean => {
		// Largest first: the last one around it is the smallest.
		const owner = polygons.findLast(([outer]) => liesInside(ring, outer as Float64Array));
		owner?.push(ring);
		return owner !== undefined;
	};
	if (clockwise.length === 0) {
		for (const { ring } of bySize) if (!place(ring)) polygons.push([ring]);
		return polygons;
	}
	for (const { ring } of bySize) polygons.push([ring]);
	const orphans: Float64Array[][] = [];
	for (const { ring, area } of measured) if (area >= 0 && !place(ring)) orphans.push([ring]);
	return [...polygons, ...orphans];
}
