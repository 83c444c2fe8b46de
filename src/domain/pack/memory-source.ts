import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';

/** A pack file that lies in memory. Reads are views of `bytes`, not copies. */
export function createMemorySource(name: string, bytes: Uint8Array): ByteSource {
	return {
		name,
		size: async () => bytes.byteLength,
		read: async (offset, length, signal) => {
			signal?.throwIfAborted();
			if (offset < 0 || offset + length > bytes.byteLength)
				throw truncatedError(name, offset, length, bytes.byteLength);
			return bytes.subarray(offset, offset + length);
		},
	};
}

/** The error of every byte source for a read that reaches past the end of its file. */
export function truncatedError(name: string, offset: number, length: number, size: number): DataError {
	return new DataError(
		'pack/truncated',
		`${name}: got ${size} bytes, expected at least ${offset + length} (a read of ${length} at ${offset})`,
		{ context: { file: name, offset, length, size } },
	);
}
