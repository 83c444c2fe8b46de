import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { PMTiles, tileIdToZxy } from 'pmtiles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBasemap } from '../../../../src/citypack/basemap/build-basemap.ts';
import type { BasemapInput } from '../../../../src/citypack/basemap/collect-features.ts';
import { gzipStable, writePmtiles } from '../../../../src/citypack/basemap/write-pmtiles.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { DataError } from '../../../../src/domain/errors.ts';
import { type BasemapTile, decodeTile } from '../../../../src/workers/basemap/decode-tile.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

const ROAD: RoadLine = {
	...BARE_ROAD,
	id: 'w1',
	lonLat: Int32Array.from([1_137_500_000, 230_200_000, 1_137_520_000, 230_210_000]),
	roadClass: 'secondary',
	name: '鸿福路',
	nameEn: 'Hongfu Road',
	widthM: 18.5,
};
const LANE: RoadLine = { ...ROAD, id: 'w2', roadClass: 'lane', name: null, nameEn: null, widthM: null, oneway: 1 };
const CITY: BasemapInput = {
	roads: [ROAD, LANE],
	land: [
		{
			id: 'a1',
			kind: 'water',
			name: '水濂湖',
			nameEn: null,
			// 0.02 x 0.02 degrees with a hole: about 4.5 km2, across several tiles at zoom 14.
			polygons: [
				[
					[
						[113.75, 23.0],
						[113.77, 23.0],
						[113.77, 23.02],
						[113.75, 23.02],
					],
					[
						[113.758, 23.008],
						[113.758, 23.012],
						[113.762, 23.012],
						[113.762, 23.008],
					],
				],
			],
		},
	],
	lines: [
		{
			kind: 'river',
			name: '东江',
			nameEn: null,
			line: [
				[113.7, 23.05],
				[113.8, 23.05],
			],
		},
	],
	places: [
		{
			id: 'p1',
			kind: 'town',
			name: '南城街道',
			nameEn: 'Nancheng',
			lon: 113.75,
			lat: 23.02,
			town: null,
			buildingId: null,
			category: null,
			rank: 1,
			source: 'test',
		},
	],
	bounds: [113.7, 23, 113.8, 23.05],
};

/** Tiles above zoom 8: (4^8 - 1) / 3 (PMTiles v3, section 4). */
const FIRST_ID_OF_ZOOM_8 = 21_845;

const folder = mkdtempSync(join(tmpdir(), 'basemap-'));
afterAll(() => rmSync(folder, { recursive: true }));

function openArchive(path: string): PMTiles {
	const file = readFileSync(path);
	const bytes = file.buffer.slice(file.byteOffset, file.byteOffset + file.length) as ArrayBuffer;
	return new PMTiles({
		getKey: () => path,
		getBytes: async (offset, length) => ({ data: bytes.slice(offset, offset + length) }),
	});
}

