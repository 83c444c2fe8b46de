import { describe, expect, it } from 'vitest';
import { measureFlameM, measureViewFactor } from '../../../../../src/analysis/alert/exposures/view-factor.ts';

/** A wall along the x axis that looks south, its foot on the ground. */
const wall = (widthM: number, heightM: number) => ({
	ends: Float64Array.from([0, 0, widthM, 0]),
	lowM: 0,
	highM: heightM,
});

/** The integral of cos cos / (pi r2) over small squares, the eye turned along the sum of their vectors: a naive oracle. */
function sumSquares(widthM: number, heightM: number, eye: readonly [number, number, number], steps = 600): number {
	const sum = [0, 0, 0];
	for (let i = 0; i < steps; i++) {
		for (let k = 0; k < steps; k++) {
			const r = [((i + 0.5) / steps) * widthM - eye[0], -eye[1], ((k + 0.5) / steps) * heightM - eye[2]];
			const r2 = r.reduce((all, one) => all + one * one, 0);
			const share = (-eye[1] / r2 ** 2 / Math.PI) * ((widthM * heightM) / steps ** 2);
			for (let axis = 0; axis < 3; axis++) sum[axis] = (sum[axis] as number) + share * (r[axis] as number);
		}
	}
	return Math.hypot(...sum);
}

describe('A8 view factor of radiating walls', () => {
	// fire-facts 5.2: one 10 x 3 m opening, on the centre line.
	it.each([
		[6, 0.182, 30.6],
		[9, 0.097, 16.3],
		[13, 0.051, 8.6],
	])('A8 10 x 3 m at %d m: F %d, %d kW/m2 at 168', (distanceM, viewFactor, kwM2) => {
		const measured = measureViewFactor(wall(10, 3), 5, -distanceM, 1.5);
		expect(measured).toBeCloseTo(viewFactor, 3);
		expect(168 * measured).toBeCloseTo(kwM2, 1);
	});

	it('A8 a 20 x 12 m facade at 13 m gives 50 kW/m2 (fire-facts 5.2)', () => {
		expect(168 * measureViewFactor(wall(20, 12), 10, -13, 6)).toBeCloseTo(50, 0);
	});

	it.each([[[5, -6, 1.5]], [[-4, -5, 0.5]], [[14, -9, 6]]] as const)(
		'A8 off the centre line it is the integral over the wall, %j',
		([x, y, z]) => {
			expect(measureViewFactor(wall(10, 3), x, y, z)).toBeCloseTo(sumSquares(10, 3, [x, y, z]), 4);
		},
	);

	it('A8 a wall in two pieces gives the same; its back gives nothing; hidden pieces give nothing', () => {
		const two = { ends: Float64Array.from([0, 0, 4, 0, 4, 0, 10, 0]), lowM: 0, highM: 3 };
		expect(measureViewFactor(two, 5, -6, 1.5)).toBeCloseTo(measureViewFactor(wall(10, 3), 5, -6, 1.5), 12);
		expect(measureViewFactor(two, 5, 6, 1.5)).toBe(0);
		const right = { ends: Float64Array.from([4, 0, 10, 0]), lowM: 0, highM: 3 };
		expect(measureViewFactor(two, 5, -6, 1.5, Uint8Array.from([0, 1]))).toBe(measureViewFactor(right, 5, -6, 1.5));
	});

	it('A8 a flame of 5 MW on 3 m stands 4.0 m high (Heskestad); none below zero', () => {
		expect(measureFlameM(5, 3)).toBeCloseTo(4.0, 1);
		expect(measureFlameM(0.01, 3)).toBe(0);
	});
});
