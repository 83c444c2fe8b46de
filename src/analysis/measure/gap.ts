import type { XY } from '../../domain/geo/local-plane.ts';
import type { PlaneShape } from './plane-shape.ts';

/** The shortest way from one wall to another in plan. */
export interface Gap {
	/** Metres; 0 = they touch, overlap, or one lies inside the other. */
	readonly distanceM: number;
	/** On the first shape. */
	readonly from: XY;
	/** On the second shape. */
	readonly to: XY;
}

/** Whether a point lies in a shape; a point in a hole does not, a point on a wall may go either way. */
export function containsPoint(shape: PlaneShape, [x, y]: XY): boolean {
	if (x < shape.minX || x > shape.maxX || y < shape.minY || y > shape.maxY) return false;
	const { xy, ringStart } = shape;
	let inside = false;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const ay = xy[i + 1] as number;
			const by = xy[i + 3] as number;
			if (ay > y === by > y) continue;
			const ax = xy[i] as number;
			if (x < ax + ((y - ay) / (by - ay)) * ((xy[i + 2] as number) - ax)) inside = !inside;
		}
	}
	return inside;
}

/** From a point to the nearest wall of a shape; distance 0 when the point lies in it. */
export function measureGapToPoint(shape: PlaneShape, point: XY): Gap {
	if (containsPoint(shape, point)) return { distanceM: 0, from: point, to: point };
	const { xy, ringStart } = shape;
	let best = Number.POSITIVE_INFINITY;
	let nearest: XY = point;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const t = along(xy, i, point[0], point[1]);
			const px = (xy[i] as number) + t * ((xy[i + 2] as number) - (xy[i] as number));
			const py = (xy[i + 1] as number) + t * ((xy[i + 3] as number) - (xy[i + 1] as number));
			const square = (point[0] - px) ** 2 + (point[1] - py) ** 2;
			if (square < best) {
				best = square;
				nearest = [px, py];
			}
		}
	}
	return { distanceM: Math.sqrt(best), from: point, to: nearest };
}

/**
 * The wall-to-wall gap between two shapes, exact on segments: two segments that do not cross are nearest at an end of one of them.
 * Cost: segments of one times segments of the other, less those whose boxes are farther than the best so far.
 */
export function measureGap(a: PlaneShape, b: PlaneShape): Gap {
	const within = findPointWithin(a, b) ?? findPointWithin(b, a);
	if (within) return { distanceM: 0, from: within, to: within };
	const best = { square: Number.POSITIVE_INFINITY, ax: 0, ay: 0, bx: 0, by: 0 };
	const { xy: p, ringStart: aRings } = a;
	for (let ring = 0; ring + 1 < aRings.length; ring++) {
		const end = ((aRings[ring + 1] as number) - 1) * 2;
		for (let i = (aRings[ring] as number) * 2; i < end; i += 2) {
			if (boxSquare(p, i, b.minX, b.minY, b.maxX, b.maxY) >= best.square) continue;
			compareWithAll(p, i, b, best);
			if (best.square === 0) break;
		}
	}
	return { distanceM: Math.sqrt(best.square), from: [best.ax, best.ay], to: [best.bx, best.by] };
}

interface Best {
	square: number;
	ax: number;
	ay: number;
	bx: number;
	by: number;
}

function compareWithAll(p: Float64Array, i: number, b: PlaneShape, best: Best): void {
	const { xy: q, ringStart } = b;
	for (let ring = 0; ring + 1 < ringStart.length; ring++) {
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let j = (ringStart[ring] as number) * 2; j < end; j += 2) {
			const minX = Math.min(q[j] as number, q[j + 2] as number);
			const maxX = Math.max(q[j] as number, q[j + 2] as number);
			const minY = Math.min(q[j + 1] as number, q[j + 3] as number);
			const maxY = Math.max(q[j + 1] as number, q[j + 3] as number);
			if (boxSquare(p, i, minX, minY, maxX, maxY) < best.square) compareSegments(p, i, q, j, best);
		}
	}
}

