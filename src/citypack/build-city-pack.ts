import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PACK_FILES, type PackManifest, type PackWarning } from '../domain/pack/manifest.ts';
import { collectGarbage } from './collect-garbage.ts';
import { describePack, takeCityFacts } from './describe-pack.ts';
import { joinFiles } from './join/join-files.ts';
import { type MergedCity, requireOwnKeys } from './model/merge-cities.ts';
import type { InputReport } from './read/input-report.ts';
import type { InputSpec } from './read/input-spec.ts';
import { readInputs } from './read/read-inputs.ts';
import { processCpuMs, type StageMs, timeStage } from './stage-clock.ts';
import { groundBuildings } from './terrain/ground-buildings.ts';
import { type Ground, readGround } from './terrain/read-ground.ts';
import { tellDiskFull } from './write/disk-full.ts';
import { createPackFolder } from './write/pack-folder.ts';
import { writeBuildingLayers } from './write-building-layers.ts';
import { writeLayerFiles } from './write-layer-files.ts';

/** What to build, and where. */
export interface BuildOptions {
	/** A text is a path. */
	readonly inputs: readonly (InputSpec | string)[];
	/** Folder of the pack. A pack that is there is replaced when the new one is whole. */
	readonly outDir: string;
	readonly name: string;
	/** Coordinate system of the inputs about which nothing else is known, as parseCrs takes it. */
	readonly crs?: string;
	/** Mapping file for the inputs that name none of their own. */
	readonly map?: string;
	/** Tables of attributes of buildings; a text is a path. */
	readonly joins?: readonly (InputSpec | string)[];
	/** What joins them: 'place', or the name of the column with the building's id; default 'id'. */
	readonly on?: string;
	/** Elevation models; where several know a place, the first is taken. */
	readonly dems?: readonly string[];
	/** Threads; 1 works in this one. */
	readonly workers: number;
	readonly onProgress?: (step: BuildStep) => void;
	/** Told of each input when it has been read. */
	readonly onInput?: (report: InputReport) => void;
	readonly signal?: AbortSignal;
}

/** How far a build is; `total` 0 = not known. */
export interface BuildStep {
	readonly stage: 'read' | 'join' | 'terrain' | 'basemap' | 'tiles' | 'finish' | 'switch';
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
	/** CPU milliseconds by stage. */
	readonly stageMs: Readonly<StageMs>;
	readonly places: number;
	/** Bytes of the whole pack. */
	readonly bytes: number;
	readonly name: string;
	readonly version: string;
	readonly synthetic: boolean;
	/** Path of tileset.json inside the pack. */
	readonly tileset: string;
	readonly inputs: readonly InputReport[];
	readonly warnings: readonly PackWarning[];
	readonly sources: PackManifest['sources'];
}

/**
 * Builds a city pack from source files. The same inputs, name and options give the same bytes, whatever the number of
 * threads. Nothing is left half-made: a pack at `outDir` stays as it was until the new one is whole.
 * @throws UsageError `build/...`, NotFoundError `build/no-input`, ConflictError `build/locked`, UnavailableError `build/disk-full`, the
 * readers' DataErrors, the signal's reason when aborted
 */
export async function buildCityPack(options: BuildOptions): Promise<BuildReport> {
	const startMs = performance.now();
	const startCpuMs = processCpuMs();
	const folder = await createPackFolder(options.outDir);
	try {
		const stageMs: StageMs = {};
		const { layers, facts, inputs, table } = await readAndWriteLayers(folder.dir, options, stageMs);
		collectGarbage();
		const about = {
			sourceKeys: facts.sources.map(({ key }) => key),
			title: options.name,
			metadata: JSON.stringify({ synthetic: facts.synthetic }),
		};
		const buildings = await writeBuildingLayers(folder.dir, table, about, { ...options, stageMs });
		const manifest = describePack(options.name, facts, layers, buildings);
		await writeFile(join(folder.dir, PACK_FILES.manifest), `${JSON.stringify(manifest, null, '\t')}\n`);
		options.signal?.throwIfAborted();
		options.onProgress?.({ stage: 'switch', done: 0, total: 1 });
		await folder.switchIn();
		return {
			...countsOf(manifest),
			bytesGzip: buildings.tiles.bytesGzip,
			seconds: Math.round(performance.now() - startMs) / 1000,
			cpuSeconds: Math.round(processCpuMs() - startCpuMs) / 1000,
			peakRssMiB: Math.round(process.resourceUsage().maxRSS / 1024),
			stageMs,
			inputs,
		};
	} catch (error) {
		await folder.discard();
		throw tellDiskFull(error, options.outDir);
	}
}

