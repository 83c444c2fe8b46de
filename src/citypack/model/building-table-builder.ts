import { BASES, BUILDING_STRUCTURES, BUILDING_USES } from '../../domain/building.ts';
import type { BuildingRow } from './building-row.ts';
import { type BuildingTable, UNKNOWN_GROUND, UNKNOWN_U8, UNKNOWN_U32 } from './building-table.ts';
import { allocateColumn } from './column-memory.ts';
import { createUtf8Writer, openUtf8Column, toUtf8Column, type Utf8Data, type Utf8Writer } from './text-column.ts';

type ColumnArray = Uint8Array | Uint16Array | Uint32Array | Int32Array;
type ColumnType<T extends ColumnArray> = { new (buffer: ArrayBufferLike): T; BYTES_PER_ELEMENT: number };

/** A typed array on memory of allocateColumn that grows as values are pushed. */
export class GrowingColumn<T extends ColumnArray> {
	length = 0;
	#array: T;
	readonly #type: ColumnType<T>;

	constructor(type: ColumnType<T>) {
		this.#type = type;
		this.#array = new type(allocateColumn(type.BYTES_PER_ELEMENT << 12));
	}

	push(value: number): void {
		if (this.length === this.#array.length) this.#reserve(1);
		this.#array[this.length++] = value;
	}

	pushAll(values: T | Int32Array): void {
		this.#reserve(values.length);
		this.#array.set(values, this.length);
		this.length += values.length;
	}

	/** Pushes the values, each with `shift` added: the ends of another column after the ends of this one. */
	pushAllShifted(values: T, shift: number): void {
		this.#reserve(values.length);
		for (let i = 0; i < values.length; i++) this.#array[this.length + i] = (values[i] as number) + shift;
		this.length += values.length;
	}

	/** Makes room for `times` as many values as there are, so that they come without these being copied again. */
	reserve(times: number): void {
		const length = Math.ceil(this.length * times);
		if (length > this.#array.length) this.#widen(length);
	}

	/** The values so far, a view: good until the next push. */
	values(): T {
		return this.#array.subarray(0, this.length) as T;
	}

	#reserve(more: number): void {
		const needed = this.length + more;
		if (needed > this.#array.length) this.#widen(Math.max(needed, this.#array.length * 2));
	}

	#widen(length: number): void {
		const wider = new this.#type(allocateColumn(length * this.#type.BYTES_PER_ELEMENT));
		wider.set(this.#array.subarray(0, this.length));
		this.#array = wider;
	}
}

/** The columns while they grow. A fast reader pushes here what it copies straight from its bytes, every column once a row. */
export interface GrowingBuildingColumns {
	readonly lonLat: GrowingColumn<Int32Array>;
	/** Ends, not starts: one value a ring. */
	readonly ringEnd: GrowingColumn<Uint32Array>;
	/** Ends, not starts: one value a building. */
	readonly buildingRingEnd: GrowingColumn<Uint32Array>;
	readonly heightCm: GrowingColumn<Uint32Array>;
	readonly heightBasis: GrowingColumn<Uint8Array>;
	readonly minHeightCm: GrowingColumn<Uint32Array>;
	readonly floors: GrowingColumn<Uint16Array>;
	readonly floorsBelow: GrowingColumn<Uint8Array>;
	readonly use: GrowingColumn<Uint8Array>;
	readonly structure: GrowingColumn<Uint8Array>;
	readonly year: GrowingColumn<Uint16Array>;
	readonly residents: GrowingColumn<Uint32Array>;
	readonly groundCm: GrowingColumn<Int32Array>;
	readonly source: GrowingColumn<Uint8Array>;
	readonly id: Utf8Writer;
	readonly name: Utf8Writer;
	readonly street: Utf8Writer;
	readonly houseNumber: Utf8Writer;
	readonly town: Utf8Writer;
	readonly tags: Utf8Writer;
	readonly statements: Utf8Writer;
}

/** Fills a BuildingTable; see createBuildingTableBuilder. */
export interface BuildingTableBuilder {
	addBuilding(row: BuildingRow): void;
	readonly count: number;
	/** For readers that skip BuildingRow. */
	readonly columns: GrowingBuildingColumns;
	/**
	 * Makes room for `times` as many rows as there are, e.g. once a first piece of the input is read: columns that double hold
	 * old and new at once. What is reserved and never used takes no memory.
	 */
	reserve(times: number): void;
	/** The table; the builder must not be used afterwards. */
	finish(): BuildingTable;
}

const BASIS_CODE: Readonly<Record<string, number>> = Object.fromEntries(BASES.map((name, i) => [name, i]));
const USE_CODE: Readonly<Record<string, number>> = Object.fromEntries(BUILDING_USES.map((name, i) => [name, i]));
const STRUCTURE_CODE: Readonly<Record<string, number>> = Object.fromEntries(
	BUILDING_STRUCTURES.map((name, i) => [name, i]),
);

class TableBuilder implements BuildingTableBuilder {
	readonly columns: GrowingBuildingColumns = {
		lonLat: new GrowingColumn(Int32Array),
		ringEnd: new GrowingColumn(Uint32Array),
		buildingRingEnd: new GrowingColumn(Uint32Array),
		heightCm: new GrowingColumn(Uint32Array),
		heightBasis: new GrowingColumn(Uint8Array),
		minHeightCm: new GrowingColumn(Uint32Array),
		floors: new GrowingColumn(Uint16Array),
		floorsBelow: new GrowingColumn(Uint8Array),
		use: new GrowingColumn(Uint8Array),
		structure: new GrowingColumn(Uint8Array),
		year: new GrowingColumn(Uint16Array),
		residents: new GrowingColumn(Uint32Array),
		groundCm: new GrowingColumn(Int32Array),
		source: new GrowingColumn(Uint8Array),
		id: createUtf8Writer(),
		name: createUtf8Writer(),
		street: createUtf8Writer(),
		houseNumber: createUtf8Writer(),
		town: createUtf8Writer(),
		tags: createUtf8Writer(),
		statements: createUtf8Writer(),
	};

	get count(): number {
		return this.columns.buildingRingEnd.length;
	}

	addBuilding(row: BuildingRow): void {
		const c = this.columns;
		for (const ring of row.rings) {
			c.lonLat.pushAll(ring);
			c.ringEnd.push(c.lonLat.length / 2);
		}
		c.buildingRingEnd.push(c.ringEnd.length);
		c.heightCm.push(row.heightM === null ? UNKNOWN_U32 : Math.round(row.heightM * 100));
		c.heightBasis.push(BASIS_CODE[row.heightBasis] as number);
		c.minHeightCm.push(row.minHeightM === null ? 0 : Math.max(0, Math.round(row.minHeightM * 100)));
		c.floors.push(row.floors ?? 0);
		c.floorsBelow.push(row.floorsBelow === null ? UNKNOWN_U8 : Math.min(row.floorsBelow, UNKNOWN_U8 - 1));
		c.use.push(USE_CODE[row.use] as number);
		c.structure.push(STRUCTURE_CODE[row.structure] as number);
		c.year.push(row.year ?? 0);
		c.residents.push(row.residents ?? UNKNOWN_U32);
		c.groundCm.push(UNKNOWN_GROUND);
		c.source.push(row.source);
		c.id.addText(row.id);
		c.name.addText(row.name ?? '');
		c.street.addText(row.street ?? '');
		c.houseNumber.addText(row.houseNumber ?? '');
		c.town.addText(row.town ?? '');
		c.tags.addText(hasKeys(row.tags) ? JSON.stringify(row.tags) : '');
		c.statements.addText('');
	}

	reserve(times: number): void {
		for (const column of Object.values(this.columns) as { reserve(times: number): void }[]) column.reserve(times);
	}

	finish(): BuildingTable {
		const c = this.columns;
		return {
			count: this.count,
			lonLat: c.lonLat.values(),
			ringStart: startsOf(c.ringEnd.values()),
			buildingRing: startsOf(c.buildingRingEnd.values()),
			heightCm: c.heightCm.values(),
			heightBasis: c.heightBasis.values(),
			minHeightCm: c.minHeightCm.values(),
			floors: c.floors.values(),
			floorsBelow: c.floorsBelow.values(),
			use: c.use.values(),
			structure: c.structure.values(),
			year: c.year.values(),
			residents: c.residents.values(),
			groundCm: c.groundCm.values(),
			source: c.source.values(),
			id: c.id.finish(),
			name: c.name.finish(),
			street: c.street.finish(),
			houseNumber: c.houseNumber.finish(),
			town: c.town.finish(),
			tags: c.tags.finish(),
			statements: c.statements.finish(),
		};
	}
}

function hasKeys(tags: Readonly<Record<string, string>>): boolean {
	for (const _ in tags) return true;
	return false;
}

function startsOf(ends: Uint32Array): Uint32Array {
	const starts = new Uint32Array(allocateColumn((ends.length + 1) * 4));
	starts.set(ends, 1);
	return starts;
}

/**
 * Makes a building table row by row, on memory of allocateColumn: in the main thread shared, so that worker threads read it without a copy.
 * The caller has validated the rows: rings cleaned and wound as BuildingTable says, numbers in range.
 */
export function createBuildingTableBuilder(): BuildingTableBuilder {
	return new TableBuilder();
}

const TEXT_COLUMNS = ['id', 'name', 'street', 'houseNumber', 'town', 'tags', 'statements'] as const;
type TextColumnName = (typeof TEXT_COLUMNS)[number];

/** A building table as plain data, for postMessage. Shared where the table is. */
export type BuildingTableData = Omit<BuildingTable, TextColumnName> & Record<TextColumnName, Utf8Data>;

/** The table as data to post to a worker thread. No copy for tables of the builder. */
export function packBuildingTable(table: BuildingTable): BuildingTableData {
	const text = {} as Record<TextColumnName, Utf8Data>;
	for (const name of TEXT_COLUMNS) {
		const { bytes, starts } = toUtf8Column(table[name]);
		text[name] = { bytes, starts };
	}
	return { ...table, ...text };
}

/** The table again, on the other side. */
export function openBuildingTable(data: BuildingTableData): BuildingTable {
	const text = {} as Record<TextColumnName, ReturnType<typeof openUtf8Column>>;
	for (const name of TEXT_COLUMNS) text[name] = openUtf8Column(data[name]);
	return { ...data, ...text };
}
