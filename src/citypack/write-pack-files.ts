import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildingColumns } from '../domain/pack/building-columns.ts';
import { PACK_FILES, type PackTerrain } from '../domain/pack/manifest.ts';
import { encodeRoadGraph } from '../domain/pack/road-graph.ts';
import { abortTogether, allOrNone } from './all-or-none.ts';
import { buildBasemap } from './basemap/build-basemap.ts';
import type { BuildStep } from './build-city-pack.ts';
import type { MergedCity } from './model/merge-cities.ts';
import { fitBuildingGrid } from './order/fit-building-grid.ts';
import { joinBoxes, measureBuildingBoxes } from './order/measure-building-boxes.ts';
import { type BuildingOrder, orderBuildings } from './order/order-buildings.ts';
import { buildRoadGraph } from './roads/build-road-graph.ts';
import { processCpuMs, type StageMs, threadCpuMs, timeStage } from './stage-clock.ts';
import type { Ground } from './terrain/read-ground.ts';
import { writeTerrain } from './terrain/write-terrain.ts';
import { type BuildTilesResult, buildTiles } from './tiles/build-tiles.ts';
import { writeBuildingFilesInThread } from './write/building-files-thread.ts';
import { hashFile, hashFolder, type PackFileEntry } from './write/hash-files.ts';
import { writeBuildingColumns, writeBuildingFiles } from './write/write-building-files.ts';
import { writeLayers, writeRejects } from './write/write-layers.ts';

/** The files of a pack, all but pack.json. */
export interface WrittenPack {
	readonly files: readonly PackFileEntry[];
	readonly tileset: string;
	readonly tiles: BuildTilesResult;
	readonly terrain: PackTerrain | null;
}

/** How the files of a pack are written. */
export interface WritePackOptions {
	readonly name: string;
	/** null = no elevation model was given. */
	readonly ground: Ground | null;
	readonly workers: number;
	readonly stageMs: StageMs;
	readonly onProgress?: (step: BuildStep) => void;
	readonly signal?: AbortSignal;
}

/**
 * Writes the files of a city's pack into an empty folder: the tiles, the building files and the layers at the same time. The same city
 * gives the same bytes, whatever the number of workers.
 * @throws the first failure of any of them, when all have ended; the signal's reason when aborted. Files already written stay
 */
export async function writePackFiles(dir: string, city: MergedCity, options: WritePackOptions): Promise<WrittenPack> {
	const { stageMs, onProgress } = options;
	const order = await timeStage(stageMs, 'order', processCpuMs, () => {
		const boxes = measureBuildingBoxes(city.buildings);
		return orderBuildings(city.buildings, fitBuildingGrid(joinBoxes(boxes)), boxes);
	});
	const { failed, signal } = abortTogether(options.signal);
	const writer = new PackWriter(dir, city, order, { ...options, signal });
	const [tiles, layers, buildings] = await allOrNone(
		[writer.writeTiles(), writer.writeLayers(), writer.writeBuildings()] as const,
		failed,
	);
	onProgress?.({ stage: 'finish', done: 0, total: 1 });
	return timeStage(stageMs, 'finish', processCpuMs, async () => {
		const hashed = hashFolder(writer.tilesDir);
		const name = `tiles/${hashed.sha256.slice(0, 12)}`;
		await rename(writer.tilesDir, join(dir, name));
		return {
			files: [...buildings, ...layers.files, { name: `${name}/`, ...hashed }],
			tileset: `${name}/tileset.json`,
			tiles,
			terrain: layers.terrain,
		};
	});
}

type AbortableOptions = WritePackOptions & { readonly signal: AbortSignal };

class PackWriter {
	readonly tilesDir: string;
	readonly #dir: string;
	readonly #city: MergedCity;
	readonly #order: BuildingOrder;
	readonly #options: AbortableOptions;
	/** The columns of the buildings once the tiles have filled them; null = they failed. */
	readonly #columns: Promise<BuildingColumns | null>;
	#onColumns: (columns: BuildingColumns | null) => void = () => {};
	#tilesDone = false;

	constructor(dir: string, city: MergedCity, order: BuildingOrder, options: AbortableOptions) {
		this.#dir = dir;
		this.#city = city;
		this.#order = order;
		this.#options = options;
		this.tilesDir = join(dir, 'tiles', 'new');
		this.#columns = new Promise((resolve) => {
			this.#onColumns = resolve;
		});
	}

	async writeTiles(): Promise<BuildTilesResult> {
		const { workers, signal, stageMs, onProgress } = this.#options;
		const tiles = await buildTiles(this.#city.buildings, this.#order, {
			outDir: this.tilesDir,
			workers,
			signal,
			onColumns: this.#onColumns,
			onProgress: (done, total) => onProgress?.({ stage: 'tiles', done, total }),
		}).finally(() => this.#onColumns(null));
		this.#tilesDone = true;
		for (const [stage, ms] of Object.entries(tiles.stageCpuMs)) stageMs[`tiles: ${stage}`] = ms;
		return tiles;
	}

	async writeLayers(): Promise<{ files: PackFileEntry[]; terrain: PackTerrain | null }> {
		const { ground, signal, stageMs, onProgress } = this.#options;
		const dir = this.#dir;
		const city = this.#city;
		// Tile threads wait for a plan made in this thread: what blocks it comes after.
		const columns = await this.#columns;
		signal.throwIfAborted();
		const files = columns ? [writeBuildingColumns(dir, columns)] : [];
		const names = await timeStage(stageMs, 'layers', threadCpuMs, async () => {
			const layers = await writeLayers(dir, city);
			await writeFile(join(dir, PACK_FILES.roadGraph), encodeRoadGraph(buildRoadGraph(city.roads)));
			await writeRejects(dir, city.rejects);
			return [...layers, PACK_FILES.roadGraph, PACK_FILES.rejects, PACK_FILES.basemap];
		});
		const terrain =
			ground && (await timeStage(stageMs, 'terrain', threadCpuMs, () => writeTerrain(dir, ground, signal)));
		await timeStage(stageMs, 'basemap', threadCpuMs, () =>
			buildBasemap(city, {
				path: join(dir, PACK_FILES.basemap),
				signal,
				onProgress: (done, total) => {
					if (this.#tilesDone) onProgress?.({ stage: 'basemap', done, total });
				},
			}),
		);
		for (const name of names) files.push({ name, ...hashFile(join(dir, name)) });
		return { files: [...files, ...(terrain?.files ?? [])], terrain: terrain?.terrain ?? null };
	}

	async writeBuildings(): Promise<PackFileEntry[]> {
		const { workers, signal, name } = this.#options;
		const { buildings, sources } = this.#city;
		const input = {
			dir: this.#dir,
			table: buildings,
			order: this.#order,
			sourceKeys: sources.map((source) => source.key),
			title: name,
			metadata: JSON.stringify({ synthetic: sources.some((source) => source.synthetic) }),
		};
		return workers > 1 ? writeBuildingFilesInThread(input, signal) : writeBuildingFiles(input);
	}
}
