import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuildingTableBuilder } from '../../../../src/citypack/model/building-table-builder.ts';
import { fillVoids } from '../../../../src/citypack/terrain/fill-voids.ts';
import { groundBuildings } from '../../../../src/citypack/terrain/ground-buildings.ts';
import { layGroundPosts, MAX_POSTS } from '../../../../src/citypack/terrain/lay-ground-posts.ts';
import { openDem } from '../../../../src/citypack/terrain/open-dem.ts';
import { readGround } from '../../../../src/citypack/terrain/read-ground.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';
import { makeHgt } from './make-hgt.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/terrain');
const VOID = -32_768;
let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-ground-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function putHgt(name: string, side: number, heightOf: (column: number, row: number) => number): string {
	const path = join(dir, name);
	writeFileSync(path, makeHgt(side, heightOf));
	return path;
}

describe('readGround', () => {
	it("keeps the model's own samples round the city", async () => {
		const path = putHgt('N22E113.hgt', 1201, (column, row) => (column * 3 + row * 7) % 1000);
		const { grid, coveredShare, warnings, sources } = await readGround([path], [113.7, 22.9, 113.8, 23]);
		// Column (113.75 - 113) x 1200 = 900, row (23 - 22.95) x 1200 = 60: (2700 + 420) % 1000.
		expect(grid.groundAtM(113.75, 22.95)).toBeCloseTo(120, 6);
		expect([grid.lonStep, grid.latStep]).toEqual([1 / 1200, 1 / 1200]);
		expect([coveredShare, warnings]).toEqual([1, []]);
		expect(sources).toMatchObject([{ key: 'dem/N22E113', kind: 'terrain', crs: 'EPSG:4326', read: 0, licence: null }]);
		// 3 km round the city, but not beyond 23 N, where the model ends.
		expect(grid.west).toBeLessThan(113.7 - 3_000 / 103_000);
		expect(grid.west).toBeGreaterThan(113.7 - 3_300 / 102_000);
		expect(grid.south + (grid.rows - 1) * grid.latStep).toBeCloseTo(23, 9);
	});

	it('joins models and takes the first that knows a place', async () => {
		const west = putHgt('N05E010.hgt', 121, () => 10);
		const east = putHgt('N05E011.hgt', 121, () => 20);
		const { grid, coveredShare } = await readGround([west, east], [10.9, 5.4, 11.1, 5.6]);
		expect(coveredShare).toBe(1);
		expect(grid.groundAtM(10.95, 5.5)).toBe(10);
		expect(grid.groundAtM(11, 5.5)).toBe(10);
		expect(grid.groundAtM(11.05, 5.5)).toBe(20);
	});

	it('leaves a void unknown, fills it for drawing and says how much is covered', async () => {
		const path = putHgt('N06E010.hgt', 61, (column) => (column >= 30 ? VOID : 50));
		// Posts a minute apart: 10.4 to 10.6 E are columns 24 to 36, of which 24 to 29 are known.
		const { grid, coveredShare, warnings, minM, maxM } = await readGround([path], [10.4, 6.4, 10.6, 6.6]);
		expect(coveredShare).toBeCloseTo(6 / 13, 9);
		expect(warnings).toMatchObject([{ code: 'dem/partly-covering', message: expect.stringContaining('46.1 %') }]);
		expect([minM, maxM]).toEqual([50, 50]);
		expect(grid.groundAtM(10.41, 6.5)).toBe(50);
		expect(grid.groundAtM(10.55, 6.5)).toBeNull();
		expect(grid.drawnGroundM(10.55, 6.5)).toBe(50);
	});

	it('refuses a model that knows nothing of the city', async () => {
		const path = putHgt('N07E010.hgt', 61, () => 1);
		await expect(readGround([path], [113.7, 22.9, 113.8, 23])).rejects.toMatchObject({ code: 'dem/not-covering' });
	});

	it('samples a projected model between its samples', async () => {
		const { grid } = await readGround([join(FIXTURES, 'plane-4547.tif')], [113.7285, 23.0145, 113.732, 23.017]);
		// pyproj: column 10.5, row 8.25 of the plane lie here; 100 + 2 x 10.5 + 3 x 8.25. The grid's own posts add their rounding.
		expect(grid.groundAtM(113.73007694749654, 23.016022861686636)).toBeCloseTo(145.75, 1);
	});

	it('ends when it is told to', async () => {
		const path = putHgt('N08E010.hgt', 61, () => 1);
		await expect(readGround([path], [10.4, 8.4, 10.6, 8.6], AbortSignal.abort(new Error('enough')))).rejects.toThrow(
			'enough',
		);
	});
});

describe('layGroundPosts', () => {
	it('leaves out every second post where there would be more than 4 million', async () => {
		const path = putHgt('N09E010.hgt', 3601, () => 1);
		const dem = await openDem(path);
		// 0.9 x 0.9 degrees of 1": 3,240 x 3,240 posts and the margin; every second of both directions remain.
		const lattice = layGroundPosts(dem, [10.05, 9.05, 10.95, 9.95]);
		expect(lattice.lonStep).toBeCloseTo(2 / 3600, 12);
		expect(lattice.columns * lattice.rows).toBeLessThanOrEqual(MAX_POSTS);
		await dem.close();
	});
});

describe('fillVoids', () => {
	it('grows inwards from what is known', () => {
		const heights = Float32Array.of(0, Number.NaN, Number.NaN, 6, 0, Number.NaN, Number.NaN, 6);
		fillVoids(heights, 4);
		expect([...heights]).toEqual([0, 0, 6, 6, 0, 0, 6, 6]);
	});
});

describe('groundBuildings', () => {
	it('sets the lowest ground under the vertices and the middle, and counts those on unknown ground', async () => {
		// A valley along 10.5 E: 60 m a minute away from it on both sides; unknown east of column 40.
		const path = putHgt('N11E010.hgt', 61, (column) => (column > 40 ? VOID : 100 + 60 * Math.abs(column - 30)));
		const { grid } = await readGround([path], [10.3, 11.4, 10.75, 11.6]);
		const builder = createBuildingTableBuilder();
		const add = (id: string, west: number, east: number) =>
			builder.addBuilding({
				...BARE_BUILDING,
				id,
				rings: [Int32Array.of(west, 115e6, east, 115e6, east, 11.501e7, west, 11.501e7)],
				heightM: 10,
				heightBasis: 'measured',
			});
		// Half a minute west to half a minute east of the valley: 130 m at the corners, 100 m in the middle.
		add('across', Math.round((10.5 - 0.5 / 60) * 1e7), Math.round((10.5 + 0.5 / 60) * 1e7));
		// One to two minutes east: 160 m at the western corners.
		add('beside', Math.round((10.5 + 1 / 60) * 1e7), Math.round((10.5 + 2 / 60) * 1e7));
		add('unknown', 10.72e7, 10.721e7);
		const table = builder.finish();
		expect(groundBuildings(table, grid)).toEqual({ unknown: 1 });
		expect([...table.groundCm]).toEqual([10_000, 16_000, 70_000]);
	});
});
