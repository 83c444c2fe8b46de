import type { BuildingTable } from '../model/building-table.ts';
import type { BuildingNumbers } from '../order/fill-building-columns.ts';

/**
 * The numbers of a table: all that the pyramid is made of, without its texts. With `shared`, columns that do not stand on
 * shared memory are copied there once, so that worker threads read them without a copy of their own.
 */
export function toTileTable(table: BuildingTable, shared: boolean): BuildingNumbers {
	const place = shared ? toShared : same;
	return {
		lonLat: place(table.lonLat),
		ringStart: place(table.ringStart),
		buildingRing: place(table.buildingRing),
		heightCm: place(table.heightCm),
		heightBasis: place(table.heightBasis),
		minHeightCm: place(table.minHeightCm),
		groundCm: place(table.groundCm),
		floors: place(table.floors),
		floorsBelow: place(table.floorsBelow),
		year: place(table.year),
		use: place(table.use),
		structure: place(table.structure),
		residents: place(table.residents),
		source: place(table.source),
	};
}

type Column = Int32Array | Uint32Array | Uint16Array | Uint8Array;

function same<T extends Column>(column: T): T {
	return column;
}

function toShared<T extends Column>(column: T): T {
	if (column.buffer instanceof SharedArrayBuffer) return column;
	const Type = column.constructor as new (buffer: SharedArrayBuffer) => T;
	const copy = new Type(new SharedArrayBuffer(column.byteLength));
	copy.set(column);
	return copy;
}
