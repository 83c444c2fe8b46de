import { describe, expect, it } from 'vitest';
import { NumberArena } from '../../../../../src/citypack/read/formats/number-arena.ts';

function write(arena: NumberArena, numbers: readonly number[]): void {
	for (const number of numbers) {
		arena.reserve(1);
		arena.block[arena.next++] = number;
	}
}

describe('NumberArena', () => {
	it('keeps what was begun when a block is full, and what was taken as it was', () => {
		const arena = new NumberArena();
		const counts = [3, 65_000, 2000, 200_000, 1];
		const taken = counts.map((count, i) => {
			write(
				arena,
				Array.from({ length: count }, (_, at) => i * 1e6 + at),
			);
			return arena.take();
		});
		for (const [i, count] of counts.entries()) {
			expect(taken[i]?.length).toBe(count);
			expect([taken[i]?.[0], taken[i]?.at(-1)]).toEqual([i * 1e6, i * 1e6 + count - 1]);
		}
	});
});
