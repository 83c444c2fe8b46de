import { isUtf8 } from 'node:buffer';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename } from 'node:path';
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js';
import { BASES, type Basis, BUILDING_STRUCTURES, BUILDING_USES, type BuildingUse } from '../../domain/building.ts';
import { DataError, describeError } from '../../domain/errors.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { type GeometryView, partTable, viewFeature, viewGeometry } from '../../domain/pack/feature-view.ts';
import { openFlatGeobuf } from '../../domain/pack/flatgeobuf-reader.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import { cleanRings, doubleSignedArea } from '../clean/clean-rings.ts';
import { type BuildingTable, UNKNOWN_GROUND, UNKNOWN_U8, UNKNOWN_U32 } from '../model/building-table.ts';
import { createBuildingTableBuilder, type GrowingBuildingColumns } from '../model/building-table-builder.ts';
import { deriveHeight } from '../model/derive-height.ts';
import type { Reject } from '../model/source-city.ts';
import { toUtf8Column, type Utf8Data, type Utf8Writer } from '../model/text-column.ts';
import { isSurelySimple } from './is-surely-simple.ts';
import { createLocalSource } from './local-source.ts';

/** The buildings of a FlatGeobuf file; read = kept + refused, repaired are among the kept. */
export interface ReadBuildings {
	readonly table: BuildingTable;
	readonly counts: { read: number; kept: number; repaired: number; refused: number };
	readonly rejects: readonly Reject[];
}

const CHUNK_BYTES = 16 * 1024 * 1024;

/**
 * Reads a buildings.fgb with the columns of BUILDING_COLUMNS straight into a table, in file order, a chunk at a time.
 * Buildings with an unusable footprint or id are refused, damaged attributes become unknown; both are told.
 * @param source row of the source in the pack's list; `sourceKey` names it in rejects
 * @throws DataError `pack/bad-flatgeobuf`, `pack/truncated`, `pack/damaged` when the file itself does not hold together
 */
export async function readFgbBuildings(
	path: string,
	options: {
		source: number;
		sourceKey: string;
		signal?: AbortSignal;
		onProgress?: (done: number, total: number) => void;
	},
): Promise<ReadBuildings> {
	const name = basename(path);
	const { header } = await openFlatGeobuf(createLocalSource(path), options.signal);
	const reader = new BuildingFeatureReader(header.columns, header.geometryType, options.source, options.sourceKey);
	const file = openSync(path, 'r');
	try {
		const size = fstatSync(file).size;
		let chunk: Buffer<ArrayBuffer> = Buffer.allocUnsafeSlow(CHUNK_BYTES);
		let position = header.featuresStart;
		let kept = 0;
		while (position < size || kept > 0) {
			const length = kept + readSync(file, chunk, kept, Math.min(chunk.length - kept, size - position), position);
			position += length - kept;
			const used = reader.readChunk(chunk.subarray(0, length));
			kept = length - used;
			if (used === 0) {
				if (position >= size) throw cutFeature(name, reader.read, kept);
				// A feature larger than the chunk: the next one must hold it.
				const wider = Buffer.allocUnsafeSlow(chunk.length * 2);
				chunk.copy(wider, 0, 0, kept);
				chunk = wider;
			} else chunk.copyWithin(0, used, length);
			options.onProgress?.(position, size);
			await new Promise(setImmediate);
			options.signal?.throwIfAborted();
		}
		if (header.count > 0 && reader.read !== header.count) {
			throw new DataError('pack/truncated', `${name}: got ${reader.read} features, expected ${header.count}`, {
				context: { file: name, found: reader.read, expected: header.count },
			});
		}
		return reader.finish(name);
	} catch (error) {
		const nameless = error instanceof DataError && error.context.file === undefined;
		throw nameless || error instanceof RangeError ? damagedFeature(name, reader.read, error) : error;
	} finally {
		closeSync(file);
	}
}

function cutFeature(name: string, feature: number, found: number): DataError {
	return new DataError('pack/truncated', `${name}: feature ${feature}: got ${found} bytes, expected all of it`, {
		context: { file: name, feature },
	});
}

function damagedFeature(name: string, feature: number, cause: unknown): DataError {
	return new DataError('pack/damaged', `${name}: feature ${feature}: ${describeError(cause)}`, {
		context: { file: name, feature },
		cause,
	});
}

