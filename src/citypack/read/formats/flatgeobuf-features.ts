import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { DataError } from '../../../domain/errors.ts';
import { type GeometryView, partTable, viewFeature, viewGeometry } from '../../../domain/pack/feature-view.ts';
import type { LayerColumn } from '../../../domain/pack/layer-columns.ts';
import type { BadRecord, RecordSink, SourceGeometry, SourceRecord } from '../source-record.ts';
import { GeometryCollector } from './geometry-collector.ts';
import { NumberArena } from './number-arena.ts';
import { RecordError } from './record-error.ts';

const MAX_DEPTH = 16;

/** Turns the features of any FlatGeobuf layer into records. */
export class FeatureRecords {
	readonly #columns: readonly LayerColumn[];
	readonly #layerType: number;
	readonly #parts = new GeometryCollector();
	readonly #arena = new NumberArena();

	constructor(columns: readonly LayerColumn[], layerType: number) {
		this.#columns = columns;
		this.#layerType = layerType;
	}

	/** Hands the records of whole features, one behind the other, to the sink. */
	read(bytes: Uint8Array, firstNumber: number, sink: RecordSink): void {
		const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		let number = firstNumber;
		for (let at = 0; at < buffer.length; number++) {
			const end = at + 4 + buffer.readUInt32LE(at);
			const record = this.#readRecord(buffer.subarray(at, end), number);
			if ('reason' in record) sink.bad(record);
			else sink.record(record);
			at = end;
		}
	}

	#readRecord(feature: Buffer, number: number): SourceRecord | BadRecord {
		try {
			const view = new DataView(feature.buffer, feature.byteOffset, feature.byteLength);
			const { geometryAt, propertiesAt, propertiesLength } = viewFeature(view);
			const geometry = this.#readGeometry(view, geometryAt);
			const properties = this.#readProperties(feature, view, propertiesAt, propertiesLength);
			return { id: null, number, properties, geometry };
		} catch (error) {
			this.#parts.discard();
			return { number, ...explain(error) };
		}
	}

	#readGeometry(view: DataView, table: number): SourceGeometry {
		if (table !== 0) {
			const geometry = viewGeometry(view, table);
			this.#addGeometry(view, geometry, geometry.type || this.#layerType, 0);
		}
		return this.#parts.finish();
	}

	#addGeometry(view: DataView, geometry: GeometryView, type: number, depth: number): void {
		const parts = this.#parts;
		switch (type) {
			case GeometryType.Polygon:
				parts.addPolygon(this.#readLines(view, geometry));
				break;
			case GeometryType.LineString:
				parts.addLine(this.#readLine(view, geometry, 0, geometry.vertexCount));
				break;
			case GeometryType.MultiLineString:
				for (const line of this.#readLines(view, geometry)) parts.addLine(line);
				break;
			case GeometryType.Point:
			case GeometryType.MultiPoint: {
				const points = this.#readLine(view, geometry, 0, geometry.vertexCount);
				for (let i = 0; i < points.length; i += 2) parts.addPoint(points[i] as number, points[i + 1] as number);
				break;
			}
			case GeometryType.MultiPolygon:
			case GeometryType.GeometryCollection:
				if (depth >= MAX_DEPTH) throw new RangeError(`got a collection ${depth} deep, expected less than ${MAX_DEPTH}`);
				for (let i = 0; i < geometry.partCount; i++) {
					const part = viewGeometry(view, partTable(view, geometry, i));
					const own = type === GeometryType.MultiPolygon ? GeometryType.Polygon : part.type;
					this.#addGeometry(view, part, own, depth + 1);
				}
				break;
			default:
				throw new RecordError(
					'record/unsupported-geometry',
					`got ${GeometryType[type] ?? `geometry type ${type}`}, expected points, lines or polygons`,
				);
		}
	}

	#readLines(view: DataView, geometry: GeometryView): Float64Array[] {
		if (geometry.endCount === 0) return [this.#readLine(view, geometry, 0, geometry.vertexCount)];
		const lines: Float64Array[] = [];
		let start = 0;
		for (let i = 0; i < geometry.endCount; i++) {
			const end = view.getUint32(geometry.endsAt + i * 4, true);
			if (end < start || end > geometry.vertexCount) {
				throw new RangeError(`got a ring end at ${end}, expected ${start} to ${geometry.vertexCount}`);
			}
			lines.push(this.#readLine(view, geometry, start, end));
			start = end;
		}
		return lines;
	}

	#readLine(view: DataView, geometry: GeometryView, start: number, end: number): Float64Array {
		const line = this.#arena.takeBlank((end - start) * 2);
		const first = geometry.xyAt + start * 16;
		for (let i = 0; i < line.length; i++) line[i] = view.getFloat64(first + i * 8, true);
		return line;
	}

	#readProperties(bytes: Buffer, view: DataView, from: number, length: number): Record<string, unknown> {
		const properties: Record<string, unknown> = {};
		const end = from + length;
		for (let at = from; at < end; ) {
			const index = view.getUint16(at, true);
			const column = this.#columns[index];
			if (!column) throw new RangeError(`got column ${index}, expected less than ${this.#columns.length}`);
			at += 2;
			const fixed = FIXED_BYTES[column.type];
			const size = fixed ?? 4 + view.getUint32(at, true);
			if (at + size > end) throw new RangeError(`column ${column.name} ends past the properties`);
			properties[column.name] =
				fixed === undefined ? readVarying(bytes, at + 4, at + size, column.type) : readFixed(view, at, column.type);
			at += size;
		}
		return properties;
	}
}

