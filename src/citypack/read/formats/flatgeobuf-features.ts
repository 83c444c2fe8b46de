import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { DataError } from '../../../domain/errors.ts';
import { FeatureValues, readFixedValue } from '../../../domain/pack/feature-values.ts';
import {
	type GeometryView,
	lineCount,
	lineEnd,
	partTable,
	viewFeature,
	viewGeometry,
} from '../../../domain/pack/feature-view.ts';
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
	readonly #values: FeatureValues;

	constructor(columns: readonly LayerColumn[], layerType: number) {
		this.#columns = columns;
		this.#values = new FeatureValues(columns);
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
		const lines: Float64Array[] = [];
		const count = lineCount(geometry);
		for (let i = 0, start = 0; i < count; i++) {
			const end = lineEnd(view, geometry, i, start);
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
		const values = this.#values;
		values.open(view, from, length);
		while (values.next()) {
			const { name, type } = this.#columns[values.index] as LayerColumn;
			properties[name] = values.isVarying
				? readVarying(bytes, values.at, values.end, type)
				: readFixedValue(view, values.at, type);
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
