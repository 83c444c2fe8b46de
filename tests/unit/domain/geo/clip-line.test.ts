import { describe, expect, it } from 'vitest';
import { clipLine } from '../../../../src/domain/geo/clip-line.ts';

describe('clipLine', () => {
	it('keeps a line inside as it is', () => {
		expect(clipLine([1, 1, 5, 5, 9, 1], 0, 10)).toEqual([[1, 1, 5, 5, 9, 1]]);
	});

	it('cuts at the edges, also a line that passes through without a vertex inside', () => {
		expect(clipLine([-5, 5, 15, 5], 0, 10)).toEqual([[0, 5, 10, 5]]);
	});

	it('gives two pieces for a line that leaves and comes back', () => {
		expect(clipLine([5, 5, 5, 15, 7, 15, 7, 5], 0, 10)).toEqual([
			[5, 5, 5, 10],
			[7, 10, 7, 5],
		]);
	});

	it('gives nothing for a line outside', () => {
		expect(clipLine([-5, -5, -5, 20], 0, 10)).toEqual([]);
	});
});
