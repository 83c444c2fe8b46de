import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import decode from '@here/quantized-mesh-decoder';
import * as cesium from 'cesium';
import { Cartesian3, Ellipsoid } from 'cesium';
import { describe, expect, it } from 'vitest';
import { encodeQuantizedMesh, type TileMesh } from '../../../../src/citypack/terrain/quantized-mesh.ts';
import { listTileRanges, meshTile } from '../../../../src/citypack/terrain/terrain-tiles.ts';
import { writeTerrain } from '../../../../src/citypack/terrain/write-terrain.ts';
import { createGroundGrid, openGroundGrid } from '../../../../src/domain/pack/ground-grid.ts';

/** What Cesium itself reads tiles with; not in its types. */
const { AttributeCompression, EllipsoidalOccluder } = cesium as unknown as {
	AttributeCompression: { octDecode(x: number, y: number, result: Cartesian3): Cartesian3 };
	EllipsoidalOccluder: new (
		ellipsoid: Ellipsoid,
	) => { computeHorizonCullingPoint(direction: Cartesian3, points: Cartesian3[]): Cartesian3 | undefined };
};

/** 3" posts, 0.1 x 0.08 degrees near Dongguan, hilly: 0 to 640 m. */
const [COLUMNS, ROWS, STEP] = [121, 97, 1 / 1200];
const grid = createGroundGrid({
	...{ west: 113.7, south: 22.9, lonStep: STEP, latStep: STEP, columns: COLUMNS, rows: ROWS, baseM: -5 },
	heightDm: Uint16Array.from(
		{ length: COLUMNS * ROWS },
		(_, i) => 3_000 + Math.round(3_000 * Math.sin((i % COLUMNS) / 9) * Math.cos(Math.floor(i / COLUMNS) / 7)),
	),
	voids: new Uint32Array(),
});
const deepest = listTileRanges(grid).at(-1)!;

function decodeTile(mesh: TileMesh) {
	const bytes = encodeQuantizedMesh(mesh);
	const tile = decode(bytes.slice().buffer);
	const count = tile.vertexData.length / 3;
	const { minHeight, maxHeight } = tile.header;
	const vertices = Array.from({ length: count }, (_, i) => ({
		lon: mesh.west + (tile.vertexData[i]! / 32_767) * (mesh.east - mesh.west),
		lat: mesh.south + (tile.vertexData[count + i]! / 32_767) * (mesh.north - mesh.south),
		heightM: minHeight + (tile.vertexData[2 * count + i]! / 32_767) * (maxHeight - minHeight),
	}));
	return { ...tile, vertices };
}

/** A tile in the middle of the grid at the deepest level. */
const middle = [deepest.level, (deepest.startX + deepest.endX) >> 1, (deepest.startY + deepest.endY) >> 1] as const;

