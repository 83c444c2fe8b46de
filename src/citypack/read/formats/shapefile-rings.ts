/**
 * Puts the rings of a shapefile polygon together: outer ones run clockwise, holes the other way, in no particular order. Each hole goes
 * to the smallest outer ring around it; one with none around it stands as a polygon, and so do all where none runs clockwise
 * (files wound the wrong way) and none lies in another. Closed rings [x, y, ...]; polygons are an outer ring and its holes.
 */
export function groupShapefileRings(rings: readonly Float64Array[]): Float64Array[][] {
	if (rings.length === 1) return [[rings[0] as Float64Array]];
	const measured = rings.map((ring) => ({ ring, area: signedArea(ring) }));
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

/** Counter-clockwise is positive. Counted from the first vertex, as coordinates of a zone are large. */
function signedArea(ring: Float64Array): number {
	const x0 = ring[0] as number;
	const y0 = ring[1] as number;
	let sum = 0;
	for (let i = 2; i + 3 < ring.length; i += 2) {
		sum +=
			((ring[i] as number) - x0) * ((ring[i + 3] as number) - y0) -
			((ring[i + 2] as number) - x0) * ((ring[i + 1] as number) - y0);
	}
	return sum / 2;
}

/** Whether most of a ring lies in another: a vertex may touch the line, so the majority decides. */
function liesInside(ring: Float64Array, outer: Float64Array): boolean {
	let inside = 0;
	for (let i = 0; i < ring.length; i += 2) {
		if (holdsPoint(outer, ring[i] as number, ring[i + 1] as number)) inside++;
	}
	return inside * 4 > ring.length;
}

function holdsPoint(ring: Float64Array, x: number, y: number): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
		const yi = ring[i + 1] as number;
		const yj = ring[j + 1] as number;
		if (yi > y === yj > y) continue;
		const xi = ring[i] as number;
		if (x < xi + (((ring[j] as number) - xi) * (y - yi)) / (yj - yi)) inside = !inside;
	}
	return inside;
}
