import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ellipsoid } from '@cesium/engine';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildTiles } from '../../src/citypack/tiles/build-tiles.ts';
import { createBuildingPages } from '../../src/domain/pack/building-pages.ts';
import { NO_FID } from '../../src/domain/pack/tile-properties.ts';
import { makeBuildingTable, makeCityTable } from '../bench/make-building-table.ts';
import { orderTable } from '../support/order-table.ts';
import { type ReadTile, readTiles, readTilesetJson } from './read-tileset.ts';

const COUNT = 20_000;
const dirs: string[] = [];

function makeDir(): string {
	const dir = mkdtempSync(join(tmpdir(), 'fengtu-tiles-'));
	dirs.push(dir);
	return dir;
}

function filesOf(dir: string): Map<string, string> {
	const paths = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
	return new Map(
		paths
			.map(({ parentPath, name }) => join(parentPath, name))
			.sort()
			.map((path) => [path.slice(dir.length), readFileSync(path).toString('base64')]),
	);
}

/** Area of the roofs and volume below them, from the triangles alone. */
function measureTile(tile: ReadTile): { areaM2: number; volumeM3: number } {
	let areaM2 = 0;
	let volumeM3 = 0;
	for (let i = 0; i < tile.indices.length; i += 3) {
		const [a, b, c] = tile.indices.slice(i, i + 3).map((v) => tile.vertices[v]!) as [number[], number[], number[]];
		const u = b.map((value, k) => value - a[k]!);
		const v = c.map((value, k) => value - a[k]!);
		const normal = [u[1]! * v[2]! - u[2]! * v[1]!, u[2]! * v[0]! - u[0]! * v[2]!, u[0]! * v[1]! - u[1]! * v[0]!];
		const up = normal.reduce((sum, n, k) => sum + n * a[k]!, 0) / Math.hypot(...a) / 2;
		if (up <= 0.7 * (Math.hypot(...normal) / 2)) continue;
		areaM2 += up;
		volumeM3 += up * tile.properties.height![tile.featureOfVertex[tile.indices[i]!]!]!;
	}
	return { areaM2, volumeM3 };
}

