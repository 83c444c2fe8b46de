import { Worker } from 'node:worker_threads';
import { glbEncoderReady } from './encode-glb.ts';
import { createStageMs, type StageMs, TileMaker, type TileResults } from './make-tile.ts';
import { type BuildingMeasures, measureBuildings } from './measure-buildings.ts';
import type { TileInput } from './tile-input.ts';
import type { TilePlan } from './tile-plan.ts';

/** Rows measured in one go. */
const MEASURE_CHUNK = 8192;

/** What every thread works on; all arrays on shared memory when threads are used. */
export interface TileWork {
	readonly input: TileInput;
	readonly measures: BuildingMeasures;
	/** [next chunk to measure, next entry of `queue`]. */
	readonly next: Int32Array;
	readonly outDir: string;
}
/** The second half of the work, known once all buildings are measured. */
export interface TileQueue {
	readonly plan: TilePlan;
	readonly results: TileResults;
	/** Tiles, the most work first. */
	readonly queue: Uint32Array;
}
/** To a thread. */
export type TileOrder = { kind: 'measure'; work: TileWork } | { kind: 'make'; queue: TileQueue };
/** From a thread: tiles made since the last report, or the end of an order. */
export type TileReport = { kind: 'made'; tiles: number } | { kind: 'done'; stageMs: StageMs };

/** Measures chunk after chunk until none is left. */
export function measureShare(work: TileWork, stageMs: StageMs): void {
	const startMs = performance.now();
	const { count } = work.input;
	for (;;) {
		const from = Atomics.add(work.next, 0, 1) * MEASURE_CHUNK;
		if (from >= count) break;
		measureBuildings(work.input, from, Math.min(count, from + MEASURE_CHUNK), work.measures);
	}
	stageMs.measure += performance.now() - startMs;
}

/** Makes tile after tile until none is left, pausing after each so that messages and an abort get through. */
export async function makeShare(
	work: TileWork,
	{ plan, results, queue }: TileQueue,
	stageMs: StageMs,
	onMade: () => void,
	signal?: AbortSignal,
): Promise<void> {
	await glbEncoderReady;
	const maker = new TileMaker(work.input, work.measures, plan, results, work.outDir, stageMs);
	for (;;) {
		const at = Atomics.add(work.next, 1, 1);
		if (at >= queue.length) return;
		maker.makeTile(queue[at]!);
		onMade();
		await new Promise(setImmediate);
		signal?.throwIfAborted();
	}
}

/** Does both halves of the work on some number of threads, or in this one. */
export interface TileThreads {
	measure(): Promise<void>;
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
		measure: async () => measureShare(work, stageMs),
		make: (queue, onMade) => makeShare(work, queue, stageMs, () => onMade(1), signal),
		destroy: async () => {},
	};
}

/** Works in `count` worker threads. */
export function createTileThreads(work: TileWork, count: number, signal?: AbortSignal): TileThreads {
	const stageMs = createStageMs();
	const workers = Array.from({ length: count }, () => new Worker(new URL('./tiles-worker.mjs', import.meta.url)));
	const runAll = (order: TileOrder, onMade?: (tiles: number) => void) =>
		Promise.all(workers.map((worker) => runOrder(worker, order, stageMs, onMade, signal))).then(() => {});
	return {
		stageMs,
		measure: () => runAll({ kind: 'measure', work }),
		make: (queue, onMade) => runAll({ kind: 'make', queue }, onMade),
		destroy: async () => {
			await Promise.all(workers.map((worker) => worker.terminate()));
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
