import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { AppError, DataError, describeError } from '../errors.ts';
import { type BBox, E7, type Position } from '../geo/lon-lat.ts';
import { FeatureValues, readFixedValue } from './feature-values.ts';
import { type GeometryView, lineCount, lineEnd, partTable, viewFeature, viewGeometry } from './feature-view.ts';
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
	const lines: Position[][] = [];
	const count = lineCount(geometry);
	for (let i = 0, start = 0; i < count; i++) {
		const end = lineEnd(view, geometry, i, start);
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
	const values = new FeatureValues(columns);
	values.open(view, start, length);
	while (values.next()) {
		const { name, type } = columns[values.index] as LayerColumn;
		properties[name] = values.isVarying
			? decodeText(bytes.subarray(values.at, values.end), type)
			: decodeFixed(view, values.at, type);
	}
	return properties;
}

function decodeText(bytes: Uint8Array, type: ColumnType): LayerValue {
	if (type === ColumnType.Binary) return bytes;
	const text = UTF8.decode(bytes);
	return type === ColumnType.Json ? (JSON.parse(text) as LayerValue) : text;
}

/** Whole numbers of 64 bits become doubles, exact up to 2^53. */
function decodeFixed(view: DataView, at: number, type: ColumnType): LayerValue {
	const value = readFixedValue(view, at, type);
	return typeof value === 'bigint' ? Number(value) : value;
}
