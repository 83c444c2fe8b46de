/**
 * Where the parts of a FlatGeobuf feature go. A feature is a size-prefixed flatbuffer (feature.fbs of the specification);
 * its tables never vary here, so they are laid by hand at fixed places, without a builder:
 *
 *     0 size - 4 | 4 root | 8 vtable of Feature | 16 vtable of Geometry | 36 Feature | 48 Geometry | vectors | properties
 *
 * Doubles stand on multiples of 8 and the whole is a multiple of 8 long, both counted from the size prefix.
 */
export interface FeatureBuffer {
	bytes: Uint8Array;
	view: DataView;
	/** Where the next byte goes. */
	at: number;
}

/** An empty buffer to lay features in, one behind the other. */
export function createFeatureBuffer(capacity: number): FeatureBuffer {
	const bytes = new Uint8Array(capacity);
	return { bytes, view: new DataView(bytes.buffer), at: 0 };
}

/** Makes room for `length` more bytes. */
export function reserveFeature(buffer: FeatureBuffer, length: number): void {
	const needed = buffer.at + length;
	if (needed <= buffer.bytes.length) return;
	const wider = new Uint8Array(Math.max(needed, buffer.bytes.length * 2));
	wider.set(buffer.bytes.subarray(0, buffer.at));
	buffer.bytes = wider;
	buffer.view = new DataView(wider.buffer);
}

const FEATURE_VTABLE = 8;
const GEOMETRY_VTABLE = 16;
const FEATURE = 36;
const GEOMETRY = 48;

/** Most bytes a feature takes beside its coordinates (16 a vertex), ring ends, and property bytes. */
export const FEATURE_OVERHEAD = 112;
/** Most bytes a part of a multi-geometry takes beside its coordinates and ring ends. */
export const PART_OVERHEAD = 40;

function layFeatureHead(view: DataView, at: number): void {
	view.setUint32(at + 4, FEATURE - 4, true);
	view.setUint32(at + FEATURE_VTABLE, 8 | (12 << 16), true);
	view.setUint32(at + FEATURE_VTABLE + 4, 4 | (8 << 16), true);
	view.setInt32(at + FEATURE, FEATURE - FEATURE_VTABLE, true);
	view.setUint32(at + FEATURE + 4, GEOMETRY - FEATURE - 4, true);
	view.setInt32(at + GEOMETRY, GEOMETRY - GEOMETRY_VTABLE, true);
}

/**
 * Lays head, tables and an empty coordinate vector of a geometry without parts; room must be reserved.
 * Returns where its `coordinates` doubles go; `buffer.at` stays at the start of the feature.
 * @param endCount number of entries of the ends vector, 0 = none (one ring or one line)
 */
export function layGeometry(
	buffer: FeatureBuffer,
	type: number,
	coordinateCount: number,
	endCount: number,
): { endsAt: number; xyAt: number } {
	const { view, at } = buffer;
	layFeatureHead(view, at);
	view.setUint16(at + GEOMETRY_VTABLE, 18, true);
	if (endCount === 0) {
		view.setUint16(at + GEOMETRY_VTABLE + 2, 12, true);
		view.setUint16(at + GEOMETRY_VTABLE + 6, 4, true);
		view.setUint16(at + GEOMETRY_VTABLE + 16, 8, true);
		view.setUint32(at + GEOMETRY + 4, 8, true);
		view.setUint8(at + GEOMETRY + 8, type);
		view.setUint32(at + GEOMETRY + 12, coordinateCount, true);
		return { endsAt: 0, xyAt: at + GEOMETRY + 16 };
	}
	view.setUint16(at + GEOMETRY_VTABLE + 2, 16, true);
	view.setUint16(at + GEOMETRY_VTABLE + 4, 4, true);
	view.setUint16(at + GEOMETRY_VTABLE + 6, 8, true);
	view.setUint16(at + GEOMETRY_VTABLE + 16, 12, true);
	return layRings(view, at + GEOMETRY, type, coordinateCount, endCount, at);
}

/** Fills a Geometry table of 16 bytes (ends, xy, type) at `table` and places its two vectors behind it. */
function layRings(
	view: DataView,
	table: number,
	type: number,
	coordinateCount: number,
	endCount: number,
	start: number,
): { endsAt: number; xyAt: number } {
	const ends = table + 16;
	let xy = ends + 4 + endCount * 4;
	if ((xy + 4 - start) % 8 !== 0) xy += 4;
	view.setUint32(table + 4, ends - (table + 4), true);
	view.setUint32(table + 8, xy - (table + 8), true);
	view.setUint8(table + 12, type);
	view.setUint32(ends, endCount, true);
	view.setUint32(xy, coordinateCount, true);
	return { endsAt: ends + 4, xyAt: xy + 4 };
}

/** Where the parts of a multi-geometry go next; see layMultiGeometry. */
interface PartCursor {
	readonly start: number;
	readonly vtable: number;
	readonly offsetsAt: number;
	partIndex: number;
	at: number;
}

/** Lays head and tables of a geometry made of `partCount` parts; then call layPart for each. Room must be reserved. */
export function layMultiGeometry(buffer: FeatureBuffer, type: number, partCount: number): PartCursor {
	const { view, at } = buffer;
	layFeatureHead(view, at);
	view.setUint16(at + GEOMETRY_VTABLE, 20, true);
	view.setUint16(at + GEOMETRY_VTABLE + 2, 12, true);
	view.setUint16(at + GEOMETRY_VTABLE + 16, 8, true);
	view.setUint16(at + GEOMETRY_VTABLE + 18, 4, true);
	view.setUint32(at + GEOMETRY + 4, 8, true);
	view.setUint8(at + GEOMETRY + 8, type);
	view.setUint32(at + GEOMETRY + 12, partCount, true);
	const offsetsAt = at + GEOMETRY + 16;
	const vtable = offsetsAt + partCount * 4;
	view.setUint16(vtable, 18, true);
	view.setUint16(vtable + 2, 16, true);
	view.setUint16(vtable + 4, 4, true);
	view.setUint16(vtable + 6, 8, true);
	view.setUint16(vtable + 16, 12, true);
	return { start: at, vtable, offsetsAt, partIndex: 0, at: vtable + 20 };
}

/** Lays the next part and moves the cursor behind its coordinates. */
export function layPart(
	buffer: FeatureBuffer,
	cursor: PartCursor,
	type: number,
	coordinateCount: number,
	endCount: number,
): { endsAt: number; xyAt: number } {
	const { view } = buffer;
	const slot = cursor.offsetsAt + cursor.partIndex * 4;
	const table = cursor.at;
	view.setUint32(slot, table - slot, true);
	view.setInt32(table, table - cursor.vtable, true);
	const placed = layRings(view, table, type, coordinateCount, endCount, cursor.start);
	cursor.partIndex++;
	cursor.at = placed.xyAt + coordinateCount * 8;
	return placed;
}

/** Opens the properties vector at `at`; returns where its bytes go. */
export function beginProperties(buffer: FeatureBuffer, at: number): number {
	const field = buffer.at + FEATURE + 8;
	buffer.view.setUint32(field, at - field, true);
	return at + 4;
}

/** Closes the properties at `end`, pads the feature, writes its size and moves `buffer.at` to the next one. */
export function finishFeature(buffer: FeatureBuffer, propertiesAt: number, end: number): void {
	const { view, at } = buffer;
	view.setUint32(propertiesAt - 4, end - propertiesAt, true);
	const length = (end - at + 7) & ~7;
	view.setUint32(at, length - 4, true);
	buffer.at = at + length;
}
