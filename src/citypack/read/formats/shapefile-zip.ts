import { isUtf8 } from 'node:buffer';
import { open as openHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, open, type ZipFile } from 'yauzl';
import { AppError, DataError, describeError } from '../../../domain/errors.ts';
import type { ShapefilePart } from './shapefile-part.ts';

/** Mac's twins of files, which only carry its own marks. */
const MAC_FOLDER = '__MACOSX/';
const LOCAL_HEADER = 0x0403_4b50;

/**
 * The files in a zip, to be read one by one or side by side without unpacking it (yauzl: kept up, one dependency, reads by the
 * central directory, streams). Names without the mark of UTF-8 are read as GBK where they are not valid UTF-8.
 * @throws DataError `input/not-zip`, `input/damaged`; while reading `input/damaged`
 */
export async function openZip(path: string): Promise<{ parts: ShapefilePart[]; close: () => void }> {
	const file = basename(path);
	try {
		const zip = await openFile(path);
		const entries = await listEntries(zip);
		return { parts: entries.map(({ name, entry }) => zipPart(zip, entry, name, file)), close: () => zip.close() };
	} catch (cause) {
		// The list of entries stands at the end: what begins as a zip and has none was cut off.
		const code = (await beginsAsZip(path)) ? 'input/damaged' : 'input/not-zip';
		throw new DataError(code, `${file}: ${describeError(cause)}, expected a whole zip file`, {
			context: { file },
			cause,
		});
	}
}

async function beginsAsZip(path: string): Promise<boolean> {
	const file = await openHandle(path, 'r');
	try {
		const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
		return buffer.readUInt32LE(0) === LOCAL_HEADER;
	} finally {
		await file.close();
	}
}

function openFile(path: string): Promise<ZipFile> {
	return new Promise((resolve, reject) => {
		open(path, { lazyEntries: true, autoClose: false, decodeStrings: false }, (error, zip) =>
			error ? reject(error) : resolve(zip),
		);
	});
}

function listEntries(zip: ZipFile): Promise<{ name: string; entry: Entry }[]> {
	const entries: { name: string; entry: Entry }[] = [];
	return new Promise((resolve, reject) => {
		zip.on('entry', (entry: Entry) => {
			const name = decodeName(entry.fileName as unknown as Buffer);
			if (!name.endsWith('/') && !name.startsWith(MAC_FOLDER)) entries.push({ name, entry });
			zip.readEntry();
		});
		zip.on('error', reject);
		zip.on('end', () => resolve(entries));
		zip.readEntry();
	});
}

function decodeName(bytes: Buffer): string {
	return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gbk').decode(bytes);
}

function zipPart(zip: ZipFile, entry: Entry, name: string, file: string): ShapefilePart {
	const stream = () => readEntry(zip, entry, `${file}: ${name}`);
	return {
		name,
		size: entry.uncompressedSize,
		stream,
		readAll: async () => {
			const chunks: Buffer[] = [];
			for await (const chunk of stream()) chunks.push(chunk);
			return Buffer.concat(chunks);
		},
	};
}

async function* readEntry(zip: ZipFile, entry: Entry, where: string): AsyncGenerator<Buffer> {
	try {
		const stream = await new Promise<Readable>((resolve, reject) => {
			zip.openReadStream(entry, (error, readable) => (error ? reject(error) : resolve(readable)));
		});
		let checksum = 0;
		for await (const chunk of stream as AsyncIterable<Buffer>) {
			checksum = crc32(chunk, checksum);
			yield chunk;
		}
		if (checksum === entry.crc32) return;
		throw new Error(`got checksum ${checksum.toString(16)}, expected ${entry.crc32.toString(16)}`);
	} catch (cause) {
		if (cause instanceof AppError) throw cause;
		throw new DataError('input/damaged', `${where}: ${describeError(cause)}, expected whole data`, {
			context: { file: where },
			cause,
		});
	}
}
