import { hashId } from '../../domain/pack/building-ids.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { hashBuildingIds } from '../model/merge-tables.ts';
import { toUtf8Column, type Utf8Column } from '../model/text-column.ts';

/** The row of the building with an id; -1 = none. */
export type FindBuildingById = (id: string) => number;

/** What two ids may differ in and be one: blanks around, full width. */
function normaliseId(id: string): string {
	return id.normalize('NFKC').trim();
}

/** Whether an id's bytes are as normaliseId leaves them, without making it a string: ASCII without a blank at either end. */
function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
	if (start < end && ((bytes[start] as number) <= 0x20 || (bytes[end - 1] as number) <= 0x20)) return false;
	for (let i = start; i < end; i++) if ((bytes[i] as number) >= 0x80) return false;
	return true;
}

function hashNormalised(ids: Utf8Column, exact: Uint32Array): Uint32Array {
	const hashes = exact.slice();
	for (let row = 0; row < ids.length; row++) {
		if (isPlain(ids.bytes, ids.starts[row] as number, ids.starts[row + 1] as number)) continue;
		hashes[row] = hashId(Buffer.from(normaliseId(ids.at(row))));
	}
	return hashes;
}

/** First place in `order` whose hash is not below. */
function lowerBound(hashes: Uint32Array, order: Uint32Array, hash: number): number {
	let low = 0;
	let high = order.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((hashes[order[middle] as number] as number) < hash) low = middle + 1;
		else high = middle;
	}
	return low;
}

function findRow(hashes: Uint32Array, order: Uint32Array, hash: number, isIt: (row: number) => boolean): number {
	for (let i = lowerBound(hashes, order, hash); i < order.length; i++) {
		const row = order[i] as number;
		if (hashes[row] !== hash) return -1;
		if (isIt(row)) return row;
	}
	return -1;
}

/**
 * Finds buildings by their ids: exactly, else with blanks around and full-width characters made plain on both sides (the first row
 * where several become one). Cost: 8 bytes a building, as much again once an id is not found exactly; about 1 us a question.
 */
export function createFindBuildingById(table: BuildingTable): FindBuildingById {
	const ids = toUtf8Column(table.id);
	const exact = hashBuildingIds(table);
	const exactOrder = sortRowsByKey(exact);
	let normalised: { hashes: Uint32Array; order: Uint32Array } | null = null;
	return (id) => {
		const found = findRow(exact, exactOrder, hashId(Buffer.from(id)), (row) => ids.at(row) === id);
		if (found >= 0) return found;
		if (!normalised) {
			const hashes = hashNormalised(ids, exact);
			normalised = { hashes, order: sortRowsByKey(hashes) };
		}
		const plain = normaliseId(id);
		const { hashes, order } = normalised;
		return findRow(hashes, order, hashId(Buffer.from(plain)), (row) => normaliseId(ids.at(row)) === plain);
	};
}
