import { describe, expect, it } from 'vitest';
import { assessPlace } from '../../../../../src/analysis/alert/assess-place.ts';
import { createFakeCity, makeBuilding, ORIGIN } from '../../../../support/fake-city.ts';

/** 40 m along x, 20 m along y. */
const HALL = makeBuilding(1, [-20, -10, 40, 20]);

async function facingOf(box: [number, number, number, number]) {
	const city = createFakeCity({ buildings: [HALL, makeBuilding(2, box)] });
	const { surroundings } = await assessPlace(city, ORIGIN, { nowMs: 0 });
	return surroundings[0]?.facingLengthM;
}

describe('A2 facing length', () => {
	it.each<[string, [number, number, number, number], number]>([
		['all of a shorter one', [5, 20, 10, 10], 10],
		['what overlaps of one beside', [12, 20, 30, 10], 8],
		['no more than the side of a longer one', [-50, 20, 100, 10], 40],
		['none off the corner', [25, 15, 10, 10], 0],
		['the party wall', [20, -10, 30, 20], 20],
	])('A2 %s', async (_, box, facingM) => {
		expect(await facingOf(box)).toBeCloseTo(facingM, 2);
	});

	it('A2 without a target there is none', async () => {
		const city = createFakeCity({ buildings: [makeBuilding(2, [60, 0, 10, 10])] });
		const { surroundings } = await assessPlace(city, ORIGIN, { nowMs: 0 });
		expect(surroundings).toMatchObject([{ facingLengthM: null, separation: null }]);
	});
});