describe('terrain tiles', () => {
	it('draw the ground of the grid at every vertex, each post among them', () => {
		const { vertices, triangleIndices } = decodeTile(meshTile(grid, ...middle));
		for (const { lon, lat, heightM } of vertices) {
			// A vertex lies within half a step of u and v (0.0000007 degrees) of its place: 0.1 m on these slopes.
			expect(Math.abs(heightM - grid.drawnGroundM(lon, lat))).toBeLessThan(0.15);
		}
		const mesh = meshTile(grid, ...middle);
		let posts = 0;
		for (let row = 0; row < ROWS; row++) {
			for (let column = 0; column < COLUMNS; column++) {
				const [lon, lat] = [grid.west + column * STEP, grid.south + row * STEP];
				if (lon > mesh.west && lon < mesh.east && lat > mesh.south && lat < mesh.north) posts++;
			}
		}
		const atPosts = vertices.filter(({ lon, lat }) => {
			const [x, y] = [(lon - grid.west) / STEP, (lat - grid.south) / STEP];
			const isInside = x > -0.5 && y > -0.5 && x < COLUMNS - 0.5 && y < ROWS - 0.5;
			return isInside && Math.abs(x - Math.round(x)) < 2e-3 && Math.abs(y - Math.round(y)) < 2e-3;
		});
		expect(posts).toBeGreaterThan(1_000);
		expect(atPosts).toHaveLength(posts);
		expect(Math.max(...triangleIndices)).toBe(vertices.length - 1);
	});

	it('cover their square once, every triangle turned upwards', () => {
		const mesh = meshTile(grid, ...middle);
		const { vertices, triangleIndices } = decodeTile(mesh);
		let area = 0;
		for (let i = 0; i < triangleIndices.length; i += 3) {
			const [a, b, c] = [0, 1, 2].map((corner) => vertices[triangleIndices[i + corner]!]!) as [
				(typeof vertices)[0],
				(typeof vertices)[0],
				(typeof vertices)[0],
			];
			const twice = (b.lon - a.lon) * (c.lat - a.lat) - (c.lon - a.lon) * (b.lat - a.lat);
			expect(twice).toBeGreaterThan(0);
			area += twice / 2;
		}
		expect(area / ((mesh.east - mesh.west) * (mesh.north - mesh.south))).toBeCloseTo(1, 9);
	});

	it('meet their neighbours of a level without a gap', () => {
		const [level, x, y] = middle;
		const sorted = (points: { lon: number; lat: number; heightM: number }[]) =>
			points.sort((a, b) => a.lon - b.lon || a.lat - b.lat);
		const edge = (tile: ReturnType<typeof decodeTile>, indices: Uint16Array) =>
			sorted([...indices].map((i) => tile.vertices[i]!));
		const here = decodeTile(meshTile(grid, level, x, y));
		const right = decodeTile(meshTile(grid, level, x + 1, y));
		const above = decodeTile(meshTile(grid, level, x, y + 1));
		for (const [ours, theirs] of [
			[edge(here, here.eastIndices), edge(right, right.westIndices)],
			[edge(here, here.northIndices), edge(above, above.southIndices)],
		] as const) {
			expect(ours.length).toBeGreaterThan(20);
			expect(theirs).toHaveLength(ours.length);
			ours.forEach((point, i) => {
				expect(point.lon).toBeCloseTo(theirs[i]!.lon, 9);
				expect(point.lat).toBeCloseTo(theirs[i]!.lat, 9);
				// Each tile rounds to its own 32767th: 2 cm.
				expect(Math.abs(point.heightM - theirs[i]!.heightM)).toBeLessThan(0.02);
			});
		}
	});

	it('carry a sphere round all vertices and a horizon point as Cesium finds it', () => {
		const mesh = meshTile(grid, ...middle);
		const { header, vertices } = decodeTile(mesh);
		const centre = new Cartesian3(header.centerX, header.centerY, header.centerZ);
		const points = vertices.map(({ lon, lat, heightM }) => Cartesian3.fromDegrees(lon, lat, heightM));
		const farthest = Math.max(...points.map((point) => Cartesian3.distance(point, centre)));
		expect(header.boundingSphereRadius).toBeGreaterThan(farthest - 0.5);
		expect(header.boundingSphereRadius).toBeLessThan(farthest + 0.5);
		const horizon = new EllipsoidalOccluder(Ellipsoid.WGS84).computeHorizonCullingPoint(centre, points)!;
		expect(header.horizonOcclusionPointX).toBeCloseTo(horizon.x, 7);
		expect(header.horizonOcclusionPointY).toBeCloseTo(horizon.y, 7);
		expect(header.horizonOcclusionPointZ).toBeCloseTo(horizon.z, 7);
	});

	it('carry normals: up where it is flat, leaning away from a slope', () => {
		const slope = createGroundGrid({
			...grid,
			rows: 60,
			// 92.3 m between posts (3" of latitude): a rise of as much a post is 45 degrees towards the north.
			heightDm: Uint16Array.from({ length: COLUMNS * 60 }, (_, i) => 923 * Math.floor(i / COLUMNS)),
		});
		const { vertices, extensions } = decodeTile(meshTile(slope, ...middle));
		const inside = vertices.findIndex(({ lat }) => lat > 22.905 && lat < 22.945);
		const { lon, lat } = vertices[inside]!;
		const [u, v] = extensions.vertexNormals.subarray(2 * inside, 2 * inside + 2) as unknown as [number, number];
		const normal = AttributeCompression.octDecode(u, v, new Cartesian3());
		const up = Ellipsoid.WGS84.geodeticSurfaceNormal(Cartesian3.fromDegrees(lon, lat), new Cartesian3());
		expect(Cartesian3.dot(normal, up)).toBeCloseTo(Math.SQRT1_2, 1);
		expect(normal.z).toBeLessThan(up.z - 0.5);
	});

	it('say by NaN that the whole globe has no horizon point', () => {
		const { header } = decodeTile(meshTile(grid, 0, 0, 0));
		expect(header.horizonOcclusionPointX).toBeNaN();
		expect(header.maxHeight).toBeLessThanOrEqual(595);
	});
});

describe('listTileRanges', () => {
	it('goes down to the level at which each post is drawn', () => {
		// 360 / (1 / 1200) posts round the globe, at most 90 a tile: 4,800 tiles, so 2 ** 13.
		expect(deepest.level).toBe(13);
		// Slippy map arithmetic: column floor((113.7 + 180) / 360 x 8192) = 6683, row from the south 8191 - 3560.
		expect(deepest).toMatchObject({ startX: 6683, endX: 6685, startY: 4631, endY: 4633 });
		expect(listTileRanges(grid)[0]).toEqual({ level: 0, startX: 0, startY: 0, endX: 0, endY: 0 });
	});
});

describe('writeTerrain', () => {
	it('writes every tile that layer.json promises, gzip, and the grid; the same bytes again', async () => {
		const dir = mkdtempSync(join(tmpdir(), 'fengtu-terrain-'));
		try {
			const ground = { grid, minM: -5, maxM: 595, coveredShare: 1, warnings: [], sources: [] };
			const first = await writeTerrain(dir, ground);
			const layer = JSON.parse(gunzipSync(readFileSync(join(dir, first.terrain.path, 'layer.json'))).toString());
			let tiles = 0;
			layer.available.forEach(
				([range]: [{ startX: number; startY: number; endX: number; endY: number }], level: number) => {
					for (let x = range.startX; x <= range.endX; x++) {
						for (let y = range.startY; y <= range.endY; y++) {
							const file = join(dir, first.terrain.path, `${level}/${x}/${y}.terrain`);
							expect(existsSync(file)).toBe(true);
							decode(new Uint8Array(gunzipSync(readFileSync(file))).buffer);
							tiles++;
						}
					}
				},
			);
			expect(tiles).toBe(first.tiles);
			expect(first.files).toMatchObject([{ name: 'ground.grid' }, { name: first.terrain.path, files: tiles + 1 }]);
			const opened = openGroundGrid(readFileSync(join(dir, 'ground.grid')), 'ground.grid');
			expect(opened.groundAtM(113.75, 22.95)).toBe(grid.groundAtM(113.75, 22.95));
			rmSync(join(dir, 'terrain'), { recursive: true });
			expect(await writeTerrain(dir, ground)).toEqual(first);
		} finally {
			rmSync(dir, { recursive: true });
		}
	});
});
