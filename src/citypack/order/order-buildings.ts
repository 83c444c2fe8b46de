import {
	type BuildingGrid,
	type BuildingPageTable,
	choosePageLevel,
	MAX_PAGE_LEVEL,
} from '../../domain/pack/building-pages.ts';
import { sortRowsByKey } from '../../domain/pack/sort-rows.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { toUtf8Column, type Utf8Data } from '../model/text-column.ts';
import { HILBERT_LEVELS, hilbertIndex } from './hilbert.ts';
import { measureBuildingBoxes } from './measure-building-boxes.ts';

const CELLS_ACROSS = 2 ** HILBERT_LEVELS;

/** The order of a table's buildings in every file of the pack. Plain data: may be posted to a thread. */
export interface BuildingOrder {
	/** Row of the table by ordinal. */
	readonly rows: Uint32Array;
	/** [minX, minY, maxX, maxY] by row, degrees x 1e7. */
	readonly boxes: Int32Array;
	/** Numbering and grid; see createBuildingPages. */
	readonly pages: BuildingPageTable;
}

/**
 * Where a building with this box centre stands on the curve: 32 bits, of which the first 2 x level number its cell of that
 * level. Exact: the cells of every level end where those of the grid do. Places outside the root count as on its edge.
 * @param lonE7 centre of the bounding box, as boxCentre gives it
 */
export function buildingKey(grid: BuildingGrid, lonE7: number, latE7: number): number {
	const across = 2 ** grid.levels;
	const x = Math.floor(((lonE7 - grid.westE7) * CELLS_ACROSS) / (grid.cellLonE7 * across));
	const y = Math.floor(((latE7 - grid.southE7) * CELLS_ACROSS) / (grid.cellLatE7 * across));
	return hilbertIndex(HILBERT_LEVELS, clamp(x), clamp(y));
}

function clamp(index: number): number {
	return index < 0 ? 0 : index >= CELLS_ACROSS ? CELLS_ACROSS - 1 : index;
}

/** The middle between the two ends of a box along one axis, degrees x 1e7, rounded down. */
export function boxCentre(minE7: number, maxE7: number): number {
	return Math.floor((minE7 + maxE7) / 2);
}

/** Order of two ids by their UTF-8, as numbers are ordered: negative, 0, positive. */
export function compareIds(a: Utf8Data, rowA: number, b: Utf8Data, rowB: number): number {
	const startA = a.starts[rowA] as number;
	const startB = b.starts[rowB] as number;
	const lengthA = (a.starts[rowA + 1] as number) - startA;
	const lengthB = (b.starts[rowB + 1] as number) - startB;
	const length = Math.min(lengthA, lengthB);
	for (let i = 0; i < length; i++) {
		const difference = (a.bytes[startA + i] as number) - (b.bytes[startB + i] as number);
		if (difference !== 0) return difference;
	}
	return lengthA - lengthB;
}

/**
 * Puts the buildings of a table in the pack's order: by buildingKey of their box's centre, ties by the bytes of the id. The
 * order does not depend on the order of the rows (as long as no id comes twice). Cost: about 0.4 us a building.
 * @param grid fitBuildingGrid of the buildings' extent (joinBoxes)
 * @param boxes measureBuildingBoxes of the table, if at hand
 */
export function orderBuildings(
	table: BuildingTable,
	grid: BuildingGrid,
	boxes: Int32Array = measureBuildingBoxes(table),
): BuildingOrder {
	const keys = new Uint32Array(table.count);
	for (let row = 0; row < table.count; row++) {
		const lonE7 = boxCentre(boxes[row * 4] as number, boxes[row * 4 + 2] as number);
		const latE7 = boxCentre(boxes[row * 4 + 1] as number, boxes[row * 4 + 3] as number);
		keys[row] = buildingKey(grid, lonE7, latE7);
	}
	const rows = new Uint32Array(new SharedArrayBuffer(table.count * 4));
	rows.set(sortRowsByKey(keys));
	sortTies(rows, keys, toUtf8Column(table.id));
	return {
		rows,
		boxes,
		pages: pageBuildings(grid, (ordinal) => keys[rows[ordinal] as number] as number, table.count),
	};
}

function sortTies(rows: Uint32Array, keys: Uint32Array, ids: Utf8Data): void {
	const byId = (a: number, b: number) => compareIds(ids, a, ids, b);
	for (let start = 0; start < rows.length; ) {
		const key = keys[rows[start] as number];
		let end = start + 1;
		while (end < rows.length && keys[rows[end] as number] === key) end++;
		if (end - start > 1) rows.subarray(start, end).sort(byId);
		start = end;
	}
}

/**
 * Cuts buildings into pages: the finest that have room for all of theirs.
 * @param keyAt buildingKey by ordinal, ascending
 */
export function pageBuildings(
	grid: BuildingGrid,
	keyAt: (ordinal: number) => number,
	count: number,
): BuildingPageTable {
	const finest = Math.min(grid.levels, MAX_PAGE_LEVEL);
	const starts = new Uint32Array(4 ** finest + 1);
	const keysInPage = 4 ** (HILBERT_LEVELS - finest);
	for (let ordinal = 0; ordinal < count; ordinal++) {
		const page = Math.floor(keyAt(ordinal) / keysInPage);
		starts[page + 1] = (starts[page + 1] as number) + 1;
	}
	for (let page = 1; page < starts.length; page++) {
		starts[page] = (starts[page] as number) + (starts[page - 1] as number);
	}
	const startsAt = (level: number) => starts.filter((_, page) => page % 4 ** (finest - level) === 0);
	const pageLevel = choosePageLevel(grid.levels, (level) => {
		const at = startsAt(level);
		return at.reduce((largest, start, page) => Math.max(largest, (at[page + 1] ?? start) - start), 0);
	});
	return { grid, pageLevel, pageStart: startsAt(pageLevel) };
}