const encodeAll = (names: readonly string[]) => names.map((text) => new TextEncoder().encode(text));
const BASIS_BYTES = encodeAll(BASES);
const USE_BYTES = encodeAll(BUILDING_USES);
const STRUCTURE_BYTES = encodeAll(BUILDING_STRUCTURES);
const NUMBER_BYTES: Readonly<Record<number, number>> = {
	[ColumnType.UByte]: 1,
	[ColumnType.Bool]: 1,
	[ColumnType.Byte]: 1,
	[ColumnType.Short]: 2,
	[ColumnType.UShort]: 2,
	[ColumnType.Int]: 4,
	[ColumnType.UInt]: 4,
	[ColumnType.Float]: 4,
	[ColumnType.Long]: 8,
	[ColumnType.ULong]: 8,
	[ColumnType.Double]: 8,
};
/** Number columns and their plausible values; what is outside becomes unknown. Assumption, not sourced. */
const NUMBERS = [
	{ name: 'height_m', min: 0.1, max: 2000 },
	{ name: 'min_height_m', min: 0, max: 2000 },
	{ name: 'floors', min: 1, max: 500 },
	{ name: 'floors_below', min: 0, max: 50 },
	{ name: 'year', min: 1000, max: 2200 },
	{ name: 'residents', min: 0, max: 100_000 },
] as const;
const HEIGHT = 0;
const MIN_HEIGHT = 1;
const FLOORS = 2;
const FLOORS_BELOW = 3;
const YEAR = 4;
const RESIDENTS = 5;

const TEXT_SLOTS = [
	'id',
	'name',
	'street',
	'housenumber',
	'town',
	'tags',
	'statements',
	'height_basis',
	'structure',
	'use',
] as const;

/** Where a feature's text column lies in the chunk; length 0 = absent. */
interface TextSlot {
	at: number;
	length: number;
}

type TextSlots = Record<(typeof TEXT_SLOTS)[number], TextSlot>;

class BuildingFeatureReader {
	read = 0;
	readonly #builder = createBuildingTableBuilder();
	readonly #rejects: Reject[] = [];
	readonly #columns: readonly LayerColumn[];
	readonly #layerType: number;
	readonly #source: number;
	readonly #sourceKey: string;
	readonly #text = Object.fromEntries(TEXT_SLOTS.map((name) => [name, { at: 0, length: 0 }])) as TextSlots;
	readonly #slots: readonly TextSlot[] = Object.values(this.#text);
	/** By column number: the slot it fills, if any. */
	readonly #slotOf: readonly (TextSlot | null)[];
	/** By column number: its place in NUMBERS, or -1. */
	readonly #numberOfColumn: readonly number[];
	/** By NUMBERS; NaN = absent. */
	readonly #numbers = new Float64Array(NUMBERS.length);
	#repaired = 0;
	#wasRepaired = false;
	#bytes: Buffer = Buffer.alloc(0);

	constructor(columns: readonly LayerColumn[], layerType: number, source: number, sourceKey: string) {
		this.#columns = columns;
		this.#layerType = layerType;
		this.#source = source;
		this.#sourceKey = sourceKey;
		this.#numberOfColumn = columns.map(({ name }) => NUMBERS.findIndex((number) => number.name === name));
		this.#slotOf = columns.map(({ name }) => this.#text[name as keyof TextSlots] ?? null);
	}

	/** Reads the whole features of a chunk; returns how many of its bytes they take. */
	readChunk(chunk: Buffer<ArrayBuffer>): number {
		this.#bytes = chunk;
		let at = 0;
		while (at + 4 <= chunk.length) {
			const length = 4 + chunk.readUInt32LE(at);
			if (at + length > chunk.length) break;
			this.#readFeature(at, length);
			at += length;
		}
		return at;
	}

	/** @throws DataError `pack/damaged` for text that is not UTF-8 */
	finish(file: string): ReadBuildings {
		const table = this.#builder.finish();
		for (const column of ['id', 'name', 'street', 'houseNumber', 'town', 'tags', 'statements'] as const) {
			requireUtf8(toUtf8Column(table[column]), table, column, file);
		}
		const counts = {
			read: this.read,
			kept: table.count,
			repaired: this.#repaired,
			refused: this.read - table.count,
		};
		return { table, counts, rejects: this.#rejects };
	}

	#readFeature(start: number, length: number): void {
		const view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset + start, length);
		const feature = viewFeature(view);
		this.#readProperties(view, start, feature.propertiesAt, feature.propertiesLength);
		this.#wasRepaired = false;
		this.read++;
		if (this.#text.id.length === 0) {
			this.#refuse('building/no-id', 'expected an id');
			return;
		}
		const polygons =
			feature.geometryAt === 0 ? [] : readPolygons(view, viewGeometry(view, feature.geometryAt), this.#layerType);
		const rings = this.#cleanFootprint(polygons);
		if (rings) this.#addRow(rings);
	}

