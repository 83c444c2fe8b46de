import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import type { Position } from '../../domain/geo/lon-lat.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import type { LayerFeature, LayerGeometry, LayerValue } from '../../domain/pack/layer-geometry.ts';
import { PACKED_NODE_SIZE } from '../../domain/pack/packed-tree-levels.ts';
import { joinBoxesDegrees } from '../order/measure-building-boxes.ts';
import { encodeLayerHeader } from './encode-header.ts';
import {
	beginProperties,
	createFeatureBuffer,
	FEATURE_OVERHEAD,
	type FeatureBuffer,
	finishFeature,
	layGeometry,
	layMultiGeometry,
	layPart,
	PART_OVERHEAD,
	reserveFeature,
} from './feature-layout.ts';
import { encodePackedTree, sortByHilbert } from './packed-tree.ts';

/** A FlatGeobuf layer to be written. */
export interface Layer {
	readonly name: string;
	/** Unknown where types are mixed. */
	readonly geometryType: GeometryType;
	readonly columns: readonly LayerColumn[];
	readonly features: Iterable<LayerFeature>;
	/** With a spatial index (then features are put in Hilbert order), or in the order given. */
	readonly index: boolean;
	readonly metadata?: string;
}

/**
 * The bytes of a FlatGeobuf file, for layers that fit in memory. Properties that are null or undefined are left out.
 * The same features give the same bytes.
 */
export function encodeLayer(layer: Layer): { bytes: Uint8Array; count: number } {
	const buffer = createFeatureBuffer(1 << 16);
	const offsets: number[] = [0];
	const corners: number[] = [];
	for (const feature of layer.features) {
		const box = { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity };
		encodeFeature(buffer, feature, layer.columns, box);
		offsets.push(buffer.at);
		corners.push(
			Math.floor(box.minX * E7),
			Math.floor(box.minY * E7),
			Math.ceil(box.maxX * E7),
			Math.ceil(box.maxY * E7),
		);
	}
	const count = offsets.length - 1;
	const indexed = layer.index && count > 0;
	const boxes = Int32Array.from(corners);
	const header = encodeLayerHeader({
		...layer,
		count,
		bounds: joinBoxesDegrees(boxes),
		indexNodeSize: indexed ? PACKED_NODE_SIZE : 0,
	});
	const encoded = buffer.bytes.subarray(0, buffer.at);
	if (!indexed) return { bytes: joinBytes(header, encoded), count };
	const order = sortByHilbert(boxes);
	const sorted = new Uint8Array(encoded.length);
	const starts = new Float64Array(count);
	let at = 0;
	for (let i = 0; i < count; i++) {
		const row = order[i] as number;
		starts[i] = at;
		sorted.set(encoded.subarray(offsets[row], offsets[row + 1]), at);
		at += (offsets[row + 1] as number) - (offsets[row] as number);
	}
	return { bytes: joinBytes(header, encodePackedTree(boxes, order, starts), sorted), count };
}

function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		bytes.set(part, at);
		at += part.length;
	}
	return bytes;
}

interface MutableBox {
	minX: number;
	minY: number;
	maxX: number;
	maxY: number;
}

function encodeFeature(
	buffer: FeatureBuffer,
	feature: LayerFeature,
	columns: readonly LayerColumn[],
	box: MutableBox,
): void {
	const parts = linesOf(feature.geometry);
	let vertices = 0;
	let rings = 0;
	for (const part of parts) {
		rings += part.length;
		for (const line of part) vertices += line.length + 1;
	}
	const properties = encodeProperties(feature.properties, columns);
	reserveFeature(
		buffer,
		FEATURE_OVERHEAD + vertices * 16 + rings * 8 + parts.length * PART_OVERHEAD + properties.length,
	);
	const end = putGeometry(buffer, feature.geometry.type, parts, box);
	const at = beginProperties(buffer, end);
	buffer.bytes.set(properties, at);
	finishFeature(buffer, at, at + properties.length);
}

/** Every geometry as parts of lines; rings without their closing vertex. */
function linesOf(geometry: LayerGeometry): readonly (readonly (readonly Position[])[])[] {
	if (geometry.type === 'Point') return [[[geometry.coordinates]]];
	if (geometry.type === 'LineString') return [[geometry.coordinates]];
	if (geometry.type === 'MultiLineString') return [geometry.coordinates];
	if (geometry.type === 'Polygon') return [geometry.coordinates.map(openRing)];
	return geometry.coordinates.map((rings) => rings.map(openRing));
}