describe('buildTiles', () => {
	const table = makeCityTable(COUNT, 5);
	const order = orderTable(table);
	const pages = createBuildingPages(order.pages);
	let dir: string;
	let tiles: ReadTile[];
	let built: Awaited<ReturnType<typeof buildTiles>>;

	beforeAll(async () => {
		dir = makeDir();
		built = await buildTiles(table, order, { outDir: dir, workers: 1 });
		tiles = await readTiles(dir);
	});
	afterAll(() => {
		for (const made of dirs) rmSync(made, { recursive: true });
	});

	it('reports what lies on disk', () => {
		const files = [...filesOf(dir).values()].map((base64) => Buffer.from(base64, 'base64').byteLength);
		expect(built.tiles).toBe(tiles.length);
		expect(built.bytesGzip).toBe(files.reduce((sum, bytes) => sum + bytes, 0));
		expect(built.levels).toBe(Math.max(...tiles.map(({ level }) => level)) + 1);
	});

	it('is an implicit quadtree that refines by replacement, with errors of width / 32', () => {
		const { geometricError, refine, implicitTiling, boundingVolume } = readTilesetJson(dir).root;
		const [, south, , north] = boundingVolume.region;
		// A minute of arc of the meridian at 23° N is 1,845.7 m (WGS84).
		expect(geometricError / ((((north - south) * 180 * 60) / Math.PI) * 1845.7)).toBeCloseTo(1 / 32, 4);
		expect(refine).toBe('REPLACE');
		expect(implicitTiling).toMatchObject({ subdivisionScheme: 'QUADTREE', availableLevels: built.levels });
		// One subtree: no tile is found through a placeholder, whose region would be its address's square.
		expect(implicitTiling.subtreeLevels).toBe(built.levels);
		expect(readdirSync(join(dir, 'subtrees'))).toEqual(['0_0_0.subtree']);
	});

	it('holds every building once in the leaves', () => {
		const leaves = tiles.filter(({ hasChildren }) => !hasChildren);
		const fids = leaves.flatMap(({ properties }) => properties.fid!);
		expect(fids.sort((a, b) => a - b)).toEqual(Array.from(pages.listFids()));
		expect(leaves.every(({ properties }) => properties.count!.every((count) => count === 1))).toBe(true);
	});

	it('shows the same buildings, area and volume on every level', () => {
		const sum = (list: ReadTile[]) => {
			const total = { count: 0, areaM2: 0, volumeM3: 0 };
			for (const tile of list) {
				const { areaM2, volumeM3 } = measureTile(tile);
				total.count += tile.properties.count!.reduce((n, count) => n + count, 0);
				total.areaM2 += areaM2;
				total.volumeM3 += volumeM3;
			}
			return total;
		};
		const exact = sum(tiles.filter(({ hasChildren }) => !hasChildren));
		for (let level = 0; level < built.levels - 1; level++) {
			// What is on screen when no tile below this level is: its tiles, and leaves above it.
			const shown = sum(tiles.filter((tile) => tile.level === level || (tile.level < level && !tile.hasChildren)));
			expect(shown.count).toBe(COUNT);
			expect(Math.abs(shown.areaM2 / exact.areaM2 - 1)).toBeLessThan(0.05);
			expect(Math.abs(shown.volumeM3 / exact.volumeM3 - 1)).toBeLessThan(0.05);
		}
	});

	it('says which features are merged: many buildings, no fid', () => {
		for (const { properties } of tiles) {
			properties.count!.forEach((count, i) => {
				expect(properties.fid![i] === NO_FID).toBe(count > 1);
			});
		}
	});

	it('bounds every tile: its vertices and its children lie inside its region', () => {
		const byKey = new Map(tiles.map((tile) => [`${tile.level}/${tile.x}/${tile.y}`, tile]));
		// Rounding of the check itself: 0.1 mm.
		const [angle, height] = [1.6e-11, 1e-4];
		for (const { level, x, y, region, vertices } of tiles) {
			const [west, south, east, north, low, high] = region as [number, number, number, number, number, number];
			for (const [vx, vy, vz] of vertices as [number, number, number][]) {
				const at = Ellipsoid.WGS84.cartesianToCartographic({ x: vx, y: vy, z: vz } as never)!;
				const inside =
					at.longitude > west - angle &&
					at.longitude < east + angle &&
					at.latitude > south - angle &&
					at.latitude < north + angle &&
					at.height > low - height &&
					at.height < high + height;
				if (!inside) expect.fail(`vertex ${at} of ${level}/${x}/${y} outside ${region}`);
			}
			const parent = byKey.get(`${level - 1}/${x >> 1}/${y >> 1}`)?.region;
			if (!parent) continue;
			expect(region.map((side, i) => ([0, 1, 4].includes(i) ? side >= parent[i]! : side <= parent[i]!))).toEqual(
				Array(6).fill(true),
			);
		}
	});

	it('passes the Khronos glTF validator without errors or warnings', async () => {
		for (const { glb } of tiles) {
			const { issues } = await validateBytes(glb);
			expect(issues.messages.filter(({ severity }: { severity: number }) => severity < 2)).toEqual([]);
		}
	});

	it('gives the same bytes from worker threads', async () => {
		const other = makeDir();
		const progress: number[] = [];
		await buildTiles(table, order, { outDir: other, workers: 2, onProgress: (done) => progress.push(done) });
		expect(filesOf(other)).toEqual(filesOf(dir));
		expect(progress.at(-1)).toBe(built.tiles);
	});

	it.each([1, 2])('stops when aborted, with %i workers', async (workers) => {
		const abort = new AbortController();
		const reason = new Error('enough');
		const build = buildTiles(table, order, {
			outDir: makeDir(),
			workers,
			signal: abort.signal,
			onProgress: () => abort.abort(reason),
		});
		await expect(build).rejects.toBe(reason);
	});
});

describe('buildTiles on a village', () => {
	const ring = [
		[9.5, 47.1],
		[9.5004, 47.1],
		[9.5004, 47.1003],
		[9.5, 47.1003],
	] as const;

	it('places an outline within 5 cm of its coordinates', async () => {
		const dir = makeDir();
		const table = makeBuildingTable([{ rings: [ring], heightM: 12.34 }]);
		await buildTiles(table, orderTable(table), { outDir: dir, workers: 0 });
		const [tile] = (await readTiles(dir)) as [ReadTile];
		expect(tile.properties.height![0]).toBeCloseTo(12.34, 5);
		ring.forEach(([lon, lat], i) => {
			for (const [vertex, heightM] of [
				[2 * i, 0],
				[2 * i + 1, 12.34],
			] as const) {
				// Earth-fixed coordinates from Cesium's own ellipsoid.
				const radians = { longitude: (lon * Math.PI) / 180, latitude: (lat * Math.PI) / 180, height: heightM };
				const { x, y, z } = Ellipsoid.WGS84.cartographicToCartesian(radians as never);
				const [vx, vy, vz] = tile.vertices[vertex] as [number, number, number];
				expect(Math.hypot(vx - x, vy - y, vz - z)).toBeLessThan(0.05);
			}
		});
	});

	it('writes a tileset without tiles for a city without buildings', async () => {
		const dir = makeDir();
		const built = await buildTiles(makeBuildingTable([]), orderTable(makeBuildingTable([])), {
			outDir: dir,
			workers: 0,
		});
		expect(built.tiles).toBe(0);
		expect(readTilesetJson(dir).root).not.toHaveProperty('content');
	});
});