	#readProperties(view: DataView, start: number, from: number, length: number): void {
		for (const slot of this.#slots) slot.length = 0;
		this.#numbers.fill(Number.NaN);
		let at = from;
		const end = from + length;
		while (at < end) {
			const index = view.getUint16(at, true);
			const column = this.#columns[index];
			if (!column) throw new RangeError(`got column ${index}, expected less than ${this.#columns.length}`);
			at += 2;
			const fixed = NUMBER_BYTES[column.type];
			const size = fixed ?? 4 + view.getUint32(at, true);
			if (at + size > end) throw new RangeError(`column ${column.name} ends past the properties`);
			const slot = this.#slotOf[index];
			if (fixed === undefined) {
				if (slot) {
					slot.at = start + at + 4;
					slot.length = size - 4;
				}
			} else if ((this.#numberOfColumn[index] as number) >= 0) {
				this.#numbers[this.#numberOfColumn[index] as number] = readNumber(view, at, column.type);
			}
			at += size;
		}
	}

	/** The rings as they are where nothing is wrong with them, else cleaned; null = refused. */
	#cleanFootprint(polygons: readonly (readonly Int32Array[])[]): readonly Int32Array[] | null {
		if (polygons.length === 1 && isCleanPolygon(polygons[0] as readonly Int32Array[])) {
			return polygons[0] as readonly Int32Array[];
		}
		const cleaned = cleanRings(polygons);
		if (!cleaned.kept) {
			this.#refuse(`building/${cleaned.refusal.reason}`, cleaned.refusal.detail);
			return null;
		}
		for (const repair of cleaned.repairs) this.#repair(`building/${repair.reason}`, repair.detail);
		return cleaned.rings;
	}

