import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { createBuildingColumns, layBuildingColumns } from '../../domain/pack/building-columns.ts';
import { encodeBuildingPages } from '../../domain/pack/building-pages.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { PACKED_NODE_SIZE } from '../../domain/pack/packed-tree-levels.ts';
import { createBuildingEncoder } from '../flatgeobuf/encode-buildings.ts';
import { encodeBuildingHeader } from '../flatgeobuf/encode-header.ts';
import { hashBuildingIds } from '../model/merge-tables.ts';
import { fillBuildingColumns } from '../order/fill-building-columns.ts';
import { fitBuildingGrid } from '../order/fit-building-grid.ts';
import type { LeafOutlines } from '../tiles/add-building.ts';
import { hashFolder, type PackFileEntry } from '../write/hash-files.ts';
import type { BuildingEdit, BuildingFilesPlace, MadeBuildings } from './building-edit.ts';
import { type EditRuns, planEditRuns } from './edit-runs.ts';
import type { FilePiece, PieceWriter } from './file-pieces.ts';
import type { OldPack } from './old-pack.ts';
import { type PlacedBuildings, placeBuildings } from './place-buildings.ts';
import { OutlineCollector } from './read-outlines.ts';
import { spliceAddresses } from './splice-addresses.ts';
import { spliceColumns } from './splice-columns.ts';
import { spliceIds } from './splice-ids.ts';
import { type EditedPages, splicePages } from './splice-pages.ts';
import { planTileEdit, spliceTiles } from './splice-tiles.ts';
import { featureStart, spliceTree, treeBox } from './splice-tree.ts';

/** Where more of the leaves than this change, all is made anew by several threads instead. */
const MAX_LEAF_SHARE = 0.1;
/** A city of fewer leaves is quicker updated than made anew, whatever their share. */
const FEW_LEAVES = 40;

/**
 * Makes the building files and tiles of an edited pack out of the old ones: only what the edit touches is made anew. The bytes
 * are those of a build of the edited buildings. Null, with nothing written, when that cannot be told from the old files: the grid or
 * the page level would be another one; or when so much changes that all is better made anew.
 * @param writer does the writing, beside this thread's work; closed by the caller
 * @throws DataError; errors of the file system as they are
 */
export async function updateLocally(
	old: OldPack,
	edit: BuildingEdit,
	place: BuildingFilesPlace,
	writer: PieceWriter,
): Promise<MadeBuildings | null> {
	const placed = placeBuildings(edit.added, old);
	const runs = planEditRuns(old.columns.count, edit.removed, placed.insertBefore);
	const edited = splicePages(old.pages, runs, edit.removed, placed.keys);
	if (!edited || runs.newCount === 0) return null;
	const { bytes: features, offsets } = createBuildingEncoder(edit.added, place.sourceKeys).encodeRows(placed.rows);
	const boxes = boxesInOrder(placed);
	const tree = spliceTree(old.tree, old.featureBytes, runs, boxes, Float64Array.from(offsets));
	const bounds = treeBox(tree);
	if (!sameGrid(fitBuildingGrid(bounds), old.pages.table.grid)) return null;
	const addedColumns = createBuildingColumns(placed.rows.length, false);
	fillBuildingColumns(edit.added, placed.rows, addedColumns, 0, placed.rows.length);
	const columns = spliceColumns(old.columns, addedColumns, runs);
	const tiles = planTileEdit(columns, edited.pages, edited.touched);
	if (tiles.leaves > FEW_LEAVES && tiles.changedLeaves > tiles.leaves * MAX_LEAF_SHARE) return null;

	const written: Promise<PackFileEntry>[] = [];
	const write = (name: string, pieces: readonly FilePiece[]) => {
		const file = writer.write({ path: join(place.dir, name), pieces }).then((entry) => ({ name, ...entry }));
		// Waited for in its turn; until then its failure is nobody's.
		file.catch(() => {});
		written.push(file);
	};
	const header = encodeBuildingHeader({
		count: runs.newCount,
		bounds: [bounds[0] / 1e7, bounds[1] / 1e7, bounds[2] / 1e7, bounds[3] / 1e7],
		indexNodeSize: PACKED_NODE_SIZE,
		title: place.title,
		metadata: place.metadata,
	});
	write(PACK_FILES.buildings, [header, tree.bytes, ...featurePieces(old, runs, features, offsets)]);
	write(PACK_FILES.buildingColumns, columnPieces(layBuildingColumns(columns)));
	write(PACK_FILES.buildingPages, [encodeBuildingPages(edited.pages.table)]);
	writeIndices(old, edit, placed, runs, edited, write);
	const tilesDir = join(place.dir, 'tiles', 'new');
	await spliceTiles(
		{
			oldDir: join(old.dir, old.manifest.tileset, '..'),
			newDir: tilesDir,
			columns,
			pages: edited.pages,
			readOutlines: (start, end) => readOutlines(old, edit, placed, runs, start, end),
			signal: place.signal,
		},
		tiles,
	);
	const hashed = hashFolder(tilesDir);
	const tilesName = `tiles/${hashed.sha256.slice(0, 12)}`;
	renameSync(tilesDir, join(place.dir, tilesName));
	const files = await Promise.all(written);
	return {
		files: [...files, { name: `${tilesName}/`, ...hashed }],
		tileset: `${tilesName}/tileset.json`,
		tiles: tiles.plan.tiles,
		tilesRewritten: tiles.changed.length,
		columns,
		bounds,
	};
}

