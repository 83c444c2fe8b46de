import { describe, expect, it } from 'vitest';
import type { BuildingTable } from '../../../src/citypack/model/building-table.ts';
import { fitBuildingGrid } from '../../../src/citypack/order/fit-building-grid.ts';
import { LEAF_MAX_BUILDINGS, planTiles, type TilePlan, tileSquare } from '../../../src/citypack/tiles/tile-plan.ts';
import { createRandom, type MadeBuilding, makeBuildingTable } from '../../bench/make-building-table.ts';
import { fillColumns, orderTable } from '../../support/order-table.ts';

function houseAt(lon: number, lat: number, size = 1e-4): MadeBuilding {
	const ring = [
		[lon, lat],
		[lon + size, lat],
		[lon + size, lat + size],
		[lon, lat + size],
	] as const;
	return { rings: [ring], heightM: 6 };
}

function plan(table: BuildingTable): TilePlan {
	const order = orderTable(table);
	return planTiles(fillColumns(table, order), order.pages.grid);
}

function leavesOf({ tiles, leaf, level, start, end }: TilePlan) {
	return Array.from({ length: tiles }, (_, tile) => tile)
		.filter((tile) => leaf[tile])
		.map((tile) => ({ level: level[tile]!, buildings: end[tile]! - start[tile]! }));
}

describe('planTiles', () => {
	it('gives a hamlet one tile: the root is the leaf', () => {
		const { tiles, levels, grid } = plan(makeBuildingTable([houseAt(9.5, 47.1), houseAt(9.501, 47.101)]));
		expect({ tiles, levels, widthM: tileSquare(grid, 0, 0, 0).widthM }).toEqual({ tiles: 1, levels: 1, widthM: 1280 });
	});

	it('doubles the root until the city fits: 9 km of the equator take 1,280 m x 2^3', () => {
		// 0.08 degrees of the equator are 8,905.6 m.
		const { levels, grid } = plan(makeBuildingTable([houseAt(10, 0), houseAt(10.08, 0)]));
		const { westE7, widthLonE7, widthM } = tileSquare(grid, 0, 0, 0);
		expect({ levels, widthM }).toEqual({ levels: 4, widthM: 10_240 });
		expect(westE7).toBeLessThan(10e7);
		expect(westE7 + widthLonE7).toBeGreaterThan(10.0801e7);
	});

	it('puts every building into the leaf that holds its centre, once, and has no tile without buildings', () => {
		const random = createRandom(7);
		const table = makeBuildingTable(
			Array.from({ length: 3000 }, () => houseAt(113 + random() * 0.1, 23 + random() * 0.1)),
		);
		const order = orderTable(table);
		const columns = fillColumns(table, order);
		const city = planTiles(columns, order.pages.grid);
		const held: number[] = [];
		for (let tile = 0; tile < city.tiles; tile++) {
			const { westE7, southE7, widthLonE7, widthLatE7 } = tileSquare(
				city.grid,
				city.level[tile]!,
				city.x[tile]!,
				city.y[tile]!,
			);
			expect(city.end[tile]).toBeGreaterThan(city.start[tile]!);
			for (let ordinal = city.start[tile]!; ordinal < city.end[tile]!; ordinal++) {
				const [lon, lat] = [columns.centreLonE7[ordinal]!, columns.centreLatE7[ordinal]!];
				const inside = lon >= westE7 && lon < westE7 + widthLonE7 && lat >= southE7 && lat < southE7 + widthLatE7;
				if (!inside) expect.fail(`building ${ordinal} outside of tile ${tile}`);
				if (city.leaf[tile]) held.push(ordinal);
			}
		}
		expect(held.sort((a, b) => a - b)).toEqual(Array.from({ length: 3000 }, (_, ordinal) => ordinal));
	});

	it('splits a leaf with too many buildings, and only that', () => {
		const random = createRandom(3);
		const { westE7, southE7, cellLonE7, cellLatE7 } = fitBuildingGrid([
			1_130_100_000, 230_100_000, 1_130_100_000, 230_100_000,
		]);
		// Inside one cell, a tenth of it away from its edges.
		const crowd = Array.from({ length: LEAF_MAX_BUILDINGS + 1 }, () =>
			houseAt(
				(westE7 + cellLonE7 * (0.1 + random() * 0.8)) / 1e7,
				(southE7 + cellLatE7 * (0.1 + random() * 0.8)) / 1e7,
				1e-5,
			),
		);
		const lone = houseAt((westE7 + cellLonE7 * 1.5) / 1e7, (southE7 + cellLatE7 * 0.5) / 1e7);
		const city = plan(makeBuildingTable([...crowd, lone]));
		const leaves = leavesOf(city);
		expect(leaves.reduce((sum, { buildings }) => sum + buildings, 0)).toBe(LEAF_MAX_BUILDINGS + 2);
		expect(Math.max(...leaves.map(({ buildings }) => buildings))).toBeLessThanOrEqual(LEAF_MAX_BUILDINGS);
		expect(leaves.find(({ buildings }) => buildings === 1)?.level).toBe(city.grid.levels);
		expect(leaves.filter(({ level }) => level === city.grid.levels + 1).length).toBe(4);
		expect(leaves.length).toBe(5);
	});
});
