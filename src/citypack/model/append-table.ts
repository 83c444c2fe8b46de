import type { BuildingTable } from './building-table.ts';
import type { GrowingBuildingColumns } from './building-table-builder.ts';
import { toUtf8Column, type Utf8Column } from './text-column.ts';

const TEXTS = ['id', 'name', 'street', 'houseNumber', 'town', 'tags', 'statements'] as const;

/**
 * Appends rows [from, to) of a table, or all, to growing columns, column by column. Cost: a copy of the bytes, no work a row but
 * for the offsets.
 */
export function appendTable(columns: GrowingBuildingColumns, table: BuildingTable, from = 0, to = table.count): void {
	const firstRing = table.buildingRing[from] as number;
	const endRing = table.buildingRing[to] as number;
	const firstVertex = table.ringStart[firstRing] as number;
	const endVertex = table.ringStart[endRing] as number;
	const vertexShift = columns.lonLat.length / 2 - firstVertex;
	const ringShift = columns.ringEnd.length - firstRing;
	columns.lonLat.pushAll(table.lonLat.subarray(firstVertex * 2, endVertex * 2));
	columns.ringEnd.pushAllShifted(table.ringStart.subarray(firstRing + 1, endRing + 1), vertexShift);
	columns.buildingRingEnd.pushAllShifted(table.buildingRing.subarray(from + 1, to + 1), ringShift);
	columns.heightCm.pushAll(table.heightCm.subarray(from, to));
	columns.heightBasis.pushAll(table.heightBasis.subarray(from, to));
	columns.minHeightCm.pushAll(table.minHeightCm.subarray(from, to));
	columns.floors.pushAll(table.floors.subarray(from, to));
	columns.floorsBelow.pushAll(table.floorsBelow.subarray(from, to));
	columns.use.pushAll(table.use.subarray(from, to));
	columns.structure.pushAll(table.structure.subarray(from, to));
	columns.year.pushAll(table.year.subarray(from, to));
	columns.residents.pushAll(table.residents.subarray(from, to));
	columns.groundCm.pushAll(table.groundCm.subarray(from, to));
	columns.source.pushAll(table.source.subarray(from, to));
	for (const name of TEXTS) columns[name].addAll(cutText(toUtf8Column(table[name]), from, to));
}

/** Appends the rows of a table that are not in `leaveOut` (ascending, each once). */
export function appendKeptRows(
	columns: GrowingBuildingColumns,
	table: BuildingTable,
	leaveOut: readonly number[],
): void {
	let from = 0;
	for (const row of leaveOut) {
		if (row > from) appendTable(columns, table, from, row);
		from = row + 1;
	}
	if (from < table.count) appendTable(columns, table, from, table.count);
}

function cutText({ bytes, starts }: Utf8Column, from: number, to: number): Pick<Utf8Column, 'bytes' | 'starts'> {
	return { bytes, starts: starts.subarray(from, to + 1) };
}
