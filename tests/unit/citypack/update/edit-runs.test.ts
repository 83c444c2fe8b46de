import { describe, expect, it } from 'vitest';
import { planEditRuns } from '../../../../src/citypack/update/edit-runs.ts';

/** The new order, old ones as numbers, added ones as letters. */
function order(oldCount: number, removed: number[], insertBefore: number[]): string {
	const { runs } = planEditRuns(oldCount, removed, insertBefore);
	return runs
		.flatMap(({ from, start, end }) =>
			Array.from({ length: end - start }, (_, i) => (from === 'old' ? start + i : 'abcdef'[start + i])),
		)
		.join('');
}

describe('runs of an edit', () => {
	it.each([
		[5, [], [], '01234'],
		[5, [0, 4], [], '123'],
		[5, [], [0, 2, 2, 5], 'a01bc234d'],
		[5, [2], [2, 3], '01ab34'],
		[3, [0, 1, 2], [1, 3], 'ab'],
		[0, [], [0, 0], 'ab'],
	])('of %i without %j, added before %j', (oldCount, removed, insertBefore, expected) => {
		expect(order(oldCount, removed, insertBefore)).toBe(expected);
	});

	it('says where each building went', () => {
		const edit = planEditRuns(5, [1], [0, 3]);
		// a 0 2 b 3 4
		expect(edit.newCount).toBe(6);
		expect([0, 1, 2, 3, 4].map(edit.newOrdinalOf)).toEqual([1, undefined, 2, 4, 5]);
		expect([0, 1].map(edit.ordinalOfAdded)).toEqual([0, 3]);
	});
});
