import { type FileHandle, open } from 'node:fs/promises';
import { basename } from 'node:path';
import { type AsyncBuffer, type FileMetaData, parquetMetadataAsync, parquetScan } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { AppError, DataError, describeError } from '../../../domain/errors.ts';
import type { InputFormat, InputPart, OpenInput, RecordSink, SourceGeometry } from '../source-record.ts';
import { findGeoColumn, type GeoColumn, rootNames } from './geoparquet-metadata.ts';
import { readNativeGeometry } from './geoparquet-native.ts';
import { TextReader, toRecordValue } from './geoparquet-values.ts';
import { WkbDecoder } from './geoparquet-wkb.ts';
import { RecordError } from './record-error.ts';

/** Rows decoded at once: some 50 MB. Larger row groups are read in pieces, page by page. */
const ROWS_AT_ONCE = 65_536;
const MAGIC = 'PAR1';
const MIN_FILE_BYTES = 12;

/**
 * GeoParquet 1.0 and 1.1 (and Parquet's own GEOMETRY type): geometry as WKB or in a GeoArrow encoding, any compression but LZO. Read by
 * rows, so that a file of any size takes some 100 MB; threads read their own rows.
 */
export const geoParquetFormat: InputFormat = {
	name: 'GeoParquet',
	matches: (path) => /\.(geo)?parquet$/i.test(path),
	open: async (path, { signal } = {}) => {
		const file = await open(path, 'r');
		try {
			signal?.throwIfAborted();
			return await openParquet(file, basename(path));
		} catch (error) {
			await file.close();
			throw error;
		}
	},
};

async function openParquet(handle: FileHandle, name: string): Promise<OpenInput> {
	const file = await createAsyncBuffer(handle, name);
	const metadata = await readMetadata(file, name);
	requireWhole(metadata, file.byteLength, name);
	const geo = findGeoColumn(metadata, name);
	const rows = new ParquetRows(file, metadata, geo, name);
	const total = Number(metadata.num_rows);
	return {
		unit: 'row',
		crs: geo.crs,
		count: total,
		fields: rows.fields,
		readAll: async (sink, { signal, onProgress }) => {
			for (const part of listParts(metadata)) {
				signal?.throwIfAborted();
				await rows.read(part.from, part.to, sink);
				onProgress?.(part.to, total);
			}
		},
		parts: async function* ({ signal, onProgress }) {
			for (const part of listParts(metadata)) {
				signal?.throwIfAborted();
				yield part;
				onProgress?.(part.to, total);
			}
		},
		readPart: async (part, sink) => {
			if (part.kind !== 'rows') throw new TypeError(`${name}: got a part of ${part.kind}, expected rows`);
			await rows.read(part.from, part.to, sink);
		},
		close: () => handle.close(),
	};
}

type RowPart = Extract<InputPart, { kind: 'rows' }>;

function* listParts(metadata: FileMetaData): Generator<RowPart> {
	let first = 0;
	for (const group of metadata.row_groups) {
		const end = first + Number(group.num_rows);
		for (let from = first; from < end; from += ROWS_AT_ONCE) {
			yield { kind: 'rows', from, to: Math.min(end, from + ROWS_AT_ONCE), firstNumber: from + 1 };
		}
		first = end;
	}
}

/** Turns rows into records. */
class ParquetRows {
	/** Names of the columns that are attributes. */
	readonly fields: readonly string[];
	readonly #file: AsyncBuffer;
	readonly #metadata: FileMetaData;
	readonly #geo: GeoColumn;
	readonly #name: string;
	readonly #wkb = new WkbDecoder();
	readonly #text = new TextReader();

	constructor(file: AsyncBuffer, metadata: FileMetaData, geo: GeoColumn, name: string) {
		this.#file = file;
		this.#metadata = metadata;
		this.#geo = geo;
		this.#name = name;
		this.fields = rootNames(metadata).filter((column) => column !== geo.name && !geo.companions.has(column));
	}