function openRing(ring: readonly Position[]): readonly Position[] {
	const first = ring[0];
	const last = ring.at(-1);
	const closed = ring.length > 1 && first && last && first[0] === last[0] && first[1] === last[1];
	return closed ? ring.slice(0, -1) : ring;
}

function putGeometry(
	buffer: FeatureBuffer,
	type: LayerGeometry['type'],
	parts: readonly (readonly (readonly Position[])[])[],
	box: MutableBox,
): number {
	const closing = type === 'Polygon' || type === 'MultiPolygon';
	if (type !== 'MultiPolygon') {
		const lines = parts[0] ?? [];
		// A lone line needs no ends, except in a MultiLineString.
		const ends = lines.length > 1 || type === 'MultiLineString' ? lines.length : 0;
		const placed = layGeometry(buffer, GeometryType[type], countVertices(lines, closing) * 2, ends);
		return putLines(buffer.view, lines, closing, placed, box);
	}
	const cursor = layMultiGeometry(buffer, GeometryType.MultiPolygon, parts.length);
	for (const lines of parts) {
		const vertices = countVertices(lines, closing);
		const placed = layPart(buffer, cursor, GeometryType.Polygon, vertices * 2, lines.length);
		putLines(buffer.view, lines, closing, placed, box);
	}
	return cursor.at;
}

function countVertices(lines: readonly (readonly Position[])[], closing: boolean): number {
	let count = closing ? lines.length : 0;
	for (const line of lines) count += line.length;
	return count;
}

function putLines(
	view: DataView,
	lines: readonly (readonly Position[])[],
	closing: boolean,
	placed: { endsAt: number; xyAt: number },
	box: MutableBox,
): number {
	let at = placed.xyAt;
	for (let i = 0; i < lines.length; i++) {
		const line = lines[i] as readonly Position[];
		for (let v = 0; v < line.length; v++) at = putPosition(view, at, line[v] as Position, box);
		if (closing) at = putPosition(view, at, line[0] as Position, box);
		if (placed.endsAt > 0) view.setUint32(placed.endsAt + i * 4, (at - placed.xyAt) / 16, true);
	}
	return at;
}

function putPosition(view: DataView, at: number, position: Position, box: MutableBox): number {
	const [lon, lat] = position;
	view.setFloat64(at, lon, true);
	view.setFloat64(at + 8, lat, true);
	if (lon < box.minX) box.minX = lon;
	if (lon > box.maxX) box.maxX = lon;
	if (lat < box.minY) box.minY = lat;
	if (lat > box.maxY) box.maxY = lat;
	return at + 16;
}

function encodeProperties(
	properties: Readonly<Record<string, LayerValue | undefined>>,
	columns: readonly LayerColumn[],
): Uint8Array {
	let scratch = Buffer.allocUnsafe(1024);
	let at = 0;
	for (let i = 0; i < columns.length; i++) {
		const column = columns[i] as LayerColumn;
		const value = properties[column.name];
		if (value === null || value === undefined) continue;
		const text = textOf(value, column.type);
		const needed = at + 16 + (text === null ? 0 : text.length * 3);
		if (needed > scratch.length) {
			const wider = Buffer.allocUnsafe(needed * 2);
			scratch.copy(wider, 0, 0, at);
			scratch = wider;
		}
		scratch.writeUInt16LE(i, at);
		at += 2;
		if (text !== null) {
			const length = scratch.write(text, at + 4, 'utf8');
			scratch.writeUInt32LE(length, at);
			at += 4 + length;
		} else at = putNumber(scratch, at, column, Number(value));
	}
	return scratch.subarray(0, at);
}

function textOf(value: LayerValue, type: ColumnType): string | null {
	if (type === ColumnType.String || type === ColumnType.DateTime) return String(value);
	return type === ColumnType.Json ? JSON.stringify(value) : null;
}

function putNumber(scratch: Buffer, at: number, column: LayerColumn, value: number): number {
	switch (column.type) {
		case ColumnType.Bool:
		case ColumnType.UByte:
			return scratch.writeUInt8(value, at);
		case ColumnType.UShort:
			return scratch.writeUInt16LE(value, at);
		case ColumnType.Int:
			return scratch.writeInt32LE(value, at);
		case ColumnType.UInt:
			return scratch.writeUInt32LE(value, at);
		case ColumnType.Float:
			return scratch.writeFloatLE(value, at);
		case ColumnType.Double:
			return scratch.writeDoubleLE(value, at);
		default:
			throw new TypeError(`column ${column.name}: got type ${ColumnType[column.type]}, expected one this writer knows`);
	}
}
