import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import { type BuildingNumbers, fillBuildingColumns } from '../order/fill-building-columns.ts';
import type { BuildingOrder } from '../order/order-buildings.ts';
import { glbEncoderReady } from './encode-glb.ts';
import { contentPath, createStageMs, type StageMs, TileMaker } from './make-tile.ts';
import type { TilePlan } from './tile-plan.ts';

/** What a thread makes is large and outside of the heap: a small room for young objects saves 15 MB a thread and no time. */
const THREAD_LIMITS = { maxYoungGenerationSizeMb: 8 };
/** Buildings whose columns are filled in one go. */
const FILL_CHUNK = 8192;

/** What every thread works on; the large arrays on shared memory when threads are used. */
export interface TileWork {
	readonly table: BuildingNumbers;
	readonly order: BuildingOrder;
	/** Filled by the threads. */
	readonly columns: BuildingColumns;
	/** [next chunk to fill, next entry of `queue`]. */
	readonly next: Int32Array;
	readonly outDir: string;
}
/** The second half of the work, known once all columns are filled. */
interface TileQueue {
	readonly plan: TilePlan;
	readonly results: TileResults;
	/** Tiles, the most work first. */
	readonly queue: Uint32Array;
}
/** What the tiles turned out to be; one entry per tile of the plan. */
interface TileResults {
	/** MadeTile.region, 6 a tile. */
	readonly region: Float64Array;
	readonly bytesRaw: Uint32Array;
	readonly bytesGzip: Uint32Array;
}
/** To a thread; `end` is heard between two tiles. */
export type TileOrder = { kind: 'fill'; work: TileWork } | { kind: 'make'; queue: TileQueue } | { kind: 'end' };
/** From a thread: tiles made since the last report, or the end of an order. */
export type TileReport = { kind: 'made'; tiles: number } | { kind: 'done'; stageMs: StageMs };

/** Makes room for the results, on shared memory when worker threads are to fill it. */
export function createTileResults(tiles: number, shared: boolean): TileResults {
	const room = (bytes: number) => (shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
	return {
		region: new Float64Array(room(tiles * 48)),
		bytesRaw: new Uint32Array(room(tiles * 4)),
		bytesGzip: new Uint32Array(room(tiles * 4)),
	};
}

/** Fills the columns chunk after chunk until none is left. */
export function fillShare({ table, order, columns, next }: TileWork, stageMs: StageMs): void {
	const startMs = performance.now();
	const { count } = columns;
	for (;;) {
		const from = Atomics.add(next, 0, 1) * FILL_CHUNK;
		if (from >= count) break;
		fillBuildingColumns(table, order.rows, columns, from, Math.min(count, from + FILL_CHUNK));
	}
	stageMs.columns += performance.now() - startMs;
}

/** Makes and writes tile after tile until none is left, pausing after each so that messages and an abort get through. */
export async function makeShare(
	{ table, order, columns, next, outDir }: TileWork,
	{ plan, results, queue }: TileQueue,
	stageMs: StageMs,
	onMade: () => void,
	signal?: AbortSignal,
): Promise<void> {
	await glbEncoderReady;
	const maker = new TileMaker(plan, columns, order.pages, stageMs);
	const { lonLat, ringStart, buildingRing } = table;
	const outlines = { lonLat, ringStart, buildingRing, rows: order.rows, firstOrdinal: 0 };
	for (;;) {
		const at = Atomics.add(next, 1, 1);
		if (at >= queue.length) return;
		const tile = queue[at]!;
		const { bytes, bytesRaw, region } = maker.makeTile(tile, outlines);
		const startMs = performance.now();
		writeFileSync(join(outDir, contentPath(plan.level[tile]!, plan.x[tile]!, plan.y[tile]!)), bytes);
		stageMs.write += performance.now() - startMs;
		results.region.set(region, tile * 6);
		results.bytesRaw[tile] = bytesRaw;
		results.bytesGzip[tile] = bytes.byteLength;
		onMade();
		await new Promise(setImmediate);
		signal?.throwIfAborted();
	}
}

/** Does both halves of the work on some number of threads, or in this one. */
interface TileThreads {
	fill(): Promise<void>;
	make(queue: TileQueue, onMade: (tiles: number) => void): Promise<void>;
	/** Milliseconds by stage, over all threads. */
	readonly stageMs: StageMs;
	/** Ends the threads; every pending call rejects with the signal's reason, if it is aborted. */
	destroy(): Promise<void>;
}

/** Works in this thread. */
export function createInProcessThreads(work: TileWork, signal?: AbortSignal): TileThreads {
	const stageMs = createStageMs();
	return {
		stageMs,
		fill: async () => fillShare(work, stageMs),
		make: (queue, onMade) => makeShare(work, queue, stageMs, () => onMade(1), signal),
		destroy: async () => {},
	};
}

/** Works in `count` worker threads. */
export function createTileThreads(work: TileWork, count: number, signal?: AbortSignal): TileThreads {
	const stageMs = createStageMs();
	const workers = Array.from(
		{ length: count },
		() => new Worker(new URL('./tiles-worker.mjs', import.meta.url), { resourceLimits: THREAD_LIMITS }),
	);
	// An order that has been given up listens no more; a thread that fails after that (on a full disk they all do) must end nothing.
	for (const worker of workers) worker.on('error', () => {});
	const ended = workers.map((worker) => new Promise((resolve) => worker.once('exit', resolve)));
	const runAll = (order: TileOrder, onMade?: (tiles: number) => void) =>
		Promise.all(workers.map((worker) => runOrder(worker, order, stageMs, onMade, signal))).then(() => {});
	return {
		stageMs,
		fill: () => runAll({ kind: 'fill', work }),
		make: (queue, onMade) => runAll({ kind: 'make', queue }, onMade),
		destroy: async () => {
			// Asked, not terminated: Node 20 aborts the whole process when a thread is stopped while it makes a gzip stream.
			for (const worker of workers) worker.postMessage({ kind: 'end' } satisfies TileOrder);
			await Promise.all(ended);
		},
	};
}

function runOrder(
	worker: Worker,
	order: TileOrder,
	stageMs: StageMs,
	onMade?: (tiles: number) => void,
	signal?: AbortSignal,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const settle = (error?: unknown) => {
			worker.off('message', onMessage).off('error', settle).off('exit', onExit);
			signal?.removeEventListener('abort', onAbort);
			if (error === undefined) resolve();
			else reject(error);
		};
		const onMessage = (report: TileReport) => {
			if (report.kind === 'made') return onMade?.(report.tiles);
			for (const stage of Object.keys(stageMs) as (keyof StageMs)[]) stageMs[stage] += report.stageMs[stage];
			settle();
		};
		const onExit = (code: number) => settle(new Error(`tiles worker: ended with code ${code}, expected a result`));
		const onAbort = () => settle(signal?.reason);
		worker.on('message', onMessage).on('error', settle).on('exit', onExit);
		signal?.addEventListener('abort', onAbort);
		if (signal?.aborted) onAbort();
		else worker.postMessage(order);
	});
}
