import { UsageError } from '../../domain/errors.ts';
import type { BuildingTable } from '../model/building-table.ts';

/** The columns of a BuildingTable that the pyramid reads; see there for units and unknowns. */
export interface TileInput {
	readonly count: number;
	readonly lonLat: Int32Array;
	readonly ringStart: Uint32Array;
	readonly buildingRing: Uint32Array;
	readonly heightCm: Uint32Array;
	readonly heightBasis: Uint8Array;
	readonly minHeightCm: Uint32Array;
	readonly floors: Uint16Array;
	readonly use: Uint8Array;
	readonly structure: Uint8Array;
	/** Ordinal of each row in buildings.fgb. */
	readonly fidOfRow: Uint32Array;
}

/**
 * Takes from the table what the pyramid needs. With `shared`, columns that do not stand on shared memory are copied
 * there once, so that worker threads read them without a copy of their own.
 * @throws UsageError `tiles/fid-count` when there is not one fid per row.
 */
export function createTileInput(table: BuildingTable, fidOfRow: Uint32Array, shared: boolean): TileInput {
	if (fidOfRow.length !== table.count) {
		throw new UsageError('tiles/fid-count', `buildTiles: got ${fidOfRow.length} fids, expected ${table.count}`);
	}
	const place = shared ? toShared : same;
	return {
		count: table.count,
		lonLat: place(table.lonLat),
		ringStart: place(table.ringStart),
		buildingRing: place(table.buildingRing),
		heightCm: place(table.heightCm),
		heightBasis: place(table.heightBasis),
		minHeightCm: place(table.minHeightCm),
		floors: place(table.floors),
		use: place(table.use),
		structure: place(table.structure),
		fidOfRow: place(fidOfRow),
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