	#addRow(rings: readonly Int32Array[]): void {
		const c: GrowingBuildingColumns = this.#builder.columns;
		for (let i = 0; i < rings.length; i++) {
			c.lonLat.pushAll(rings[i] as Int32Array);
			c.ringEnd.push(c.lonLat.length / 2);
		}
		c.buildingRingEnd.push(c.ringEnd.length);
		const use = this.#codeOf('use', USE_BYTES);
		const floors = this.#numberOf(FLOORS);
		const height = deriveHeight({
			heightM: this.#numberOf(HEIGHT),
			floors,
			use: BUILDING_USES[use] as BuildingUse,
			heightBasis: BASES[this.#codeOf('height_basis', BASIS_BYTES) || REGISTERED] as Basis,
		});
		c.heightCm.push(height.heightM === null ? UNKNOWN_U32 : Math.round(height.heightM * 100));
		c.heightBasis.push(BASES.indexOf(height.basis));
		c.minHeightCm.push(Math.round((this.#numberOf(MIN_HEIGHT) ?? 0) * 100));
		c.floors.push(floors ?? 0);
		c.floorsBelow.push(this.#numberOf(FLOORS_BELOW) ?? UNKNOWN_U8);
		c.use.push(use);
		c.structure.push(this.#codeOf('structure', STRUCTURE_BYTES));
		c.year.push(this.#numberOf(YEAR) ?? 0);
		c.residents.push(this.#numberOf(RESIDENTS) ?? UNKNOWN_U32);
		c.groundCm.push(UNKNOWN_GROUND);
		c.source.push(this.#source);
		this.#copyText(c.id, this.#text.id);
		this.#copyText(c.name, this.#text.name);
		this.#copyText(c.street, this.#text.street);
		this.#copyText(c.houseNumber, this.#text.housenumber);
		this.#copyText(c.town, this.#text.town);
		this.#copyText(c.tags, this.#text.tags);
		this.#copyText(c.statements, this.#text.statements);
	}

	#copyText(column: Utf8Writer, slot: TextSlot): void {
		column.addBytes(this.#bytes, slot.at, slot.at + slot.length);
	}

	#numberOf(index: number): number | null {
		const value = this.#numbers[index] as number;
		if (Number.isNaN(value)) return null;
		const { name, min, max } = NUMBERS[index] as (typeof NUMBERS)[number];
		if (value >= min && value <= max) return value;
		this.#repair('building/bad-number', `${name}: got ${value}, expected ${min} to ${max}; now unknown`);
		return null;
	}

	/** Number of a name in its list; 0 = unknown. */
	#codeOf(column: 'use' | 'structure' | 'height_basis', names: readonly Uint8Array[]): number {
		const { at, length } = this.#text[column];
		if (length === 0) return 0;
		for (let code = 0; code < names.length; code++) {
			const name = names[code] as Uint8Array;
			let same = name.length === length;
			for (let i = 0; same && i < length; i++) same = this.#bytes[at + i] === name[i];
			if (same) return code;
		}
		const found = this.#bytes.toString('utf8', at, at + length);
		this.#repair('building/bad-name', `${column}: got ${found}, expected a name of the list; now unknown`);
		return 0;
	}

	#repair(reason: string, detail: string): void {
		this.#reject('repaired', reason, detail);
		if (!this.#wasRepaired) this.#repaired++;
		this.#wasRepaired = true;
	}

	#refuse(reason: string, detail: string): void {
		this.#reject('refused', reason, detail);
	}

	#reject(outcome: Reject['outcome'], reason: string, detail: string): void {
		const { at, length } = this.#text.id;
		const id = length > 0 ? this.#bytes.toString('utf8', at, at + length) : `feature ${this.read - 1}`;
		this.#rejects.push({ source: this.#sourceKey, id, outcome, reason, detail });
	}
}

/** Looks at the whole column at once, which is quick; at rows only to name the first bad one. */
function requireUtf8({ bytes, starts }: Utf8Data, table: BuildingTable, column: string, file: string): void {
	if (isUtf8(bytes) && starts.every((start) => start === bytes.length || ((bytes[start] as number) & 0xc0) !== 0x80))
		return;
	const row = starts.findIndex((start, i) => !isUtf8(bytes.subarray(start, starts[i + 1])));
	throw new DataError(
		'pack/damaged',
		`${file}: building ${table.id.at(row)}: ${column}: got bytes that are not UTF-8, expected text`,
		{ context: { file, id: table.id.at(row), column } },
	);
}

const REGISTERED = BASES.indexOf('registered');

function readNumber(view: DataView, at: number, type: ColumnType): number {
	switch (type) {
		case ColumnType.Float:
			return view.getFloat32(at, true);
		case ColumnType.Double:
			return view.getFloat64(at, true);
		case ColumnType.UShort:
			return view.getUint16(at, true);
		case ColumnType.Short:
			return view.getInt16(at, true);
		case ColumnType.UByte:
			return view.getUint8(at);
		case ColumnType.Int:
			return view.getInt32(at, true);
		case ColumnType.UInt:
			return view.getUint32(at, true);
		default:
			return Number.NaN;
	}
}

/** The polygons of a geometry as rings of degrees x 1e7, unclosed; empty for other geometries. */
function readPolygons(view: DataView, geometry: GeometryView, layerType: number): Int32Array[][] {
	const type = geometry.type || layerType;
	if (type === GeometryType.Polygon) return [readRings(view, geometry)];
	const polygons: Int32Array[][] = [];
	if (type !== GeometryType.MultiPolygon) return polygons;
	for (let i = 0; i < geometry.partCount; i++) {
		polygons.push(readRings(view, viewGeometry(view, partTable(view, geometry, i))));
	}
	return polygons;
}

function readRings(view: DataView, geometry: GeometryView): Int32Array[] {
	if (geometry.endCount === 0) return [readRing(view, geometry.xyAt, 0, geometry.vertexCount)];
	const rings: Int32Array[] = [];
	let start = 0;
	for (let i = 0; i < geometry.endCount; i++) {
		const end = view.getUint32(geometry.endsAt + i * 4, true);
		if (end < start || end > geometry.vertexCount) {
			throw new RangeError(`got a ring end at ${end}, expected ${start} to ${geometry.vertexCount}`);
		}
		rings.push(readRing(view, geometry.xyAt, start, end));
		start = end;
	}
	return rings;
}

function readRing(view: DataView, xyAt: number, start: number, end: number): Int32Array {
	// The last vertex repeats the first.
	const ring = new Int32Array(Math.max(0, end - start - 1) * 2);
	const first = xyAt + start * 16;
	for (let i = 0; i < ring.length; i++) {
		const degrees = view.getFloat64(first + i * 8, true);
		if (!(degrees >= -180 && degrees <= 180)) throw new RangeError(`got coordinate ${degrees}, expected degrees`);
		ring[i] = Math.round(degrees * E7);
	}
	return ring;
}

/** Whether a polygon can stand as it is: what cleanRings would give back unchanged. */
function isCleanPolygon(rings: readonly Int32Array[]): boolean {
	for (let r = 0; r < rings.length; r++) {
		const ring = rings[r] as Int32Array;
		if (ring.length < 6 || doubleSignedArea(ring) > 0 !== (r === 0)) return false;
		let x = ring[ring.length - 2];
		let y = ring[ring.length - 1];
		for (let i = 0; i < ring.length; i += 2) {
			if (ring[i] === x && ring[i + 1] === y) return false;
			x = ring[i];
			y = ring[i + 1];
		}
	}
	// Holes are rare: cleanRings looks whether they lie inside.
	return rings.length === 1 && isSurelySimple(rings[0] as Int32Array);
}
