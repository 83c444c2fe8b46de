import { Worker } from 'node:worker_threads';

/** A piece of a file to be written: bytes start .. end - 1 of another file, or bytes at hand. */
export type FilePiece = { readonly path: string; readonly start: number; readonly end: number } | Uint8Array;

/** A file made of pieces, one behind the other. */
interface PieceFile {
	readonly path: string;
	readonly pieces: readonly FilePiece[];
}

/** Size and hash of a file as it was written. */
interface WrittenFile {
	readonly bytes: number;
	readonly sha256: string;
}

/** Writes files one after the other in a thread of its own, hashing while it writes. */
export interface PieceWriter {
	write(file: PieceFile): Promise<WrittenFile>;
	/** Ends the thread; what was not written yet is not. */
	close(): Promise<void>;
}

/** Starts the thread. Failures of `write` are those of the file system, e.g. a full disk (`code` ENOSPC). */
export function startPieceWriter(): PieceWriter {
	const worker = new Worker(new URL('./file-pieces-worker.mjs', import.meta.url));
	const waiting: { resolve: (file: WrittenFile) => void; reject: (error: unknown) => void }[] = [];
	const failAll = (error: unknown) => {
		for (const { reject } of waiting.splice(0)) reject(error);
	};
	worker.on('message', (message: WrittenFile | { error: unknown }) => {
		const next = waiting.shift();
		if ('error' in message) next?.reject(message.error);
		else next?.resolve(message);
	});
	worker.on('error', failAll);
	worker.on('exit', (code) => failAll(new Error(`file pieces worker: ended with code ${code}, expected its result`)));
	return {
		write: (file) =>
			new Promise((resolve, reject) => {
				waiting.push({ resolve, reject });
				worker.postMessage(file);
			}),
		close: async () => {
			await worker.terminate();
		},
	};
}
