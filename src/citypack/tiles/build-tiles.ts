import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildingColumns, createBuildingColumns } from '../../domain/pack/building-columns.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { BuildingOrder } from '../order/order-buildings.ts';
import { planTiles, type TilePlan } from './tile-plan.ts';
import { toTileTable } from './tile-table.ts';
import { createInProcessThreads, createTileResults, createTileThreads } from './tile-threads.ts';
import { writeTileset } from './write-tileset.ts';

/** How and where to build. */
interface BuildTilesOptions {
	/** Folder for tileset.json, subtrees/ and content/; made if missing, expected to be empty. */
	readonly outDir: string;
	/** Worker threads; 0 or 1 works in the calling thread. */
	readonly workers: number;
	/** Called once, before the first tile: the columns of buildings.columns are filled. */
	readonly onColumns?: (columns: BuildingColumns) => void;
	readonly onProgress?: (done: number, total: number) => void;
	readonly signal?: AbortSignal;
}

/** What was built. */
export interface BuildTilesResult {
	/** Tiles with content; 0 for a city without buildings. */
	readonly tiles: number;
	/** All files as they lie on disk. */
	readonly bytesGzip: number;
	/** All files unpacked. */
	readonly bytesRaw: number;
	readonly levels: number;
	/** Milliseconds by stage, summed over threads; equal to CPU time on a machine with cores to spare. */
	readonly stageCpuMs: Record<string, number>;
}

/**
 * Builds the 3D Tiles 1.1 pyramid of a city's buildings: an implicit quadtree whose leaves hold every building exactly
 * and once, and whose coarser tiles hold large buildings as boxes and the rest merged into grid cells. Every file is
 * gzip at rest. The same table and order give the same bytes, whatever the number of workers.
 * @param order orderBuildings of the table
 * @throws DataError `tiles/too-dense` when the buildings cannot be tiled
 * @throws the signal's reason when aborted; files already written stay
 */
export async function buildTiles(
	table: BuildingTable,
	order: BuildingOrder,
	options: BuildTilesOptions,
): Promise<BuildTilesResult> {
	const { outDir, signal, onProgress, onColumns } = options;
	signal?.throwIfAborted();
	const shared = options.workers > 1;
	const columns = createBuildingColumns(table.count, shared);
	const next = new Int32Array(new SharedArrayBuffer(8));
	mkdirSync(join(outDir, 'content'), { recursive: true });
	const work = { table: toTileTable(table, shared), order, columns, next, outDir };
	const threads = shared ? createTileThreads(work, options.workers, signal) : createInProcessThreads(work, signal);
	try {
		await threads.fill();
		const planStartMs = performance.now();
		const plan = planTiles(columns, order.pages.grid);
		const planMs = performance.now() - planStartMs;
		signal?.throwIfAborted();
		const results = createTileResults(plan.tiles, shared);
		let done = 0;
		const making = threads.make({ plan, results, queue: queueTiles(plan) }, (made) => {
			done += made;
			onProgress?.(done, plan.tiles);
		});
		onColumns?.(columns);
		await making;
		const tilesetStartMs = performance.now();
		const size = writeTileset(outDir, plan, results.region);
		return {
			tiles: plan.tiles,
			bytesGzip: results.bytesGzip.reduce((sum, bytes) => sum + bytes, size.bytesGzip),
			bytesRaw: results.bytesRaw.reduce((sum, bytes) => sum + bytes, size.bytesRaw),
			levels: plan.levels,
			stageCpuMs: { ...threads.stageMs, plan: planMs, tileset: performance.now() - tilesetStartMs },
		};
	} finally {
		await threads.destroy();
	}
}

/** The tiles that take longest first, so that no thread is left alone with one at the end. */
function queueTiles(plan: TilePlan): Uint32Array {
	const cost = Float64Array.from(
		{ length: plan.tiles },
		(_, tile) => (plan.end[tile]! - plan.start[tile]!) * (plan.leaf[tile] ? 1 : 0.05),
	);
	return Uint32Array.from({ length: plan.tiles }, (_, tile) => tile).sort((a, b) => cost[b]! - cost[a]! || a - b);
}
