import { describe, expect, it } from 'vitest';
import { findFarAway } from '../../../../src/citypack/clean/find-far-away.ts';
import { findSamePlace } from '../../../../src/citypack/clean/find-same-place.ts';
import { box, makeTable } from './make-table.ts';

const place = (id: string, source: number, ...ring: [number, number, number, number]) => ({
	id,
	source,
	rings: [box(...ring)],
});

describe('findSamePlace', () => {
	it('finds a building of a later source on one of an earlier', () => {
		const found = findSamePlace(
			makeTable([place('a', 0, 0, 0, 20, 10), place('b', 0, 50, 0, 20, 10), place('c', 1, 2, 1, 20, 10)]),
		);
		expect(found).toEqual([{ row: 2, duplicateOf: 0, overlap: expect.closeTo((18 * 9) / 200, 2) }]);
	});

	it('whichever source is the larger', () => {
		const many = Array.from({ length: 9 }, (_, i) => place(`m${i}`, 1, i * 40, 0, 20, 10));
		expect(findSamePlace(makeTable([place('a', 0, 2, 1, 20, 10), ...many])).map(({ row }) => row)).toEqual([1]);
		const swapped = many.map((building) => ({ ...building, source: 0 }));
		expect(findSamePlace(makeTable([...swapped, place('a', 1, 2, 1, 20, 10)])).map(({ row }) => row)).toEqual([9]);
	});

	it('leaves neighbours, towers on podiums and blocks of houses alone, and buildings of one source', () => {
		const found = findSamePlace(
			makeTable([
				place('a', 0, 0, 0, 20, 10),
				place('neighbour', 1, 19, 0, 20, 10),
				place('podium', 0, 100, 0, 60, 60),
				place('tower', 1, 110, 10, 30, 30),
				place('a again', 0, 0, 0, 20, 10),
			]),
		);
		expect(found).toEqual([]);
	});

	it('lets a refused building refuse none itself', () => {
		// b is a; c lies on b by 60 %, on a by 20 % only.
		const found = findSamePlace(
			makeTable([place('a', 0, 0, 0, 10, 10), place('b', 1, 4, 0, 10, 10), place('c', 2, 8, 0, 10, 10)]),
		);
		expect(found.map(({ row, duplicateOf }) => [row, duplicateOf])).toEqual([[1, 0]]);
	});

	it('counts a yard as open', () => {
		const found = findSamePlace(
			makeTable([
				{ id: 'ring', source: 0, rings: [box(0, 0, 30, 30), [2, 2, 2, 28, 28, 28, 28, 2]] },
				place('in the yard', 1, 5, 5, 15, 15),
			]),
		);
		expect(found).toEqual([]);
	});
});

describe('findFarAway', () => {
	it('finds what lies more than 300 km from the median of its source', () => {
		const near = Array.from({ length: 5 }, (_, i) => place(`n${i}`, 0, i * 40, 0, 20, 10));
		const table = makeTable([...near, place('far', 0, 310_000, 0, 20, 10), place('not so far', 0, 0, 290_000, 20, 10)]);
		const found = findFarAway(table);
		expect(found.map(({ row }) => row)).toEqual([5]);
		expect(found[0]?.distanceM).toBeGreaterThan(305_000);
	});

	it('asks each source for itself', () => {
		const table = makeTable(
			[0, 1].flatMap((source) =>
				Array.from({ length: 4 }, (_, i) => place(`${source}${i}`, source, source * 900_000 + i * 40, 0, 20, 10)),
			),
		);
		expect(findFarAway(table)).toEqual([]);
	});
});
