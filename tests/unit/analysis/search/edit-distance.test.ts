import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countAllowedEdits, createEditMeter } from '../../../../src/analysis/search/edit-distance.ts';

/** Optimal string alignment by its definition. */
function align(a: string, b: string): number {
	const d: number[][] = Array.from({ length: a.length + 1 }, (_, i) => [i]);
	const at = (i: number, j: number) => d[i]?.[j] ?? Number.NaN;
	for (let j = 0; j <= b.length; j++) (d[0] as number[])[j] = j;
	for (let i = 1; i <= a.length; i++) {
		for (let j = 1; j <= b.length; j++) {
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			(d[i] as number[])[j] = Math.min(
				at(i - 1, j) + 1,
				at(i, j - 1) + 1,
				at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
				isSwap ? at(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY,
			);
		}
	}
	return at(a.length, b.length);
}

describe('createEditMeter', () => {
	it.each([
		['kitten', 'sitting', 3, 2],
		['鸿福路', '鸿福路', 0, 0],
		['鸿富路', '鸿福路', 1, 1],
		['鸿福大夏', '鸿福大厦A座', 3, 1],
		['ca', 'ac', 1, 1],
	])('%s against %s', (query, text, whole, prefix) => {
		expect(createEditMeter(query, 3)(text)).toEqual({ whole, prefix });
	});

	it('agrees with the definition, for whole texts and their beginnings', () => {
		const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '鸿'), minLength: 1, maxLength: 9 });
		fc.assert(
			fc.property(word, word, fc.integer({ min: 1, max: 3 }), (query, text, most) => {
				const whole = align(query, text);
				const beginnings = Array.from({ length: text.length }, (_, i) => align(query, text.slice(0, i + 1)));
				const prefix = Math.min(...beginnings);
				const within = (edits: number) => (edits <= most ? edits : Number.POSITIVE_INFINITY);
				const expected = prefix <= most ? { whole: within(whole), prefix } : null;
				expect(createEditMeter(query, most)(text)).toEqual(expected);
			}),
			{ numRuns: 2000, seed: 7 },
		);
	});

	it('does not measure what has more characters than it has bits', () => {
		expect(createEditMeter('a'.repeat(32), 2)('a'.repeat(32))).toBeNull();
	});

	it('allows one slip of 3 to 5 characters and two of more', () => {
		expect([2, 3, 5, 6].map(countAllowedEdits)).toEqual([0, 1, 1, 2]);
	});
});
