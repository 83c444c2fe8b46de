import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { PackManifest } from '../../domain/pack/manifest.ts';

/** An entry of the manifest's list of files. */
export type PackFileEntry = PackManifest['files'][number];

const CHUNK_BYTES = 4 * 1024 * 1024;

/** Size and SHA-256 of a file, read in pieces. @param chunk memory for one piece, for callers with many files */
export function hashFile(
	path: string,
	chunk: Uint8Array = Buffer.allocUnsafeSlow(CHUNK_BYTES),
): { bytes: number; sha256: string } {
	const file = openSync(path, 'r');
	try {
		const hash = createHash('sha256');
		let bytes = 0;
		for (;;) {
			const length = readSync(file, chunk, 0, chunk.length, null);
			if (length === 0) return { bytes, sha256: hash.digest('hex') };
			hash.update(chunk.subarray(0, length));
			bytes += length;
		}
	} finally {
		closeSync(file);
	}
}

/** Size, number of files and one SHA-256 over the sorted list of paths and hashes of a folder, as pack.json lists tiles. */
export function hashFolder(dir: string): { bytes: number; files: number; sha256: string } {
	const paths = readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) =>
			join(entry.parentPath, entry.name)
				.slice(dir.length + 1)
				.replaceAll('\\', '/'),
		)
		.sort();
	const hash = createHash('sha256');
	const chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
	let bytes = 0;
	for (const path of paths) {
		const file = hashFile(join(dir, path), chunk);
		bytes += file.bytes;
		hash.update(`${path} ${file.sha256}\n`);
	}
	return { bytes, files: paths.length, sha256: hash.digest('hex') };
}

/** The version of a pack with these files: the same bytes give the same 12 hex digits. */
export function versionOf(files: readonly PackFileEntry[]): string {
	const hash = createHash('sha256');
	for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
		hash.update(`${file.name} ${file.bytes} ${file.sha256}\n`);
	}
	return hash.digest('hex').slice(0, 12);
}
