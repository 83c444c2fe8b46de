import {
	BASES,
	type Basis,
	BUILDING_STRUCTURES,
	BUILDING_USES,
	type BuildingStatement,
	type BuildingUse,
} from '../../domain/building.ts';
import { type BuildingTable, UNKNOWN_U8, UNKNOWN_U32 } from '../model/building-table.ts';
import { deriveHeight } from '../model/derive-height.ts';
import { createUtf8Writer, toUtf8Column, type Utf8Column, type Utf8Writer } from '../model/text-column.ts';

/** The records of one join that have a building, as readJoin gives them. */
interface JoinedRecords {
	/** Key of the source in the pack. */
	readonly sourceKey: string;
	readonly table: BuildingTable;
	/** By row of the city's table: the row in `table`; -1 = none. */
	readonly rowOf: Int32Array;
}

type NumberColumn = 'heightCm' | 'floors' | 'floorsBelow' | 'structure' | 'use' | 'year' | 'residents';
type NumberColumns = Pick<BuildingTable, NumberColumn | 'heightBasis' | 'minHeightCm'>;

interface StatedColumn {
	readonly field: BuildingStatement['field'];
	readonly column: NumberColumn;
	readonly unknown: number;
	/** Values this far apart are equal: 5 cm of a height. */
	readonly tolerance: number;
	readonly say: (value: number) => number | string;
}

const asIs = (value: number): number => value;
const STATED: readonly StatedColumn[] = [
	{ field: 'height_m', column: 'heightCm', unknown: UNKNOWN_U32, tolerance: 5, say: (cm) => cm / 100 },
	{ field: 'floors', column: 'floors', unknown: 0, tolerance: 0, say: asIs },
	{ field: 'floors_below', column: 'floorsBelow', unknown: UNKNOWN_U8, tolerance: 0, say: asIs },
	{
		field: 'structure',
		column: 'structure',
		unknown: 0,
		tolerance: 0,
		say: (code) => BUILDING_STRUCTURES[code] as string,
	},
	{ field: 'use', column: 'use', unknown: 0, tolerance: 0, say: (code) => BUILDING_USES[code] as string },
	{ field: 'year', column: 'year', unknown: 0, tolerance: 0, say: asIs },
	{ field: 'residents', column: 'residents', unknown: UNKNOWN_U32, tolerance: 0, say: asIs },
];
const ESTIMATED = BASES.indexOf('estimated');
const UNKNOWN_BASIS = BASES.indexOf('unknown');

const SAMPLE_SHARE = 0.02;
const RESERVE_MARGIN = 1.15;

/** A copy on shared memory, as the columns of the builder are. */
function copyShared<T extends Uint8Array | Uint16Array | Uint32Array>(from: T): T {
	const type = from.constructor as new (buffer: SharedArrayBuffer) => T;
	const copy = new type(new SharedArrayBuffer(from.byteLength));
	copy.set(from);
	return copy;
}

/** A height made of floors is nobody's statement. */
function isStated({ column, unknown }: StatedColumn, from: NumberColumns, row: number): boolean {
	if (from[column][row] === unknown) return false;
	return column !== 'heightCm' || from.heightBasis[row] !== ESTIMATED;
}

/** Writes the values of joins into the columns of a city, row after row. */
class JoinWriter {
	readonly conflicts: number[];
	readonly columns: NumberColumns;
	name = '';
	readonly #joins: readonly JoinedRecords[];
	/** Fields of the row whose value is a join's already. */
	readonly #joined = new Set<string>();
	/** Statements of the row, as JSON without the brackets around them. */
	#statements = '';
	readonly #sourceJson: readonly string[];
	#conflicts = 0;

	constructor(table: BuildingTable, joins: readonly JoinedRecords[]) {
		this.#joins = joins;
		this.conflicts = joins.map(() => 0);
		this.#sourceJson = joins.map(({ sourceKey }) => JSON.stringify(sourceKey));
		this.columns = {
			heightCm: copyShared(table.heightCm),
			heightBasis: copyShared(table.heightBasis),
			minHeightCm: copyShared(table.minHeightCm),
			floors: copyShared(table.floors),
			floorsBelow: copyShared(table.floorsBelow),
			structure: copyShared(table.structure),
			use: copyShared(table.use),
			year: copyShared(table.year),
			residents: copyShared(table.residents),
		};
	}

