import { hashId } from '../../domain/pack/building-ids.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';
import type { BuildingTable } from './building-table.ts';
import { createBuildingTableBuilder } from './building-table-builder.ts';
import { toUtf8Column, type Utf8Column } from './text-column.ts';

/** Hash of each building's id, by row; see building-ids.ts. */
export function hashBuildingIds(table: BuildingTable): Uint32Array {
	const { bytes, starts } = toUtf8Column(table.id);
	const hashes = new Uint32Array(table.count);
	for (let row = 0; row < table.count; row++) hashes[row] = hashId(bytes, starts[row], starts[row + 1]);
	return hashes;
}

/** Rows whose id a row before them has already, ascending. Empty when every id is there once. */
export function findDuplicateRows(table: BuildingTable): number[] {
	const hashes = hashBuildingIds(table);
	const order = sortRowsByKey(hashes);
	const duplicates: number[] = [];
	for (let i = 0; i < order.length; ) {
		const hash = hashes[order[i] as number];
		let end = i + 1;
		while (end < order.length && hashes[order[end] as number] === hash) end++;
		// Rows of one hash come in ascending order: the first of an id is the one that stays.
		if (end - i > 1) {
			const seen = new Set<string>();
			for (let j = i; j < end; j++) {
				const row = order[j] as number;
				const id = table.id.at(row);
				if (seen.has(id)) duplicates.push(row);
				seen.add(id);
			}
		}
		i = end;
	}
	return duplicates.sort((a, b) => a - b);
}

/** One table of several, in their order, without the rows of `leaveOut` (numbered over all of them). */
export function mergeTables(
	tables: readonly BuildingTable[],
	leaveOut: ReadonlySet<number> = new Set(),
): BuildingTable {
	const only = tables[0];
	if (tables.length === 1 && only && leaveOut.size === 0) return only;
	const builder = createBuildingTableBuilder();
	let first = 0;
	for (const table of tables) {
		copyRows(table, builder.columns, first, leaveOut);
		first += table.count;
	}
	return builder.finish();
}

function copyRows(
	table: BuildingTable,
	to: ReturnType<typeof createBuildingTableBuilder>['columns'],
	first: number,
	leaveOut: ReadonlySet<number>,
): void {
	const id = toUtf8Column(table.id);
	const name = toUtf8Column(table.name);
	const street = toUtf8Column(table.street);
	const houseNumber = toUtf8Column(table.houseNumber);
	const town = toUtf8Column(table.town);
	const tags = toUtf8Column(table.tags);
	const statements = toUtf8Column(table.statements);
	for (let row = 0; row < table.count; row++) {
		if (leaveOut.has(first + row)) continue;
		const endRing = table.buildingRing[row + 1] as number;
		for (let ring = table.buildingRing[row] as number; ring < endRing; ring++) {
			const start = table.ringStart[ring] as number;
			to.lonLat.pushAll(table.lonLat.subarray(start * 2, (table.ringStart[ring + 1] as number) * 2));
			to.ringEnd.push(to.lonLat.length / 2);
		}
		to.buildingRingEnd.push(to.ringEnd.length);
		to.heightCm.push(table.heightCm[row] as number);
		to.heightBasis.push(table.heightBasis[row] as number);
		to.minHeightCm.push(table.minHeightCm[row] as number);
		to.floors.push(table.floors[row] as number);
		to.floorsBelow.push(table.floorsBelow[row] as number);
		to.use.push(table.use[row] as number);
		to.structure.push(table.structure[row] as number);
		to.year.push(table.year[row] as number);
		to.residents.push(table.residents[row] as number);
		to.groundCm.push(table.groundCm[row] as number);
		to.source.push(table.source[row] as number);
		copyText(to.id, id, row);
		copyText(to.name, name, row);
		copyText(to.street, street, row);
		copyText(to.houseNumber, houseNumber, row);
		copyText(to.town, town, row);
		copyText(to.tags, tags, row);
		copyText(to.statements, statements, row);
	}
}

function copyText(
	to: { addBytes(source: Uint8Array, start: number, end: number): void },
	from: Utf8Column,
	row: number,
): void {
	to.addBytes(from.bytes, from.starts[row] as number, from.starts[row + 1] as number);
}