function boxesInOrder({ rows, boxes }: PlacedBuildings): Int32Array {
	const inOrder = new Int32Array(rows.length * 4);
	for (const [i, row] of rows.entries()) inOrder.set(boxes.subarray(row * 4, row * 4 + 4), i * 4);
	return inOrder;
}

function sameGrid(a: object, b: object): boolean {
	return Object.entries(a).every(([key, value]) => b[key as keyof typeof b] === value);
}

/** The feature section: stretches of the old file, and the added features between them. */
function featurePieces(old: OldPack, runs: EditRuns, features: Uint8Array, offsets: ArrayLike<number>): FilePiece[] {
	const path = join(old.dir, PACK_FILES.buildings);
	const startOf = (ordinal: number) => old.featuresStart + featureStart(old.tree, ordinal, old.featureBytes);
	return runs.runs.map(({ from, start, end }) =>
		from === 'old' ? { path, start: startOf(start), end: startOf(end) } : features.slice(offsets[start], offsets[end]),
	);
}

/** A container's parts with the zeros between them. */
function columnPieces({ parts, byteLength }: ReturnType<typeof layBuildingColumns>): Uint8Array[] {
	const pieces: Uint8Array[] = [];
	let at = 0;
	for (const { offset, bytes } of parts) {
		if (offset > at) pieces.push(new Uint8Array(offset - at));
		pieces.push(bytes);
		at = offset + bytes.length;
	}
	if (byteLength > at) pieces.push(new Uint8Array(byteLength - at));
	return pieces;
}

function writeIndices(
	old: OldPack,
	{ added }: BuildingEdit,
	{ rows }: PlacedBuildings,
	runs: EditRuns,
	edited: EditedPages,
	write: (name: string, pieces: readonly FilePiece[]) => void,
): void {
	const read = (name: string) => readFileSync(join(old.dir, name));
	const fids = Array.from(rows, (_, i) => edited.pages.fidAt(runs.ordinalOfAdded(i)));
	const hashes = hashBuildingIds(added);
	const ids = Array.from(rows, (row, i) => [hashes[row] as number, fids[i] as number] as const);
	const { buildingIds, addresses } = PACK_FILES;
	write(buildingIds, [spliceIds(read(buildingIds), buildingIds, edited.newFidOf, ids)]);
	const addedAddresses = Array.from(rows, (row, i) => ({
		fid: fids[i] as number,
		street: added.street.at(row),
		houseNumber: added.houseNumber.at(row),
		town: added.town.at(row),
	}));
	write(addresses, [spliceAddresses(read(addresses), addresses, edited.newFidOf, addedAddresses)]);
}

/** The outlines of new ordinals start .. end - 1: old ones from the old file, added ones from their table. */
function readOutlines(
	old: OldPack,
	{ added }: BuildingEdit,
	{ rows }: PlacedBuildings,
	{ runs }: EditRuns,
	start: number,
	end: number,
): LeafOutlines {
	const outlines = new OutlineCollector();
	for (const run of runs) {
		const from = Math.max(start, run.to) - run.to + run.start;
		const to = Math.min(end, run.to + run.end - run.start) - run.to + run.start;
		if (from >= to) continue;
		if (run.from === 'old') for (const feature of old.readFeatures(from, to)) outlines.addFeature(feature);
		else for (let i = from; i < to; i++) outlines.addRow(added, rows[i] as number);
	}
	return outlines.finish(start);
}
