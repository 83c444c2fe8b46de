import { describe, expect, it } from 'vitest';
import type { BuildingTable } from '../../../../src/citypack/model/building-table.ts';
import { fitBuildingGrid } from '../../../../src/citypack/order/fit-building-grid.ts';
import { hilbertIndex } from '../../../../src/citypack/order/hilbert.ts';
import { buildingKey, orderBuildings, pageBuildings } from '../../../../src/citypack/order/order-buildings.ts';
import { createBuildingPages } from '../../../../src/domain/pack/building-pages.ts';
import { createRandom, makeBuildingTable } from '../../../bench/make-building-table.ts';
import { fillColumns, orderTable } from '../../../support/order-table.ts';

const random = createRandom(11);
const HOUSES = Array.from({ length: 3000 }, () => {
	const [lon, lat] = [113.7 + random() * 0.2, 23 + random() * 0.2];
	const size = 1e-4 + random() * 5e-4;
	return {
		rings: [
			[
				[lon, lat],
				[lon + size, lat],
				[lon + size, lat + size],
				[lon, lat + size],
			] as const,
		],
		heightM: 3 + random() * 100,
	};
});
const withIds = (table: BuildingTable, ids: readonly string[]): BuildingTable => ({
	...table,
	id: { length: ids.length, at: (row) => ids[row] as string },
});

describe('orderBuildings', () => {
	it('does not depend on the order in which the buildings come', () => {
		const ids = HOUSES.map((_, i) => `way/${i * 7919}`);
		const shuffled = HOUSES.map((_, i) => (i * 1303) % HOUSES.length);
		const one = orderTable(withIds(makeBuildingTable(HOUSES), ids));
		const other = orderTable(
			withIds(
				makeBuildingTable(shuffled.map((i) => HOUSES[i] as (typeof HOUSES)[number])),
				shuffled.map((i) => ids[i] as string),
			),
		);
		expect(Array.from(other.rows, (row) => shuffled[row])).toEqual(Array.from(one.rows));
		expect(other.pages).toEqual(one.pages);
	});

	it('puts buildings in one place in the order of the bytes of their ids', () => {
		const house = HOUSES[0] as (typeof HOUSES)[number];
		// UTF-8: a digit 0x31, 'b' 0x62, a Chinese character 0xE4, an emoji 0xF0, whose UTF-16 would come before U+FF21 (0xEF).
		const ids = ['\u{1F3E0}', '\uFF21', '丁', 'ba', 'b', '10', '1', ''];
		const { rows } = orderTable(withIds(makeBuildingTable(ids.map(() => house)), ids));
		expect(Array.from(rows, (row) => ids[row])).toEqual(['', '1', '10', 'b', 'ba', '丁', '\uFF21', '\u{1F3E0}']);
	});

	it('lists the buildings of every cell of every level one behind the other', () => {
		const table = makeBuildingTable(HOUSES);
		const { rows, pages } = orderTable(table);
		const { grid } = pages;
		for (let level = 0; level <= grid.levels; level++) {
			const cells = Array.from(rows, (row) => {
				const lon = (table.lonLat[row * 8]! + table.lonLat[row * 8 + 4]!) / 2;
				const lat = (table.lonLat[row * 8 + 1]! + table.lonLat[row * 8 + 5]!) / 2;
				const cell = 2 ** (grid.levels - level);
				const x = Math.floor((Math.floor(lon) - grid.westE7) / (grid.cellLonE7 * cell));
				const y = Math.floor((Math.floor(lat) - grid.southE7) / (grid.cellLatE7 * cell));
				return hilbertIndex(level, x, y);
			});
			expect(cells).toEqual([...cells].sort((a, b) => a - b));
		}
	});

	it('numbers a building by its page and its place there, so that one more building renumbers only its page', () => {
		const before = orderTable(makeBuildingTable(HOUSES));
		const after = orderTable(makeBuildingTable([...HOUSES, HOUSES[1234] as (typeof HOUSES)[number]]));
		expect(after.pages.grid).toEqual(before.pages.grid);
		const numbers = (order: typeof before) => {
			const pages = createBuildingPages(order.pages);
			return new Map(Array.from(order.rows, (row, ordinal) => [row, pages.fidAt(ordinal)]));
		};
		const [old, now] = [numbers(before), numbers(after)];
		const capacity = 2 ** (32 - 2 * before.pages.pageLevel);
		const page = Math.floor((now.get(3000) as number) / capacity);
		let moved = 0;
		for (const [row, fid] of old) {
			if (now.get(row) === fid) continue;
			moved++;
			expect(Math.floor(fid / capacity)).toBe(page);
		}
		expect(moved).toBeLessThan(50);
	});

	it('takes coarser pages where one would overflow', () => {
		const grid = fitBuildingGrid([1_000_000_000, 0, 1_100_000_000, 10_000_000]);
		expect(grid.levels).toBeGreaterThanOrEqual(8);
		const key = buildingKey(grid, 1_050_000_000, 5_000_000);
		// A page of level 8 has 2^16 places, the last of which stays free.
		expect(pageBuildings(grid, () => key, 65_535).pageLevel).toBe(8);
		expect(pageBuildings(grid, () => key, 65_536).pageLevel).toBe(7);
		expect(pageBuildings(grid, () => key, 300_000).pageLevel).toBe(6);
	});
});

describe('fillBuildingColumns', () => {
	it('measures an oblong that is turned: middle, length, direction, area', () => {
		// 40 m x 10 m at the equator, turned by 30 degrees; metres per degree there by WGS84: 111,319.49 and 110,574.28.
		const [cos, sin] = [Math.cos(Math.PI / 6), 0.5];
		const ring = [
			[-20, -5],
			[20, -5],
			[20, 5],
			[-20, 5],
		].map(([x = 0, y = 0]) => [10 + (x * cos - y * sin) / 111_319.49, (x * sin + y * cos) / 110_574.28] as const);
		const table = makeBuildingTable([{ rings: [ring], heightM: null, minHeightM: 4, groundM: -1.25 }]);
		const columns = fillColumns(table, orderBuildings(table, fitBuildingGrid([99_990_000, -999, 100_010_000, 999])));
		expect(columns.boxLonE7[0]! / 1e7).toBeCloseTo(10, 6);
		expect(columns.boxLatE7[0]! / 1e7).toBeCloseTo(0, 6);
		expect(columns.boxLengthM[0]).toBeCloseTo(40, 1);
		expect(columns.areaM2[0]).toBeCloseTo(400, 0);
		expect((columns.boxDirection[0]! / 65_536) * 180).toBeCloseTo(30, 1);
		expect([columns.vertices[0], columns.heightCm[0], columns.minHeightCm[0]]).toEqual([4, 0xffff_ffff, 400]);
		expect([columns.groundCm[0], columns.floorsBelow[0]]).toEqual([-125, 0xff]);
	});
});
