import { describe, expect, it } from 'vitest';
import { findRoomRadiusM, fitsTurn, KERB_RADIUS_M } from '../../../../../src/analysis/routing/network/turn-geometry.ts';
import type { VehicleProfile } from '../../../../../src/domain/vehicle.ts';

function vehicle(lengthM: number, widthM: number, turningRadiusM: number): VehicleProfile {
	return { lengthM, widthM, heightM: 3.5, massT: 15, turningRadiusM, jackSpreadM: null };
}

/** 城市主战, aerial and special appliance of fire-facts 1.2: 9, 12 and 16 m. */
const ORDINARY = vehicle(8.5, 2.5, 9);
const AERIAL = vehicle(13, 2.5, 12);
const SPECIAL = vehicle(15, 2.5, 16);

/**
 * The same question answered by brute force: is there an arc centre and radius such that the inner side passes outside every point of the
 * kerb, and the outer front corner inside both outer edges? The road in runs north and bends right by theta about a kerb whose centre is
 * the origin: the outer edges lie k + w1 and k + w2 away from it along n1 and n2.
 */
function fitsByDrawing(profile: VehicleProfile, deg: number, w1: number, w2: number, k: number): boolean {
	const theta = (deg * Math.PI) / 180;
	const wheelbase = 0.55 * profile.lengthM;
	const n1 = [-1, 0] as const;
	const n2 = [-Math.cos(theta), Math.sin(theta)] as const;
	const kerb = Array.from({ length: 41 }, (_, i): [number, number] => {
		const turn = (theta * i) / 40;
		return [-Math.cos(turn) * k, Math.sin(turn) * k];
	});
	for (let radius = profile.turningRadiusM; radius < 30; radius += 0.25) {
		const inner = Math.sqrt(radius ** 2 - wheelbase ** 2) - profile.widthM;
		if (inner < k) continue;
		for (let a = 0; a < 8; a += 0.2) {
			for (let b = 0; b < 8; b += 0.2) {
				const [cx, cy] = solve(n1, n2, k + w1 - radius - a, k + w2 - radius - b);
				if (kerb.every(([x, y]) => Math.hypot(x - cx, y - cy) <= inner)) return true;
			}
		}
	}
	return false;
}

/** The point p with p.n1 = a and p.n2 = b. */
function solve(n1: readonly [number, number], n2: readonly [number, number], a: number, b: number): [number, number] {
	const det = n1[0] * n2[1] - n1[1] * n2[0];
	return [(a * n2[1] - b * n1[1]) / det, (n1[0] * b - n2[0] * a) / det];
}