/** Square of the distance between the boxes of segment i and a given box. */
function boxSquare(p: Float64Array, i: number, minX: number, minY: number, maxX: number, maxY: number): number {
	const dx = Math.max(
		minX - Math.max(p[i] as number, p[i + 2] as number),
		Math.min(p[i] as number, p[i + 2] as number) - maxX,
		0,
	);
	const dy = Math.max(
		minY - Math.max(p[i + 1] as number, p[i + 3] as number),
		Math.min(p[i + 1] as number, p[i + 3] as number) - maxY,
		0,
	);
	return dx * dx + dy * dy;
}

function compareSegments(p: Float64Array, i: number, q: Float64Array, j: number, best: Best): void {
	if (crossAt(p, i, q, j, best)) return;
	for (let k = 0; k <= 2; k += 2) {
		compareEnd(p, i, q[j + k] as number, q[j + k + 1] as number, best, false);
		compareEnd(q, j, p[i + k] as number, p[i + k + 1] as number, best, true);
	}
}

/** Compares point (x, y) with segment s of `xy`; `pointIsA`: the point belongs to the first shape. */
function compareEnd(xy: Float64Array, s: number, x: number, y: number, best: Best, pointIsA: boolean): void {
	const t = along(xy, s, x, y);
	const px = (xy[s] as number) + t * ((xy[s + 2] as number) - (xy[s] as number));
	const py = (xy[s + 1] as number) + t * ((xy[s + 3] as number) - (xy[s + 1] as number));
	const square = (x - px) ** 2 + (y - py) ** 2;
	if (square >= best.square) return;
	best.square = square;
	best.ax = pointIsA ? x : px;
	best.ay = pointIsA ? y : py;
	best.bx = pointIsA ? px : x;
	best.by = pointIsA ? py : y;
}

/** Where on segment s the point (x, y) is nearest: 0 at its start, 1 at its end. */
function along(xy: Float64Array, s: number, x: number, y: number): number {
	const ax = xy[s] as number;
	const ay = xy[s + 1] as number;
	const dx = (xy[s + 2] as number) - ax;
	const dy = (xy[s + 3] as number) - ay;
	const length2 = dx * dx + dy * dy;
	if (length2 === 0) return 0;
	return Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
}

/** Whether segment i of p and segment j of q cross; then the gap is 0 at the crossing. Parallel ones are left to their ends. */
function crossAt(p: Float64Array, i: number, q: Float64Array, j: number, best: Best): boolean {
	const ax = p[i] as number;
	const ay = p[i + 1] as number;
	const rx = (p[i + 2] as number) - ax;
	const ry = (p[i + 3] as number) - ay;
	const cx = q[j] as number;
	const cy = q[j + 1] as number;
	const sx = (q[j + 2] as number) - cx;
	const sy = (q[j + 3] as number) - cy;
	const cross = rx * sy - ry * sx;
	if (cross === 0) return false;
	const t = ((cx - ax) * sy - (cy - ay) * sx) / cross;
	const u = ((cx - ax) * ry - (cy - ay) * rx) / cross;
	if (t < 0 || t > 1 || u < 0 || u > 1) return false;
	best.square = 0;
	best.ax = best.bx = ax + t * rx;
	best.ay = best.by = ay + t * ry;
	return true;
}

/** A vertex of the inner shape's polygons that lies in `outer`: one vertex a polygon is enough where walls do not cross. */
function findPointWithin(outer: PlaneShape, inner: PlaneShape): XY | undefined {
	const { xy, ringStart, polygonStart } = inner;
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const at = (ringStart[polygonStart[polygon] as number] as number) * 2;
		const point: XY = [xy[at] as number, xy[at + 1] as number];
		if (containsPoint(outer, point)) return point;
	}
	return undefined;
}
