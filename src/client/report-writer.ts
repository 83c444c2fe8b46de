import type { ReportView } from '../domain/report/report-view.ts';
import { createWorkerCaller } from '../workers/call-worker.ts';
import type { ReportMessages, ReportProgress } from '../workers/messages.ts';

/** Lays out reports away from the page, in a worker of its own. */
export interface ReportWriter {
	/**
	 * The PDF of a report. Rejects with UnavailableError `report/font-unreachable`, `worker/failed` or `worker/closed`, DataError
	 * `report/no-font` or `report/not-written`. Cost: seconds of another thread.
	 */
	write(view: ReportView, onProgress: (progress: ReportProgress) => void): Promise<Blob>;
	/** Ends the worker at once, in the middle of its work too: what is pending rejects with `worker/closed`. */
	destroy(): void;
}

/** Starts the worker, which loads the PDF writer meanwhile. */
export function createReportWriter(startWorker: () => Worker = startReportWorker): ReportWriter {
	const worker = startWorker();
	const caller = createWorkerCaller<ReportMessages>(worker);
	return {
		async write(view, onProgress) {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = ({ data }: MessageEvent<ReportProgress>) => onProgress(data);
			try {
				return await caller.call('report/write', { view, progress: port2 }, { transfer: [port2] });
			} finally {
				port1.close();
			}
		},
		destroy() {
			caller.destroy();
			worker.terminate();
		},
	};
}

function startReportWorker(): Worker {
	return new Worker(new URL('../workers/report.worker.ts', import.meta.url), { type: 'module' });
}
