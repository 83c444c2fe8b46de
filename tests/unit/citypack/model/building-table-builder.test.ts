import { describe, expect, it } from 'vitest';
import type { BuildingRow } from '../../../../src/citypack/model/building-row.ts';
import { UNKNOWN_U8, UNKNOWN_U32 } from '../../../../src/citypack/model/building-table.ts';
import {
	createBuildingTableBuilder,
	openBuildingTable,
	packBuildingTable,
} from '../../../../src/citypack/model/building-table-builder.ts';
import { deriveHeight } from '../../../../src/citypack/model/derive-height.ts';
import { createTableJoiner, findDuplicateRows, leaveOutRows } from '../../../../src/citypack/model/merge-tables.ts';
import { BASES, BUILDING_USES } from '../../../../src/domain/building.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';

const BARE: BuildingRow = {
	id: 'way/1',
	rings: [Int32Array.of(0, 0, 100, 0, 100, 100)],
	...BARE_BUILDING,
};

describe('createBuildingTableBuilder', () => {
	it('keeps unknown apart from zero', () => {
		const builder = createBuildingTableBuilder();
		builder.addBuilding(BARE);
		builder.addBuilding({
			...BARE,
			id: 'way/2',
			heightM: 12.345,
			heightBasis: 'measured',
			floorsBelow: 0,
			use: 'office',
		});
		const table = builder.finish();
		expect(table.count).toBe(2);
		expect([...table.heightCm]).toEqual([UNKNOWN_U32, 1235]);
		expect([...table.floorsBelow]).toEqual([UNKNOWN_U8, 0]);
		expect([...table.heightBasis].map((code) => BASES[code])).toEqual(['unknown', 'measured']);
		expect([...table.use].map((code) => BUILDING_USES[code])).toEqual(['unknown', 'office']);
		expect(table.tags.at(0)).toBe('');
	});

	it('keeps text of any script, and rings one behind the other', () => {
		const builder = createBuildingTableBuilder();
		const hole = Int32Array.of(10, 10, 10, 20, 20, 20);
		for (let i = 0; i < 5000; i++) {
			const rings = i === 4999 ? [Int32Array.of(0, 0, 100, 0, 100, 100, 0, 100), hole] : BARE.rings;
			builder.addBuilding({
				...BARE,
				id: `44190-${i}`,
				name: i % 2 ? '东莞国贸中心' : null,
				rings,
				tags: { a: '"ü"' },
			});
		}
		const table = openBuildingTable(structuredClone(packBuildingTable(builder.finish())));
		expect(table.name.at(4999)).toBe('东莞国贸中心');
		expect(table.name.at(4998)).toBe('');
		expect(table.id.at(4998)).toBe('44190-4998');
		expect(JSON.parse(table.tags.at(77))).toEqual({ a: '"ü"' });
		// 4999 triangles, then a quadrilateral and its hole.
		expect([...table.buildingRing.slice(-2)]).toEqual([4999, 5001]);
		expect([...table.ringStart.slice(-3)]).toEqual([14997, 15001, 15004]);
		expect([...table.lonLat.slice(-6)]).toEqual([...hole]);
	});

	it('lets worker threads read it without a copy', () => {
		const builder = createBuildingTableBuilder();
		builder.addBuilding(BARE);
		const data = packBuildingTable(builder.finish());
		for (const column of [data.lonLat, data.ringStart, data.heightCm, data.id.bytes, data.id.starts]) {
			expect(column.buffer).toBeInstanceOf(SharedArrayBuffer);
		}
	});
});

describe('createTableJoiner, leaveOutRows', () => {
	it('joins tables and leaves out rows that repeat an id', () => {
		// "declinate" and "macallums" share one FNV-1a 32 hash: a collision is no duplicate.
		const tables = [
			['way/1', 'declinate'],
			['way/2', 'way/1', 'macallums', 'way/1'],
		].map((ids) => {
			const builder = createBuildingTableBuilder();
			for (const id of ids) builder.addBuilding({ ...BARE, id, name: `${id}!` });
			return builder.finish();
		});
		const joiner = createTableJoiner();
		for (const table of tables) joiner.add(table);
		const joined = joiner.finish();
		expect(findDuplicateRows(joined)).toEqual([
			{ row: 3, duplicateOf: 0 },
			{ row: 5, duplicateOf: 0 },
		]);
		const merged = leaveOutRows(joined, [3, 5]);
		const names = Array.from({ length: merged.count }, (_, row) => merged.name.at(row));
		expect(names).toEqual(['way/1!', 'declinate!', 'way/2!', 'macallums!']);
		expect([...merged.lonLat.slice(-6)]).toEqual([0, 0, 100, 0, 100, 100]);
		expect(merged.ringStart.length).toBe(5);
	});
});

describe('deriveHeight', () => {
	it('takes the given height, else floors x storey height as estimated, else says unknown', () => {
		expect(deriveHeight({ heightM: 17.2, floors: 3, use: 'residential' })).toEqual({
			heightM: 17.2,
			basis: 'registered',
		});
		expect(deriveHeight({ heightM: 9, floors: null, use: 'office', heightBasis: 'measured' })).toEqual({
			heightM: 9,
			basis: 'measured',
		});
		// GB 55038-2025: homes at least 3.00 m a storey.
		expect(deriveHeight({ heightM: null, floors: 6, use: 'residential' })).toEqual({ heightM: 18, basis: 'estimated' });
		expect(deriveHeight({ heightM: 0, floors: 0, use: 'factory' })).toEqual({ heightM: null, basis: 'unknown' });
		expect(deriveHeight({ heightM: Number.NaN, floors: null, use: 'factory' })).toEqual({
			heightM: null,
			basis: 'unknown',
		});
	});
});
