import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { DataError } from '../../domain/errors.ts';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import type { BuildingTable } from '../model/building-table.ts';
import { createTableJoiner, leaveOutRows } from '../model/merge-tables.ts';
import { fitBuildingGrid } from '../order/fit-building-grid.ts';
import { joinBoxes, measureBuildingBoxes } from '../order/measure-building-boxes.ts';
import { orderBuildings } from '../order/order-buildings.ts';
import { readFgbBuildings } from '../read/fgb-buildings.ts';
import { buildTiles } from '../tiles/build-tiles.ts';
import { hashFolder, type PackFileEntry } from '../write/hash-files.ts';
import { writeBuildingColumns, writeBuildingFiles } from '../write/write-building-files.ts';
import type { BuildingEdit, BuildingFilesPlace, MadeBuildings } from './building-edit.ts';

/** Threads that make tiles. */
const WORKERS = 2;

/**
 * Reads all buildings of a pack as a table, in their order.
 * @param columns of the pack, null for one of an older layout: then all are of source `source`
 * @throws DataError `pack/damaged`
 */
export async function readPackBuildings(
	packDir: string,
	columns: BuildingColumns | null,
	{ source, sourceKey, signal }: { source: number; sourceKey: string; signal: AbortSignal | undefined },
): Promise<BuildingTable> {
	const path = join(packDir, PACK_FILES.buildings);
	const { table, counts } = await readFgbBuildings(path, { source, sourceKey, ...(signal ? { signal } : {}) });
	if (counts.refused + counts.repaired > 0) {
		throw new DataError(
			'pack/damaged',
			`${PACK_FILES.buildings}: got ${counts.refused + counts.repaired} buildings that do not hold together, expected none`,
			{ context: { file: PACK_FILES.buildings, ...counts } },
		);
	}
	if (columns) {
		table.source.set(columns.source);
		table.groundCm.set(columns.groundCm);
	}
	return table;
}

/** Makes all building files and tiles of an edited pack anew. The bytes are those of a build of the edited buildings. */
export async function rebuildBuildings(
	old: BuildingTable,
	{ removed, added }: BuildingEdit,
	{ dir, sourceKeys, title, metadata, signal }: BuildingFilesPlace,
): Promise<MadeBuildings> {
	const joiner = createTableJoiner();
	joiner.add(leaveOutRows(old, removed));
	joiner.add(added);
	const table = joiner.finish();
	const boxes = measureBuildingBoxes(table);
	const bounds = joinBoxes(boxes);
	const order = orderBuildings(table, fitBuildingGrid(bounds), boxes);
	const tilesDir = join(dir, 'tiles', 'new');
	let columns: BuildingColumns | undefined;
	const { tiles } = await buildTiles(table, order, {
		outDir: tilesDir,
		workers: WORKERS,
		onColumns: (filled) => {
			columns = filled;
		},
		...(signal ? { signal } : {}),
	});
	const files: PackFileEntry[] = writeBuildingFiles({ dir, table, order, sourceKeys, title, metadata });
	if (!columns) throw new Error('buildTiles: got no columns, expected those of all buildings');
	files.push(writeBuildingColumns(dir, columns));
	const hashed = hashFolder(tilesDir);
	const tilesName = `tiles/${hashed.sha256.slice(0, 12)}`;
	renameSync(tilesDir, join(dir, tilesName));
	return {
		files: [...files, { name: `${tilesName}/`, ...hashed }],
		tileset: `${tilesName}/tileset.json`,
		tiles,
		tilesRewritten: tiles,
		columns,
		bounds,
	};
}
