import { UnavailableError } from '../domain/errors.ts';
import type { MeasuredBuildingFacts, MeasureQuery, MeasureResult } from '../domain/measure.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { AskSnap } from '../domain/snap.ts';
import { createWorkerCaller, type WorkerCaller } from '../workers/call-worker.ts';
import type { MeasureMessages } from '../workers/messages.ts';

/**
 * What a pointer is caught by and what is measured, on the geometry of one pack, in a worker of its own. The worker starts with the first
 * question. Rejects with UnavailableError `pack/unreachable`, `worker/failed`, `worker/closed`, DataError `pack/...`, or the signal's reason.
 */
export interface Snapper {
	/** Cost: about 1 ms where the surroundings are read already, else the reading of a few cells of the city. */
	readonly snap: AskSnap;
	measure(query: MeasureQuery, signal?: AbortSignal): Promise<MeasureResult>;
	/** All measures of a building; null = the pack has none by that fid. */
	describe(fid: number, signal?: AbortSignal): Promise<MeasuredBuildingFacts | null>;
	/** Ends the worker. */
	destroy(): void;
}

/** Where the pack lies, and how the worker is started in tests. */
export interface SnapperOptions {
	/** Folder of the pack's files, ends with '/'. */
	readonly packUrl: string;
	/** The fire service's figures that the server reckons with. */
	readonly readServiceTable: () => Promise<ServiceTable>;
	readonly startWorker?: () => Worker;
}

/** Makes the snapper of one pack; nothing is started or fetched before the first question. */
export function createSnapper({
	packUrl,
	readServiceTable,
	startWorker = startMeasureWorker,
}: SnapperOptions): Snapper {
	let running: { worker: Worker; caller: WorkerCaller<MeasureMessages>; opened: Promise<unknown> } | null = null;
	let isEnded = false;

	function open() {
		if (isEnded) throw new UnavailableError('worker/closed', 'snapper: got a question after its end, expected it open');
		if (running) return running;
		const worker = startWorker();
		const caller = createWorkerCaller<MeasureMessages>(worker);
		// Workers resolve against their own script, pages against theirs.
		const url = new URL(packUrl, location.href).href;
		const opened = readServiceTable().then((table) => caller.call('measure/open', { packUrl: url, table }));
		const mine = { worker, caller, opened };
		running = mine;
		opened.catch(() => end(mine));
		worker.addEventListener('error', () => end(mine));
		return mine;
	}

	/** After a failure the next question starts anew. */
	function end(mine: NonNullable<typeof running>): void {
		if (running === mine) running = null;
		mine.caller.destroy();
		mine.worker.terminate();
	}

	async function ask<K extends keyof MeasureMessages>(
		name: K,
		input: MeasureMessages[K][0],
		signal: AbortSignal | undefined,
	): Promise<MeasureMessages[K][1]> {
		const { caller, opened } = open();
		await (signal ? Promise.race([opened, rejectOnAbort(signal)]) : opened);
		signal?.throwIfAborted();
		return caller.call(name, input, { signal });
	}

	return {
		snap: (ray, signal) => ask('measure/snap', ray, signal),
		measure: (query, signal) => ask('measure/reckon', query, signal),
		describe: (fid, signal) => ask('measure/describe', { fid }, signal),
		destroy() {
			isEnded = true;
			if (running) end(running);
		},
	};
}

/** Never settles before the signal does. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
	return new Promise((_, fail) => {
		if (signal.aborted) fail(signal.reason);
		else signal.addEventListener('abort', () => fail(signal.reason), { once: true });
	});
}

function startMeasureWorker(): Worker {
	return new Worker(new URL('../workers/measure.worker.ts', import.meta.url), { type: 'module' });
}
