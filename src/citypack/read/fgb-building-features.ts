import { isUtf8 } from 'node:buffer';
import { BASES, type Basis, BUILDING_STRUCTURES, BUILDING_USES, type BuildingUse } from '../../domain/building.ts';
import { DataError } from '../../domain/errors.ts';
import { FeatureValues, readNumber } from '../../domain/pack/feature-values.ts';
import { viewFeature, viewGeometry } from '../../domain/pack/feature-view.ts';
import type { LayerColumn } from '../../domain/pack/layer-columns.ts';
import { cleanRings } from '../clean/clean-rings.ts';
import { isCleanPolygon } from '../clean/is-clean-polygon.ts';
import { type BuildingTable, UNKNOWN_GROUND, UNKNOWN_U8, UNKNOWN_U32 } from '../model/building-table.ts';
import { createBuildingTableBuilder, type GrowingBuildingColumns } from '../model/building-table-builder.ts';
import { deriveHeight } from '../model/derive-height.ts';
import type { Reject } from '../model/source-city.ts';
import { toUtf8Column, type Utf8Data, type Utf8Writer } from '../model/text-column.ts';
import { FootprintReader } from './fgb-footprint.ts';
import { RecordError } from './formats/record-error.ts';
import type { ReadCounts } from './take/take-plan.ts';

/** The buildings of a FlatGeobuf file. */
export interface ReadBuildings {
	readonly table: BuildingTable;
	readonly counts: ReadCounts;
	readonly rejects: readonly Reject[];
}

/** The names of a list as UTF-8, to be found by their bytes. */
class NameList {
	readonly #names: readonly Uint8Array[];
	/** Found last: neighbours in a file are mostly alike. */
	#recent = 0;

	constructor(names: readonly string[]) {
		this.#names = names.map((name) => new TextEncoder().encode(name));
	}

	/** Number of the name that stands in the bytes; -1 = none of the list. */
	find(bytes: Uint8Array, at: number, length: number): number {
		if (this.#is(this.#recent, bytes, at, length)) return this.#recent;
		for (let code = 0; code < this.#names.length; code++) {
			if (!this.#is(code, bytes, at, length)) continue;
			this.#recent = code;
			return code;
		}
		return -1;
	}

	#is(code: number, bytes: Uint8Array, at: number, length: number): boolean {
		const name = this.#names[code] as Uint8Array;
		if (name.length !== length) return false;
		for (let i = 0; i < length; i++) if (bytes[at + i] !== name[i]) return false;
		return true;
	}
}

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

/** Puts the features of a buildings.fgb into a table, chunk by chunk; see readFgbBuildings. */
export class BuildingFeatureReader {
	/** Features read. */
	read = 0;
	readonly #first: number;
	readonly #builder = createBuildingTableBuilder();
	readonly #rejects: Reject[] = [];
	readonly #columns: readonly LayerColumn[];
	readonly #values: FeatureValues;
	readonly #footprints: FootprintReader;
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
	readonly #bases = new NameList(BASES);
	readonly #uses = new NameList(BUILDING_USES);
	readonly #structures = new NameList(BUILDING_STRUCTURES);
	#repaired = 0;
	#wasRepaired = false;
	#bytes: Buffer = Buffer.alloc(0);

	/** @param as `first` is the ordinal of the first feature that comes */
	constructor(
		columns: readonly LayerColumn[],
		layerType: number,
		as: { readonly source: number; readonly sourceKey: string; readonly first: number },
	) {
		this.#columns = columns;
		this.#values = new FeatureValues(columns);
		this.#footprints = new FootprintReader(layerType);
		this.#source = as.source;
		this.#sourceKey = as.sourceKey;
		this.#first = as.first;
		this.#numberOfColumn = columns.map(({ name }) => NUMBERS.findIndex((number) => number.name === name));
		this.#slotOf = columns.map(({ name }) => this.#text[name as keyof TextSlots] ?? null);
	}

	/** Ordinal of the feature that comes next. */
	get feature(): number {
		return this.#first + this.read;
	}

	/** Makes room for `times` as many buildings as there are. */
	reserve(times: number): void {
		this.#builder.reserve(times);
	}

	/** Reads a chunk of whole features. */
	readChunk(chunk: Buffer<ArrayBuffer>): void {
		this.#bytes = chunk;
		let at = 0;
		while (at < chunk.length) {
			const length = 4 + chunk.readUInt32LE(at);
			this.#readFeature(at, length);
			at += length;
		}
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
		const polygons = this.#readPolygons(view, feature.geometryAt);
		const rings = polygons && this.#cleanFootprint(polygons);
		if (rings) this.#addRow(rings);
	}

	/** null = refused. */
	#readPolygons(view: DataView, geometryAt: number): Int32Array[][] | null {
		if (geometryAt === 0) return [];
		try {
			return this.#footprints.readPolygons(view, viewGeometry(view, geometryAt));
		} catch (error) {
			if (!(error instanceof RecordError)) throw error;
			this.#refuse(`building/${error.reason}`, error.message);
			return null;
		}
	}

	#readProperties(view: DataView, start: number, from: number, length: number): void {
		for (const slot of this.#slots) slot.length = 0;
		this.#numbers.fill(Number.NaN);
		const values = this.#values;
		values.open(view, from, length);
		while (values.next()) {
			const { index } = values;
			if (values.isVarying) {
				const slot = this.#slotOf[index];
				if (!slot) continue;
				slot.at = start + values.at;
				slot.length = values.end - values.at;
			} else {
				const number = this.#numberOfColumn[index] as number;
				if (number < 0) continue;
				this.#numbers[number] = readNumber(view, values.at, (this.#columns[index] as LayerColumn).type);
			}
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
		const use = this.#codeOf('use', this.#uses);
		const floors = this.#numberOf(FLOORS);
		const height = deriveHeight({
			heightM: this.#numberOf(HEIGHT),
			floors,
			use: BUILDING_USES[use] as BuildingUse,
			heightBasis: BASES[this.#codeOf('height_basis', this.#bases) || REGISTERED] as Basis,
		});
		c.heightCm.push(height.heightM === null ? UNKNOWN_U32 : Math.round(height.heightM * 100));
		c.heightBasis.push(BASES.indexOf(height.basis));
		c.minHeightCm.push(Math.round((this.#numberOf(MIN_HEIGHT) ?? 0) * 100));
		c.floors.push(floors ?? 0);
		c.floorsBelow.push(this.#numberOf(FLOORS_BELOW) ?? UNKNOWN_U8);
		c.use.push(use);
		c.structure.push(this.#codeOf('structure', this.#structures));
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
	#codeOf(column: 'use' | 'structure' | 'height_basis', names: NameList): number {
		const { at, length } = this.#text[column];
		if (length === 0) return 0;
		const code = names.find(this.#bytes, at, length);
		if (code >= 0) return code;
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
		const id = length > 0 ? this.#bytes.toString('utf8', at, at + length) : `feature ${this.feature - 1}`;
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
