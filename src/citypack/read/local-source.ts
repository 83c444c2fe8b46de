import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { NotFoundError } from '../../domain/errors.ts';
import type { ByteSource } from '../../domain/pack/byte-source.ts';
import { truncatedError } from '../../domain/pack/memory-source.ts';

/**
 * A local file for the few reads of a build or a validation; each read opens and closes it.
 * @throws (its methods) NotFoundError `source/missing-file`, DataError `pack/truncated`
 */
export function createLocalSource(path: string, name = basename(path)): ByteSource {
	return {
		name,
		size: async () => withFile(path, name, (file) => fstatSync(file).size),
		read: async (offset, length, signal) => {
			signal?.throwIfAborted();
			return withFile(path, name, (file) => {
				const bytes = new Uint8Array(length);
				let done = 0;
				while (done < length) {
					const count = readSync(file, bytes, done, length - done, offset + done);
					if (count === 0) throw truncatedError(name, offset, length, offset + done);
					done += count;
				}
				return bytes;
			});
		},
	};
}

function withFile<T>(path: string, name: string, use: (file: number) => T): T {
	const file = openFile(path, name);
	try {
		return use(file);
	} finally {
		closeSync(file);
	}
}

function openFile(path: string, name: string): number {
	try {
		return openSync(path, 'r');
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		throw new NotFoundError('source/missing-file', `${name}: got no file at ${path}, expected one`, {
			context: { file: name, path },
			cause,
		});
	}
}
