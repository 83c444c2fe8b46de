import { describe, expect, it } from 'vitest';
import {
	createBuildingColumns,
	decodeBuildingColumns,
	layBuildingColumns,
} from '../../../../src/domain/pack/building-columns.ts';
import {
	createBuildingPages,
	encodeBuildingPages,
	openBuildingPages,
} from '../../../../src/domain/pack/building-pages.ts';
import { createMemorySource } from '../../../../src/domain/pack/memory-source.ts';
import { NO_FID } from '../../../../src/domain/pack/tile-properties.ts';

const TABLE = {
	grid: { westE7: -125_000, southE7: 2_300_000, cellLonE7: 125_000, cellLatE7: 115_000, levels: 3 },
	pageLevel: 1,
	// Four pages of 3, 0, 2 and 1 buildings; a page has 2^30 places.
	pageStart: Uint32Array.of(0, 3, 3, 5, 6),
};
const PLACES = 2 ** 30;

describe('buildings.pages', () => {
	it('numbers buildings by page and place, and finds them again', async () => {
		const pages = await openBuildingPages(createMemorySource('buildings.pages', encodeBuildingPages(TABLE)));
		expect(pages.table).toEqual(TABLE);
		const fids = [0, 1, 2, 2 * PLACES, 2 * PLACES + 1, 3 * PLACES];
		expect([0, 1, 2, 3, 4, 5].map(pages.fidAt)).toEqual(fids);
		expect(Array.from(pages.listFids())).toEqual(fids);
		expect(fids.map(pages.ordinalOf)).toEqual([0, 1, 2, 3, 4, 5]);
		for (const fid of [3, PLACES, 2 * PLACES + 2, 3 * PLACES + 1, NO_FID, -1, 0.5, 2 ** 32, Number.NaN]) {
			expect(pages.ordinalOf(fid)).toBeUndefined();
		}
		expect(() => pages.fidAt(6)).toThrow('got ordinal 6, expected 0 to 5');
	});

	it('works without buildings', () => {
		const none = createBuildingPages({ ...TABLE, pageLevel: 0, pageStart: Uint32Array.of(0, 0) });
		expect([none.count, none.ordinalOf(0)]).toEqual([0, undefined]);
	});

	it('says what a damaged file contradicts', async () => {
		const open = (table: typeof TABLE) =>
			openBuildingPages(createMemorySource('buildings.pages', encodeBuildingPages(table)));
		await expect(open({ ...TABLE, pageStart: Uint32Array.of(0, 3, 2, 5, 6) })).rejects.toThrow(
			'buildings.pages: page 1: got -1 buildings',
		);
		await expect(open({ ...TABLE, pageLevel: 2 })).rejects.toThrow('got 5 page starts of level 2, expected 17');
		await expect(open({ ...TABLE, grid: { ...TABLE.grid, levels: 0 } })).rejects.toThrow('of at most level 0');
		await expect(open({ ...TABLE, grid: { ...TABLE.grid, cellLonE7: 0.5 } })).rejects.toThrow('meta.cellLonE7');
	});
});

describe('buildings.columns', () => {
	const columns = createBuildingColumns(5, false);
	columns.heightCm.set([100, 200, 300, 400, 500]);
	columns.groundCm.set([-5, 0, 5, 10, 15]);
	columns.areaM2.set([0.5, 1.5, 2.5, 3.5, 4.5]);
	const { byteLength, parts } = layBuildingColumns(columns);
	const bytes = new Uint8Array(byteLength);
	for (const { offset, bytes: part } of parts) bytes.set(part, offset);

	it('reads all', () => {
		expect(decodeBuildingColumns(bytes, 'buildings.columns')).toEqual(columns);
		expect(() => decodeBuildingColumns(bytes.subarray(0, byteLength - 8), 'buildings.columns')).toThrow(
			'buildings.columns: section source ends at byte',
		);
	});
});
