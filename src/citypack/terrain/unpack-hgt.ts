import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import yauzl from 'yauzl';
import { AppError, DataError, describeError } from '../../domain/errors.ts';

/** A square degree of one second has 25.9 MB: what is much larger is none, and may be a trap. */
const MAX_BYTES = 64 * 1024 * 1024;
const gunzipAsync = promisify(gunzip);

/**
 * The .hgt file inside N43E007.hgt.zip or N43E007.hgt.gz, with its own name.
 * @throws DataError `dem/bad-archive` when it cannot be unpacked or holds not exactly one .hgt file
 */
export async function unpackHgt(path: string): Promise<{ name: string; bytes: Buffer }> {
	try {
		if (/\.zip$/i.test(path)) return await unzip(path);
		const bytes = await gunzipAsync(await readFile(path), { maxOutputLength: MAX_BYTES });
		return { name: basename(path).replace(/\.gz$/i, ''), bytes };
	} catch (cause) {
		if (cause instanceof AppError || (cause as NodeJS.ErrnoException).code === 'ENOENT') throw cause;
		throw badArchive(path, describeError(cause), cause);
	}
}

async function unzip(path: string): Promise<{ name: string; bytes: Buffer }> {
	const zip = await yauzl.openPromise(path, { autoClose: false });
	try {
		const entries: yauzl.Entry[] = [];
		for await (const entry of zip.eachEntry()) if (/\.hgt$/i.test(entry.fileName)) entries.push(entry);
		const [entry] = entries;
		if (!entry || entries.length > 1) throw badArchive(path, `${entries.length} .hgt files inside`);
		if (entry.uncompressedSize > MAX_BYTES) throw badArchive(path, `${entry.uncompressedSize} bytes inside`);
		const chunks: Buffer[] = [];
		for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
		return { name: basename(entry.fileName), bytes: Buffer.concat(chunks) };
	} finally {
		zip.close();
	}
}

function badArchive(path: string, found: string, cause?: unknown): DataError {
	return new DataError('dem/bad-archive', `${path}: got ${found}, expected an archive of one .hgt file`, {
		context: { path },
		cause,
	});
}
