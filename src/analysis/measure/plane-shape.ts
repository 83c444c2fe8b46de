import type { LocalPlane } from '../../domain/geo/local-plane.ts';
import type { PolygonRings, Position } from '../../domain/geo/lon-lat.ts';

/**
 * Polygons in metres on a local plane, flat for speed: every ring of every polygon closed (the first vertex comes again last), so that
 * segment i of a ring runs from vertex i to i + 1.
 */
export interface PlaneShape {
	/** x, y, x, y ... */
	readonly xy: Float64Array;
	/** First vertex of each ring; one more entry than rings. */
	readonly ringStart: Uint32Array;
	/** First ring of each polygon; one more entry than polygons. The first ring of a polygon is its outer one. */
	readonly polygonStart: Uint32Array;
	readonly minX: number;
	readonly minY: number;
	readonly maxX: number;
	readonly maxY: number;
}

/** Lays polygons (unclosed rings) out on a plane. */
export function createPlaneShape(polygons: readonly PolygonRings[], plane: LocalPlane): PlaneShape {
	const rings = polygons.flat();
	const ringStart = new Uint32Array(rings.length + 1);
	const polygonStart = new Uint32Array(polygons.length + 1);
	for (const [i, ring] of rings.entries()) ringStart[i + 1] = (ringStart[i] as number) + ring.length + 1;
	for (const [i, polygon] of polygons.entries()) polygonStart[i + 1] = (polygonStart[i] as number) + polygon.length;
	const xy = new Float64Array((ringStart[rings.length] as number) * 2);
	let minX = Number.POSITIVE_INFINITY;
	let minY = Number.POSITIVE_INFINITY;
	let maxX = Number.NEGATIVE_INFINITY;
	let maxY = Number.NEGATIVE_INFINITY;
	let at = 0;
	for (const ring of rings) {
		for (let i = 0; i <= ring.length; i++) {
			const [x, y] = plane.toXY(ring[i % ring.length] as Position);
			xy[at++] = x;
			xy[at++] = y;
			minX = Math.min(minX, x);
			minY = Math.min(minY, y);
			maxX = Math.max(maxX, x);
			maxY = Math.max(maxY, y);
		}
	}
	return { xy, ringStart, polygonStart, minX, minY, maxX, maxY };
}
