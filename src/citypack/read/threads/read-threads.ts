import { Worker } from 'node:worker_threads';
import type { TakenBuildings } from '../take/take-plan.ts';
import type { ReadJob } from './read-job.ts';
import { openThreadError, type ThreadError } from './thread-error.ts';

/** From a thread: what a job took, or why it failed. */
export type ReadReport = { number: number; taken: TakenBuildings } | { number: number; error: ThreadError };

/** Threads that read shares of inputs. */
export interface ReadThreads {
	readonly count: number;
	/** Gives a job to the thread that has the least to do. Rejects with the job's error, or with the signal's reason. */
	run(job: ReadJob): Promise<TakenBuildings>;
	/** Ends the threads; what is pending rejects. */
	destroy(): Promise<void>;
}

interface Pending {
	readonly resolve: (taken: TakenBuildings) => void;
	readonly reject: (error: unknown) => void;
}

class ReadThread {
	readonly pending = new Map<number, Pending>();
	readonly worker = new Worker(new URL('./read-worker.mjs', import.meta.url));

	constructor() {
		this.worker.on('message', (report: ReadReport) => {
			const pending = this.pending.get(report.number);
			this.pending.delete(report.number);
			if ('taken' in report) pending?.resolve(report.taken);
			else pending?.reject(openThreadError(report.error));
		});
		this.worker.on('error', (error) => this.rejectAll(error));
		this.worker.on('exit', (code) =>
			this.rejectAll(new Error(`read worker: ended with code ${code}, expected a result`)),
		);
	}

	rejectAll(error: unknown): void {
		for (const { reject } of this.pending.values()) reject(error);
		this.pending.clear();
	}
}

/** Up to `count` threads, each started when there is work for it. They end with `destroy`, which the caller owes. */
export function createReadThreads(count: number, signal?: AbortSignal): ReadThreads {
	const threads: ReadThread[] = [];
	const findThread = (): ReadThread => {
		const idle = threads.find(({ pending }) => pending.size === 0);
		if (idle) return idle;
		if (threads.length < count) threads.push(new ReadThread());
		return threads.reduce((least, one) => (one.pending.size < least.pending.size ? one : least));
	};
	let number = 0;
	const onAbort = () => {
		for (const thread of threads) thread.rejectAll(signal?.reason);
	};
	signal?.addEventListener('abort', onAbort);
	return {
		count,
		run: (job) =>
			new Promise((resolve, reject) => {
				if (signal?.aborted) return reject(signal.reason);
				const thread = findThread();
				thread.pending.set(++number, { resolve, reject });
				const sent = ownBytes(job);
				const bytes = sent.kind === 'records' && sent.part.kind === 'bytes' ? sent.part.bytes.buffer : null;
				thread.worker.postMessage({ number, job: sent }, bytes instanceof ArrayBuffer ? [bytes] : []);
			}),
		destroy: async () => {
			signal?.removeEventListener('abort', onAbort);
			await Promise.all(threads.map((thread) => thread.worker.terminate()));
		},
	};
}

/** Bytes that stand alone in their buffer: posting a view would copy, or take away, all that lies around it. */
function ownBytes(job: ReadJob): ReadJob {
	if (job.kind !== 'records' || job.part.kind !== 'bytes') return job;
	const { bytes } = job.part;
	if (bytes.buffer instanceof SharedArrayBuffer || bytes.byteLength === bytes.buffer.byteLength) return job;
	return { ...job, part: { ...job.part, bytes: bytes.slice() } };
}
