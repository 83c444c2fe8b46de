import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ellipsoid } from '@cesium/engine';
import { validateBytes } from 'gltf-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkTiles } from '../../src/citypack/check-tiles.ts';
import { fitBuildingGrid } from '../../src/citypack/order/fit-building-grid.ts';
import { buildTiles } from '../../src/citypack/tiles/build-tiles.ts';
import { readTileset } from '../../src/citypack/tiles/read-tileset.ts';
import { type BuildingGrid, createBuildingPages } from '../../src/domain/pack/building-pages.ts';
import { createRandom, type MadeBuilding, makeBuildingTable } from '../bench/make-building-table.ts';
import { orderTable } from '../support/order-table.ts';
import { type ReadTile, readTiles, readTilesetJson } from './read-tileset.ts';

/** Metres per degree at 23 N (WGS84). */
const M_LON = 102_524;
const M_LAT = 110_751;

/** An oblong about a place, turned by `angle`. */
function oblong(lon: number, lat: number, lengthM: number, widthM: number, angle: number): MadeBuilding['rings'] {
	const [c, s] = [Math.cos(angle), Math.sin(angle)];
	const corners = [
		[-lengthM, -widthM],
		[lengthM, -widthM],
		[lengthM, widthM],
		[-lengthM, widthM],
	] as const;
	return [corners.map(([x, y]) => [lon + (x * c - y * s) / 2 / M_LON, lat + (x * s + y * c) / 2 / M_LAT] as const)];
}

/** Halls up to 1.5 km long across every border of a 6 x 6 cell grid, on a slope, with houses between, crowded in one cell. */
function makeLongCity() {
	const random = createRandom(23);
	const { westE7, southE7, cellLonE7, cellLatE7 } = fitBuildingGrid([
		1_137_500_000, 229_900_000, 1_138_100_000, 230_500_000,
	]);
	const at = (x: number, y: number) => [(westE7 + x * cellLonE7) / 1e7, (southE7 + y * cellLatE7) / 1e7] as const;
	const buildings: MadeBuilding[] = [];
	for (let x = 0; x < 6; x++) {
		for (let y = 0; y < 6; y++) {
			for (const [dx, dy] of [
				[1, 0.5],
				[0.5, 1],
				[1, 1],
			] as const) {
				const [lon, lat] = at(x + dx + (random() - 0.5) * 0.01, y + dy + (random() - 0.5) * 0.01);
				buildings.push({
					rings: oblong(lon, lat, 300 + random() * 1200, 15 + random() * 60, random() * Math.PI),
					heightM: 5 + random() * 200,
					groundM: -3 + x * 17 + random(),
				});
			}
		}
	}
	// The outermost overrun the extent of the centres on every side.
	for (const [x, y] of [
		[0.05, 3],
		[5.95, 3],
		[3, 0.05],
		[3, 5.95],
	] as const) {
		const [lon, lat] = at(x, y);
		buildings.push({ rings: oblong(lon, lat, 1400, 40, random() * Math.PI), heightM: 40 });
	}
	for (let i = 0; i < 7000; i++) {
		const crowded = i < 6500;
		const [lon, lat] = at(
			crowded ? 2.05 + random() * 0.9 : random() * 6,
			crowded ? 3.05 + random() * 0.9 : random() * 6,
		);
		buildings.push({
			rings: oblong(lon, lat, 6 + random() * 20, 5 + random() * 8, random() * Math.PI),
			heightM: random() < 0.1 ? null : 3 + random() * 30,
			groundM: random() < 0.5 ? 20 : undefined,
		});
	}
	return makeBuildingTable(buildings);
}

/** Fails where a vertex lies outside of the region of its tile, of one above, or of the tileset; to 0.1 mm. */
function expectAllInside(dir: string, tiles: readonly ReadTile[]): void {
	const byKey = new Map(tiles.map((tile) => [`${tile.level}/${tile.x}/${tile.y}`, tile.region]));
	for (const tile of tiles) {
		const regions: (readonly number[])[] = [readTilesetJson(dir).root.boundingVolume.region];
		for (let { level, x, y } = tile; level >= 0; level--, x >>= 1, y >>= 1) {
			regions.push(byKey.get(`${level}/${x}/${y}`) as number[]);
		}
		for (const vertex of tile.vertices) {
			const { longitude, latitude, height } = placeOf(vertex);
			const isInside = regions.every(
				([west, south, east, north, low, high]) =>
					longitude >= west! - 1.6e-11 &&
					longitude <= east! + 1.6e-11 &&
					latitude >= south! - 1.6e-11 &&
					latitude <= north! + 1.6e-11 &&
					height >= low! - 1e-4 &&
					height <= high! + 1e-4,
			);
			if (!isInside) expect.fail(`a vertex of ${tile.level}/${tile.x}/${tile.y} lies outside of a region above it`);
		}
	}
}

function placeOf([x, y, z]: readonly number[]) {
	return Ellipsoid.WGS84.cartesianToCartographic({ x, y, z } as never)!;
}

