import { describe, expect, it } from 'vitest';
import { type BoundsE7, fitBuildingGrid } from '../../../../src/citypack/order/fit-building-grid.ts';
import type { BuildingGrid } from '../../../../src/domain/pack/building-pages.ts';

/** [west, south, east, north] of the root square, degrees x 1e7. */
function rootOf({ westE7, southE7, cellLonE7, cellLatE7, levels }: BuildingGrid): BoundsE7 {
	return [westE7, southE7, westE7 + cellLonE7 * 2 ** levels, southE7 + cellLatE7 * 2 ** levels];
}

function holds(outer: BoundsE7, inner: BoundsE7): boolean {
	return outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] > inner[2] && outer[3] > inner[3];
}

describe('fitBuildingGrid', () => {
	it('has cells of 1,280 m in whole 1e-7 degrees', () => {
		// At 23.00 N a degree is 102,524 m by 110,751 m (WGS84 series of NGA TR8350.2): 0.0124849 and 0.0115575 degrees.
		const grid = fitBuildingGrid([1_137_000_000, 229_000_000, 1_138_000_000, 231_000_000]);
		expect(grid.cellLonE7 / 1e7).toBeCloseTo(0.0124849, 5);
		expect(grid.cellLatE7 / 1e7).toBeCloseTo(0.0115575, 5);
		for (const side of Object.values(grid)) expect(Number.isInteger(side)).toBe(true);
		expect(grid.westE7 % grid.cellLonE7).toBe(0);
		expect(grid.southE7 % grid.cellLatE7).toBe(0);
	});

	it('keeps its cells when the middle of the city moves a little', () => {
		const one = fitBuildingGrid([1_137_000_000, 229_000_000, 1_138_000_000, 231_000_000]);
		const other = fitBuildingGrid([1_137_000_000, 229_000_000, 1_138_000_000, 231_900_000]);
		expect([other.cellLonE7, other.cellLatE7]).toEqual([one.cellLonE7, one.cellLatE7]);
	});

	it('gives a hamlet one cell, and nothing at all one cell too', () => {
		expect(fitBuildingGrid([95_000_000, 471_000_000, 95_000_900, 471_000_900]).levels).toBe(0);
		expect(fitBuildingGrid(null).levels).toBe(0);
	});

	it('has the same root for every extent inside it that holds the first one', () => {
		let state = 5;
		const next = (n: number) => {
			state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
			return Math.floor((state / 2 ** 32) * n);
		};
		for (let i = 0; i < 500; i++) {
			const west = -1_500_000_000 + next(3_000_000_000);
			const south = 200_000_000 + next(50_000_000);
			// Within 0.2 degrees, so that the width of the cells stays.
			const extent: BoundsE7 = [west, south, west + next(2_000_000), south + next(200_000)];
			const grid = fitBuildingGrid(extent);
			const root = rootOf(grid);
			expect(holds(root, extent)).toBe(true);
			const wider: BoundsE7 = [
				extent[0] - next(extent[0] - root[0] + 1),
				extent[1],
				extent[2] + next(root[2] - extent[2]),
				extent[3],
			];
			expect(fitBuildingGrid(wider)).toEqual(grid);
		}
	});

	it('refuses a city wider than a quarter of the globe', () => {
		expect(() => fitBuildingGrid([-800_000_000, 0, 800_000_000, 1])).toThrow(
			'buildings: got 17811 km from end to end, expected at most about 10486 km',
		);
	});
});
