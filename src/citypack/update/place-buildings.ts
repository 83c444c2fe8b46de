import type { BuildingTable } from '../model/building-table.ts';
import { toUtf8Column, type Utf8Data } from '../model/text-column.ts';
import { measureBuildingBoxes } from '../order/measure-building-boxes.ts';
import { boxCentre, buildingKey, compareIds } from '../order/order-buildings.ts';
import { readFeatureId } from './feature-id.ts';
import type { OldPack } from './old-pack.ts';

/** Where the buildings of a table go among those of a pack. */
export interface PlacedBuildings {
	/** Row of the table by place in the order. */
	readonly rows: Uint32Array;
	/** By place: buildingKey, ascending. */
	readonly keys: readonly number[];
	/** By place: old ordinal before which it goes. */
	readonly insertBefore: readonly number[];
	/** By row, degrees x 1e7. */
	readonly boxes: Int32Array;
}

/** Finds the places of added buildings in the pack's order: by buildingKey, ties by the bytes of the id. */
export function placeBuildings(table: BuildingTable, old: OldPack): PlacedBuildings {
	const { grid } = old.pages.table;
	const boxes = measureBuildingBoxes(table);
	const ids = toUtf8Column(table.id);
	const keyOfRow = Float64Array.from({ length: table.count }, (_, row) =>
		buildingKey(
			grid,
			boxCentre(boxes[row * 4] as number, boxes[row * 4 + 2] as number),
			boxCentre(boxes[row * 4 + 1] as number, boxes[row * 4 + 3] as number),
		),
	);
	const rows = Uint32Array.from(keyOfRow, (_, row) => row).sort(
		(a, b) => (keyOfRow[a] as number) - (keyOfRow[b] as number) || compareIds(ids, a, ids, b),
	);
	const keys = Array.from(rows, (row) => keyOfRow[row] as number);
	const insertBefore = Array.from(rows, (row, i) => findPlace(old, keys[i] as number, ids, row));
	return { rows, keys, insertBefore, boxes };
}

/** The first old building that comes after the added one. */
function findPlace(old: OldPack, key: number, ids: Utf8Data, row: number): number {
	let ordinal = findKey(old, key);
	for (; ordinal < old.columns.count && keyAt(old, ordinal) === key; ordinal++) {
		const id = readFeatureId(old.readFeatures(ordinal, ordinal + 1)[0] as Uint8Array);
		const oldId = { bytes: id, starts: Uint32Array.of(0, id.length) };
		if (compareIds(ids, row, oldId, 0) <= 0) break;
	}
	return ordinal;
}

/** The first ordinal whose key is not below `key`. */
function findKey(old: OldPack, key: number): number {
	let low = 0;
	let high = old.columns.count;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if (keyAt(old, middle) < key) low = middle + 1;
		else high = middle;
	}
	return low;
}

function keyAt({ columns, pages }: OldPack, ordinal: number): number {
	return buildingKey(pages.table.grid, columns.centreLonE7[ordinal] as number, columns.centreLatE7[ordinal] as number);
}
