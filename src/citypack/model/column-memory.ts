import { isMainThread } from 'node:worker_threads';

/**
 * Memory for a column, zeroed. In the main thread shared, so that worker threads read the column without a copy. In a worker thread
 * its own, to be given away by postMessage: memory that is shared does not count for the garbage collector, and a thread that makes
 * part after part would keep the memory of all.
 */
export function allocateColumn(bytes: number): ArrayBuffer | SharedArrayBuffer {
	return isMainThread ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}

/** The buffers under the columns of a table that a thread may give away: each once, without those that are shared. */
export function listOwnBuffers(table: object): ArrayBuffer[] {
	const buffers = new Set<ArrayBuffer>();
	for (const column of Object.values(table)) {
		for (const array of ArrayBuffer.isView(column) ? [column] : Object.values(Object(column))) {
			if (ArrayBuffer.isView(array) && array.buffer instanceof ArrayBuffer) buffers.add(array.buffer);
		}
	}
	return [...buffers];
}
