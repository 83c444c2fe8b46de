import { hashId } from '../../domain/pack/building-ids.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';
import { appendKeptRows, appendTable } from './append-table.ts';
import type { BuildingTable } from './building-table.ts';
import { type BuildingTableBuilder, createBuildingTableBuilder } from './building-table-builder.ts';
import { toUtf8Column } from './text-column.ts';

/** Hash of each building's id, by row; see building-ids.ts. */
export function hashBuildingIds(table: BuildingTable): Uint32Array {
	const { bytes, starts } = toUtf8Column(table.id);
	const hashes = new Uint32Array(table.count);
	for (let row = 0; row < table.count; row++) hashes[row] = hashId(bytes, starts[row], starts[row + 1]);
	return hashes;
}

/** A building whose id an earlier one has. */
interface DuplicateRow {
	readonly row: number;
	/** The first row of the id. */
	readonly duplicateOf: number;
}

/** Rows whose id a row before them has already, ascending. Empty when every id is there once. */
export function findDuplicateRows(table: BuildingTable): DuplicateRow[] {
	const hashes = hashBuildingIds(table);
	const order = sortRowsByKey(hashes);
	const duplicates: DuplicateRow[] = [];
	for (let i = 0; i < order.length; ) {
		const hash = hashes[order[i] as number];
		let end = i + 1;
		while (end < order.length && hashes[order[end] as number] === hash) end++;
		// Rows of one hash come in ascending order: the first of an id is the one that stays.
		if (end - i > 1) {
			const seen = new Map<string, number>();
			for (let j = i; j < end; j++) {
				const row = order[j] as number;
				const id = table.id.at(row);
				const duplicateOf = seen.get(id);
				if (duplicateOf === undefined) seen.set(id, row);
				else duplicates.push({ row, duplicateOf });
			}
		}
		i = end;
	}
	return duplicates.sort((a, b) => a.row - b.row);
}

/** A table without some of its rows (ascending, each once). The table itself where none is left out. */
export function leaveOutRows(table: BuildingTable, leaveOut: readonly number[]): BuildingTable {
	if (leaveOut.length === 0) return table;
	const builder = createBuildingTableBuilder();
	appendKeptRows(builder.columns, table, leaveOut);
	return builder.finish();
}

/** Tables that come one after another, made one. A single one is passed through as it is. */
interface TableJoiner {
	/** Appends a table; the caller lets go of it. */
	add(table: BuildingTable): void;
	/** The joiner must not be used afterwards. */
	finish(): BuildingTable;
}

/** Joins tables in the order in which they come, without all of them standing in memory at once. */
export function createTableJoiner(): TableJoiner {
	let only: BuildingTable | null = null;
	let builder: BuildingTableBuilder | null = null;
	return {
		add: (table) => {
			if (table.count === 0) return;
			if (!only && !builder) {
				only = table;
				return;
			}
			builder ??= createBuildingTableBuilder();
			if (only) appendTable(builder.columns, only);
			only = null;
			appendTable(builder.columns, table);
		},
		finish: () => only ?? (builder ?? createBuildingTableBuilder()).finish(),
	};
}