	/** Rows from .. to - 1. @throws DataError `input/damaged` */
	async read(from: number, to: number, sink: RecordSink): Promise<void> {
		try {
			const text = this.#text;
			const bytesAsTheyAre = (bytes: Uint8Array) => bytes;
			const scan = await parquetScan({
				file: this.#file,
				metadata: this.#metadata,
				columns: [this.#geo.name, ...this.fields],
				rowStart: from,
				rowEnd: to,
				compressors,
				utf8: false,
				parsers: {
					stringFromBytes: (bytes: Uint8Array | undefined) => (bytes === undefined ? undefined : text.read(bytes)),
					geometryFromBytes: bytesAsTheyAre,
					geographyFromBytes: bytesAsTheyAre,
				},
			});
			for (const { rowStart, rowEnd } of scan.ranges) {
				const read = (column: string) => scan.readColumn({ column, rowStart, rowEnd });
				const geometry = await read(this.#geo.name);
				const columns: ArrayLike<unknown>[] = [];
				for (const field of this.fields) columns.push(await read(field));
				this.#pushRows(rowStart, geometry, columns, sink);
			}
		} catch (error) {
			if (error instanceof AppError) throw error;
			throw new DataError('input/damaged', `${this.#name}: rows ${from + 1} to ${to}: ${describeError(error)}`, {
				context: { file: this.#name, from: from + 1, to },
				cause: error,
			});
		}
	}

	#pushRows(
		first: number,
		geometry: ArrayLike<unknown>,
		columns: readonly ArrayLike<unknown>[],
		sink: RecordSink,
	): void {
		const { fields } = this;
		for (let row = 0; row < geometry.length; row++) {
			const number = first + row + 1;
			let shape: SourceGeometry;
			try {
				shape = this.#readGeometry(geometry[row]);
			} catch (error) {
				if (!(error instanceof RecordError)) throw error;
				sink.bad({ number, reason: error.reason, detail: error.message });
				continue;
			}
			const properties: Record<string, unknown> = {};
			for (let i = 0; i < fields.length; i++) {
				const value = (columns[i] as ArrayLike<unknown>)[row];
				properties[fields[i] as string] =
					typeof value === 'string' || typeof value === 'number' ? value : toRecordValue(value, this.#text);
			}
			sink.record({ id: null, number, properties, geometry: shape });
		}
	}

	#readGeometry(value: unknown): SourceGeometry {
		const { encoding } = this.#geo;
		if (encoding !== 'WKB') return readNativeGeometry(value, encoding);
		if (value instanceof Uint8Array) return this.#wkb.decode(value);
		if (value === null || value === undefined) return { kind: 'empty' };
		throw new RecordError('record/bad-wkb', `got a ${typeof value}, expected WKB bytes`);
	}
}

async function createAsyncBuffer(handle: FileHandle, name: string): Promise<AsyncBuffer> {
	const { size } = await handle.stat();
	return {
		byteLength: size,
		slice: async (start, end = size) => {
			const bytes = new Uint8Array(Math.max(0, end - start));
			let done = 0;
			while (done < bytes.length) {
				const { bytesRead } = await handle.read(bytes, done, bytes.length - done, start + done);
				if (bytesRead === 0) throw truncated(name, start + done, end);
				done += bytesRead;
			}
			return bytes.buffer;
		},
	};
}

async function readMetadata(file: AsyncBuffer, name: string): Promise<FileMetaData> {
	const size = file.byteLength;
	const textAt = async (start: number) =>
		Buffer.from(await file.slice(start, Math.min(size, start + MAGIC.length))).toString('latin1');
	const head = await textAt(0);
	if (head !== MAGIC) {
		const what = head === 'PARE' ? 'an encrypted Parquet file' : `a file that begins with ${JSON.stringify(head)}`;
		throw new DataError('input/not-parquet', `${name}: got ${what}, expected ${MAGIC}, a Parquet file`, {
			context: { file: name },
		});
	}
	const tail = size < MIN_FILE_BYTES ? '' : await textAt(size - MAGIC.length);
	if (tail !== MAGIC) {
		throw new DataError(
			'input/truncated',
			`${name}: got ${size} bytes that end in ${JSON.stringify(tail)}, expected ${MAGIC} at the end: is the file whole?`,
			{ context: { file: name, size } },
		);
	}
	try {
		return await parquetMetadataAsync(file, { geoparquet: false });
	} catch (cause) {
		if (cause instanceof AppError) throw cause;
		throw new DataError('input/damaged', `${name}: footer: ${describeError(cause)}, expected Parquet metadata`, {
			context: { file: name },
			cause,
		});
	}
}

/** Looks at every column chunk before the first is read: a build of minutes must not end in an error that was there to see. */
function requireWhole(metadata: FileMetaData, size: number, name: string): void {
	for (const group of metadata.row_groups) {
		for (const { meta_data: chunk, file_path } of group.columns) {
			if (!chunk || file_path) {
				throw new DataError(
					'input/damaged',
					`${name}: got a column chunk in ${file_path ?? 'no file'}, expected all in one`,
					{
						context: { file: name },
					},
				);
			}
			const start = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
			const end = start + Number(chunk.total_compressed_size);
			if (end > size) throw truncated(name, size, end);
			const known = chunk.codec === 'UNCOMPRESSED' || chunk.codec in compressors;
			if (!known) {
				throw new DataError(
					'input/unknown-compression',
					`${name}: column ${chunk.path_in_schema.join('.')}: got compression ${chunk.codec}, expected ${Object.keys(compressors).join(', ')} or none`,
					{ context: { file: name, column: chunk.path_in_schema.join('.'), found: chunk.codec } },
				);
			}
		}
	}
}

function truncated(name: string, found: number, expected: number): DataError {
	return new DataError('input/truncated', `${name}: got ${found} bytes, expected ${expected}: is the file whole?`, {
		context: { file: name, found, expected },
	});
}
