import { describe, expect, it } from 'vitest';
import { listSides } from '../../../../src/analysis/alert/list-sides.ts';
import { createPlaneShape } from '../../../../src/analysis/measure/plane-shape.ts';
import { createLocalPlane } from '../../../../src/domain/geo/local-plane.ts';
import { ORIGIN, placeRing } from '../../../support/fake-city.ts';

const LIMITS = { turnDeg: 15, jogM: 2, jogShare: 0.03 };
type Ring = readonly (readonly [number, number])[];

function sidesOf(...rings: Ring[]) {
	const shape = createPlaneShape(
		rings.map((ring) => [placeRing(ring)]),
		createLocalPlane(ORIGIN),
	);
	return listSides(shape, LIMITS).map(({ id, lengthM, bearingDeg }) => [
		id,
		+lengthM.toFixed(2),
		Math.round(bearingDeg) % 360,
	]);
}

describe('A7 sides', () => {
	it('A7 of a rectangle are four, the longest first and then counter-clockwise', () => {
		const box: Ring = [
			[0, 0],
			[30, 0],
			[30, 12],
			[0, 12],
		];
		expect(sidesOf(box)).toEqual([
			['S1', 30, 180],
			['S2', 12, 90],
			['S3', 30, 0],
			['S4', 12, 270],
		]);
	});

	it('A7 a clockwise ring and one that begins elsewhere have the same sides', () => {
		const box: Ring = [
			[0, 12],
			[40, 12],
			[30, 0],
			[0, 0],
		];
		expect(sidesOf(box).map(([, , deg]) => deg)).toEqual([0, 270, 180, 130]);
	});

	it('A7 walls that turn little are one side, an L has six', () => {
		const bent: Ring = [
			[0, 0],
			[15, -1],
			[30, 0],
			[30, 20],
			[0, 20],
		];
		expect(sidesOf(bent)).toHaveLength(4);
		const corner: Ring = [
			[0, 0],
			[30, 0],
			[30, 10],
			[10, 10],
			[10, 30],
			[0, 30],
		];
		expect(sidesOf(corner).map(([, lengthM]) => lengthM)).toEqual([30, 10, 20, 20, 10, 30]);
	});

	it('A7 a balcony is a jog of its wall and does not turn it', () => {
		const balcony: Ring = [
			[0, 0],
			[10, 0],
			[10, -1.2],
			[14, -1.2],
			[14, 0],
			[30, 0],
			[30, 12],
			[0, 12],
		];
		expect(sidesOf(balcony)).toEqual([
			['S1', 32.4, 180],
			['S2', 12, 90],
			['S3', 30, 0],
			['S4', 12, 270],
		]);
	});

	it('A7 of several polygons those of the largest; courtyards have none', () => {
		const small: Ring = [
			[50, 0],
			[55, 0],
			[55, 5],
			[50, 5],
		];
		const large: Ring = [
			[0, 0],
			[30, 0],
			[30, 12],
			[0, 12],
		];
		expect(sidesOf(small, large)).toEqual(sidesOf(large));
	});

	it('A7 a round building has sides that face all round, none of them zero', () => {
		const round: Ring = Array.from({ length: 36 }, (_, i) => [
			20 * Math.cos((i * Math.PI) / 18),
			20 * Math.sin((i * Math.PI) / 18),
		]);
		const sides = sidesOf(round);
		expect(sides.length).toBeGreaterThanOrEqual(8);
		expect(sides.length).toBeLessThanOrEqual(36);
		const total = sides.reduce((sum, [, lengthM]) => sum + (lengthM as number), 0);
		// 36 chords of 10 degrees.
		expect(total).toBeCloseTo(36 * 2 * 20 * Math.sin(Math.PI / 36), 1);
	});
});
