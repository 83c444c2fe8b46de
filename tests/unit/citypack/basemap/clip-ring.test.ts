import { describe, expect, it } from 'vitest';
import { clipRing } from '../../../../src/citypack/basemap/clip-ring.ts';

describe('clipRing', () => {
	it('cuts a corner off on both axes and closes the ring', () => {
		expect(clipRing([5, 5, 20, 5, 20, 20, 5, 20, 5, 5], 0, 10)).toEqual([5, 5, 10, 5, 10, 10, 5, 10, 5, 5]);
	});

	it('gives the whole square for a ring all round it, and nothing for one beside it', () => {
		expect(clipRing([-5, -5, 15, -5, 15, 15, -5, 15, -5, -5], 0, 10)).toEqual([10, 0, 10, 10, 0, 10, 0, 0, 10, 0]);
		expect(clipRing([20, 0, 30, 0, 30, 10, 20, 0], 0, 10)).toEqual([]);
	});
});
