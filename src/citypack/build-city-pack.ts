import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BASES } from '../domain/building.ts';
import { UsageError } from '../domain/errors.ts';
import { PACK_FILES, type PackManifest } from '../domain/pack/manifest.ts';
import { encodeRoadGraph } from '../domain/pack/road-graph.ts';
import { buildBasemap } from './basemap/build-basemap.ts';
import { indexBuildings, invertOrder } from './flatgeobuf/index-buildings.ts';
import { type BuildingTable, UNKNOWN_U32 } from './model/building-table.ts';
import { mergeCities } from './model/merge-cities.ts';
import type { SourceCity } from './model/source-city.ts';
import { readInput } from './read/read-input.ts';
import { buildRoadGraph } from './roads/build-road-graph.ts';
import { buildTiles } from './tiles/build-tiles.ts';
import { writeBuildingFilesInThread } from './write/building-files-thread.ts';
import { hashFile, hashFolder, type PackFileEntry, versionOf } from './write/hash-files.ts';
import { createPackFolder } from './write/pack-folder.ts';
import { writeBuildingFiles } from './write/write-building-files.ts';
import { writeLayers, writeRejects } from './write/write-layers.ts';

/** What to build, and where. */
export interface BuildOptions {
	/** Folders of `fengtu generate` and .osm.pbf files. */
	readonly inputs: readonly string[];
	/** Folder of the pack. A pack that is there is replaced when the new one is whole. */
	readonly outDir: string;
	readonly name: string;
	/** Coordinate system the caller says the inputs have. Both formats say it themselves: WGS84. */
	readonly crs?: string;
	/** Threads; 1 works in this one. */
	readonly workers: number;
	readonly onProgress?: (step: BuildStep) => void;
	readonly signal?: AbortSignal;
}

/** How far a build is; `total` 0 = not known. */
export interface BuildStep {
	readonly stage: 'read' | 'tiles' | 'basemap' | 'finish';
	readonly done: number;
	readonly total: number;
}

/** What a build made. The first keys are read by outside tools (DESIGN section 7). */
export interface BuildReport {
	readonly buildings: { read: number; kept: number; repaired: number; refused: number };
	readonly roads: number;
	readonly stations: number;
	readonly water: number;
	readonly tiles: number;
	/** Bytes of the tiles as they lie on disk, gzip. */
	readonly bytesGzip: number;
	readonly seconds: number;
	readonly cpuSeconds: number;
	readonly peakRssMiB: number;
	readonly places: number;
	/** Bytes of the whole pack. */
	readonly bytes: number;
	readonly name: string;
	readonly version: string;
	readonly synthetic: boolean;
	/** Path of tileset.json inside the pack. */
	readonly tileset: string;
	readonly sources: PackManifest['sources'];
}

/**
 * Builds a city pack from source files. The same inputs, name and options give the same bytes, whatever the number of
 * threads. Nothing is left half-made: a pack at `outDir` stays as it was until the new one is whole.
 * @throws UsageError `build/...`, NotFoundError `build/no-input`, the readers' DataErrors, the signal's reason when aborted
 */
export async function buildCityPack(options: BuildOptions): Promise<BuildReport> {
	const startMs = performance.now();
	const startCpu = process.cpuUsage();
	requireWgs84(options.crs);
	const folder = await createPackFolder(options.outDir);
	// One stage that fails ends the others, and the folder is removed when all have ended.
	const failed = new AbortController();
	const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal;
	try {
		const city = await readCity(options, signal);
		const made = await writeFiles(folder.dir, city, options, signal, failed);
		const manifest = describePack(options.name, city, made);
		await writeFile(join(folder.dir, PACK_FILES.manifest), `${JSON.stringify(manifest, null, '\t')}\n`);
		signal.throwIfAborted();
		await folder.switchIn();
		const cpu = process.cpuUsage(startCpu);
		return {
			...reportCounts(manifest),
			bytesGzip: made.tiles.bytesGzip,
			seconds: Math.round(performance.now() - startMs) / 1000,
			cpuSeconds: Math.round((cpu.user + cpu.system) / 1000) / 1000,
			peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
		};
	} catch (error) {
		await folder.discard();
		throw error;
	}
}

function requireWgs84(crs: string | undefined): void {
	if (crs === undefined || ['wgs84', 'epsg:4326'].includes(crs.toLowerCase())) return;
	throw new UsageError(
		'build/crs',
		`--crs ${crs}: got inputs whose formats define WGS84 (fengtu source, OpenStreetMap), expected wgs84`,
		{ context: { crs } },
	);
}

async function readCity({ inputs, onProgress }: BuildOptions, signal: AbortSignal): Promise<SourceCity> {
	const cities: SourceCity[] = [];
	for (const [sourceIndex, input] of inputs.entries()) {
		const read = await readInput(input, {
			sourceIndex,
			signal,
			onProgress: (done, total) =>
				onProgress?.({ stage: 'read', done: sourceIndex + done / Math.max(1, total), total: inputs.length }),
		});
		cities.push(read);
		signal.throwIfAborted();
	}
	return mergeCities(cities);
}

