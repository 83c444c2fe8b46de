import { parentPort } from 'node:worker_threads';
import { createJobReader, type ReadJob } from './read-job.ts';
import type { ReadReport } from './read-threads.ts';
import { packThreadError } from './thread-error.ts';

const report = (message: ReadReport) => parentPort?.postMessage(message);
const reader = createJobReader();
let last: Promise<void> = Promise.resolve();

parentPort?.on('message', ({ number, job }: { number: number; job: ReadJob }) => {
	last = last.then(async () => {
		try {
			report({ number, taken: await reader.run(job) });
		} catch (error) {
			report({ number, error: packThreadError(error) });
		}
	});
});
