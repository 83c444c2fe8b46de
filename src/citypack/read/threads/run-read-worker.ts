import { parentPort } from 'node:worker_threads';
import { listOwnBuffers } from '../../model/column-memory.ts';
import { createJobReader, type ReadJob } from './read-job.ts';
import type { ReadReport } from './read-threads.ts';
import { packThreadError } from './thread-error.ts';

const report = (message: ReadReport, gone: ArrayBuffer[] = []) => parentPort?.postMessage(message, gone);
const reader = createJobReader();
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ({ number, job }: { number: number; job: ReadJob }) => {
	last = last.then(async () => {
		try {
			const taken = await reader.run(job);
			report({ number, taken }, listOwnBuffers(taken.table));
		} catch (error) {
			report({ number, error: packThreadError(error) });
		}
	});
});