function explain(error: unknown): { reason: string; detail: string } {
	if (error instanceof RecordError) return { reason: error.reason, detail: error.message };
	if (error instanceof RangeError || error instanceof DataError)
		return { reason: 'record/damaged', detail: error.message };
	throw error;
}

const FIXED_BYTES: Readonly<Record<number, number>> = {
	[ColumnType.Byte]: 1,
	[ColumnType.UByte]: 1,
	[ColumnType.Bool]: 1,
	[ColumnType.Short]: 2,
	[ColumnType.UShort]: 2,
	[ColumnType.Int]: 4,
	[ColumnType.UInt]: 4,
	[ColumnType.Float]: 4,
	[ColumnType.Long]: 8,
	[ColumnType.ULong]: 8,
	[ColumnType.Double]: 8,
};

function readFixed(view: DataView, at: number, type: ColumnType): unknown {
	switch (type) {
		case ColumnType.Bool:
			return view.getUint8(at) !== 0;
		case ColumnType.Byte:
			return view.getInt8(at);
		case ColumnType.UByte:
			return view.getUint8(at);
		case ColumnType.Short:
			return view.getInt16(at, true);
		case ColumnType.UShort:
			return view.getUint16(at, true);
		case ColumnType.Int:
			return view.getInt32(at, true);
		case ColumnType.UInt:
			return view.getUint32(at, true);
		case ColumnType.Long:
			return view.getBigInt64(at, true);
		case ColumnType.ULong:
			return view.getBigUint64(at, true);
		case ColumnType.Float:
			// A float32 carries some seven digits: 12.3 comes back as 12.3, not as 12.300000190734863.
			return Number(view.getFloat32(at, true).toPrecision(7));
		default:
			return view.getFloat64(at, true);
	}
}

function readVarying(bytes: Buffer, start: number, end: number, type: ColumnType): unknown {
	if (type === ColumnType.Binary) return bytes.toString('hex', start, end);
	const text = bytes.toString('utf8', start, end);
	if (type === ColumnType.Json) return parseJson(text);
	if (type !== ColumnType.DateTime) return text;
	const date = new Date(text);
	return Number.isNaN(date.getTime()) ? text : date;
}

/** Text that is no JSON is left as text: a building is more than one of its attributes. */
function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