/**
 * Reads the city and writes what is not made of buildings. Of the city only the buildings are left then: roads, land and names have
 * made room for the tiles.
 */
async function readAndWriteLayers(dir: string, options: BuildOptions, stageMs: StageMs) {
	const { city, inputs, ground } = await gatherCity(options, stageMs);
	collectGarbage();
	const layers = await writeLayerFiles(dir, city, ground, { ...options, stageMs });
	return { layers, inputs, facts: takeCityFacts({ ...city, sources: layers.sources }), table: city.buildings };
}

/** All that is known of the city, before anything is written. */
interface GatheredCity {
	readonly city: MergedCity;
	readonly inputs: readonly InputReport[];
	readonly ground: Ground | null;
}

/** Reads and merges the inputs, joins attributes, lays the ground. */
async function gatherCity(options: BuildOptions, stageMs: StageMs): Promise<GatheredCity> {
	const { crs, map, workers, signal, onInput, onProgress, joins = [], on = 'id', dems = [] } = options;
	const read = await timeStage(stageMs, 'read', processCpuMs, () =>
		readInputs(options.inputs.map(toSpec), {
			...{ crs, map, workers, signal, onInput },
			onProgress: (done, total) => onProgress?.({ stage: 'read', done, total }),
		}),
	);
	const joined = await timeStage(stageMs, 'join', processCpuMs, () =>
		joinFiles(read.city, {
			...{ files: joins.map(toSpec), on, crs, map, signal },
			onProgress: (done, total) => onProgress?.({ stage: 'join', done, total }),
		}),
	);
	for (const input of joined.inputs) onInput?.(input);
	const { city } = joined;
	if (dems.length > 0) onProgress?.({ stage: 'terrain', done: 0, total: 0 });
	const ground = await timeStage(stageMs, 'terrain', processCpuMs, () => layGround(city, dems, signal));
	const sources = [...city.sources, ...(ground?.sources ?? [])];
	requireOwnKeys(sources.map(({ key }) => key));
	const warnings = [...city.warnings, ...(ground?.warnings ?? [])];
	return { city: { ...city, sources, warnings }, inputs: [...read.inputs, ...joined.inputs], ground };
}

function toSpec(input: InputSpec | string): InputSpec {
	return typeof input === 'string' ? { path: input } : input;
}

async function layGround(city: MergedCity, dems: readonly string[], signal?: AbortSignal): Promise<Ground | null> {
	if (dems.length === 0) return null;
	const ground = await readGround(dems, city.bounds, signal);
	const { unknown } = groundBuildings(city.buildings, ground.grid);
	return unknown > 0 ? { ...ground, warnings: [...ground.warnings, tellUnknownGround(unknown)] } : ground;
}

function tellUnknownGround(buildings: number): PackWarning {
	return {
		code: 'dem/buildings-on-unknown-ground',
		source: null,
		message: `--dem: got no ground under ${buildings} buildings, expected it; they stand at the height of the nearest known ground`,
	};
}

function countsOf(manifest: PackManifest) {
	const ofBuildings = manifest.sources.filter(({ kind }) => kind === 'city' || kind === 'buildings');
	const sum = (key: 'read' | 'kept' | 'repaired' | 'refused') =>
		ofBuildings.reduce((total, source) => total + source[key], 0);
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
		warnings: manifest.warnings,
		sources: manifest.sources,
	};
}
