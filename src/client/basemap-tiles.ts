import type { BasemapTileRequest } from '../domain/basemap.ts';
import { UnavailableError } from '../domain/errors.ts';
import { createWorkerCaller, type WorkerCaller } from '../workers/call-worker.ts';
import type { BasemapMessages } from '../workers/messages.ts';

/** Painted squares of the 2D ground. */
export interface BasemapTiles {
	/**
	 * A 512 x 512 px tile, rows from south to north. Close the bitmap when it is no longer needed. Outside the data it is plain
	 * ground. Rejects with UnavailableError `basemap/unreachable`, DataError `basemap/damaged`, or the signal's reason.
	 */
	requestTile(request: BasemapTileRequest, signal: AbortSignal): Promise<ImageBitmap>;
	/** Ends the workers; what is pending rejects with UnavailableError `worker/closed`. */
	destroy(): void;
}

/** Starts workers that paint the basemap file at `url` (which must answer byte ranges). */
export function createBasemapTiles({ url, workers = 2 }: { url: string; workers?: number }): BasemapTiles {
	// Workers resolve against their own script, pages against theirs.
	const absoluteUrl = new URL(url, location.href).href;
	const painters: { worker: Worker; caller: WorkerCaller<BasemapMessages> }[] = [];
	for (let i = 0; i < workers; i++) {
		const worker = new Worker(new URL('../workers/basemap.worker.ts', import.meta.url), { type: 'module' });
		painters.push({ worker, caller: createWorkerCaller<BasemapMessages>(worker) });
	}
	return {
		async requestTile({ z, x, y, style, language }, signal) {
			const [first, ...rest] = painters;
			if (!first) throw new UnavailableError('worker/closed', 'basemap: got a request without workers, expected >= 1');
			let free = first;
			for (const painter of rest) if (painter.caller.pendingCount < free.caller.pendingCount) free = painter;
			return free.caller.call('basemap/paint-tile', { url: absoluteUrl, z, x, y, style, language }, { signal });
		},
		destroy() {
			for (const { worker, caller } of painters) {
				caller.destroy();
				worker.terminate();
			}
		},
	};
}
