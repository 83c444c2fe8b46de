import { copyFileSync, linkSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildingColumns } from '../../domain/pack/building-columns.ts';
import type { BuildingPages } from '../../domain/pack/building-pages.ts';
import { hilbertIndex } from '../order/hilbert.ts';
import type { LeafOutlines } from '../tiles/add-building.ts';
import { glbEncoderReady } from '../tiles/encode-glb.ts';
import { contentPath, createStageMs, TileMaker } from '../tiles/make-tile.ts';
import { readTileset } from '../tiles/read-tileset.ts';
import { planTiles, type TilePlan } from '../tiles/tile-plan.ts';
import { writeTileset } from '../tiles/write-tileset.ts';

/** What tiles are remade of. */
interface TileEdit {
	/** Folder of the old tiles, and of the new ones (made here). */
	readonly oldDir: string;
	readonly newDir: string;
	readonly columns: BuildingColumns;
	readonly pages: BuildingPages;
	/** The outlines of the buildings start .. end - 1 of the new pack. */
	readonly readOutlines: (start: number, end: number) => LeafOutlines;
	readonly signal: AbortSignal | undefined;
}

/** Which tiles an edit makes anew. */
interface EditedTiles {
	readonly plan: TilePlan;
	/** Numbers of the plan's tiles that change. */
	readonly changed: readonly number[];
	readonly leaves: number;
	readonly changedLeaves: number;
}

/**
 * Finds the tiles that an edit changes: those whose square holds a touched page, or lies in one. All others, being made of
 * the same buildings with the same numbers, stay as they are. A touched page touches no tile that is neither above nor below it.
 * @throws DataError `tiles/too-dense`
 */
export function planTileEdit(columns: BuildingColumns, pages: BuildingPages, touched: Uint8Array): EditedTiles {
	const plan = planTiles(columns, pages.table.grid);
	const { pageLevel } = pages.table;
	const touchedPages = Array.from(touched.keys()).filter((page) => touched[page] === 1);
	const changed: number[] = [];
	let leaves = 0;
	let changedLeaves = 0;
	for (let tile = 0; tile < plan.tiles; tile++) {
		const level = plan.level[tile] as number;
		const index = hilbertIndex(level, plan.x[tile] as number, plan.y[tile] as number);
		const isChanged = touchedPages.some((page) =>
			level <= pageLevel
				? Math.floor(page / 4 ** (pageLevel - level)) === index
				: Math.floor(index / 4 ** (level - pageLevel)) === page,
		);
		leaves += plan.leaf[tile] as number;
		if (!isChanged) continue;
		changed.push(tile);
		changedLeaves += plan.leaf[tile] as number;
	}
	return { plan, changed, leaves, changedLeaves };
}

/** Writes the new tiles' folder: changed tiles made anew, the others linked, tileset.json and subtrees. */
export async function spliceTiles(edit: TileEdit, { plan, changed }: EditedTiles): Promise<void> {
	const { oldDir, newDir, columns, pages, signal } = edit;
	mkdirSync(join(newDir, 'content'), { recursive: true });
	const regions = new Float64Array(plan.tiles * 6);
	const oldRegion = new Map(
		readTileset(oldDir).tiles.map(({ level, x, y, region }) => [contentPath(level, x, y), region]),
	);
	const isChanged = new Uint8Array(plan.tiles);
	for (const tile of changed) isChanged[tile] = 1;
	for (let tile = 0; tile < plan.tiles; tile++) {
		if (isChanged[tile]) continue;
		const path = pathOf(plan, tile);
		linkOrCopy(join(oldDir, path), join(newDir, path));
		regions.set(oldRegion.get(path) as readonly number[], tile * 6);
	}
	await glbEncoderReady;
	const maker = new TileMaker(plan, columns, pages.table, createStageMs());
	for (const tile of changed) {
		signal?.throwIfAborted();
		const outlines = plan.leaf[tile]
			? edit.readOutlines(plan.start[tile] as number, plan.end[tile] as number)
			: NO_OUTLINES;
		const { bytes, region } = maker.makeTile(tile, outlines);
		writeFileSync(join(newDir, pathOf(plan, tile)), bytes);
		regions.set(region, tile * 6);
	}
	writeTileset(newDir, plan, regions);
}

const NO_OUTLINES: LeafOutlines = {
	lonLat: new Int32Array(0),
	ringStart: new Uint32Array(1),
	buildingRing: new Uint32Array(1),
	rows: new Uint32Array(0),
	firstOrdinal: 0,
};

function pathOf(plan: TilePlan, tile: number): string {
	return contentPath(plan.level[tile] as number, plan.x[tile] as number, plan.y[tile] as number);
}

/** Gives a file a second name; a copy where the file system has no links. */
export function linkOrCopy(from: string, to: string): void {
	try {
		linkSync(from, to);
	} catch (error) {
		if (!['EPERM', 'EXDEV', 'ENOTSUP', 'EMLINK', 'ENOSYS'].includes((error as NodeJS.ErrnoException).code ?? ''))
			throw error;
		copyFileSync(from, to);
	}
}
