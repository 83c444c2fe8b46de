import { spawnSync } from 'node:child_process';
import {
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuildReport, buildCityPack } from '../../src/citypack/build-city-pack.ts';
import { encodeLayer, type Layer } from '../../src/citypack/flatgeobuf/encode-layer.ts';
import { validateCityPack } from '../../src/citypack/validate-city-pack.ts';
import { PLACE_COLUMNS, ROAD_COLUMNS, WATER_COLUMNS } from '../../src/domain/pack/layer-columns.ts';
import { openCity } from '../../src/domain/pack/open-city.ts';
import { decodeRoadGraph, encodeRoadGraph, NODE_FLAG } from '../../src/domain/pack/road-graph.ts';
import { createFileSource } from '../../src/server/pack-files.ts';
import { makeBuildingsFile, planBuildings } from '../unit/citypack/flatgeobuf/make-buildings-file.ts';

const COUNT = 1200;
let root: string;
let source: string;
let pack: string;
let report: BuildReport;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'fengtu-'));
	source = join(root, 'source');
	pack = join(root, 'pack');
	writeSource(source, 'town');
	report = await buildCityPack({ inputs: [source], outDir: pack, name: 'town', workers: 2 });
});
afterAll(() => rmSync(root, { recursive: true }));

function writeSource(dir: string, name: string, buildings = COUNT): void {
	mkdirSync(dir);
	const city = {
		title: 'A town',
		synthetic: true,
		seed: 1,
		bounds: [113, 23, 113.1, 23.1],
		crs: 'EPSG:4326',
		date: '2026-01-01',
	};
	writeFileSync(join(dir, 'city.json'), JSON.stringify({ format: 'fengtu-source/1', name, ...city }));
	writeFileSync(join(dir, 'buildings.fgb'), makeBuildingsFile(planBuildings(buildings)).bytes);
	const putLayer = (layer: Layer) => writeFileSync(join(dir, `${layer.name}.fgb`), encodeLayer(layer).bytes);
	const road = (id: string, coordinates: [number, number][], more: object) => ({
		geometry: { type: 'LineString' as const, coordinates },
		properties: { id, class: 'residential', oneway: 0, access: 0, routable: true, ...more },
	});
	putLayer({
		name: 'roads',
		geometryType: GeometryType.LineString,
		columns: ROAD_COLUMNS,
		index: false,
		features: [
			road(
				'r1',
				[
					[113, 23],
					[113.01, 23],
				],
				{ name: '一路', name_en: 'Yi Road', width_m: 5.5, bridge: true },
			),
			road(
				'r2',
				[
					[113.01, 23],
					[113.01, 23.01],
				],
				{ max_height_m: 3.2 },
			),
		],
	});
	const point = (lon: number, lat: number) => ({ type: 'Point' as const, coordinates: [lon, lat] as [number, number] });
	putLayer({
		name: 'water',
		geometryType: GeometryType.Point,
		columns: WATER_COLUMNS,
		index: false,
		features: [
			{ geometry: point(113.001, 23.001), properties: { id: 'h1', kind: 'hydrant', state: 'ok', flow_lps: 15 } },
			{ geometry: point(113.05, 23.05), properties: { id: 'h2', kind: 'hydrant', state: 'faulty' } },
		],
	});
	putLayer({
		name: 'places',
		geometryType: GeometryType.Point,
		columns: PLACE_COLUMNS,
		index: false,
		features: [{ geometry: point(113.02, 23.02), properties: { id: 'p1', kind: 'town', name: '南城', rank: 1 } }],
	});
	const station = { id: 's1', name: '一站', nameEn: null, kind: 'first', town: '南城', vehicles: [], source: name };
	const feature = { type: 'Feature', geometry: point(113.03, 23.03), properties: station };
	writeFileSync(join(dir, 'stations.geojson'), JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
}

const open = (dir: string) => openCity((name) => createFileSource(join(dir, name)));

describe('buildCityPack', () => {
	it('reports what it read and made', () => {
		expect(report).toMatchObject({
			buildings: { read: COUNT, kept: COUNT, repaired: 0, refused: 0 },
			roads: 2,
			stations: 1,
			water: 2,
			places: 1,
			synthetic: true,
		});
		for (const key of ['tiles', 'bytesGzip', 'seconds', 'cpuSeconds', 'peakRssMiB'] as const) {
			expect(report[key]).toBeGreaterThan(0);
		}
	});

	it('makes a pack whose every question is answered', async () => {
		const city = await open(pack);
		expect(city.manifest).toMatchObject({ format: 'fengtu-pack/1', name: 'town', synthetic: true });
		const all = await city.findBuildingsIn([112, 22, 114, 24]);
		expect(all).toHaveLength(COUNT);
		const fids = all.map((building) => building.fid);
		expect(fids).toEqual([...new Set(fids)].sort((a, b) => a - b));
		const one = await city.findBuildingById('b77');
		expect(one).toMatchObject({ id: 'b77', street: '街0', source: 'town' });
		expect(await city.findBuildingByFid(one?.fid ?? -1)).toEqual(one);
		expect(await city.findBuildingById('b1200')).toBeUndefined();
		// 1200 buildings on seven streets: numbers 0, 7, 14 ... 1197.
		expect(await city.findAddresses('街0')).toHaveLength(172);
		expect(await city.findWaterIn([113, 23, 113.01, 23.01])).toMatchObject([{ id: 'h1', flowLps: 15, source: 'town' }]);
		expect(await city.readStations()).toMatchObject([{ id: 's1', kind: 'first', lon: 113.03 }]);
		expect(await city.readPlaces()).toMatchObject([{ id: 'p1', name: '南城', nameEn: null }]);
		const graph = await city.readRoadGraph();
		expect([graph.nodeCount, graph.edgeCount]).toEqual([3, 2]);
	});

	it('passes its own validation', async () => {
		expect(await validateCityPack(pack)).toMatchObject({
			ok: true,
			problems: [],
			checked: { buildings: COUNT, ids: COUNT, leafBuildings: COUNT, roads: 2, water: 2, stations: 1, places: 1 },
		});
	});

	it('gives the same bytes with one thread', async () => {
		const again = join(root, 'again');
		await buildCityPack({ inputs: [source], outDir: again, name: 'town', workers: 1 });
		expect(readFileSync(join(again, 'pack.json'), 'utf8')).toBe(readFileSync(join(pack, 'pack.json'), 'utf8'));
	});

	it('refuses the second building of one id, and two sources of one name', async () => {
		const second = join(root, 'second');
		writeSource(second, 'second');
		const outDir = join(root, 'both');
		const both = await buildCityPack({ inputs: [source, second], outDir, name: 'both', workers: 1 });
		expect(both.buildings).toEqual({ read: 2 * COUNT, kept: COUNT, repaired: 0, refused: COUNT });
		expect((await validateCityPack(outDir)).problems).toEqual([]);
		const rejects = readFileSync(join(outDir, 'rejects.ndjson'), 'utf8').trim().split('\n');
		// Every building, road, hydrant, station and place of the second.
		expect(rejects).toHaveLength(COUNT + 2 + 2 + 1 + 1);
		expect(JSON.parse(rejects[0] as string)).toMatchObject({ source: 'second', reason: 'building/duplicate-id' });
		await expect(buildCityPack({ inputs: [source, source], outDir, name: 'both', workers: 1 })).rejects.toMatchObject({
			code: 'build/same-source',
		});
	});

	it('leaves nothing behind when it is aborted, and the old pack as it was', async () => {
		const before = readFileSync(join(pack, 'pack.json'), 'utf8');
		for (const workers of [1, 2]) {
			const controller = new AbortController();
			const build = buildCityPack({
				inputs: [source],
				outDir: pack,
				name: 'x',
				workers,
				signal: controller.signal,
				onProgress: ({ stage }) => stage === 'tiles' && controller.abort(new Error('enough')),
			});
			await expect(build).rejects.toThrow('enough');
		}
		expect(readFileSync(join(pack, 'pack.json'), 'utf8')).toBe(before);
		expect(readdirSync(root).filter((name) => name.includes('building-'))).toEqual([]);
	});

	it('makes a pack of a place without buildings', async () => {
		const bare = join(root, 'bare');
		writeSource(bare, 'bare', 0);
		const outDir = join(root, 'bare-pack');
		const made = await buildCityPack({ inputs: [bare], outDir, name: 'bare', workers: 2 });
		expect(made.buildings).toEqual({ read: 0, kept: 0, repaired: 0, refused: 0 });
		expect((await validateCityPack(outDir)).problems).toEqual([]);
		const city = await open(outDir);
		expect(await city.findBuildingsIn([112, 22, 114, 24])).toEqual([]);
		expect(await city.findBuildingById('b1')).toBeUndefined();
		expect(await city.findAddresses('街0')).toEqual([]);
	});

	it('refuses what it cannot do, in words', async () => {
		const build = (inputs: string[], more = {}) =>
			buildCityPack({ inputs, outDir: join(root, 'none'), name: 'x', workers: 1, ...more });
		await expect(build([join(root, 'nowhere')])).rejects.toMatchObject({ code: 'build/no-input' });
		await expect(build([root])).rejects.toThrow('a folder without city.json');
		await expect(build([source], { crs: 'gcj02' })).rejects.toMatchObject({ code: 'build/crs' });
		await expect(build([source], { outDir: source })).rejects.toMatchObject({ code: 'build/not-a-pack' });
		expect(existsSync(join(source, 'city.json'))).toBe(true);
		expect(existsSync(join(root, 'none'))).toBe(false);
	});
});

describe('signals and turn restrictions that the road graph cannot take', () => {
	it('are told and counted as refused', async () => {
		const outDir = join(root, 'signals');
		const write = (name: string, features: { properties: object; geometry: object }[]) => {
			const path = join(root, name);
			const all = features.map((feature) => ({ type: 'Feature', ...feature }));
			writeFileSync(path, JSON.stringify({ type: 'FeatureCollection', features: all }));
			return path;
		};
		const line = {
			type: 'LineString',
			coordinates: [
				[113.02, 23],
				[113.025, 23],
				[113.03, 23],
			],
		};
		const lineRoad = { geometry: line, properties: { id: 'long', class: 'primary' } };
		const signalAt = (id: string, lon: number) => ({
			geometry: { type: 'Point', coordinates: [lon, 23] },
			properties: { id },
		});
		await buildCityPack({
			inputs: [
				source,
				{ path: write('long.geojson', [lineRoad]), kind: 'roads', crs: 'wgs84' },
				{
					path: write('lights.geojson', [signalAt('end', 113.02), signalAt('middle', 113.025)]),
					kind: 'signals',
					crs: 'wgs84',
				},
			],
			outDir,
			name: 'signals',
			workers: 1,
		});
		const { problems } = await validateCityPack(outDir);
		expect(problems).toEqual([]);
		const city = await open(outDir);
		expect(city.manifest.sources.find(({ kind }) => kind === 'signals')).toMatchObject({
			read: 2,
			kept: 1,
			refused: 1,
		});
		const rejects = readFileSync(join(outDir, 'rejects.ndjson'), 'utf8').trim().split('\n');
		expect(rejects.map((reject) => JSON.parse(reject))).toEqual([
			expect.objectContaining({ source: 'lights', kind: 'signal', reason: 'signal/far-from-junction' }),
		]);
		const { nodeFlags } = await city.readRoadGraph();
		expect(Array.from(nodeFlags).filter((flag) => flag === NODE_FLAG.signal)).toHaveLength(1);
	});
});

describe('a damaged pack', () => {
	it('is told file by file, and the rest still works', async () => {
		const damaged = join(root, 'damaged');
		cpSync(pack, damaged, { recursive: true });
		truncateSync(join(damaged, 'roads.graph'), 100);
		rmSync(join(damaged, 'water.fgb'));
		const content = join(damaged, report.tileset, '../content');
		const leaf = readdirSync(content).sort().at(-1) as string;
		rmSync(join(content, leaf));
		const buildings = readFileSync(join(damaged, 'buildings.fgb'));
		buildings.fill(0xff, buildings.length - 150, buildings.length - 100);
		writeFileSync(join(damaged, 'buildings.fgb'), buildings);
		const { ok, problems } = await validateCityPack(damaged);
		expect(ok).toBe(false);
		expect(problems.map((problem) => [problem.code, problem.file])).toEqual([
			['pack/size-mismatch', 'roads.graph'],
			['pack/missing-file', 'water.fgb'],
			['pack/hash-mismatch', 'buildings.fgb'],
			['pack/hash-mismatch', 'roads.graph'],
			['pack/hash-mismatch', expect.stringMatching(/^tiles\//)],
			['pack/damaged', 'buildings.fgb'],
			['pack/damaged', 'buildings.ids'],
			['tiles/missing-file', expect.stringMatching(/^tiles\/.*\.glb$/)],
			['pack/count-mismatch', expect.stringMatching(/^tiles\//)],
		]);
		const sound = await (await open(pack)).findBuildingById('b77');
		const city = await open(damaged);
		await expect(city.readRoadGraph()).rejects.toThrow(/^roads\.graph: got 100 bytes, expected \d+ as pack\.json says/);
		await expect(city.findWaterIn([113, 23, 114, 24])).rejects.toMatchObject({ code: 'pack/missing-file' });
		expect(await city.findBuildingByFid(sound?.fid ?? -1)).toEqual(sound);
	});

	it('with a wrong number in its road graph is told, though hash and size are right', async () => {
		const damaged = join(root, 'wrong-graph');
		cpSync(pack, damaged, { recursive: true });
		const path = join(damaged, 'roads.graph');
		const graph = decodeRoadGraph(readFileSync(path), 'roads.graph');
		// The first edge's far end: a node that is not there.
		const bytes = encodeRoadGraph({ ...graph, edgeTo: graph.edgeTo.map((node, e) => (e === 0 ? 77 : node)) });
		writeFileSync(path, bytes);
		const { problems } = await validateCityPack(damaged);
		expect(problems).toContainEqual({
			code: 'pack/bad-road-graph',
			file: 'roads.graph',
			message: 'roads.graph: edgeTo[0]: got 77, expected below 3',
		});
	});

	it('without a readable pack.json is told', async () => {
		const broken = join(root, 'broken');
		mkdirSync(broken);
		writeFileSync(join(broken, 'pack.json'), '{"format":"fengtu-pack/1",');
		expect((await validateCityPack(broken)).problems).toMatchObject([{ code: 'pack/bad-manifest' }]);
		writeFileSync(join(broken, 'pack.json'), '{"format":"fengtu-pack/9"}');
		await expect(open(broken)).rejects.toThrow(/^pack\.json: format: /);
		await expect(validateCityPack(root)).rejects.toMatchObject({ code: 'pack/not-a-pack' });
	});
});

const hasGdal = spawnSync('ogrinfo', ['--version']).status === 0;

describe.skipIf(!hasGdal)('GDAL', () => {
	const ogrinfo = (...args: string[]) => spawnSync('ogrinfo', args, { encoding: 'utf8' }).stdout;

	it('reads the layers of a pack', () => {
		expect(ogrinfo('-so', '-al', join(pack, 'buildings.fgb'))).toContain(`Feature Count: ${COUNT}`);
		const roads = ogrinfo('-al', join(pack, 'roads.fgb'));
		expect(roads).toMatch(/LINESTRING \(113(\.0)? 23(\.0)?,113\.01 23(\.0)?\)/);
		expect(roads).toMatch(/name_en \(String\) = Yi Road/);
		expect(ogrinfo('-al', join(pack, 'stations.fgb'))).toContain('POINT (113.03 23.03)');
	});

	it('finds by its index what our reader finds', async () => {
		const city = await open(pack);
		const box = [113.02, 23.03, 113.04, 23.04] as const;
		const ours = await city.findBuildingsIn(box);
		const theirs = ogrinfo('-q', '-al', '-geom=NO', '-spat', ...box.map(String), join(pack, 'buildings.fgb'));
		const ids = [...theirs.matchAll(/ {2}id \(String\) = (\S+)/g)].map((match) => match[1]);
		expect(ids.length).toBeGreaterThan(10);
		// GDAL then looks at the shapes themselves; squares that meet the box by their own box meet it.
		expect(ours.map((building) => building.id)).toEqual(expect.arrayContaining(ids as string[]));
		expect(ours.length - ids.length).toBeLessThan(5);
	});
});
