import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { BuildingColumns } from '../domain/pack/building-columns.ts';
import { abortTogether, allOrNone } from './all-or-none.ts';
import type { BuildingTable } from './model/building-table.ts';
import { fitBuildingGrid } from './order/fit-building-grid.ts';
import { joinBoxes, measureBuildingBoxes } from './order/measure-building-boxes.ts';
import { orderBuildings } from './order/order-buildings.ts';
import { processCpuMs, timeStage } from './stage-clock.ts';
import { type BuildTilesResult, buildTiles } from './tiles/build-tiles.ts';
import { writeBuildingFilesInThread } from './write/building-files-thread.ts';
import { hashFolder, type PackFileEntry } from './write/hash-files.ts';
import { type BuildingFilesInput, writeBuildingColumns, writeBuildingFiles } from './write/write-building-files.ts';
import type { WriteFilesOptions } from './write-layer-files.ts';

/** What of a pack is made of its buildings. */
export interface WrittenBuildings {
	readonly files: readonly PackFileEntry[];
	/** Path of tileset.json inside the pack. */
	readonly tileset: string;
	readonly tiles: BuildTilesResult;
}

/**
 * Writes the tiles and the building files of a table, at the same time. The same table gives the same bytes, whatever the number of
 * workers.
 * @param about what the header of buildings.fgb says
 * @throws the first failure of any of them, when all have ended; the signal's reason when aborted. Files already written stay
 */
export async function writeBuildingLayers(
	dir: string,
	table: BuildingTable,
	about: Pick<BuildingFilesInput, 'sourceKeys' | 'title' | 'metadata'>,
	{ workers, stageMs, onProgress, ...options }: WriteFilesOptions & { readonly workers: number },
): Promise<WrittenBuildings> {
	const order = await timeStage(stageMs, 'order', processCpuMs, () => {
		const boxes = measureBuildingBoxes(table);
		return orderBuildings(table, fitBuildingGrid(joinBoxes(boxes)), boxes);
	});
	const { failed, signal } = abortTogether(options.signal);
	const tilesDir = join(dir, 'tiles', 'new');
	let onColumns: (columns: BuildingColumns | null) => void = () => {};
	const filled = new Promise<BuildingColumns | null>((resolve) => {
		onColumns = resolve;
	});
	const makeTiles = () =>
		buildTiles(table, order, {
			outDir: tilesDir,
			workers,
			signal,
			onColumns,
			onProgress: (done, total) => onProgress?.({ stage: 'tiles', done, total }),
		}).finally(() => onColumns(null));
	// The tiles fill the columns first; null = they failed, which they tell themselves.
	const writeColumns = async () => {
		const columns = await filled;
		return columns ? [writeBuildingColumns(dir, columns)] : [];
	};
	const makeFiles = async () => {
		const input = { ...about, dir, table, order };
		return workers > 1 ? writeBuildingFilesInThread(input, signal) : writeBuildingFiles(input);
	};
	const [tiles, columns, files] = await allOrNone([makeTiles(), writeColumns(), makeFiles()] as const, failed);
	for (const [stage, ms] of Object.entries(tiles.stageCpuMs)) stageMs[`tiles: ${stage}`] = ms;
	onProgress?.({ stage: 'finish', done: 0, total: 1 });
	return timeStage(stageMs, 'finish', processCpuMs, async () => {
		const hashed = hashFolder(tilesDir);
		const name = `tiles/${hashed.sha256.slice(0, 12)}`;
		await rename(tilesDir, join(dir, name));
		return { files: [...files, ...columns, { name: `${name}/`, ...hashed }], tileset: `${name}/tileset.json`, tiles };
	});
}
