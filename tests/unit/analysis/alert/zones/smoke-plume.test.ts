import { describe, expect, it } from 'vitest';
import { findReachM, measureConcentration, spreadPlume } from '../../../../../src/analysis/alert/zones/smoke-plume.ts';

describe('A15 smoke plume', () => {
	// fire-facts 5.3: Q 1 g/s, u 3 m/s, H 30 m, class D, x 300 m.
	it('A15 spread after 300 m is 45.4 m across and 40.2 m up; 4.4e-5 g/m3 on the ground', () => {
		const { acrossM, upM } = spreadPlume(300);
		expect(acrossM).toBeCloseTo(45.4, 1);
		expect(upM).toBeCloseTo(40.2, 1);
		expect(measureConcentration(1, 3, 30, { xM: 300, zM: 0 })).toBeCloseTo(4.4e-5, 7);
	});

	it('A15 the reach is where the concentration falls to the limit; kept between least and most', () => {
		const reachM = findReachM(12.5, 3, 0.001, 100, 1500);
		expect(measureConcentration(12.5, 3, 0, { xM: reachM, zM: 0 })).toBeCloseTo(0.001, 5);
		// Near the source the square roots are about one: x = sqrt(Q / (pi u 0.16 0.14 C)) = 243 m, a little more with them.
		expect(reachM).toBeGreaterThan(243);
		expect(reachM).toBeLessThan(275);
		expect(findReachM(0.001, 3, 0.001, 100, 1500)).toBe(100);
		expect(findReachM(5000, 3, 0.001, 100, 1500)).toBe(1500);
	});
});
