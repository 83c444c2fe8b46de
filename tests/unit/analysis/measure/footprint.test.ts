import { area, length } from '@turf/turf';
import { describe, expect, it } from 'vitest';
import { measureAreaM2, measureCentroid, measurePerimeterM } from '../../../../src/analysis/measure/footprint.ts';
import { containsPoint } from '../../../../src/analysis/measure/gap.ts';
import { findInnerPoint } from '../../../../src/analysis/measure/inner-point.ts';
import { createPlaneShape } from '../../../../src/analysis/measure/plane-shape.ts';
import { createLocalPlane } from '../../../../src/domain/geo/local-plane.ts';
import { placeRing } from '../../../support/fake-city.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const square = placeRing([
	[0, 0],
	[20, 0],
	[20, 20],
	[0, 20],
]);
const courtyard = placeRing([
	[5, 5],
	[5, 15],
	[15, 15],
	[15, 5],
]);
const ell = placeRing([
	[0, 0],
	[30, 0],
	[30, 10],
	[10, 10],
	[10, 30],
	[0, 30],
]);

describe('footprint', () => {
	it('takes the courtyard out of the area, not into the perimeter', () => {
		const shape = createPlaneShape([[square, courtyard]], plane);
		expect(measureAreaM2(shape)).toBeCloseTo(400 - 100, 6);
		expect(measurePerimeterM(shape)).toBeCloseTo(80, 6);
	});

	it('sums the polygons of one building', () => {
		const far = placeRing([
			[100, 0],
			[110, 0],
			[110, 5],
			[100, 5],
		]);
		const shape = createPlaneShape([[square], [far]], plane);
		expect(measureAreaM2(shape)).toBeCloseTo(450, 6);
		expect(measurePerimeterM(shape)).toBeCloseTo(110, 6);
	});

	it('finds the centroid of an L by hand', () => {
		// 30 x 10 at (15, 5) and 10 x 20 at (5, 20): (300*15 + 200*5) / 500 = 11, (300*5 + 200*20) / 500 = 11.
		const [x, y] = measureCentroid(createPlaneShape([[ell]], plane));
		expect(x).toBeCloseTo(11, 6);
		expect(y).toBeCloseTo(11, 6);
	});

	it('agrees with turf within the 0.3 % by which its sphere differs from the ellipsoid', () => {
		const closed = [...ell, ell[0]].map((p) => [...(p as readonly [number, number])]);
		const polygon = { type: 'Polygon' as const, coordinates: [closed] };
		const shape = createPlaneShape([[ell]], plane);
		expect(measureAreaM2(shape) / area(polygon)).toBeCloseTo(1, 2);
		const line = {
			type: 'Feature' as const,
			properties: {},
			geometry: { type: 'LineString' as const, coordinates: closed },
		};
		expect(measurePerimeterM(shape) / length(line, { units: 'meters' })).toBeCloseTo(1, 2);
	});

	it('puts the inner point of a thin L and of a courtyard building inside', () => {
		for (const polygon of [[ell], [square, courtyard]]) {
			const shape = createPlaneShape([polygon], plane);
			expect(containsPoint(shape, findInnerPoint(shape))).toBe(true);
		}
	});
});
