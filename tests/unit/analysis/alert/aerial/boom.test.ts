import { describe, expect, it } from 'vitest';
import {
	boomHeightM,
	createBoom,
	deratedReachM,
	straightHeightM,
} from '../../../../../src/analysis/alert/aerial/boom.ts';
import {
	createRayObstacles,
	findHeightRange,
	type RayObstacles,
} from '../../../../../src/analysis/alert/aerial/sweep-boom.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import { findVehicleModel, VEHICLE_CATALOGUE } from '../../../../../src/domain/vehicle-catalogue.ts';

const { values } = createServiceTable();

function makeBoom(id: string) {
	const model = findVehicleModel(id);
	const boom = model && createBoom(model, values);
	if (!boom) throw new Error(`catalogue: got no aerial ${id}`);
	return boom;
}

function makeRay(...roofs: readonly (readonly [fromM: number, toM: number, clearM: number])[]): RayObstacles {
	const ray = createRayObstacles(8);
	for (const [from, to, clear] of roofs) {
		ray.fromM[ray.count] = from;
		ray.toM[ray.count] = to;
		ray.clearM[ray.count] = clear;
		ray.count++;
	}
	return ray;
}

function findRange(id: string, r: number, ray: RayObstacles) {
	const boom = makeBoom(id);
	const range = { lowM: 0, highM: 0 };
	findHeightRange(boom, r, boom.reachM, ray, -4, range);
	return range;
}

describe('A10 envelope', () => {
	// The check values of fire-facts 3.3: elevation 78 degrees, foot of the boom at 3 m.
	it.each([
		['YT32', 32, 18, [31.5, 30.9, 30.1, 28.6, 26.6, null]],
		['DG53', 53, 17, [40.6, 50.0, 52.7, 51.9, null, null]],
		['M64L', 64, 21, [40.6, 50.0, 59.5, 63.5, 62.7, 62.1]],
		['101', 101, 25, [40.6, 50.0, 59.5, 73.6, 87.7, 97.1]],
	] as const)('A10 a straight %s reaches the heights of fire-facts 3.3', (_, heightM, reachM, expected) => {
		const heights = [8, 10, 12, 15, 18, 20].map((r) =>
			straightHeightM(r, { heightM, baseM: 3, elevationDeg: 78, reachM }),
		);
		expect(heights.map((height) => height && Math.round(height * 10) / 10)).toEqual(expected);
	});

	it('A10 ladders of the catalogue are those of the check values', () => {
		const heightAt = (id: string, r: number) => Math.round(boomHeightM(makeBoom(id), r, makeBoom(id).reachM) * 10) / 10;
		expect([8, 10, 12, 15, 18].map((r) => heightAt('YT32', r))).toEqual([31.5, 30.9, 30.1, 28.6, 26.6]);
		expect([8, 12, 18].map((r) => heightAt('YT64', r))).toEqual([40.6, 59.5, 62.7]);
		expect(boomHeightM(makeBoom('YT32'), 18.01, 18)).toBe(Number.NEGATIVE_INFINITY);
	});

	// By hand: R = 17, half-way between 2.5 and 6 m leaves 0.45 + 0.55 / 2 = 0.725 of it.
	it('A10 outreach falls with the jacks in', () => {
		expect(deratedReachM(17, 6, 6, 2.5, 0.45)).toBe(17);
		expect(deratedReachM(17, 10, 6, 2.5, 0.45)).toBe(17);
		expect(deratedReachM(17, 4.25, 6, 2.5, 0.45)).toBeCloseTo(12.325, 9);
		expect(deratedReachM(17, 2.5, 6, 2.5, 0.45)).toBeCloseTo(7.65, 9);
	});

	// The oracle tries every tenth of a degree of the jib, as fire-facts 3.3 says: feasible if any angle is.
	it('A10 a jib gets as high as the best of its angles', () => {
		for (const id of ['DG28', 'DG42', 'DG53', 'DG90', 'DG101']) {
			const boom = makeBoom(id);
			const H = boom.workHeightM - boom.jibM * Math.sin((70 * Math.PI) / 180);
			for (let r = 2.5; r <= boom.reachM; r += 0.5) {
				let best = Number.NEGATIVE_INFINITY;
				for (let deg = -900; deg <= 700; deg++) {
					const b = (deg / 10) * (Math.PI / 180);
					const joint = r - boom.jibM * Math.cos(b);
					if (joint < 0) continue;
					const at = straightHeightM(joint, {
						heightM: H,
						baseM: 3,
						elevationDeg: 78,
						reachM: boom.reachM,
					});
					if (at !== null) best = Math.max(best, at + boom.jibM * Math.sin(b));
				}
				const got = boomHeightM(boom, r, boom.reachM);
				expect(got - best, `${id} at ${r}`).toBeGreaterThan(-1e-9);
				expect(got - best, `${id} at ${r}`).toBeLessThan(0.1);
			}
		}
	});

	it('A10 no aerial gets above its work height, and each gets near it', () => {
		for (const model of VEHICLE_CATALOGUE) {
			const boom = createBoom(model, values);
			if (!boom) continue;
			let top = 0;
			for (let r = 0; r <= boom.reachM; r += 0.05) top = Math.max(top, boomHeightM(boom, r, boom.reachM));
			expect(top, model.id).toBeLessThanOrEqual(boom.workHeightM + 1e-9);
			expect(top, model.id).toBeGreaterThan(boom.workHeightM - 0.6);
		}
	});
});

describe('A10 sweep', () => {
	// By hand: foot at 3 m, a roof to pass at 11 m from 8 m on, wall at 12 m: 3 + (11 - 3) * 12 / 8 = 15.
	it('A10 a straight boom passes above a roof', () => {
		expect(findRange('YT53', 12, makeRay([8, 11.25, 11])).lowM).toBeCloseTo(15, 9);
		expect(findRange('YT53', 12, makeRay([8, 11.25, 11])).highM).toBeCloseTo(52.69, 2);
	});

	// By hand: the roof lies below the foot, so its far end counts: 3 + (1 - 3) * 12 / 6 = -1.
	it('A10 below its foot the far end of a roof bounds a boom', () => {
		expect(findRange('YT53', 12, makeRay([2, 6, 1])).lowM).toBeCloseTo(-1, 9);
	});

	it('A10 a high building near the truck leaves nothing', () => {
		const { lowM, highM } = findRange('YT53', 16, makeRay([3, 6, 30]));
		expect(lowM).toBeGreaterThan(highM);
	});

	// By hand: the joint above 11.25 m, then the jib hangs down beyond the roof; a straight boom would need 15 m.
	it('A10 a jib reaches lower behind a roof than a straight boom', () => {
		expect(findRange('DG53', 12, makeRay([8, 11, 11])).lowM).toBeLessThan(15);
	});

	it('A10 more in the way never makes the range larger', () => {
		for (const id of ['YT53', 'DG53', 'DG101']) {
			for (let r = 6; r <= 16; r += 2) {
				const one = findRange(id, r, makeRay([4, 5, 9]));
				const two = findRange(id, r, makeRay([4, 5, 9], [5, r - 0.8, 14]));
				if (two.lowM > two.highM) continue;
				expect(two.lowM).toBeGreaterThanOrEqual(one.lowM);
				expect(two.highM).toBeLessThanOrEqual(one.highM);
			}
		}
	});
});
