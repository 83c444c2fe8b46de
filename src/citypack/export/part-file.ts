import { open, rename, rm } from 'node:fs/promises';
import { describeError, UnavailableError } from '../../domain/errors.ts';

const FLUSH_BYTES = 1 << 20;

/** A file being written beside the place it is meant for, so that a reader never finds half of it. */
export interface PartFile {
	/** Adds bytes or text (UTF-8). @throws UnavailableError `export/cannot-write` */
	write(part: Uint8Array | string): Promise<void>;
	/** Puts the file in its place and returns its size. @throws UnavailableError `export/cannot-write` */
	finish(): Promise<number>;
	/** Removes what was written. */
	discard(): Promise<void>;
}

/** Opens `<path>.part-<pid>`. @throws UnavailableError `export/cannot-write` */
export async function openPartFile(path: string): Promise<PartFile> {
	const part = `${path}.part-${process.pid}`;
	const orFail = async <T>(work: Promise<T>): Promise<T> => {
		try {
			return await work;
		} catch (cause) {
			throw new UnavailableError('export/cannot-write', `${path}: cannot be written: ${describeError(cause)}`, {
				context: { path },
				cause,
			});
		}
	};
	const file = await orFail(open(part, 'w'));
	let waiting: Buffer[] = [];
	let waitingBytes = 0;
	let bytes = 0;
	const flush = async () => {
		const block = waiting.length === 1 ? (waiting[0] as Buffer) : Buffer.concat(waiting, waitingBytes);
		waiting = [];
		waitingBytes = 0;
		let done = 0;
		while (done < block.length) done += (await orFail(file.write(block, done))).bytesWritten;
		bytes += block.length;
	};
	return {
		write: async (added) => {
			if (added.length === 0) return;
			const block =
				typeof added === 'string' ? Buffer.from(added) : Buffer.from(added.buffer, added.byteOffset, added.length);
			waiting.push(block);
			waitingBytes += block.length;
			if (waitingBytes >= FLUSH_BYTES) await flush();
		},
		finish: async () => {
			if (waitingBytes > 0) await flush();
			await orFail(file.close());
			await orFail(rename(part, path));
			return bytes;
		},
		discard: async () => {
			await file.close().catch(() => {});
			await rm(part, { force: true });
		},
	};
}