describe('buildBasemap', () => {
	const path = join(folder, 'city.pmtiles');
	let archive: PMTiles;
	async function readTile(z: number, x: number, y: number): Promise<BasemapTile> {
		const tile = await archive.getZxy(z, x, y);
		if (!tile) throw new Error(`no tile ${z}/${x}/${y}`);
		return decodeTile(tile.data);
	}
	beforeAll(async () => {
		await buildBasemap(CITY, { path });
		archive = openArchive(path);
	});

	it('writes an archive the npm reader takes: zooms, bounds, gzip, vector tiles, clustered', async () => {
		const header = await archive.getHeader();
		expect(header).toMatchObject({ specVersion: 3, minZoom: 8, maxZoom: 14, clustered: true });
		expect(header).toMatchObject({ tileCompression: 2, internalCompression: 2, tileType: 1 });
		expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([113.7, 23, 113.8, 23.05]);
	});

	it('puts a road where the tile formula of the OSM wiki (worked in Python) puts it', async () => {
		// 113.75 E 23.02 N and 113.752 E 23.021 N lie in tile 14/13368/7114 at these shares of its side.
		const { road } = await readTile(14, 13_368, 7_114);
		const secondary = road.find(({ properties }) => properties.class === 'secondary');
		const expected = [0.888889, 0.954319, 0.979911, 0.90487];
		secondary?.parts[0]?.forEach((share, i) => {
			// Half a unit of 16,384 is 0.00003: 7 cm on the ground.
			expect(Math.abs(share - expected[i]!)).toBeLessThan(0.00004);
		});
		expect(secondary?.properties).toEqual({
			class: 'secondary',
			width_m: 18.5,
			name: '鸿福路',
			name_en: 'Hongfu Road',
			routable: true,
		});
	});

	it('marks an assumed width and a one-way lane, and keeps lanes for the deepest zoom', async () => {
		const near = await readTile(14, 13_368, 7_114);
		const lane = near.road.find(({ properties }) => properties.class === 'lane');
		expect(lane?.properties).toEqual({ class: 'lane', width_m: 3, width_estimated: true, oneway: 1, routable: true });
		const far = await readTile(12, 13_368 >> 2, 7_114 >> 2);
		expect(far.road.map(({ properties }) => properties)).toEqual([
			{ class: 'secondary', name: '鸿福路', name_en: 'Hongfu Road' },
		]);
	});

	it('keeps the area of water over all tiles, holes taken out, and names it once', async () => {
		// 0.02 x 0.02 less 0.004 x 0.004 degrees, in shares of a zoom-14 tile (360 / 2^14 degrees wide; secant of 23.01 tall).
		const degrees2 = 0.02 ** 2 - 0.004 ** 2;
		const expected = (degrees2 * (2 ** 14 / 360) ** 2) / Math.cos((23.01 * Math.PI) / 180);
		let area = 0;
		let names = 0;
		for (const x of [13_367, 13_368, 13_369, 13_370]) {
			for (const y of [7_113, 7_114, 7_115, 7_116]) {
				const found = await archive.getZxy(14, x, y);
				if (!found) continue;
				const tile = decodeTile(found.data);
				for (const { parts } of tile.water) area += parts.reduce((sum, part) => sum + areaInTile(part), 0);
				names += tile.place.filter(
					({ properties, minX, minY }) => properties.kind === 'water' && minX >= 0 && minX < 1 && minY >= 0 && minY < 1,
				).length;
			}
		}
		expect(area).toBeGreaterThan(expected * 0.998);
		expect(area).toBeLessThan(expected * 1.002);
		expect(names).toBe(1);
	});

	it('names the town from the farthest zoom, in both languages', async () => {
		// 113.75 E 23.02 N lies in tile 8/208/111 at (0.8889, 0.1712) of its side.
		const { place } = await readTile(8, 208, 111);
		expect(place).toHaveLength(1);
		expect(place[0]?.properties).toEqual({
			kind: 'town',
			name: '南城街道',
			name_en: 'Nancheng',
			rank: 1,
			min_zoom: 8,
		});
		expect(place[0]?.minX).toBeCloseTo(0.8889, 3);
		expect(place[0]?.minY).toBeCloseTo(0.1712, 3);
	});

	it('gives the same bytes twice', async () => {
		const again = join(folder, 'again.pmtiles');
		await buildBasemap(CITY, { path: again });
		expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
	});

	it('writes a valid archive for a city without features', async () => {
		const empty = join(folder, 'empty.pmtiles');
		const result = await buildBasemap({ ...CITY, roads: [], land: [], lines: [], places: [] }, { path: empty });
		expect(result.tiles).toBe(0);
		expect(await openArchive(empty).getZxy(14, 13_368, 7_114)).toBeUndefined();
	});

	it('names the road whose class it does not know', async () => {
		const roads = [{ ...ROAD, roadClass: 'footway' }];
		const failing = buildBasemap({ ...CITY, roads }, { path: join(folder, 'no.pmtiles') });
		await expect(failing).rejects.toThrow(DataError);
		await expect(failing).rejects.toThrow('road w1: got class footway');
	});

	it('stops with the reason of its signal', async () => {
		const controller = new AbortController();
		controller.abort(new Error('stopped by test'));
		const failing = buildBasemap(CITY, { path: join(folder, 'no.pmtiles'), signal: controller.signal });
		await expect(failing).rejects.toThrow('stopped by test');
	});
});

describe('writePmtiles', () => {
	it('splits a directory that outgrows the first 16 KiB into leaves', async () => {
		const path = join(folder, 'leaves.pmtiles');
		// Lengths vary without pattern, so that the directory does not compress away.
		let seed = 1;
		const contents = Array.from({ length: 97 }, (_, i) =>
			gzipStable(Uint8Array.from({ length: i * 3 + 1 }, (__, k) => (k * k * 31) % 251)),
		);
		const tiles = Array.from({ length: 30_000 }, (_, i) => {
			seed = (seed * 48_271) % 2_147_483_647;
			return { tileId: FIRST_ID_OF_ZOOM_8 + i, bytes: contents[seed % 97]! };
		});
		await writePmtiles(path, tiles, { minZoom: 8, maxZoom: 8, bounds: [-180, -85, 180, 85], metadata: {} });
		const archive = openArchive(path);
		const header = await archive.getHeader();
		expect(header.leafDirectoryLength).toBeGreaterThan(0);
		expect(header.numTileEntries).toBe(30_000);
		for (const i of [0, 4_095, 4_096, 29_999]) {
			const [z, x, y] = tileIdToZxy(FIRST_ID_OF_ZOOM_8 + i);
			const found = await archive.getZxy(z, x, y);
			expect(found?.data.byteLength).toBe(gunzipSync(tiles[i]!.bytes).length);
		}
		const [z, x, y] = tileIdToZxy(FIRST_ID_OF_ZOOM_8 + 30_000);
		expect(await archive.getZxy(z, x, y)).toBeUndefined();
	});
});

/** Signed area of a ring inside the tile proper (0..1), by cutting it there: parts overlap in the tiles' margins. */
function areaInTile(ring: Float64Array): number {
	let points: [number, number][] = [];
	for (let i = 0; i < ring.length; i += 2) points.push([ring[i]!, ring[i + 1]!]);
	for (const [axis, edge, sign] of [
		[0, 0, 1],
		[0, 1, -1],
		[1, 0, 1],
		[1, 1, -1],
	] as const) {
		const kept: [number, number][] = [];
		points.forEach((a, i) => {
			const b = points[(i + 1) % points.length]!;
			const [da, db] = [(a[axis] - edge) * sign, (b[axis] - edge) * sign];
			if (da >= 0) kept.push(a);
			if (da >= 0 !== db >= 0) {
				const t = da / (da - db);
				kept.push([a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])]);
			}
		});
		points = kept;
	}
	let area2 = 0;
	points.forEach(([ax, ay], i) => {
		const [bx, by] = points[(i + 1) % points.length]!;
		area2 += ax * by - bx * ay;
	});
	return area2 / 2;
}
