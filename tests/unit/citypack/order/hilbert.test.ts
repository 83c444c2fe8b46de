import { describe, expect, it } from 'vitest';
import { hilbertCell, hilbertIndex } from '../../../../src/citypack/order/hilbert.ts';

describe('hilbertIndex', () => {
	it('walks the four quarters in the order of the curve: lower left, upper left, upper right, lower right', () => {
		const walk = [0, 1, 2, 3].map((index) => hilbertCell(1, index));
		expect(walk).toEqual([
			{ x: 0, y: 0 },
			{ x: 0, y: 1 },
			{ x: 1, y: 1 },
			{ x: 1, y: 0 },
		]);
	});

	it('steps from each cell to a neighbour, on every level, and comes to each cell once', () => {
		for (let level = 1; level <= 6; level++) {
			const seen = new Set<string>();
			let last = hilbertCell(level, 0);
			for (let index = 0; index < 4 ** level; index++) {
				const cell = hilbertCell(level, index);
				expect(Math.abs(cell.x - last.x) + Math.abs(cell.y - last.y)).toBe(index === 0 ? 0 : 1);
				expect(hilbertIndex(level, cell.x, cell.y)).toBe(index);
				seen.add(`${cell.x}/${cell.y}`);
				last = cell;
			}
			expect(seen.size).toBe(4 ** level);
		}
	});

	it('visits the cells of every level one after another: a cell is the first bits of all inside it', () => {
		let state = 9;
		for (let i = 0; i < 2000; i++) {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			const [x, y] = [state & 0xffff, state >>> 16];
			const key = hilbertIndex(16, x, y);
			expect(hilbertCell(16, key)).toEqual({ x, y });
			for (let level = 0; level < 16; level++) {
				const shift = 16 - level;
				expect(hilbertIndex(level, x >> shift, y >> shift)).toBe(Math.floor(key / 4 ** shift));
			}
		}
	});
});
