import { DataError } from '../errors.ts';

/** Where a geometry's vectors stand in a feature's bytes. */
export interface GeometryView {
	/** GeometryType of the specification; 0 = the layer's. */
	readonly type: number;
	/** First entry of the ends vector (vertex counts, cumulative); count 0 = one ring or line. */
	readonly endsAt: number;
	readonly endCount: number;
	/** First double of the xy vector. */
	readonly xyAt: number;
	readonly vertexCount: number;
	/** First entry of the parts vector; count 0 = no parts. */
	readonly partsAt: number;
	readonly partCount: number;
}

/** Where a feature's parts stand in its bytes. */
interface FeatureView {
	/** Table of the geometry, for viewGeometry; 0 = no geometry. */
	readonly geometryAt: number;
	readonly propertiesAt: number;
	readonly propertiesLength: number;
}

/**
 * Finds the parts of a FlatGeobuf feature without copying. `view` spans exactly one feature, size prefix included, so that
 * nothing outside of it can be read.
 * @throws DataError `pack/damaged`, or RangeError for an offset outside the feature.
 */
export function viewFeature(view: DataView): FeatureView {
	const size = view.getUint32(0, true) + 4;
	if (size !== view.byteLength) throw damaged(`a size prefix of ${size} bytes`, `${view.byteLength}`);
	const table = follow(view, 4);
	const geometryField = fieldAt(view, table, 0);
	const propertiesField = fieldAt(view, table, 1);
	const propertiesVector = propertiesField === 0 ? 0 : follow(view, propertiesField);
	return {
		geometryAt: geometryField === 0 ? 0 : follow(view, geometryField),
		propertiesAt: propertiesVector + 4,
		propertiesLength: propertiesVector === 0 ? 0 : vectorLength(view, propertiesVector, 1),
	};
}

/** Finds the vectors of a geometry table. @throws as viewFeature */
export function viewGeometry(view: DataView, table: number): GeometryView {
	const endsField = fieldAt(view, table, 0);
	const xyField = fieldAt(view, table, 1);
	const typeField = fieldAt(view, table, 6);
	const partsField = fieldAt(view, table, 7);
	const ends = endsField === 0 ? 0 : follow(view, endsField);
	const xy = xyField === 0 ? 0 : follow(view, xyField);
	const parts = partsField === 0 ? 0 : follow(view, partsField);
	return {
		type: typeField === 0 ? 0 : view.getUint8(typeField),
		endsAt: ends + 4,
		endCount: ends === 0 ? 0 : vectorLength(view, ends, 4),
		xyAt: xy + 4,
		vertexCount: xy === 0 ? 0 : vectorLength(view, xy, 8) >> 1,
		partsAt: parts + 4,
		partCount: parts === 0 ? 0 : vectorLength(view, parts, 4),
	};
}

/** Rings or lines of a geometry without parts. */
export function lineCount(geometry: GeometryView): number {
	return geometry.endCount || 1;
}

/** Vertex behind the last one of ring or line `index`, which begins at vertex `start`. @throws as viewFeature */
export function lineEnd(view: DataView, geometry: GeometryView, index: number, start: number): number {
	if (geometry.endCount === 0) return geometry.vertexCount;
	const end = view.getUint32(geometry.endsAt + index * 4, true);
	if (end < start || end > geometry.vertexCount) {
		throw damaged(`a ring end at ${end}`, `${start} to ${geometry.vertexCount}`);
	}
	return end;
}

/** Table of part `index` of a geometry with parts. */
export function partTable(view: DataView, geometry: GeometryView, index: number): number {
	return follow(view, geometry.partsAt + index * 4);
}

/** Position of a table's field; 0 = absent. */
function fieldAt(view: DataView, table: number, index: number): number {
	const vtable = table - view.getInt32(table, true);
	const slot = 4 + index * 2;
	if (slot >= view.getUint16(vtable, true)) return 0;
	const offset = view.getUint16(vtable + slot, true);
	return offset === 0 ? 0 : table + offset;
}

function follow(view: DataView, at: number): number {
	const target = at + view.getUint32(at, true);
	if (target >= view.byteLength) throw damaged(`an offset to byte ${target}`, `less than ${view.byteLength}`);
	return target;
}

function vectorLength(view: DataView, vector: number, itemBytes: number): number {
	const length = view.getUint32(vector, true);
	const end = vector + 4 + length * itemBytes;
	if (end > view.byteLength) throw damaged(`a vector that ends at byte ${end}`, `at most ${view.byteLength}`);
	return length;
}

function damaged(found: string, expected: string): DataError {
	return new DataError('pack/damaged', `got ${found}, expected ${expected}`);
}