describe('fitsTurn', () => {
	// R = 9: inner radius sqrt(81 - 4.675^2) - 2.5 = 5.19. Kerb 3: D = 9 - 4 - 3 = 2, |v| = 2.83, 5.83 > 5.19.
	// Kerb 6: an arc of 10 m about the kerb's own centre has inner radius sqrt(100 - 21.86) - 2.5 = 6.34 >= 6.
	it('an ordinary appliance takes a right angle between 4 m lanes with a kerb of 6 m, not of 3 m', () => {
		expect(fitsTurn(ORDINARY, 90, 4, 4, 3)).toBe(false);
		expect(fitsTurn(ORDINARY, 90, 4, 4, 6)).toBe(true);
	});

	// R = 12, wheelbase 7.15: inner radius 7.14. 6 m roads, kerb 4: D = 2, |v| = 2.83, 6.83 <= 7.14.
	// 5 m roads: D = 3, |v| = 4.24, 8.24 > 7.14; on an arc of 13 m D = 4, 9.66 > 8.36.
	it('an aerial with a 12 m circle takes a right angle between 6 m roads, not between 5 m ones', () => {
		expect(fitsTurn(AERIAL, 90, 6, 6, 4)).toBe(true);
		expect(fitsTurn(AERIAL, 90, 5, 5, 4)).toBe(false);
	});

	// R = 16, wheelbase 8.25: inner radius 11.21. 7 m roads, kerb 6: D = 3, 4.24 + 6 = 10.24; 6 m: D = 4, 5.66 + 6 = 11.66.
	it('a special appliance with a 16 m circle takes a right angle between 7 m roads, not between 6 m ones', () => {
		expect(fitsTurn(SPECIAL, 90, 7, 7, 6)).toBe(true);
		expect(fitsTurn(SPECIAL, 90, 6, 6, 6)).toBe(false);
	});

	it('roads as wide as the turning circle always fit, below 20 degrees any road does, a half turn wants the circle', () => {
		expect(fitsTurn(SPECIAL, 120, 16, 16, 3)).toBe(true);
		expect(fitsTurn(SPECIAL, 19, 3, 3, 3)).toBe(true);
		expect(fitsTurn(ORDINARY, 180, 9, 9, 3)).toBe(true);
		expect(fitsTurn(ORDINARY, 180, 5, 5, 3)).toBe(false);
	});

	it('no carriageway narrower than the vehicle fits, however wide the other', () => {
		expect(fitsTurn(ORDINARY, 90, 2.4, 20, 6)).toBe(false);
	});

	it('is the same both ways', () => {
		for (const [a, b] of [
			[4, 6],
			[3.5, 8],
			[5, 7],
		] as const)
			for (const deg of [30, 60, 90, 120]) expect(fitsTurn(AERIAL, deg, a, b, 4)).toBe(fitsTurn(AERIAL, deg, b, a, 4));
	});

	it('agrees with a drawing in which centre, radius and kerb are tried point by point', { timeout: 60_000 }, () => {
		let fitting = 0;
		let tested = 0;
		for (const profile of [ORDINARY, AERIAL]) {
			for (const deg of [40, 75, 90, 110, 135]) {
				for (const [w1, w2, kerb] of [
					[4, 4, 3],
					[4, 4, 6],
					[4, 6, 3],
					[5, 8, 4],
					[6, 6, 6],
					[3, 9, 4],
				] as const) {
					// Near the limit the drawing's grid is too coarse: only what a decimetre does not change is compared.
					const fits = fitsTurn(profile, deg, w1, w2, kerb);
					if (fits !== fitsTurn(profile, deg, w1 - 0.15, w2 - 0.15, kerb)) continue;
					if (fits !== fitsTurn(profile, deg, w1 + 0.15, w2 + 0.15, kerb)) continue;
					expect({ deg, w1, w2, kerb, fits: fitsByDrawing(profile, deg, w1, w2, kerb) }).toEqual({
						deg,
						w1,
						w2,
						kerb,
						fits,
					});
					tested++;
					if (fits) fitting++;
				}
			}
		}
		expect(tested).toBeGreaterThan(30);
		expect(fitting).toBeGreaterThan(8);
		expect(tested - fitting).toBeGreaterThan(8);
	});
});

describe('findRoomRadiusM', () => {
	it('a vehicle of the same proportions with that radius fits, one with 0.2 m more does not', () => {
		for (const [deg, a, b, kerb] of [
			[90, 4, 4, 3],
			[90, 3, 3, 3],
			[120, 4, 4, 4],
		] as const) {
			const room = findRoomRadiusM(ORDINARY, deg, a, b, kerb);
			expect(room).toBeLessThan(9);
			const scaled = (radius: number) => vehicle((8.5 * radius) / 9, (2.5 * radius) / 9, radius);
			expect(fitsTurn(scaled(room), deg, a, b, kerb)).toBe(true);
			expect(fitsTurn(scaled(room + 0.2), deg, a, b, kerb)).toBe(false);
		}
	});

	// By hand: s x 5.19 >= sqrt2 (9 s - 7) + 3 at s = 0.9156: 8.24 m.
	it('at a right angle between 4 m lanes with a 3 m kerb there is room for 8.2 m', () => {
		expect(findRoomRadiusM(ORDINARY, 90, 4, 4, 3)).toBe(8.2);
	});
});

describe('KERB_RADIUS_M', () => {
	it('lesser roads have tighter kerbs', () => {
		const radii = Object.values(KERB_RADIUS_M);
		expect(radii).toEqual(radii.toSorted((a, b) => b - a));
	});
});
