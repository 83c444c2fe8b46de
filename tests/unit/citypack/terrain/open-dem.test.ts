import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toRaster } from '../../../../src/citypack/terrain/dem.ts';
import { openDem } from '../../../../src/citypack/terrain/open-dem.ts';
import { makeHgt } from './make-hgt.ts';

const FIXTURES = join(import.meta.dirname, '../../../fixtures/terrain');
let dir: string;
beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-dem-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function put(name: string, bytes: Uint8Array): string {
	const path = join(dir, name);
	writeFileSync(path, bytes);
	return path;
}

describe('openDem: .hgt', () => {
	// 61 samples: one minute apart.
	const square = makeHgt(61, (column, row) => (column === 3 && row === 2 ? -32_768 : 100 * row + column));

	it('places the samples by the corner in the name, rows from the north, and reads a window of big-endian heights', async () => {
		const dem = await openDem(put('S02W113.hgt', square));
		// South-western corner 2 S 113 W: the first row lies at 1 S, sample (3, 2) at 113 W + 3', 1 S - 2'.
		const [column, row] = toRaster(dem, Float64Array.of(-113 + 3 / 60, -1 - 2 / 60));
		expect(column).toBeCloseTo(3, 9);
		expect(row).toBeCloseTo(2, 9);
		expect([...(await dem.readWindow(2, 1, 5, 3))]).toEqual([102, 103, 104, 202, Number.NaN, 204]);
		await dem.close();
	});

	it('reads the same out of .hgt.gz', async () => {
		const dem = await openDem(put('N22E113.hgt.gz', gzipSync(square)));
		expect([...(await dem.readWindow(60, 60, 61, 61))]).toEqual([6060]);
		expect(dem.placement.y0).toBe(23);
	});

	it('takes heights that no ground has for voids', async () => {
		const dem = await openDem(
			put(
				'N10E010.hgt',
				makeHgt(13, (column) => [-9_999, -430, 8_849, 32_767][column % 4] as number),
			),
		);
		expect([...(await dem.readWindow(0, 0, 4, 1))]).toEqual([Number.NaN, -430, 8_849, Number.NaN]);
		await dem.close();
	});

	it.each([
		['a length that is no square', 'N22E113.hgt', new Uint8Array(1201 * 1201 * 2 - 2), 'dem/bad-size'],
		[
			'a square whose step is no whole number of seconds',
			'N22E114.hgt',
			new Uint8Array(1200 * 1200 * 2),
			'dem/bad-size',
		],
		['a name without a corner', 'heights.hgt', square, 'dem/bad-name'],
		['a damaged .gz', 'N22E115.hgt.gz', square, 'dem/bad-archive'],
		['a .zip that is none', 'N22E116.hgt.zip', square, 'dem/bad-archive'],
		['another format', 'N22E117.asc', square, 'dem/unknown-format'],
	])('refuses %s', async (_what, name, bytes, code) => {
		await expect(openDem(put(name, bytes))).rejects.toMatchObject({ code, message: expect.stringContaining(name) });
	});

	it('says that a file is not there', async () => {
		await expect(openDem(join(dir, 'N01E001.hgt'))).rejects.toMatchObject({ code: 'dem/no-file' });
	});
});

describe('openDem: GeoTIFF', () => {
	it('reads floats in tiles of a projected system, void and all', async () => {
		const dem = await openDem(join(FIXTURES, 'plane-4547.tif'));
		expect([dem.width, dem.height, dem.crs, dem.unit]).toEqual([24, 20, 'EPSG:4547', 'lengths']);
		// pyproj: the middle of sample (10, 8) lies at 113.7299304877198, 23.016090334991386.
		const [column, row] = toRaster(dem, Float64Array.of(113.7299304877198, 23.016090334991386));
		expect(column).toBeCloseTo(10, 4);
		expect(row).toBeCloseTo(8, 4);
		// 100 + 2 x column + 3 x row; the void of make-fixtures.sh is at column 6, row 4.
		expect([...(await dem.readWindow(5, 4, 8, 6))]).toEqual([122, Number.NaN, 126, 125, 127, 129]);
		expect([...(await dem.readWindow(15, 15, 18, 18))]).toEqual([175, 177, 179, 178, 180, 182, 181, 183, 185]);
		await dem.close();
	});

	it('reads 16-bit strips by longitude and latitude, with licence and date', async () => {
		const dem = await openDem(join(FIXTURES, 'plane-4326.tif'));
		// gdalinfo: origin 113.74, 23.03, pixels of 0.001 degrees: the first sample's middle is half a pixel inside.
		const [column, row] = toRaster(dem, Float64Array.of(113.7405, 23.0295));
		expect(column).toBeCloseTo(0, 6);
		expect(row).toBeCloseTo(0, 6);
		expect([...(await dem.readWindow(10, 8, 11, 9))]).toEqual([144]);
		expect([dem.licence, dem.date]).toEqual(['CC BY 4.0', '2024-05-06']);
		await dem.close();
	});

	it('applies scale and offset, and knows samples that are points', async () => {
		const dem = await openDem(join(FIXTURES, 'plane-scaled-point.tif'));
		const [column, row] = toRaster(dem, Float64Array.of(113.7405, 23.0295));
		expect(column).toBeCloseTo(0, 6);
		expect(row).toBeCloseTo(0, 6);
		// 144 x 0.1 - 5
		expect((await dem.readWindow(10, 8, 11, 9))[0]).toBeCloseTo(9.4, 5);
		await dem.close();
	});

	it.each([
		['picture.tif', 'dem/not-a-dem'],
		['nowhere.tif', 'dem/no-crs'],
	])('refuses %s', async (name, code) => {
		await expect(openDem(join(FIXTURES, name))).rejects.toMatchObject({ code });
	});

	it('refuses what is no TIFF', async () => {
		await expect(openDem(put('heights.tif', new TextEncoder().encode('ncols 24')))).rejects.toMatchObject({
			code: 'dem/not-readable',
		});
	});
});