	/**
	 * Statements of a building to add, as JSON without the brackets around them; its columns and `name` are changed. `ownSource`: key of
	 * its source, as JSON.
	 */
	write(row: number, name: string, ownSource: string): string {
		this.#statements = '';
		this.#joined.clear();
		this.name = name;
		for (const [join, { rowOf, table }] of this.#joins.entries()) {
			const from = rowOf[row] as number;
			if (from < 0) continue;
			this.#conflicts = 0;
			for (const stated of STATED) this.#joinNumber(stated, row, table, from, join, ownSource);
			this.#joinName(table.name.at(from), join, ownSource);
			if (this.#conflicts > 0) this.conflicts[join] = (this.conflicts[join] as number) + 1;
		}
		this.#deriveHeight(row);
		return this.#statements;
	}

	#joinNumber(
		stated: StatedColumn,
		row: number,
		from: BuildingTable,
		fromRow: number,
		join: number,
		ownSource: string,
	): void {
		if (!isStated(stated, from, fromRow)) return;
		const { field, column, tolerance, say } = stated;
		const value = from[column][fromRow] as number;
		const before = this.columns[column][row] as number;
		const had = isStated(stated, this.columns, row);
		if (had && Math.abs(value - before) <= tolerance) return;
		if (!this.#state(field, say(value), had ? say(before) : null, join, ownSource)) return;
		this.columns[column][row] = value;
		if (column === 'heightCm') this.columns.heightBasis[row] = from.heightBasis[fromRow] as number;
	}

	#joinName(value: string, join: number, ownSource: string): void {
		if (value === '' || value === this.name) return;
		if (this.#state('name', value, this.name === '' ? null : this.name, join, ownSource)) this.name = value;
	}

	/** Notes who says what; true = the join's value is to be used. The first join that speaks is believed, then the building itself. */
	#state(
		field: BuildingStatement['field'],
		value: number | string,
		before: number | string | null,
		join: number,
		ownSource: string,
	): boolean {
		const isFirst = !this.#joined.has(field);
		this.#add(field, value, this.#sourceJson[join] as string, isFirst);
		if (before !== null) this.#conflicts++;
		if (!isFirst) return false;
		if (before !== null) this.#add(field, before, ownSource, false);
		this.#joined.add(field);
		return true;
	}

	#add(field: BuildingStatement['field'], value: number | string, source: string, used: boolean): void {
		const json = typeof value === 'number' ? value : JSON.stringify(value);
		const comma = this.#statements === '' ? '' : ',';
		this.#statements += `${comma}{"field":"${field}","value":${json},"source":${source},"used":${used}}`;
	}

	/** A height that nobody gave follows from floors and use, which the join may have changed. */
	#deriveHeight(row: number): void {
		const c = this.columns;
		const basis = c.heightBasis[row];
		if (basis === ESTIMATED || basis === UNKNOWN_BASIS) {
			const floors = c.floors[row] === 0 ? null : (c.floors[row] as number);
			const use = BUILDING_USES[c.use[row] as number] as BuildingUse;
			const derived: { heightM: number | null; basis: Basis } = deriveHeight({ heightM: null, floors, use });
			c.heightCm[row] = derived.heightM === null ? UNKNOWN_U32 : Math.round(derived.heightM * 100);
			c.heightBasis[row] = BASES.indexOf(derived.basis);
		}
		// An underside above the joined roof was of another building, or of another height.
		if ((c.minHeightCm[row] as number) >= (c.heightCm[row] as number)) c.minHeightCm[row] = 0;
	}
}

/**
 * The city with the values of joins: a join's value is used, the building's own that differs is kept as a statement, a value that
 * only the join has is a statement that is used; equal values say nothing. Of several joins the first that has a value is believed.
 * Geometry and other columns are shared with `table`. `conflicts`: by join, buildings with a value that contradicts another.
 * @param sourceKeys of the table's sources, by BuildingTable.source
 */
export function applyJoins(
	table: BuildingTable,
	sourceKeys: readonly string[],
	joins: readonly JoinedRecords[],
): { readonly table: BuildingTable; readonly conflicts: readonly number[] } {
	const writer = new JoinWriter(table, joins);
	const ownSources = sourceKeys.map((key) => JSON.stringify(key));
	const names = createUtf8Writer();
	const statements = createUtf8Writer();
	const ownNames = toUtf8Column(table.name);
	const ownStatements = toUtf8Column(table.statements);
	// Statements may take more than all other columns: room is made once, by the first rows, not by doubling.
	const sampleRows = Math.ceil(table.count * SAMPLE_SHARE);
	for (let row = 0; row < table.count; row++) {
		if (row === sampleRows) statements.reserve(RESERVE_MARGIN / SAMPLE_SHARE);
		if (!joins.some(({ rowOf }) => (rowOf[row] as number) >= 0)) {
			copyRow(names, ownNames, row);
			copyRow(statements, ownStatements, row);
			continue;
		}
		const ownSource = ownSources[table.source[row] as number] ?? '""';
		const added = writer.write(row, ownNames.at(row), ownSource);
		names.addText(writer.name);
		const before = ownStatements.at(row);
		if (added === '') statements.addText(before);
		else statements.addText(before === '' ? `[${added}]` : `${before.slice(0, -1)},${added}]`);
	}
	return {
		table: { ...table, ...writer.columns, name: names.finish(), statements: statements.finish() },
		conflicts: writer.conflicts,
	};
}

function copyRow(to: Utf8Writer, { bytes, starts }: Utf8Column, row: number): void {
	to.addBytes(bytes, starts[row] as number, starts[row + 1] as number);
}