/** [west, south, east, north] of a tile's square, radians. */
function squareOf(
	{ westE7, southE7, cellLonE7, cellLatE7, levels }: BuildingGrid,
	{ level, x, y }: { level: number; x: number; y: number },
): number[] {
	const cells = 2 ** (levels - level);
	const sides = [
		westE7 + x * cells * cellLonE7,
		southE7 + y * cells * cellLatE7,
		westE7 + (x + 1) * cells * cellLonE7,
		southE7 + (y + 1) * cells * cellLatE7,
	];
	return sides.map((e7) => ((e7 / 1e7) * Math.PI) / 180);
}

describe('tiles of a city of long buildings on the borders of cells', () => {
	const table = makeLongCity();
	const order = orderTable(table);
	let dir: string;
	let tiles: ReadTile[];

	beforeAll(async () => {
		dir = mkdtempSync(join(tmpdir(), 'fengtu-bounds-'));
		await buildTiles(table, order, { outDir: dir, workers: 1 });
		tiles = await readTiles(dir);
	});
	afterAll(() => rmSync(dir, { recursive: true }));

	it('have regions that hold every vertex of the tile and of all tiles below, the root of the tileset included', () => {
		expectAllInside(dir, tiles);
		const overrunning = tiles.flatMap((tile) => {
			const [west, south, east, north] = squareOf(order.pages.grid, tile) as [number, number, number, number];
			return tile.vertices.map(placeOf).filter(({ longitude, latitude }) => {
				return longitude < west || longitude > east || latitude < south || latitude > north;
			});
		});
		// The city is made so that this matters.
		expect(overrunning.length).toBeGreaterThan(500);
	});

	it('stand on the ground they are given', () => {
		const { region } = tiles[0] as ReadTile;
		const grounds = Array.from(table.groundCm).filter((cm) => cm > -100_000);
		expect(region[4]).toBeCloseTo(Math.min(...grounds) / 100, 0);
		const highest = Math.max(...Array.from(tiles.flatMap(({ region }) => region[5] as number)));
		expect(region[5]).toBe(highest);
		expect(highest).toBeGreaterThan(200);
	});

	it('hold each building once in the leaves, those of the split cell among them', () => {
		const leaves = tiles.filter(({ hasChildren }) => !hasChildren);
		const { levels } = order.pages.grid;
		expect(leaves.filter(({ level }) => level > levels).length).toBe(4);
		const fids = leaves.flatMap(({ properties }) => properties.fid!);
		expect(fids.sort((a, b) => a - b)).toEqual(Array.from(createBuildingPages(order.pages).listFids()));
	});

	it('show on every level what the leaves show, as the validation of a pack measures it', async () => {
		const { problems, leafBuildings } = await checkTiles(dir, createBuildingPages(order.pages));
		expect(problems).toEqual([]);
		expect(leafBuildings).toBe(table.count);
	});

	it('pass the Khronos glTF validator on every level, split leaves and the densest among them', async () => {
		const levels = new Set<number>();
		for (const { glb, level } of tiles) {
			const { issues } = await validateBytes(glb);
			expect(issues.messages.filter(({ severity }: { severity: number }) => severity < 2)).toEqual([]);
			levels.add(level);
		}
		expect(levels.size).toBe(order.pages.grid.levels + 2);
	});

	it('are listed by readTileset as the subtree has them', () => {
		const listed = readTileset(dir);
		expect(listed.tiles.map(({ level, x, y, region }) => ({ level, x, y, region }))).toEqual(
			tiles.map(({ level, x, y, region }) => ({ level, x, y, region })),
		);
		expect(listed.levels).toBe(order.pages.grid.levels + 2);
	});
});

describe('tiles of buildings at the edge of the root square', () => {
	it('overrun the square and are held by all regions, that of the tileset included', async () => {
		const dir = mkdtempSync(join(tmpdir(), 'fengtu-edge-'));
		try {
			const { westE7, southE7, cellLonE7 } = fitBuildingGrid([1_137_500_000, 229_900_000, 1_137_500_000, 229_900_000]);
			const lat = (southE7 + 60_000) / 1e7;
			// Storeys given as buildings of their own, one above the other: merged, they cover 80 m x 80 m of a cell of 27 m.
			const stacked = Array.from({ length: 10 }, () => ({
				rings: oblong(westE7 / 1e7 + 14 / M_LON, lat, 25, 25, 0),
				heightM: 30,
			}));
			// Two of one cell, merged into a square between them: above them the tile shows less than the leaf below.
			const pair = [2, 24].map((eastM) => ({
				rings: oblong((westE7 + cellLonE7) / 1e7 + eastM / M_LON, lat, 4, 4, 0),
				heightM: 30,
			}));
			const table = makeBuildingTable([...stacked, ...pair]);
			const order = orderTable(table);
			await buildTiles(table, order, { outDir: dir, workers: 1 });
			const tiles = await readTiles(dir);
			const [west] = squareOf(order.pages.grid, { level: 0, x: 0, y: 0 }) as [number];
			const overrunning = tiles[0]!.vertices.filter((vertex) => placeOf(vertex).longitude < west);
			expect(overrunning.length).toBeGreaterThan(0);
			expect(tiles[0]!.properties.count).toEqual([10, 2]);
			expectAllInside(dir, tiles);
		} finally {
			rmSync(dir, { recursive: true });
		}
	});
});
