import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { booleanIntersects, polygon } from '@turf/turf';
import Flatbush from 'flatbush';
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js';
import type { Feature, LineString, Point, Polygon, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GenerateReport, generateCity } from '../../src/citypack/generate/generate-city.ts';
import { TOWNS } from '../../src/citypack/generate/sketch/towns.ts';
import { readFengtuSource } from '../../src/citypack/read/fengtu-source.ts';
import { buildRoadGraph } from '../../src/citypack/roads/build-road-graph.ts';
import { PLACE_KINDS } from '../../src/domain/place.ts';
import { stationSchema } from '../../src/domain/station.ts';
import { waterKindSchema, waterStateSchema } from '../../src/domain/water.ts';

const BUILDINGS = 9000;
const SEED = 5;

let folder: string;
let report: GenerateReport;
let buildings: Feature<Polygon>[];
let roads: Feature<LineString>[];
let land: Feature<Polygon>[];
let water: Feature<Point>[];
let places: Feature<Point>[];

/** Reads a layer with the FlatGeobuf project's own reader. */
async function readLayer<T>(name: string): Promise<T[]> {
	const features: T[] = [];
	const bytes = new Uint8Array(await readFile(join(folder, 'a', name)));
	for await (const feature of deserialize(bytes)) features.push(feature as T);
	return features;
}

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'fengtu-generate-'));
	const options = { city: 'dongguan', buildings: BUILDINGS, seed: SEED } as const;
	report = await generateCity({ ...options, outDir: join(folder, 'a'), workers: 0 });
	await generateCity({ ...options, outDir: join(folder, 'b'), workers: 2 });
	buildings = await readLayer('buildings.fgb');
	roads = await readLayer('roads.fgb');
	land = await readLayer('land.fgb');
	water = await readLayer('water.fgb');
	places = await readLayer('places.fgb');
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function boxOf(ring: readonly Position[]): [number, number, number, number] {
	const xs = ring.map((p) => p[0] as number);
	const ys = ring.map((p) => p[1] as number);
	return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

function indexBuildings(): Flatbush {
	const index = new Flatbush(buildings.length);
	for (const building of buildings) index.add(...boxOf(building.geometry.coordinates[0] as Position[]));
	index.finish();
	return index;
}

/** Carriageway of one stretch of road as a rectangle, 2 cm narrower than it is, for the rounding of its corners. */
function carriageway(a: Position, b: Position, widthM: number): Position[] | null {
	const mPerLon = 111_320 * Math.cos(((a[1] as number) * Math.PI) / 180);
	const mPerLat = 110_750;
	const dx = ((b[0] as number) - (a[0] as number)) * mPerLon;
	const dy = ((b[1] as number) - (a[1] as number)) * mPerLat;
	const length = Math.hypot(dx, dy);
	if (length < 0.05) return null;
	const half = widthM / 2 - 0.02;
	const nx = (-dy / length / mPerLon) * half;
	const ny = (dx / length / mPerLat) * half;
	const at = (p: Position, side: number): Position => [(p[0] as number) + side * nx, (p[1] as number) + side * ny];
	return [at(a, 1), at(a, -1), at(b, -1), at(b, 1), at(a, 1)];
}

describe('generateCity', () => {
	it('writes exactly as many buildings as asked for, each with an id of its own', () => {
		expect(report.counts.buildings).toBe(BUILDINGS);
		expect(buildings.length).toBe(BUILDINGS);
		expect(new Set(buildings.map((b) => b.properties?.id)).size).toBe(BUILDINGS);
		for (const { properties } of buildings) expect(properties?.id).toMatch(/^441900\d{3}-\d{7}$/);
	});

	it('gives the same bytes whatever the number of workers', async () => {
		const hash = async (path: string) =>
			createHash('sha256')
				.update(await readFile(path))
				.digest('hex');
		const names = (await readdir(join(folder, 'a'))).sort();
		expect(names).toEqual([
			'buildings.fgb',
			'city.json',
			'land.fgb',
			'lines.fgb',
			'places.fgb',
			'road_nodes.fgb',
			'roads.fgb',
			'stations.geojson',
			'turns.ndjson',
			'water.fgb',
		]);
		for (const name of names) {
			expect([name, await hash(join(folder, 'b', name))]).toEqual([name, await hash(join(folder, 'a', name))]);
		}
	});

	it('lets no building overlap another', () => {
		const index = indexBuildings();
		const overlaps: string[] = [];
		buildings.forEach((building, i) => {
			for (const j of index.search(...boxOf(building.geometry.coordinates[0] as Position[]))) {
				const other = buildings[j] as Feature<Polygon>;
				if (j > i && booleanIntersects(building, other))
					overlaps.push(`${building.properties?.id} ${other.properties?.id}`);
			}
		});
		expect(overlaps).toEqual([]);
	});

	it('lets no building stand on a carriageway or in water', () => {
		const index = indexBuildings();
		const wrong: string[] = [];
		const test = (ring: Position[], what: string): void => {
			for (const i of index.search(...boxOf(ring))) {
				const building = buildings[i] as Feature<Polygon>;
				if (booleanIntersects(polygon([ring]), building)) wrong.push(`${what}: ${building.properties?.id}`);
			}
		};
		for (const road of roads) {
			const { coordinates } = road.geometry;
			for (let i = 0; i + 1 < coordinates.length; i++) {
				const ring = carriageway(coordinates[i] as Position, coordinates[i + 1] as Position, road.properties?.width_m);
				if (ring) test(ring, `road ${road.properties?.id}`);
			}
		}
		for (const area of land) {
			if (area.properties?.kind === 'water') test(area.geometry.coordinates[0] as Position[], area.properties.name);
		}
		expect(wrong).toEqual([]);
	});

	it('connects at least 99 % of road nodes, and lets a driver get from nearly every one to every other', () => {
		const ids = new Map<string, number>();
		const idOf = (p: Position): number => {
			const key = `${Math.round((p[0] as number) * 1e7)},${Math.round((p[1] as number) * 1e7)}`;
			const id = ids.get(key) ?? ids.size;
			ids.set(key, id);
			return id;
		};
		const out: number[][] = [];
		const back: number[][] = [];
		const link = (lists: number[][], a: number, b: number): void => {
			lists[a] ??= [];
			lists[a]?.push(b);
		};
		for (const road of roads) {
			const { coordinates } = road.geometry;
			for (let i = 0; i + 1 < coordinates.length; i++) {
				const [a, b] = [idOf(coordinates[i] as Position), idOf(coordinates[i + 1] as Position)];
				if (road.properties?.oneway !== 2) {
					link(out, a, b);
					link(back, b, a);
				}
				if (road.properties?.oneway !== 1) {
					link(out, b, a);
					link(back, a, b);
				}
			}
		}
		const reach = (lists: number[][]): Set<number> => {
			const start = idOf(roads.find((road) => road.properties?.name === '鸿福路')?.geometry.coordinates[0] as Position);
			const seen = new Set([start]);
			const stack = [start];
			for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
				for (const next of lists[at] ?? []) {
					if (seen.has(next)) continue;
					seen.add(next);
					stack.push(next);
				}
			}
			return seen;
		};
		const there = reach(out);
		const both = [...reach(back)].filter((node) => there.has(node)).length;
		expect(both / ids.size).toBeGreaterThan(0.99);
	});

	it('puts signals on junctions, and turn restrictions that the road graph can place', async () => {
		const city = await readFengtuSource(join(folder, 'a'), { sourceIndex: 0 });
		expect(city.roadNodes.length).toBe(report.counts.roadNodes);
		expect(city.turnRestrictions.length).toBe(report.counts.turns);
		const arms = new Map<string, number>();
		for (const { geometry } of roads) {
			geometry.coordinates.forEach((at, i) => {
				const isEnd = i === 0 || i === geometry.coordinates.length - 1;
				arms.set(String(at), (arms.get(String(at)) ?? 0) + (isEnd ? 1 : 2));
			});
		}
		const bare = city.roadNodes.filter(({ lonLat }) => (arms.get(String(lonLat.map((v) => v / 1e7))) ?? 0) < 3);
		expect([city.roadNodes.length > 100, bare]).toEqual([true, []]);
		const overRoads = city.turnRestrictions.filter(({ via }) => 'roads' in via).length;
		expect([overRoads > 5, city.turnRestrictions.length - overRoads > 5]).toEqual([true, true]);
		expect(buildRoadGraph(city).rejects).toEqual([]);
	});

	it('has roads of every class down to lanes under 4 m, one-way streets, and bridges and underpasses with limits', () => {
		const classes = new Set(roads.map((road) => road.properties?.class));
		for (const roadClass of [
			'motorway',
			'trunk',
			'primary',
			'secondary',
			'tertiary',
			'residential',
			'service',
			'lane',
		]) {
			expect(classes).toContain(roadClass);
		}
		const lanes = roads.filter((road) => road.properties?.class === 'lane');
		expect(lanes.length).toBeGreaterThan(100);
		expect(lanes.every((road) => road.properties?.width_m < 4)).toBe(true);
		expect(roads.some((road) => road.properties?.class === 'residential' && road.properties?.oneway > 0)).toBe(true);
		expect(roads.some((road) => road.properties?.bridge && road.properties?.max_weight_t > 0)).toBe(true);
		expect(roads.some((road) => road.properties?.max_height_m === 4.5)).toBe(true);
		expect(roads.some((road) => road.properties?.name === '东莞大道')).toBe(true);
	});

	it('has heights measured, from floors only, and unknown, and one tower over 400 m', () => {
		const share = (test: (p: Record<string, unknown>) => boolean): number =>
			buildings.filter((b) => test(b.properties ?? {})).length / BUILDINGS;
		expect(share((p) => p.height_basis === 'measured' && Number(p.height_m) > 0)).toBeGreaterThan(0.8);
		expect(share((p) => p.height_m === undefined && Number(p.floors) > 0)).toBeGreaterThan(0.04);
		expect(share((p) => p.height_m === undefined && p.floors === undefined)).toBeGreaterThan(0.005);
		const tallest = buildings.filter((b) => b.properties?.height_m > 400);
		expect(tallest.map((b) => [b.properties?.name, b.properties?.height_m])).toEqual([['国贸中心T2', 423]]);
	});

	it('mixes outlines: courtyards, and 5 to 8 corners on average', () => {
		const corners = buildings.reduce(
			(sum, b) => sum + b.geometry.coordinates.reduce((n, ring) => n + ring.length - 1, 0),
			0,
		);
		expect(corners / BUILDINGS).toBeGreaterThan(5);
		expect(corners / BUILDINGS).toBeLessThan(8);
		const courts = buildings.filter((b) => b.geometry.coordinates.length > 1).length;
		expect(courts / BUILDINGS).toBeGreaterThan(0.01);
	});

	it('gives addresses along named streets, each once', () => {
		const addresses = buildings
			.filter((b) => b.properties?.street)
			.map((b) => `${b.properties?.town} ${b.properties?.street} ${b.properties?.housenumber}`);
		expect(addresses.length / BUILDINGS).toBeGreaterThan(0.9);
		expect(new Set(addresses).size).toBe(addresses.length);
	});

	it('has stations with vehicles in every town, each by a road', async () => {
		const { features } = JSON.parse(await readFile(join(folder, 'a', 'stations.geojson'), 'utf8'));
		const stations = features.map((feature: Feature) => stationSchema.parse(feature.properties));
		expect(stations.length).toBeGreaterThanOrEqual(60);
		for (const town of TOWNS) expect(stations.some((s: { town: string }) => s.town === town.name)).toBe(true);
		const main = stations.filter((s: { kind: string }) => s.kind === 'special' || s.kind === 'first');
		expect(main.length).toBeGreaterThanOrEqual(35);
		const points = roads.filter((r) => r.properties?.class !== 'motorway').flatMap((r) => r.geometry.coordinates);
		const index = new Flatbush(points.length);
		for (const p of points) index.add(p[0] as number, p[1] as number, p[0] as number, p[1] as number);
		index.finish();
		for (const station of stations) {
			expect(station.vehicles.length).toBeGreaterThan(1);
			// A vertex of a road within some 500 m; the road itself is nearer.
			expect(index.neighbors(station.lon, station.lat, 1, 0.005).length).toBe(1);
		}
	});

	it('has hydrants of all states, intakes and tanks, and places of all kinds', () => {
		const states = water.map((w) => waterStateSchema.parse(w.properties?.state));
		const hydrants = water.filter((w) => String(w.properties?.kind).startsWith('hydrant'));
		const faulty = hydrants.filter((w) => w.properties?.state === 'faulty').length / hydrants.length;
		expect(faulty).toBeGreaterThan(0.03);
		expect(faulty).toBeLessThan(0.05);
		expect(new Set(states).size).toBe(4);
		const kinds = new Set(water.map((w) => waterKindSchema.parse(w.properties?.kind)));
		for (const kind of ['hydrant', 'hydrant-underground', 'natural', 'tank'] as const) expect(kinds).toContain(kind);
		const placeKinds = new Set(places.map((p) => p.properties?.kind));
		for (const kind of ['town', 'village', 'street', 'key-unit', 'station', 'building'])
			expect(placeKinds).toContain(kind);
		for (const kind of placeKinds) expect(PLACE_KINDS).toContain(kind);
		const ids = new Set(buildings.map((b) => b.properties?.id));
		const units = places.filter((p) => p.properties?.kind === 'key-unit');
		expect(units.length).toBeGreaterThan(50);
		for (const unit of units) expect(ids).toContain(unit.properties?.building_id);
	});

	it('says in city.json that it is synthetic, with counts', async () => {
		const city = JSON.parse(await readFile(join(folder, 'a', 'city.json'), 'utf8'));
		expect(city).toMatchObject({
			format: 'fengtu-source/1',
			synthetic: true,
			seed: SEED,
			buildings: BUILDINGS,
			crs: 'EPSG:4326',
			layers: { buildings: { file: 'buildings.fgb', count: BUILDINGS }, roads: { count: roads.length } },
		});
	});

	it('refuses bad options and stops when told to', async () => {
		const outDir = join(folder, 'c');
		await expect(generateCity({ city: 'dongguan', buildings: 0, seed: 1, outDir })).rejects.toThrow(
			'--buildings: got 0, expected a whole number above 0',
		);
		const signal = AbortSignal.abort();
		await expect(generateCity({ city: 'dongguan', buildings: 10, seed: 1, outDir, signal })).rejects.toThrow('abort');
	});
});
