import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { AppError, DataError, describeError } from '../errors.ts';
import { type BBox, E7, type Position } from '../geo/lon-lat.ts';
import { type GeometryView, partTable, viewFeature, viewGeometry } from './feature-view.ts';
import type { LayerColumn } from './layer-columns.ts';
import type { LayerFeature, LayerGeometry, LayerValue } from './layer-geometry.ts';

/** One feature as it stands in the file. */
export interface FeatureBytes {
	/** Its place in the file, 0 first. */
	readonly ordinal: number;
	/** Size prefix included. */
	readonly bytes: Uint8Array;
	/** The box the index has for it; null where the layer has no index. */
	readonly box: BBox | null;
}

/**
 * Decodes a feature of a layer.
 * @throws DataError `pack/damaged` when its bytes do not hold together, or its geometry lies outside its box in the index.
 */
export function decodeFeature(
	feature: FeatureBytes,
	columns: readonly LayerColumn[],
	layerType: number,
	where: string,
): LayerFeature {
	try {
		const { bytes } = feature;
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const parts = viewFeature(view);
		if (parts.geometryAt === 0) throw new DataError('pack/damaged', 'got no geometry, expected one');
		return {
			geometry: decodeGeometry(view, viewGeometry(view, parts.geometryAt), layerType, feature.box),
			properties: decodeProperties(bytes, view, parts.propertiesAt, parts.propertiesLength, columns),
		};
	} catch (cause) {
		if (cause instanceof AppError && cause.code !== 'pack/damaged') throw cause;
		throw new DataError('pack/damaged', `${where}: feature ${feature.ordinal}: ${describeError(cause)}`, {
			context: { file: where, feature: feature.ordinal },
			cause,
		});
	}
}

/** Coordinates are kept to 1e-7 degrees in the index, so a box may miss them by that much. */
const BOX_TOLERANCE_DEG = 1.5 / E7;
const EVERYWHERE: BBox = [-180, -90, 180, 90];

function decodeGeometry(
	view: DataView,
	geometry: GeometryView,
	layerType: number,
	indexBox: BBox | null,
): LayerGeometry {
	const type = geometry.type || layerType;
	const box = indexBox ?? EVERYWHERE;
	switch (type) {
		case GeometryType.Point: {
			const coordinates = readLine(view, geometry, 0, geometry.vertexCount, box)[0];
			if (!coordinates) throw new DataError('pack/damaged', 'got a point without coordinates');
			return { type: 'Point', coordinates };
		}
		case GeometryType.LineString:
			return { type: 'LineString', coordinates: readLine(view, geometry, 0, geometry.vertexCount, box) };
		case GeometryType.MultiLineString:
			return { type: 'MultiLineString', coordinates: readLines(view, geometry, box, 0) };
		case GeometryType.Polygon:
			return { type: 'Polygon', coordinates: readLines(view, geometry, box, 1) };
		case GeometryType.MultiPolygon: {
			const polygons: Position[][][] = [];
			for (let i = 0; i < geometry.partCount; i++) {
				polygons.push(readLines(view, viewGeometry(view, partTable(view, geometry, i)), box, 1));
			}
			return { type: 'MultiPolygon', coordinates: polygons };
		}
		default:
			throw new DataError('pack/damaged', `got geometry type ${type}, expected point, line or polygon`);
	}
}

/** @param closing 1 for rings, whose last vertex repeats the first and is left out */
function readLines(view: DataView, geometry: GeometryView, box: BBox, closing: 0 | 1): Position[][] {
	if (geometry.endCount === 0) return [readLine(view, geometry, 0, geometry.vertexCount - closing, box)];
	const lines: Position[][] = [];
	let start = 0;
	for (let i = 0; i < geometry.endCount; i++) {
		const end = view.getUint32(geometry.endsAt + i * 4, true);
		if (end < start || end > geometry.vertexCount) {
			throw new DataError('pack/damaged', `got a ring end at ${end}, expected ${start} to ${geometry.vertexCount}`);
		}
		lines.push(readLine(view, geometry, start, end - closing, box));
		start = end;
	}
	return lines;
}

function readLine(view: DataView, geometry: GeometryView, start: number, end: number, box: BBox): Position[] {
	const line: Position[] = [];
	for (let i = start; i < end; i++) {
		const lon = view.getFloat64(geometry.xyAt + i * 16, true);
		const lat = view.getFloat64(geometry.xyAt + i * 16 + 8, true);
		const inside =
			lon >= box[0] - BOX_TOLERANCE_DEG &&
			lat >= box[1] - BOX_TOLERANCE_DEG &&
			lon <= box[2] + BOX_TOLERANCE_DEG &&
			lat <= box[3] + BOX_TOLERANCE_DEG;
		if (!inside)
			throw new DataError('pack/damaged', `got a vertex at ${lon}, ${lat}, expected inside ${box.join(', ')}`);
		line.push([lon, lat]);
	}
	return line;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function decodeProperties(
	bytes: Uint8Array,
	view: DataView,
	start: number,
	length: number,
	columns: readonly LayerColumn[],
): Record<string, LayerValue> {
	const properties: Record<string, LayerValue> = {};
	const end = start + length;
	let at = start;
	while (at < end) {
		const index = view.getUint16(at, true);
		const column = columns[index];
		if (!column) throw new DataError('pack/damaged', `got column ${index}, expected less than ${columns.length}`);
		at += 2;
		const fixed = FIXED_BYTES[column.type];
		const size = fixed ?? 4 + view.getUint32(at, true);
		if (at + size > end) throw new DataError('pack/damaged', `column ${column.name} ends past the properties`);
		properties[column.name] =
			fixed === undefined
				? decodeText(bytes.subarray(at + 4, at + size), column.type)
				: decodeNumber(view, at, column.type);
		at += size;
	}
	return properties;
}

const FIXED_BYTES: Readonly<Record<number, number>> = {
	[ColumnType.Byte]: 1,
	[ColumnType.UByte]: 1,
	[ColumnType.Bool]: 1,
	[ColumnType.Short]: 2,
	[ColumnType.UShort]: 2,
	[ColumnType.Int]: 4,
	[ColumnType.UInt]: 4,
	[ColumnType.Long]: 8,
	[ColumnType.ULong]: 8,
	[ColumnType.Float]: 4,
	[ColumnType.Double]: 8,
};

function decodeText(bytes: Uint8Array, type: ColumnType): LayerValue {
	if (type === ColumnType.Binary) return bytes;
	const text = UTF8.decode(bytes);
	return type === ColumnType.Json ? (JSON.parse(text) as LayerValue) : text;
}

function decodeNumber(view: DataView, at: number, type: ColumnType): LayerValue {
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
			return Number(view.getBigInt64(at, true));
		case ColumnType.ULong:
			return Number(view.getBigUint64(at, true));
		case ColumnType.Float:
			// A float32 carries some seven digits: 12.3 comes back as 12.3, not as 12.300000190734863.
			return Number(view.getFloat32(at, true).toPrecision(7));
		default:
			return view.getFloat64(at, true);
	}
}
