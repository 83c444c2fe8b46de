import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { UsageError } from '../../domain/errors.ts';
import type { BBox } from '../../domain/geo/lon-lat.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { BUILDING_COLUMNS, PLACE_COLUMNS, ROAD_COLUMNS, WATER_COLUMNS } from '../../domain/pack/layer-columns.ts';
import type { Station } from '../../domain/station.ts';
import { type BatchRunner, LocalRunner, ThreadRunner } from './batch-runner.ts';
import { cityBounds, describeLand, describeLines, describePlaces, describeWater } from './city-layers.ts';
import { toX, toY } from './city-plane.ts';
import { layExpressways } from './expressway-lines.ts';
import type { FinishedBatch } from './finish-batch.ts';
import { type Batch, layCity } from './lay-city.ts';
import { describeTurn, placeFeature, roadFeature, signalFeature } from './layer-records.ts';
import { LayerStream } from './layer-stream.ts';
import { describeMainNetwork } from './main-network.ts';
import { nameStreets } from './name-streets.ts';
import { type CityPlan, type PlannedQuarter, planCity } from './plan-city.ts';
import {
	LAND_COLUMNS,
	LINE_COLUMNS,
	ROAD_NODE_COLUMNS,
	SOURCE_DATE,
	SOURCE_FORMAT,
	SOURCE_KEY,
	TURNS_FILE,
} from './source-facts.ts';
import { describeStation, findKerb, type PlannedStation, planStations } from './stations.ts';

/** What a synthetic city is made from. */
export interface GenerateOptions {
	readonly city: 'dongguan';
	/** Exact number of buildings. */
	readonly buildings: number;
	readonly seed: number;
	/** Folder to write to; made where it does not exist. */
	readonly outDir: string;
	/** Threads; 0 = none, all in the calling one. Default: as many as there are processors, at most 8. */
	readonly workers?: number;
	readonly onProgress?: (progress: { stage: string; done: number; total: number }) => void;
	readonly signal?: AbortSignal;
}

/** What was written. */
export interface GenerateReport {
	readonly counts: {
		readonly buildings: number;
		readonly roads: number;
		readonly land: number;
		readonly lines: number;
		readonly water: number;
		readonly stations: number;
		readonly places: number;
		/** Traffic signals. */
		readonly roadNodes: number;
		/** Turn restrictions. */
		readonly turns: number;
	};
	readonly bytes: number;
	readonly seconds: number;
	/** Processor seconds of all threads. */
	readonly cpuSeconds: number;
}

/** Below this many buildings a thread costs more than it saves. */
const FEWEST_FOR_THREADS = 30_000;

interface Streams {
	readonly buildings: LayerStream;
	readonly roads: LayerStream;
	readonly roadNodes: LayerStream;
	readonly land: LayerStream;
	readonly lines: LayerStream;
	readonly water: LayerStream;
	readonly places: LayerStream;
}

/**
 * Makes a synthetic Dongguan as plain source files: city.json, buildings.fgb, roads.fgb, road_nodes.fgb, turns.ndjson, land.fgb,
 * lines.fgb, water.fgb, places.fgb, stations.geojson. The same city, buildings and seed give the same bytes, whatever the number of workers.
 * Cost: some 30 s of wall time for 1.7 million buildings on two cores.
 * @throws UsageError `generate/bad-options`, `generate/too-many-buildings`.
 */
