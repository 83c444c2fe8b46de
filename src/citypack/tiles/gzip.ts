import { gzipSync } from 'node:zlib';

/** Gzip whose bytes depend on the content only: no time, and no operating system in its header. */
export function gzipBytes(bytes: Uint8Array, level: number): Uint8Array {
	const packed = gzipSync(bytes, { level });
	packed[9] = 255;
	return packed;
}