interface MadeFiles {
	readonly files: readonly PackFileEntry[];
	readonly tileset: string;
	readonly tiles: { readonly tiles: number; readonly bytesGzip: number };
}

async function writeFiles(
	dir: string,
	city: SourceCity,
	{ workers, onProgress, name }: BuildOptions,
	signal: AbortSignal,
	failed: AbortController,
): Promise<MadeFiles> {
	const index = indexBuildings(city.buildings);
	const tilesDir = join(dir, 'tiles', 'new');
	const buildingFiles = {
		dir,
		table: city.buildings,
		index,
		sourceKeys: city.sources.map((source) => source.key),
		title: name,
		metadata: JSON.stringify({ synthetic: city.sources.some((source) => source.synthetic) }),
	};
	let tilesDone = false;
	let onPlanned = () => {};
	const planned = new Promise<void>((resolve) => {
		onPlanned = resolve;
	});
	const makeTiles = async () => {
		const tiles = await buildTiles(city.buildings, invertOrder(index.order), {
			outDir: tilesDir,
			workers,
			signal,
			onProgress: (done, total) => {
				onPlanned();
				onProgress?.({ stage: 'tiles', done, total });
			},
		}).finally(onPlanned);
		tilesDone = true;
		return tiles;
	};
	const makeLayers = async () => {
		// Tile threads wait for a plan made in this thread: what blocks it comes after.
		await planned;
		signal.throwIfAborted();
		const names = await writeLayers(dir, city);
		await writeFile(join(dir, PACK_FILES.roadGraph), encodeRoadGraph(buildRoadGraph(city.roads)));
		await writeRejects(dir, city.rejects);
		await buildBasemap(city, {
			path: join(dir, PACK_FILES.basemap),
			signal,
			onProgress: (done, total) => {
				if (tilesDone) onProgress?.({ stage: 'basemap', done, total });
			},
		});
		return [...names, PACK_FILES.roadGraph, PACK_FILES.rejects, PACK_FILES.basemap];
	};
	const makeBuildings = async () =>
		workers > 1 ? writeBuildingFilesInThread(buildingFiles, signal) : writeBuildingFiles(buildingFiles);
	const [tiles, layers, buildings] = await allOrNone([makeTiles(), makeLayers(), makeBuildings()] as const, failed);
	onProgress?.({ stage: 'finish', done: 0, total: 1 });
	const hashed = hashFolder(tilesDir);
	const tilesName = `tiles/${hashed.sha256.slice(0, 12)}`;
	await rename(tilesDir, join(dir, tilesName));
	const files = [
		...buildings,
		...layers.map((file) => ({ name: file, ...hashFile(join(dir, file)) })),
		{ name: `${tilesName}/`, ...hashed },
	];
	onProgress?.({ stage: 'finish', done: 1, total: 1 });
	return { files, tileset: `${tilesName}/tileset.json`, tiles };
}

/** Waits for all; when one fails, aborts the others, waits until they have ended, and throws the first failure. */
async function allOrNone<T extends readonly Promise<unknown>[]>(
	work: T,
	failed: AbortController,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
	let first: { error: unknown } | undefined;
	const watched = work.map((one) =>
		one.catch((error: unknown) => {
			first ??= { error };
			failed.abort(error);
		}),
	);
	const results = await Promise.all(watched);
	if (first) throw first.error;
	return results as { -readonly [K in keyof T]: Awaited<T[K]> };
}

function describePack(name: string, city: SourceCity, made: MadeFiles): PackManifest {
	return {
		format: 'fengtu-pack/1',
		name,
		version: versionOf(made.files),
		synthetic: city.sources.some((source) => source.synthetic),
		bounds: [...city.bounds],
		counts: {
			buildings: city.buildings.count,
			roads: city.roads.length,
			water: city.water.length,
			stations: city.stations.length,
			places: city.places.length,
			tiles: made.tiles.tiles,
			...countHeights(city.buildings),
		},
		tileset: made.tileset,
		sources: [...city.sources],
		files: [...made.files].sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

function countHeights(table: BuildingTable) {
	const estimated = BASES.indexOf('estimated');
	let heightKnown = 0;
	let heightEstimated = 0;
	let heightUnknown = 0;
	for (let row = 0; row < table.count; row++) {
		if (table.heightCm[row] === UNKNOWN_U32) heightUnknown++;
		else if (table.heightBasis[row] === estimated) heightEstimated++;
		else heightKnown++;
	}
	return { heightKnown, heightEstimated, heightUnknown };
}

function reportCounts(manifest: PackManifest) {
	const sum = (key: 'read' | 'kept' | 'repaired' | 'refused') =>
		manifest.sources.reduce((total, source) => total + source[key], 0);
	return {
		buildings: { read: sum('read'), kept: sum('kept'), repaired: sum('repaired'), refused: sum('refused') },
		roads: manifest.counts.roads,
		stations: manifest.counts.stations,
		water: manifest.counts.water,
		tiles: manifest.counts.tiles,
		places: manifest.counts.places,
		bytes: manifest.files.reduce((total, file) => total + file.bytes, 0),
		name: manifest.name,
		version: manifest.version,
		synthetic: manifest.synthetic,
		tileset: manifest.tileset,
		sources: manifest.sources,
	};
}
