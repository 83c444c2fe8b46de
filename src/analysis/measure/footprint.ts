import type { XY } from '../../domain/geo/local-plane.ts';
import type { PlaneShape } from './plane-shape.ts';

/** Ground covered, in square metres: outer rings less their holes. Polygons of one building are taken not to overlap. */
export function measureAreaM2(shape: PlaneShape): number {
	let area = 0;
	forEachRing(shape, (ring, isHole) => {
		area += (isHole ? -1 : 1) * Math.abs(signedRingArea(shape, ring));
	});
	return area;
}

/**
 * Length of the outer walls in metres: the outer rings only. Walls of courtyards are not counted, as the perimeter that codes use
 * (aerial operating area, 1/4 of the perimeter) is what a vehicle can drive round.
 */
export function measurePerimeterM(shape: PlaneShape): number {
	const { xy, ringStart } = shape;
	let length = 0;
	forEachRing(shape, (ring, isHole) => {
		if (isHole) return;
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			length += Math.hypot((xy[i + 2] as number) - (xy[i] as number), (xy[i + 3] as number) - (xy[i + 1] as number));
		}
	});
	return length;
}

/** Centre of the ground covered, holes taken out; of the bounding box where the area is 0. */
export function measureCentroid(shape: PlaneShape): XY {
	const { xy, ringStart } = shape;
	// Sums are taken from one of the shape's own vertices, so that a place far from the plane's origin loses no digits.
	const x0 = xy[0] as number;
	const y0 = xy[1] as number;
	let area = 0;
	let sumX = 0;
	let sumY = 0;
	forEachRing(shape, (ring, isHole) => {
		const sign = Math.sign(signedRingArea(shape, ring)) * (isHole ? -1 : 1);
		const end = ((ringStart[ring + 1] as number) - 1) * 2;
		for (let i = (ringStart[ring] as number) * 2; i < end; i += 2) {
			const ax = (xy[i] as number) - x0;
			const ay = (xy[i + 1] as number) - y0;
			const bx = (xy[i + 2] as number) - x0;
			const by = (xy[i + 3] as number) - y0;
			const cross = sign * (ax * by - bx * ay);
			area += cross / 2;
			sumX += ((ax + bx) * cross) / 6;
			sumY += ((ay + by) * cross) / 6;
		}
	});
	if (area === 0) return [(shape.minX + shape.maxX) / 2, (shape.minY + shape.maxY) / 2];
	return [x0 + sumX / area, y0 + sumY / area];
}

function forEachRing({ polygonStart }: PlaneShape, visit: (ring: number, isHole: boolean) => void): void {
	for (let p = 0; p + 1 < polygonStart.length; p++) {
		const first = polygonStart[p] as number;
		for (let ring = first; ring < (polygonStart[p + 1] as number); ring++) visit(ring, ring > first);
	}
}

/** Positive when the ring runs counter-clockwise. */
function signedRingArea({ xy, ringStart }: PlaneShape, ring: number): number {
	const start = (ringStart[ring] as number) * 2;
	const end = ((ringStart[ring + 1] as number) - 1) * 2;
	const x0 = xy[start] as number;
	const y0 = xy[start + 1] as number;
	let twice = 0;
	for (let i = start; i < end; i += 2) {
		twice +=
			((xy[i] as number) - x0) * ((xy[i + 3] as number) - y0) -
			((xy[i + 2] as number) - x0) * ((xy[i + 1] as number) - y0);
	}
	return twice / 2;
}