export async function generateCity(options: GenerateOptions): Promise<GenerateReport> {
	checkOptions(options);
	options.signal?.throwIfAborted();
	const startMs = performance.now();
	const startCpu = process.cpuUsage();
	const { buildings, seed, outDir, signal } = options;
	const report = options.onProgress ?? (() => undefined);
	report({ stage: 'plan', done: 0, total: 1 });
	const runners = createRunners(options);
	let streams: Streams | null = null;
	try {
		const plan = planCity(seed);
		const stations = planStations(plan);
		nameStreets(plan, seed);
		layExpressways(plan.skeleton, plan.net);
		await mkdir(outDir, { recursive: true });
		const bounds = cityBounds(plan);
		streams = await openStreams(outDir, bounds);
		report({ stage: 'plan', done: 1, total: 1 });

		const batches = await layCity(plan, options, runners);
		const built = markBuilt(plan, batches);
		const placed = new Map<number, [number, number]>();
		const exact = await writeBatches(plan, batches, streams, placed, options);
		signal?.throwIfAborted();

		report({ stage: 'layers', done: 0, total: 1 });
		const records = stations.map((station) => {
			const [x, y] = placed.get(station.quarter.index) ?? findKerb(plan.net, station);
			return describeStation(station, x, y, seed);
		});
		const network = describeMainNetwork(plan, seed);
		await streams.roads.appendFeatures(network.roads.flatMap((road) => roadFeature(road, road.id) ?? []));
		await streams.roadNodes.appendFeatures(network.signals.map(signalFeature));
		await streams.land.appendFeatures(describeLand(plan, (quarter) => built.has(quarter)));
		await streams.lines.appendFeatures(describeLines(plan));
		await streams.water.appendFeatures(describeWater(plan, seed));
		await streams.places.appendFeatures([...describePlaces(plan), ...stationPlaces(stations, records)]);
		const counts = {
			buildings: streams.buildings.count,
			roads: streams.roads.count,
			land: streams.land.count,
			lines: streams.lines.count,
			water: streams.water.count,
			stations: records.length,
			places: streams.places.count,
			roadNodes: streams.roadNodes.count,
			turns: network.turns.length,
		};
		await streams.buildings.close(exact);
		for (const stream of [streams.roads, streams.roadNodes, streams.land, streams.lines, streams.water, streams.places])
			await stream.close();
		const turnText = network.turns.map((turn) => `${JSON.stringify(describeTurn(turn))}\n`).join('');
		await writeFile(join(outDir, TURNS_FILE), turnText);
		const stationText = JSON.stringify(stationCollection(records));
		await writeFile(join(outDir, 'stations.geojson'), stationText);
		await writeFile(
			join(outDir, 'city.json'),
			JSON.stringify(describeCity(buildings, seed, exact, counts), null, '\t'),
		);
		report({ stage: 'layers', done: 1, total: 1 });
		const cpu = process.cpuUsage(startCpu);
		return {
			counts,
			bytes: Object.values(streams).reduce(
				(sum, stream) => sum + (stream as LayerStream).bytes,
				Buffer.byteLength(stationText) + Buffer.byteLength(turnText),
			),
			seconds: (performance.now() - startMs) / 1000,
			cpuSeconds: (cpu.user + cpu.system) / 1e6,
		};
	} catch (error) {
		for (const stream of streams ? Object.values(streams) : []) await (stream as LayerStream).abandon();
		throw error;
	} finally {
		await Promise.all(runners.map((runner) => runner.close()));
	}
}

function checkOptions({ city, buildings, seed, workers }: GenerateOptions): void {
	const refuse = (name: string, got: unknown, expected: string): never => {
		throw new UsageError('generate/bad-options', `--${name}: got ${String(got)}, expected ${expected}`, {
			context: { option: name, got },
		});
	};
	if (city !== 'dongguan') refuse('city', city, 'dongguan');
	if (!Number.isInteger(buildings) || buildings < 1) refuse('buildings', buildings, 'a whole number above 0');
	if (!Number.isInteger(seed)) refuse('seed', seed, 'a whole number');
	if (workers !== undefined && (!Number.isInteger(workers) || workers < 0 || workers > 64)) {
		refuse('workers', workers, 'a whole number from 0 to 64');
	}
}

function createRunners({ buildings, workers }: GenerateOptions): BatchRunner[] {
	const wanted = workers ?? (buildings < FEWEST_FOR_THREADS ? 0 : Math.min(8, availableParallelism()));
	if (wanted === 0) return [new LocalRunner()];
	return Array.from({ length: wanted }, () => new ThreadRunner());
}

async function openStreams(outDir: string, bounds: BBox): Promise<Streams> {
	// The sea and the rivers reach out beyond the city's outline.
	const wide: BBox = [bounds[0] - 0.1, bounds[1] - 0.1, bounds[2] + 0.1, bounds[3] + 0.1];
	const open = (name: string, type: GeometryType, columns: Parameters<typeof LayerStream.create>[3]) =>
		LayerStream.create(join(outDir, `${name}.fgb`), name, type, columns, wide);
	return {
		buildings: await open('buildings', GeometryType.Unknown, BUILDING_COLUMNS),
		roads: await open('roads', GeometryType.LineString, ROAD_COLUMNS),
		roadNodes: await open('road_nodes', GeometryType.Point, ROAD_NODE_COLUMNS),
		land: await open('land', GeometryType.Polygon, LAND_COLUMNS),
		lines: await open('lines', GeometryType.LineString, LINE_COLUMNS),
		water: await open('water', GeometryType.Point, WATER_COLUMNS),
		places: await open('places', GeometryType.Point, PLACE_COLUMNS),
	};
}

