import { describe, expect, it } from 'vitest';
import { createTownLookup } from '../../../../src/citypack/model/find-town.ts';

/** A closed square round 0, 0, counter-clockwise or as a hole. */
function square(half: number, isHole = false): Int32Array {
	const [a, b] = isHole ? [half, -half] : [-half, half];
	return Int32Array.of(a, -half, b, -half, b, half, a, half, a, -half);
}

describe('createTownLookup', () => {
	it('knows holes and islands in them, whatever the order of the rings', () => {
		const rings = [square(5_000_000), square(1_000_000), square(3_000_000, true)];
		for (const order of [rings, rings.toReversed()]) {
			const findTown = createTownLookup([{ name: '南城', rings: order }]);
			const found = [500_000, 2_000_000, 4_000_000, 6_000_000].map((lon) => findTown(lon, 100));
			expect(found).toEqual(['南城', null, '南城', null]);
		}
	});

	it('names the first of towns that overlap', () => {
		const findTown = createTownLookup([
			{ name: '石碣', rings: [square(1_000_000)] },
			{ name: '石龙', rings: [square(2_000_000)] },
		]);
		expect([findTown(0, 0), findTown(1_500_000, 0)]).toEqual(['石碣', '石龙']);
	});

	it('says null without towns', () => {
		expect(createTownLookup([])(0, 0)).toBeNull();
	});
});
