import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import type { BuildingTable } from '../model/building-table.ts';
import type { BoundsE7 } from '../order/fit-building-grid.ts';
import type { PackFileEntry } from '../write/hash-files.ts';

/** What an update does to the buildings of a pack; a replaced building is removed and added. */
export interface BuildingEdit {
	/** Old ordinals, ascending. */
	readonly removed: readonly number[];
	readonly added: BuildingTable;
}

/** The building files and tiles of the new pack. */
export interface MadeBuildings {
	/** Entries for the manifest: buildings.fgb, .pages, .columns, .ids, addresses.idx and the tiles' folder. */
	readonly files: readonly PackFileEntry[];
	/** Path of tileset.json inside the pack. */
	readonly tileset: string;
	readonly tiles: number;
	readonly tilesRewritten: number;
	/** Of all buildings. */
	readonly columns: BuildingColumns;
	/** Box of all buildings; null = there is none. */
	readonly bounds: BoundsE7 | null;
}

/** Where and how building files are written. */
export interface BuildingFilesPlace {
	/** Folder of the new pack. */
	readonly dir: string;
	/** Text of BuildingTable.source. */
	readonly sourceKeys: readonly string[];
	/** Of buildings.fgb: see BuildingFilesInput. */
	readonly title: string;
	readonly metadata: string;
	readonly signal: AbortSignal | undefined;
}
