import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { DataError, NotFoundError } from '../../../domain/errors.ts';
import { decodeText, isUtf8Name } from './decode-text.ts';
import { type Compression, stripCompression } from './strip-compression.ts';
import { unpackZstd } from './unpack-zstd.ts';

const CHUNK_BYTES = 1 << 18;

/** The content of a file, unpacked, chunk by chunk; a chunk is valid until the next is asked for. */
export interface ByteStream extends AsyncIterable<Uint8Array> {
	readonly path: string;
	/** Bytes of the file on disk. */
	readonly size: number;
	/** Whether the content is the file's own bytes, neither unpacked nor converted. */
	readonly isPlain: boolean;
	/** Bytes of the file on disk read so far, for progress. */
	readonly position: number;
}

/** How the content of a file is taken. */
interface ByteStreamOptions {
	readonly signal?: AbortSignal;
	/** 'text' (default): a byte order mark is skipped, UTF-16 and binary files are refused. 'any': bytes as they are. */
	readonly content?: 'text' | 'any';
	/** Text encoding to convert to UTF-8 from; absent = UTF-8. */
	readonly encoding?: string;
}

/**
 * Opens a plain, gzip or zstd file (by its first bytes, whatever its name) for reading once from start to end in bounded
 * memory. To read it again, open it again.
 * @throws NotFoundError `source/missing-file`; DataError `input/not-a-file`, `input/damaged` when the name says `.gz` or `.zst`
 * and the content is not; while reading: `input/truncated`, `input/damaged`, `input/not-text`, `input/wrong-encoding`
 */
export async function openByteStream(path: string, options: ByteStreamOptions = {}): Promise<ByteStream> {
	const { size, compression } = await lookAt(path);
	const named = stripCompression(path).compression;
	if (named && named !== compression) {
		throw new DataError(
			size === 0 ? 'input/truncated' : 'input/damaged',
			`${path}: byte 0: got ${size === 0 ? 'an empty file' : (compression ?? 'other data')}, expected ${named} data`,
			{ context: { file: path, byte: 0 } },
		);
	}
	const state = { position: 0 };
	const onRead = (bytes: number) => {
		state.position = bytes;
	};
	const unpacked = unpack(path, compression, options.signal, onRead);
	const chunks = options.content === 'any' ? unpacked : decodeText(unpacked, path, options.encoding);
	return {
		path,
		size,
		isPlain: compression === null && (options.encoding === undefined || isUtf8Name(options.encoding)),
		get position() {
			return state.position;
		},
		[Symbol.asyncIterator]: () => chunks[Symbol.asyncIterator](),
	};
}

async function lookAt(path: string): Promise<{ size: number; compression: Compression | null }> {
	const file = await openFile(path);
	try {
		const found = await file.stat();
		if (!found.isFile()) {
			throw new DataError('input/not-a-file', `${path}: got a folder or a device, expected a file`, {
				context: { file: path },
			});
		}
		const head = Buffer.alloc(4);
		await file.read(head, 0, 4, 0);
		return { size: found.size, compression: compressionOf(head) };
	} finally {
		await file.close();
	}
}

async function openFile(path: string): Promise<FileHandle> {
	try {
		return await open(path, 'r');
	} catch (cause) {
		if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
		throw new NotFoundError('source/missing-file', `${path}: got no file there, expected one`, {
			context: { file: path },
			cause,
		});
	}
}

function compressionOf(head: Buffer): Compression | null {
	if (head.readUInt16BE(0) === 0x1f8b) return 'gzip';
	const magic = head.readUInt32LE(0);
	// A zstd file may begin with a skippable frame.
	return magic === 0xfd2fb528 || magic >>> 4 === 0x184d2a5 ? 'zstd' : null;
}

async function* unpack(
	path: string,
	compression: Compression | null,
	signal: AbortSignal | undefined,
	onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	signal?.throwIfAborted();
	if (compression === 'gzip') {
		yield* unpackGzip(path, signal, onRead);
		return;
	}
	const file = await openFile(path);
	try {
		if (compression === 'zstd') yield* unpackZstd(file.fd, path, { signal, onRead });
		else yield* readPlain(file, signal, onRead);
	} finally {
		await file.close();
	}
}

async function* readPlain(
	file: FileHandle,
	signal: AbortSignal | undefined,
	onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
	let position = 0;
	for (;;) {
		signal?.throwIfAborted();
		const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
		if (bytesRead === 0) return;
		position += bytesRead;
		onRead(position);
		yield buffer.subarray(0, bytesRead);
	}
}

async function* unpackGzip(
	path: string,
	signal: AbortSignal | undefined,
	onRead: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
	const source = createReadStream(path, { highWaterMark: CHUNK_BYTES });
	const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
	source.on('error', (error) => gunzip.destroy(error));
	source.pipe(gunzip);
	try {
		for await (const chunk of gunzip) {
			signal?.throwIfAborted();
			onRead(source.bytesRead);
			yield chunk as Buffer;
		}
	} catch (cause) {
		throw describeGzipError(cause, path, gunzip.bytesWritten);
	} finally {
		source.destroy();
		gunzip.destroy();
	}
}

function describeGzipError(cause: unknown, path: string, byte: number): unknown {
	const code = (cause as NodeJS.ErrnoException).code ?? '';
	const context = { file: path, byte };
	if (code === 'Z_BUF_ERROR') {
		return new DataError(
			'input/truncated',
			`${path}: byte ${byte}: got the end of the file, expected the rest of the gzip data`,
			{ context, cause },
		);
	}
	if (!code.startsWith('Z_')) return cause;
	return new DataError(
		'input/damaged',
		`${path}: before byte ${byte}: got damaged data (${(cause as Error).message}), expected gzip data`,
		{ context, cause },
	);
}
