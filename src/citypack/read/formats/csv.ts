import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Options, parse } from 'csv-parse';
import { parse as parseAtOnce } from 'csv-parse/sync';
import { DataError } from '../../../domain/errors.ts';
import { type ByteStream, openByteStream } from '../bytes/open-byte-stream.ts';
import type { InputFormat, OpenInput, RecordSink, SourceGeometry } from '../source-record.ts';
import { findTextEncoding, type TextEncoding } from './find-text-encoding.ts';

/** Of the beginning of the file, to find the header and the delimiter in. */
const START_BYTES = 1 << 16;
/** A record longer than this is a quote that was never closed. */
const MAX_RECORD_CHARS = 1 << 20;
const DELIMITERS = [',', ';', '\t'] as const;
const EMPTY: SourceGeometry = { kind: 'empty' };

interface CsvShape {
	readonly encoding: TextEncoding;
	readonly delimiter: string;
	/** Column names in order, each once. */
	readonly columns: readonly string[];
}

function parserOptions(delimiter: string): Options {
	return {
		delimiter,
		skip_empty_lines: true,
		// Rows are counted against the header here, where one that differs is told and the others are read on.
		relax_column_count: true,
		// A quote inside a field that does not begin with one is a character: 4" pipe.
		relax_quotes: true,
		max_record_size: MAX_RECORD_CHARS,
	};
}

/** The delimiter that the header's line holds most of; quotes in it do not count. */
function findDelimiter(start: string, path: string): string {
	const line = /^[^\r\n]*/.exec(start.replace(/"[^"]*"/g, '').trimStart())?.[0] ?? '';
	const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length - 1);
	const most = Math.max(...counts);
	if (most === 0) return /\.tsv(\.\w+)?$/i.test(path) ? '\t' : ',';
	return DELIMITERS[counts.indexOf(most)] as string;
}

/** Names as the header has them, trimmed; one that is empty or there before gets its column's number. */
function nameColumns(header: readonly string[]): string[] {
	const columns: string[] = [];
	header.forEach((text, i) => {
		const name = text.trim();
		if (name === '') columns.push(`column ${i + 1}`);
		else columns.push(columns.includes(name) ? `${name} (${i + 1})` : name);
	});
	return columns;
}

/** The header and the delimiter, out of the beginning of the text. */
function readShape(path: string, text: string, encoding: TextEncoding): CsvShape {
	const file = basename(path);
	const delimiter = findDelimiter(text, path);
	let header: string[] | undefined;
	try {
		[header] = parseAtOnce(text, { ...parserOptions(delimiter), to: 1 }) as string[][];
	} catch (cause) {
		throw csvFault(file, cause, 0);
	}
	if (!header || header.every((name) => name.trim() === '')) {
		const found = text.trim() === '' ? 'nothing' : 'an empty first line';
		throw new DataError('input/empty', `${file}: got ${found}, expected a header line with column names`, {
			context: { file },
		});
	}
	return { encoding, delimiter, columns: nameColumns(header) };
}

/** A fault that csv-parse found, as ours. `line`: the last one of the record before. */
function csvFault(file: string, cause: unknown, line: number): unknown {
	if (!(cause instanceof CsvError)) return cause;
	const at = `${file}: the record that begins in line ${line + 1}`;
	if (cause.code === 'CSV_QUOTE_NOT_CLOSED' || cause.code === 'CSV_MAX_RECORD_SIZE') {
		const found = `a quote that is opened and not closed ${cause.code === 'CSV_QUOTE_NOT_CLOSED' ? 'to the end of the file' : `within ${MAX_RECORD_CHARS} characters`}`;
		return new DataError('input/truncated', `${at}: got ${found}, expected its end`, {
			context: { file, line },
			cause,
		});
	}
	return new DataError('input/damaged', `${at}: got ${cause.message}, expected CSV`, {
		context: { file, line },
		cause,
	});
}

async function readRecords(
	path: string,
	shape: CsvShape,
	sink: RecordSink,
	{ signal, onProgress }: Parameters<OpenInput['readAll']>[1],
): Promise<void> {
	const { columns, encoding, delimiter } = shape;
	let lastLine = 0;
	let isHeader = true;
	const parser = parse({
		...parserOptions(delimiter),
		on_record: (values: string[], { lines }) => {
			const number = lastLine + 1;
			lastLine = lines;
			if (isHeader) {
				isHeader = false;
			} else if (values.length !== columns.length) {
				const detail = `${values.length} columns, the header has ${columns.length}`;
				sink.bad({ number, reason: 'record/columns', detail });
			} else {
				const properties: Record<string, string> = {};
				for (let i = 0; i < columns.length; i++) properties[columns[i] as string] = values[i] as string;
				sink.record({ id: null, number, properties, geometry: EMPTY });
			}
			return null;
		},
	});
	parser.resume();
	const bytes = await openByteStream(path, { encoding: encoding.label, signal });
	try {
		await pipeline(copyChunks(bytes, onProgress), parser);
	} catch (error) {
		throw csvFault(basename(path), encodingFault(basename(path), error, encoding), lastLine);
	}
}

/** The parser keeps the end of a chunk until the next comes, a chunk of the stream is good until then only. */
async function* copyChunks(bytes: ByteStream, onProgress?: (done: number, total: number) => void) {
	for await (const chunk of bytes) {
		yield Buffer.from(chunk);
		onProgress?.(bytes.position, bytes.size);
	}
}

/** Nobody has said GBK where it was only the last guess. */
function encodingFault(file: string, error: unknown, { evidence }: TextEncoding): unknown {
	if (!(error instanceof DataError) || error.code !== 'input/wrong-encoding' || evidence !== 'not UTF-8') return error;
	const message = `${file}: got text that is neither UTF-8 nor GBK throughout, expected one encoding; name it by encoding=`;
	return new DataError(error.code, message, { context: { file }, cause: error });
}

async function readStart(path: string, encoding: TextEncoding, signal?: AbortSignal): Promise<string> {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		for await (const chunk of await openByteStream(path, { encoding: encoding.label, signal })) {
			chunks.push(Buffer.from(chunk));
			length += chunk.length;
			if (length >= START_BYTES) break;
		}
	} catch (error) {
		throw encodingFault(basename(path), error, encoding);
	}
	return Buffer.concat(chunks).toString('utf8');
}

async function openCsv(path: string, options: { encoding?: string; signal?: AbortSignal }): Promise<OpenInput> {
	const { signal } = options;
	const bytes = await openByteStream(path, { content: 'any', signal });
	const encoding = await findTextEncoding(bytes, basename(path), options.encoding);
	const shape = readShape(path, await readStart(path, encoding, signal), encoding);
	return {
		unit: 'line',
		crs: null,
		count: null,
		fields: shape.columns,
		readAll: (sink, options) => readRecords(path, shape, sink, options),
		close: async () => {},
	};
}

/**
 * Comma-, semicolon- or tab-separated text with a header line (RFC 4180), also `.gz` and `.zst`. A record's properties are its
 * columns as text, its geometry is empty: which columns are longitude and latitude is the taker's to know. Its number is the line
 * it begins in; a row with another number of columns than the header is told and the others are read. Parsed with `csv-parse`.
 * `open` reads the file once to tell its encoding.
 * @throws DataError `input/empty`, `input/truncated` (a quote not closed), `input/damaged`, and the errors of openByteStream
 */
export const csvFormat: InputFormat = {
	name: 'CSV',
	matches: (path) => /\.(csv|tsv)(\.gz|\.zst)?$/i.test(path),
	open: openCsv,
};
