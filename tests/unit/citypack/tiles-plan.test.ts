import { describe, expect, it } from 'vitest';
import type { BuildingTable } from '../../../src/citypack/model/building-table.ts';
import { createMeasures, measureBuildings } from '../../../src/citypack/tiles/measure-buildings.ts';
import { createTileInput } from '../../../src/citypack/tiles/tile-input.ts';
import { LEAF_MAX_BUILDINGS, planTiles, type TilePlan } from '../../../src/citypack/tiles/tile-plan.ts';
import { createRandom, type MadeBuilding, makeBuildingTable } from '../../bench/make-building-table.ts';

function houseAt(lon: number, lat: number, size = 1e-4): MadeBuilding {
	const ring = [
		[lon, lat],
		[lon + size, lat],
		[lon + size, lat + size],
		[lon, lat + size],
	] as const;
	return { rings: [ring], heightM: 6 };
}

function plan(table: BuildingTable, fids?: Uint32Array): TilePlan {
	const input = createTileInput(table, fids ?? Uint32Array.from({ length: table.count }, (_, row) => row), false);
	const measures = createMeasures(table.count, false);
	measureBuildings(input, 0, table.count, measures);
	return planTiles(input, measures, false);
}

function leavesOf({ tiles, leaf, level, start, end }: TilePlan) {
	return Array.from({ length: tiles }, (_, tile) => tile)
		.filter((tile) => leaf[tile])
		.map((tile) => ({ level: level[tile]!, buildings: end[tile]! - start[tile]! }));
}

describe('planTiles', () => {
	it('gives a hamlet one tile: the root is the leaf', () => {
		const { tiles, levels, grid } = plan(makeBuildingTable([houseAt(9.5, 47.1), houseAt(9.505, 47.105)]));
		expect({ tiles, levels, widthM: grid.widthM }).toEqual({ tiles: 1, levels: 1, widthM: 1280 });
	});

	it('doubles the root until the city fits: 9 km of the equator take 1,280 m x 2^3', () => {
		// 0.08 degrees of the equator are 8,905.6 m.
		const { levels, grid } = plan(makeBuildingTable([houseAt(10, 0), houseAt(10.08, 0)]));
		expect({ levels, widthM: grid.widthM }).toEqual({ levels: 4, widthM: 10_240 });
		const eastE7 = grid.westE7 + grid.widthLonE7;
		expect(grid.westE7).toBeLessThan(10e7);
		expect(eastE7).toBeGreaterThan(10.0801e7);
	});

	it('puts every building into exactly one leaf and has no tile without buildings', () => {
		const random = createRandom(7);
		const city = plan(
			makeBuildingTable(Array.from({ length: 3000 }, () => houseAt(113 + random() * 0.1, 23 + random() * 0.1))),
		);
		expect(Array.from(city.order).sort((a, b) => a - b)).toEqual(Array.from({ length: 3000 }, (_, row) => row));
		expect(leavesOf(city).reduce((sum, { buildings }) => sum + buildings, 0)).toBe(3000);
		expect(Math.min(...Array.from(city.end, (end, tile) => end - city.start[tile]!))).toBeGreaterThan(0);
	});

	it('splits a leaf with too many buildings, and only that', () => {
		const random = createRandom(3);
		const crowd = Array.from({ length: LEAF_MAX_BUILDINGS + 1 }, () =>
			houseAt(113.001 + random() * 0.008, 23.001 + random() * 0.008, 1e-5),
		);
		const leaves = leavesOf(plan(makeBuildingTable([...crowd, houseAt(113.024, 23.022)])));
		expect(leaves.reduce((sum, { buildings }) => sum + buildings, 0)).toBe(LEAF_MAX_BUILDINGS + 2);
		expect(Math.max(...leaves.map(({ buildings }) => buildings))).toBeLessThanOrEqual(LEAF_MAX_BUILDINGS);
		expect(leaves.find(({ buildings }) => buildings === 1)?.level).toBe(1);
		expect(Math.max(...leaves.map(({ level }) => level))).toBe(2);
	});

	it('refuses fids that are not each row number once', () => {
		const table = makeBuildingTable([houseAt(1, 1), houseAt(1.001, 1)]);
		expect(() => plan(table, Uint32Array.of(0, 0))).toThrow('row 1: got fid 0 twice, expected each of 0 to 1');
		expect(() => plan(table, Uint32Array.of(0, 2))).toThrow('row 1: got fid 2, expected each of 0 to 1');
		expect(() => plan(table, Uint32Array.of(0))).toThrow('got 1 fids, expected 2');
	});

	it('refuses buildings on both sides of the globe', () => {
		expect(() => plan(makeBuildingTable([houseAt(-80, 0), houseAt(80, 0)]))).toThrow(
			'got buildings 17811 km apart, expected at most 10485.76 km',
		);
	});
});
