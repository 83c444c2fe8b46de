import { booleanPointInPolygon } from '@turf/turf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { containsPoint, measureGap, measureGapToPoint } from '../../../../src/analysis/measure/gap.ts';
import { createPlaneShape, type PlaneShape } from '../../../../src/analysis/measure/plane-shape.ts';
import { createLocalPlane, type XY } from '../../../../src/domain/geo/local-plane.ts';
import { placeRing } from '../../../support/fake-city.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const shapeOf = (...rings: [number, number][][]): PlaneShape => createPlaneShape([rings.map(placeRing)], plane);
const box = (x: number, y: number, w: number, h: number): [number, number][] => [
	[x, y],
	[x + w, y],
	[x + w, y + h],
	[x, y + h],
];

describe('measureGap', () => {
	it('measures along the street between two facing walls', () => {
		const gap = measureGap(shapeOf(box(0, 0, 20, 10)), shapeOf(box(26, 2, 5, 5)));
		expect(gap.distanceM).toBeCloseTo(6, 6);
		expect(gap.from[0]).toBeCloseTo(20, 6);
		expect(gap.to[0]).toBeCloseTo(26, 6);
	});

	it('measures from corner to corner: 3-4-5', () => {
		const gap = measureGap(shapeOf(box(0, 0, 10, 10)), shapeOf(box(13, 14, 5, 5)));
		expect(gap.distanceM).toBeCloseTo(5, 6);
		expect(gap.from[0]).toBeCloseTo(10, 6);
		expect(gap.from[1]).toBeCloseTo(10, 6);
		expect(gap.to[0]).toBeCloseTo(13, 6);
		expect(gap.to[1]).toBeCloseTo(14, 6);
	});

	it('measures from a corner to the middle of a slanting wall', () => {
		// The wall from (10, 0) to (0, 10) is 10 / sqrt 2 from (0, 0), so 20 / sqrt 2 - 10 / sqrt 2 from (10, 10).
		const gap = measureGap(
			shapeOf([
				[0, 0],
				[10, 0],
				[0, 10],
			]),
			shapeOf(box(10, 10, 5, 5)),
		);
		expect(gap.distanceM).toBeCloseTo(10 / Math.SQRT2, 6);
	});

	it('is 0 for walls that touch, buildings that overlap, cross or lie in one another', () => {
		expect(measureGap(shapeOf(box(0, 0, 10, 10)), shapeOf(box(10, 2, 5, 5))).distanceM).toBeCloseTo(0, 9);
		expect(measureGap(shapeOf(box(0, 0, 10, 10)), shapeOf(box(8, 8, 5, 5))).distanceM).toBe(0);
		expect(measureGap(shapeOf(box(0, 4, 20, 2)), shapeOf(box(9, -5, 2, 20))).distanceM).toBe(0);
		expect(measureGap(shapeOf(box(0, 0, 10, 10)), shapeOf(box(4, 4, 1, 1))).distanceM).toBe(0);
		expect(measureGap(shapeOf(box(4, 4, 1, 1)), shapeOf(box(0, 0, 10, 10))).distanceM).toBe(0);
	});

	it('measures to the courtyard wall for a building that stands in a courtyard', () => {
		const hollow = shapeOf(box(0, 0, 40, 40), box(10, 10, 20, 20).reverse());
		expect(measureGap(hollow, shapeOf(box(13, 15, 10, 10))).distanceM).toBeCloseTo(3, 6);
		expect(measureGap(shapeOf(box(13, 15, 10, 10)), hollow).distanceM).toBeCloseTo(3, 6);
	});

	it('is never more than between points sampled on the walls, and the same both ways', () => {
		const corner = fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 }));
		const triangle = fc.tuple(corner, corner, corner);
		fc.assert(
			fc.property(triangle, triangle, (t1, t2) => {
				const a = shapeOf(t1);
				const b = shapeOf(t2);
				const { distanceM, from, to } = measureGap(a, b);
				expect(measureGap(b, a).distanceM).toBeCloseTo(distanceM, 6);
				expect(Math.hypot(from[0] - to[0], from[1] - to[1])).toBeCloseTo(distanceM, 6);
				const sampled = smallestBetweenSamples(t1, t2);
				expect(distanceM).toBeLessThanOrEqual(sampled + 1e-6);
				// Samples are at most 1/40 of a wall of 142 m away from the nearest points of both walls.
				if (distanceM > 0) expect(distanceM).toBeGreaterThanOrEqual(sampled - 2 * (142 / 40));
			}),
			{ numRuns: 60 },
		);
	});
});

describe('containsPoint', () => {
	it('agrees with turf on points that are not on a wall', () => {
		const outer = [...box(0, 0, 40, 30), [20.5, 12.25] as [number, number]];
		const hole = box(3, 3, 6, 6).reverse();
		const shape = shapeOf(outer, hole);
		const rings = [outer, hole].map((ring) => [...ring, ring[0] as [number, number]]);
		const odd = fc.integer({ min: -60, max: 100 }).map((n) => n / 2 + 0.13);
		fc.assert(
			fc.property(odd, odd, (x, y) => {
				expect(containsPoint(shape, [x, y])).toBe(
					booleanPointInPolygon([x, y], { type: 'Polygon', coordinates: rings }),
				);
			}),
		);
	});
});

describe('measureGapToPoint', () => {
	const shape = shapeOf(box(0, 0, 20, 10), box(5, 3, 4, 4).reverse());
	it.each<[string, XY, number]>([
		['in the building', [2, 2], 0],
		['in the courtyard, 1 m from its wall', [6, 5], 1],
		['before a wall', [10, -7], 7],
		['off a corner, 3-4-5', [23, 14], 5],
	])('%s', (_, point, expected) => {
		expect(measureGapToPoint(shape, point).distanceM).toBeCloseTo(expected, 6);
	});
});

function smallestBetweenSamples(a: [number, number][], b: [number, number][]): number {
	let smallest = Number.POSITIVE_INFINITY;
	for (const [ax, ay] of samples(a)) {
		for (const [bx, by] of samples(b)) smallest = Math.min(smallest, Math.hypot(ax - bx, ay - by));
	}
	return smallest;
}

function samples(ring: [number, number][]): [number, number][] {
	return ring.flatMap(([ax, ay], i) => {
		const [bx, by] = ring[(i + 1) % ring.length] as [number, number];
		return Array.from({ length: 40 }, (_, k): [number, number] => [
			ax + ((bx - ax) * k) / 40,
			ay + ((by - ay) * k) / 40,
		]);
	});
}
