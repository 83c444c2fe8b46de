import { Worker } from 'node:worker_threads';
import { type BuildingTableData, packBuildingTable } from '../model/building-table-builder.ts';
import type { PackFileEntry } from './hash-files.ts';
import type { BuildingFilesInput } from './write-building-files.ts';

/** What the thread is given. */
export type BuildingFilesOrder = Omit<BuildingFilesInput, 'table'> & { readonly table: BuildingTableData };

/** writeBuildingFiles in a thread of its own. Rejects with the signal's reason when aborted; the files stay half-written. */
export function writeBuildingFilesInThread(input: BuildingFilesInput, signal: AbortSignal): Promise<PackFileEntry[]> {
	signal.throwIfAborted();
	const workerData: BuildingFilesOrder = { ...input, table: packBuildingTable(input.table) };
	const worker = new Worker(new URL('./building-files-worker.mjs', import.meta.url), {
		workerData,
		// It holds large arrays and few objects.
		resourceLimits: { maxYoungGenerationSizeMb: 8 },
	});
	return new Promise((resolve, reject) => {
		const onAbort = () => {
			// Only when the thread is gone is its folder free to be removed.
			worker.terminate().then(() => reject(signal.reason), reject);
		};
		signal.addEventListener('abort', onAbort, { once: true });
		worker.once('message', resolve);
		worker.on('error', reject);
		worker.once('exit', (code) => {
			signal.removeEventListener('abort', onAbort);
			if (!signal.aborted) reject(new Error(`building files worker: ended with code ${code}, expected its result`));
		});
	});
}