/** Finds the quarters where something stands, and takes out the streets that lead to none of them. */
function markBuilt(plan: CityPlan, batches: readonly Batch[]): Set<number> {
	const built = new Set<number>();
	for (const { plan: batch, keep } of batches) {
		batch.quarters.forEach((quarter, i) => {
			if ((keep[i] as number) > 0) built.add(quarter.index);
		});
	}
	const { net, quarters, main } = plan;
	const wanted = new Set<number>();
	for (const index of built) {
		const { block, path } = quarters[index] as PlannedQuarter;
		for (const street of path) wanted.add(street);
		for (const segment of block.side) if (segment >= 0) wanted.add(net.street[segment] as number);
	}
	const optional = new Set(main.borderStreets);
	for (const quarter of quarters) for (const street of quarter.path) optional.add(street);
	for (const street of optional) {
		const own = net.streets[street];
		if (own) own.kept = wanted.has(street);
	}
	return built;
}

/** Finishes all batches and writes them in order; the runners work ahead by a few batches. Returns the true bounds. */
async function writeBatches(
	plan: CityPlan,
	batches: readonly Batch[],
	streams: Streams,
	placed: Map<number, [number, number]>,
	options: GenerateOptions,
): Promise<BBox> {
	const bounds = [Infinity, Infinity, -Infinity, -Infinity];
	const serials = new Map<number, number>();
	const orders = batches.map(({ plan: batch, town, keep }) => {
		const firstSerial = serials.get(town) ?? 0;
		serials.set(town, firstSerial + keep.reduce((sum, count) => sum + count, 0));
		return { key: batch.key, keep, firstSerial };
	});
	const ahead: Promise<FinishedBatch>[] = [];
	let asked = 0;
	for (let i = 0; i < batches.length; i++) {
		while (asked < batches.length && asked < i + 12) {
			const promise = (batches[asked] as Batch).runner.finish(orders[asked] as (typeof orders)[number]);
			// A failure is told where the batch is awaited.
			promise.catch(() => undefined);
			ahead.push(promise);
			asked++;
		}
		options.signal?.throwIfAborted();
		const finished = await (ahead[i] as Promise<FinishedBatch>);
		delete ahead[i];
		await appendBatch(plan, finished, streams, placed);
		if (finished.buildings.count > 0) {
			for (const k of [0, 1]) bounds[k] = Math.min(bounds[k] as number, (finished.boundsE7[k] as number) / E7);
			for (const k of [2, 3]) bounds[k] = Math.max(bounds[k] as number, (finished.boundsE7[k] as number) / E7);
		}
		options.onProgress?.({ stage: 'write', done: i + 1, total: batches.length });
	}
	return bounds as [number, number, number, number];
}

async function appendBatch(
	plan: CityPlan,
	finished: FinishedBatch,
	streams: Streams,
	placed: Map<number, [number, number]>,
): Promise<void> {
	await streams.buildings.append(finished.buildings);
	await streams.roads.append(finished.roads);
	await streams.land.append(finished.land);
	await streams.water.append(finished.water);
	await streams.places.append(finished.places);
	const { joints, stations } = finished;
	for (let k = 0; k < joints.length; k += 3) {
		plan.net.addJoint(joints[k] as number, joints[k + 1] as number, joints[k + 2] as number);
	}
	for (let k = 0; k < stations.length; k += 3) {
		placed.set(stations[k] as number, [stations[k + 1] as number, stations[k + 2] as number]);
	}
}

function stationPlaces(planned: readonly PlannedStation[], records: readonly Station[]) {
	return records.map((station, i) =>
		placeFeature({
			id: `place-${station.id}`,
			kind: 'station',
			name: station.name ?? '',
			nameEn: station.nameEn,
			x: toX(station.lon),
			y: toY(station.lat),
			town: planned[i]?.town.fact.name ?? null,
			buildingId: null,
			category: null,
			rank: 15,
		}),
	);
}

function stationCollection(records: readonly Station[]) {
	return {
		type: 'FeatureCollection',
		features: records.map((station) => ({
			type: 'Feature',
			geometry: { type: 'Point', coordinates: [station.lon, station.lat] },
			properties: station,
		})),
	};
}

function describeCity(buildings: number, seed: number, bounds: BBox, counts: GenerateReport['counts']) {
	const layer = (file: string, count: number) => ({ file, count });
	return {
		format: SOURCE_FORMAT,
		name: 'dongguan',
		title: '东莞（合成数据）· Synthetic Dongguan',
		synthetic: true,
		source: SOURCE_KEY,
		seed,
		buildings,
		bounds,
		crs: 'EPSG:4326',
		date: SOURCE_DATE,
		layers: {
			buildings: layer('buildings.fgb', counts.buildings),
			roads: layer('roads.fgb', counts.roads),
			road_nodes: layer('road_nodes.fgb', counts.roadNodes),
			turns: layer(TURNS_FILE, counts.turns),
			land: layer('land.fgb', counts.land),
			lines: layer('lines.fgb', counts.lines),
			water: layer('water.fgb', counts.water),
			stations: layer('stations.geojson', counts.stations),
			places: layer('places.fgb', counts.places),
		},
	};
}
