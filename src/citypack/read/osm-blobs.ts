import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { PbfReader } from 'pbf';
import { DataError, describeError, NotFoundError } from '../../domain/errors.ts';

const inflateAsync = promisify(inflate);

/** Limits of the format: a BlobHeader below 64 KiB, a Blob below 32 MiB (OpenStreetMap wiki, PBF Format). */
const MAX_HEADER_BYTES = 64 * 1024;
const MAX_BLOB_BYTES = 32 * 1024 * 1024;

/** One uncompressed block of an OSM PBF file. */
interface OsmBlob {
	readonly type: 'OSMHeader' | 'OSMData';
	readonly data: Uint8Array;
	/** Where the blob's header length begins in the file, bytes. */
	readonly offset: number;
	/** Where the next one begins. */
	readonly end: number;
}

/** A DataError for a PBF file: `osm/bad-pbf`, with file, byte offset, what was found and what was expected. */
export function badPbf(file: string, offset: number, what: string, found: unknown, expected: unknown, cause?: unknown) {
	return new DataError('osm/bad-pbf', `${file}: byte ${offset}: ${what}: got ${found}, expected ${expected}`, {
		context: { file, offset, found: String(found), expected: String(expected) },
		cause,
	});
}

function isMissing(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

interface BlobFields {
	raw: Uint8Array | null;
	zlib: Uint8Array | null;
	rawSize: number | null;
	/** Name of a compression we do not read. */
	other: string | null;
}

/** Field numbers of Blob for compressions that are allowed by the format and not read here. */
const OTHER_COMPRESSIONS: Readonly<Record<number, string>> = { 4: 'lzma', 5: 'bzip2', 6: 'lz4', 7: 'zstd' };

/** A length-delimited field's bytes; a length beyond the message is an error, where the library would return less. */
function readBytesChecked(pbf: PbfReader): Uint8Array {
	const length = pbf.readVarint();
	if (length > pbf.length - pbf.pos)
		throw new RangeError(`field of ${length} bytes where ${pbf.length - pbf.pos} are left`);
	const start = pbf.pos;
	pbf.pos += length;
	return pbf.buf.subarray(start, pbf.pos);
}

function parseBlobHeader(bytes: Uint8Array): { type: string; dataSize: number } {
	const pbf = new PbfReader(bytes);
	let type = '';
	let dataSize = -1;
	for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
		if (field === 1) type = new TextDecoder().decode(readBytesChecked(pbf));
		else if (field === 3) dataSize = pbf.readVarint();
		else pbf.skip(pbf.type);
	}
	return { type, dataSize };
}

function parseBlob(bytes: Uint8Array): BlobFields {
	const pbf = new PbfReader(bytes);
	const blob: BlobFields = { raw: null, zlib: null, rawSize: null, other: null };
	for (let field = pbf.nextField(); field !== 0; field = pbf.nextField()) {
		if (field === 1) blob.raw = readBytesChecked(pbf);
		else if (field === 2) blob.rawSize = pbf.readVarint();
		else if (field === 3) blob.zlib = readBytesChecked(pbf);
		else {
			blob.other = OTHER_COMPRESSIONS[field] ?? blob.other;
			pbf.skip(pbf.type);
		}
	}
	return blob;
}

async function unpackBlob(bytes: Uint8Array, file: string, offset: number): Promise<Uint8Array> {
	let blob: BlobFields;
	try {
		blob = parseBlob(bytes);
	} catch (error) {
		throw badPbf(file, offset, 'blob', describeError(error), 'a readable Blob message', error);
	}
	if (blob.raw) return blob.raw;
	if (!blob.zlib) throw badPbf(file, offset, 'blob', blob.other ?? 'no data', 'zlib or uncompressed data');
	let data: Uint8Array;
	try {
		data = await inflateAsync(blob.zlib, { maxOutputLength: MAX_BLOB_BYTES });
	} catch (error) {
		throw badPbf(file, offset, 'zlib data', describeError(error), `${blob.rawSize ?? 'some'} bytes`, error);
	}
	if (blob.rawSize !== null && data.byteLength !== blob.rawSize)
		throw badPbf(file, offset, 'zlib data', `${data.byteLength} bytes`, `${blob.rawSize} bytes`);
	return data;
}

/**
 * The blocks of an OSM PBF file in order, uncompressed, one in memory at a time. The first is the OSMHeader.
 * @throws NotFoundError `osm/no-file`; DataError `osm/bad-pbf` with the byte offset, for a file that is cut, garbled, compressed
 * in a way not read here, or holds an unknown kind of block (which a flipped byte also looks like); the signal's reason.
 */
export async function* readOsmBlobs(path: string, signal?: AbortSignal): AsyncGenerator<OsmBlob, void, undefined> {
	const file = basename(path);
	const handle = await open(path, 'r').catch((error: unknown) => {
		if (!isMissing(error)) throw error;
		throw new NotFoundError('osm/no-file', `${path}: got no such file, expected an OSM PBF file`, {
			context: { file: path },
			cause: error,
		});
	});
	try {
		const { size } = await handle.stat();
		const read = async (offset: number, length: number, what: string) => {
			const bytes = Buffer.allocUnsafe(length);
			const { bytesRead } = await handle.read(bytes, 0, length, offset);
			if (bytesRead !== length) throw badPbf(file, offset, what, `${bytesRead} bytes`, `${length} bytes`);
			return bytes;
		};
		let offset = 0;
		while (offset < size || offset === 0) {
			signal?.throwIfAborted();
			const headerBytes = (await read(offset, 4, 'length of a block header')).readUInt32BE(0);
			if (headerBytes === 0 || headerBytes >= MAX_HEADER_BYTES)
				throw badPbf(file, offset, 'length of a block header', headerBytes, `1 to ${MAX_HEADER_BYTES - 1}`);
			const headerAt = offset + 4;
			let header: { type: string; dataSize: number };
			try {
				header = parseBlobHeader(await read(headerAt, headerBytes, 'block header'));
			} catch (error) {
				if (error instanceof DataError) throw error;
				throw badPbf(file, headerAt, 'block header', describeError(error), 'a BlobHeader message', error);
			}
			const { type, dataSize } = header;
			if (type !== 'OSMHeader' && type !== 'OSMData')
				throw badPbf(file, headerAt, 'kind of block', JSON.stringify(type.slice(0, 40)), 'OSMHeader or OSMData');
			if ((type === 'OSMHeader') !== (offset === 0))
				throw badPbf(file, headerAt, 'kind of block', type, offset === 0 ? 'OSMHeader first' : 'OSMData');
			if (dataSize < 1 || dataSize > MAX_BLOB_BYTES)
				throw badPbf(file, headerAt, 'size of a block', dataSize, `1 to ${MAX_BLOB_BYTES}`);
			const blobAt = headerAt + headerBytes;
			const bytes = await read(blobAt, dataSize, 'block');
			const end = blobAt + dataSize;
			yield { type, data: await unpackBlob(bytes, file, blobAt), offset, end };
			offset = end;
		}
	} finally {
		await handle.close();
	}
}
