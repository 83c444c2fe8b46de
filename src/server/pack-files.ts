import { close, fstat, open, read } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { DataError, UnavailableError } from '../domain/errors.ts';
import type { ByteSource } from '../domain/pack/byte-source.ts';
import { truncatedError } from '../domain/pack/memory-source.ts';

// Plain descriptors: a FileHandle that nobody closes is closed, with a warning, by the garbage collector.
const openFile = promisify(open);
const readFileAt = promisify(read);
const statFile = promisify(fstat);
const closeFile = promisify(close);

/** A pack file on disk, to be closed by whoever opened it when it is no longer read. */
export interface FileSource extends ByteSource {
	/** Safe to call twice, and before the first read. */
	close(): Promise<void>;
}

/**
 * A pack file on disk. It is opened at the first read and stays open, so that a pack switched in under a running server
 * does not mix with the one in use.
 * @throws (its methods) DataError `pack/missing-file`, `pack/truncated`; UnavailableError `pack/unreadable`
 */
export function createFileSource(path: string): FileSource {
	const name = basename(path);
	let descriptor: Promise<number> | undefined;
	const openOnce = () => {
		descriptor ??= openFile(path, 'r').catch((cause) => {
			descriptor = undefined;
			throw readError(name, path, cause);
		});
		return descriptor;
	};
	return {
		name,
		size: async (signal) => {
			signal?.throwIfAborted();
			return (await statFile(await openOnce())).size;
		},
		read: async (offset, length, signal) => {
			signal?.throwIfAborted();
			const file = await openOnce();
			const bytes = new Uint8Array(length);
			let done = 0;
			while (done < length) {
				const { bytesRead } = await readFileAt(file, bytes, done, length - done, offset + done).catch((cause) => {
					throw readError(name, path, cause);
				});
				if (bytesRead === 0) throw truncatedError(name, offset, length, offset + done);
				done += bytesRead;
			}
			return bytes;
		},
		async close() {
			const opened = await descriptor?.catch(() => undefined);
			descriptor = undefined;
			if (opened !== undefined) await closeFile(opened);
		},
	};
}

function readError(name: string, path: string, cause: NodeJS.ErrnoException): Error {
	if (cause.code === 'ENOENT') {
		return new DataError('pack/missing-file', `${name}: got no file at ${path}, expected one`, {
			context: { file: name, path },
			cause,
		});
	}
	return new UnavailableError('pack/unreadable', `${name}: cannot be read: ${cause.message}`, {
		context: { file: name, path },
		cause,
	});
}

/** Size of a file, undefined when it is missing: what checkPackFiles asks. */
export async function statFileBytes(path: string): Promise<number | undefined> {
	try {
		return (await stat(path)).size;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** Tells one file at a path from the next that takes its place; null when there is none. */
export async function readFileStamp(path: string): Promise<string | null> {
	try {
		const { ino, size, mtimeNs } = await stat(path, { bigint: true });
		return `${ino} ${size} ${mtimeNs}`;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}
