import { statSync } from 'node:fs';
import { DataError } from '../../../domain/errors.ts';
import type { InputFormat, OpenInput, RecordSink, SourceGeometry } from '../source-record.ts';
import { RecordError } from './record-error.ts';
import {
	type DbfHeader,
	dbfHeaderBytes,
	isDeletedRow,
	nameFields,
	readDbfHeader,
	readDbfRow,
} from './shapefile-dbf.ts';
import { chooseEncoding } from './shapefile-encoding.ts';
import type { ShapefilePart } from './shapefile-part.ts';
import { findShapefileParts, holdsShapefile, type ShapefileParts } from './shapefile-parts.ts';
import { countsDiffer, readShapeOffsets, type ShapeLayout, ShapeStream } from './shapefile-shape-stream.ts';
import { readShpHeader, SHP_HEADER_BYTES, ShapeReader } from './shapefile-shapes.ts';
import { StreamBytes } from './shapefile-stream.ts';
import { type TextEncoding, TextValues } from './shapefile-text.ts';

/** A shapefile, opened; also says how its text is written. */
interface ShapefileInput extends OpenInput {
	readonly encoding: TextEncoding;
}

interface ShapefileFormat extends InputFormat {
	open(...args: Parameters<InputFormat['open']>): Promise<ShapefileInput>;
}

/** Rows looked at to tell the encoding of text. */
const SAMPLE_BYTES = 8 << 20;
const ROWS_A_TURN = 4096;

/**
 * ESRI Shapefile: a .shp, a folder that holds one, or a zip of one. Streamed, also out of a zip. Z and M are left out, MultiPatch is
 * refused. The libraries were tried and lose records in silence: of 11,581 rows with a .shp cut after 5,000 `shapefile` 0.6.6 gives
 * 5,000, of a .dbf cut off `@loaders.gl/shapefile` 4.5.2 gives 691, both give deleted rows as living ones; the first takes 30 us a
 * row against 5 here. `shpjs` 6.2.0 holds the whole file and converts coordinates by itself.
 */
export const shapefileFormat: ShapefileFormat = {
	name: 'Shapefile',
	matches: (path) => {
		if (/\.(shp|zip)$/i.test(path)) return true;
		return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && holdsShapefile(path);
	},
	open: async (path, { encoding, signal } = {}) => {
		const parts = await findShapefileParts(path);
		try {
			signal?.throwIfAborted();
			return await openParts(parts, encoding);
		} catch (error) {
			parts.close();
			throw error;
		}
	},
};

async function openParts(parts: ShapefileParts, option?: string): Promise<ShapefileInput> {
	const { shp, dbf, shx, prj, cpg } = parts;
	const shapes = readShpHeader(await readStart(shp, SHP_HEADER_BYTES), shp.size, shp.name);
	const headerBytes = dbfHeaderBytes(await readStart(dbf, 32), dbf.name);
	const start = await readStart(dbf, headerBytes + SAMPLE_BYTES);
	const header = readDbfHeader(start.subarray(0, headerBytes), dbf.name);
	requireRows(header, dbf);
	const offsets = shx && (await readShapeOffsets(shx));
	if (offsets && offsets.length !== header.rows) throw countsDiffer(shp.name, offsets.length, dbf.name, header.rows);
	const told = { option, cpg: cpg && (await cpg.readAll()).toString('latin1'), file: cpg?.name ?? dbf.name };
	const rows = start.subarray(headerBytes, headerBytes + header.rows * header.rowBytes);
	const encoding = chooseEncoding(told, header, rows);
	const text = new TextValues(encoding);
	const fields = nameFields(header, text);
	const wkt = prj && (await prj.readAll()).toString('utf8').trim();
	return {
		unit: 'row',
		crs: wkt ? { name: wkt, evidence: '.prj file' } : null,
		count: header.rows,
		fields,
		encoding,
		readAll: (sink, options) =>
			readRows(parts, { ...shapes, rows: header.rows, header, fields, text, offsets }, sink, options),
		close: async () => parts.close(),
	};
}

interface Layout extends ShapeLayout {
	readonly header: DbfHeader;
	readonly fields: readonly string[];
	readonly text: TextValues;
}

async function readRows(
	{ shp, dbf }: ShapefileParts,
	layout: Layout,
	sink: RecordSink,
	{ signal, onProgress }: Parameters<OpenInput['readAll']>[1],
): Promise<void> {
	const { header, fields, text } = layout;
	const rows = new StreamBytes(dbf.stream());
	const shapes = await ShapeStream.open(shp, layout);
	const reader = new ShapeReader(layout.type);
	try {
		await rows.skip(header.headerBytes);
		for (let row = 0; row < header.rows; row++) {
			if (row % ROWS_A_TURN === 0) {
				await new Promise(setImmediate);
				signal?.throwIfAborted();
				onProgress?.(row, header.rows);
			}
			const number = row + 1;
			if (rows.available < header.rowBytes && !(await rows.fill(header.rowBytes))) throw cutRow(dbf, number);
			if (!shapes.hasShape(row)) await shapes.fillShape(row);
			if (isDeletedRow(rows.buffer, rows.at)) {
				sink.bad({ number, reason: 'record/deleted', detail: `${dbf.name}: the row is marked as deleted` });
			} else {
				const geometry = readShape(reader, shapes);
				if (geometry instanceof RecordError) {
					sink.bad({ number, reason: geometry.reason, detail: geometry.message });
				} else {
					const properties = readDbfRow(rows.buffer, rows.at, header.fields, fields, text);
					sink.record({ id: null, number, properties, geometry });
				}
			}
			rows.at += header.rowBytes;
			shapes.next();
		}
		shapes.requireEnd(dbf.name);
		await Promise.all([rows.drain(), shapes.bytes.drain()]);
		onProgress?.(header.rows, header.rows);
	} finally {
		await Promise.all([rows.close(), shapes.close()]);
	}
}

function readShape(reader: ShapeReader, shapes: ShapeStream): SourceGeometry | RecordError {
	try {
		return reader.read(shapes.bytes.buffer, shapes.at, shapes.end);
	} catch (error) {
		if (error instanceof RecordError) return error;
		throw error;
	}
}

async function readStart(part: ShapefilePart, length: number): Promise<Buffer> {
	const bytes = new StreamBytes(part.stream());
	await bytes.fill(length);
	await bytes.close();
	return bytes.buffer.subarray(0, length);
}

function requireRows(header: DbfHeader, dbf: ShapefilePart): void {
	const needed = header.headerBytes + header.rows * header.rowBytes;
	if (dbf.size >= needed) return;
	throw new DataError(
		'input/truncated',
		`${dbf.name}: got ${dbf.size} bytes, expected ${needed} for ${header.rows} rows: is it whole?`,
		{ context: { file: dbf.name, found: dbf.size, expected: needed } },
	);
}

function cutRow(dbf: ShapefilePart, row: number): DataError {
	return new DataError(
		'input/truncated',
		`${dbf.name}: row ${row}: got the end of ${dbf.size} bytes, expected all of it`,
		{
			context: { file: dbf.name, row },
		},
	);
}
