import {
	type BuildingPages,
	createBuildingPages,
	MAX_PAGE_LEVEL,
	pageCapacity,
} from '../../domain/pack/building-pages.ts';
import { HILBERT_LEVELS } from '../order/hilbert.ts';
import type { EditRuns } from './edit-runs.ts';

/** How an edit renumbers the buildings. */
export interface EditedPages {
	readonly pages: BuildingPages;
	/** By page: 1 = something in it changes, its buildings may have other fids. */
	readonly touched: Uint8Array;
	/** The fid that a building of the old pack has in the new one; undefined for one that is removed. Fast for untouched pages. */
	newFidOf(oldFid: number): number | undefined;
}

/**
 * The numbering after an edit; null when it cannot be told from the old one: another page level is called for.
 * @param removed old ordinals
 * @param addedKeys buildingKey of each added building
 */
export function splicePages(
	old: BuildingPages,
	edit: EditRuns,
	removed: readonly number[],
	addedKeys: readonly number[],
): EditedPages | null {
	const { grid, pageLevel, pageStart } = old.table;
	if (pageLevel !== Math.min(grid.levels, MAX_PAGE_LEVEL)) return null;
	const capacity = pageCapacity(pageLevel);
	const pageCount = pageStart.length - 1;
	const touched = new Uint8Array(pageCount);
	const growth = new Int32Array(pageCount);
	const change = (page: number, by: number) => {
		touched[page] = 1;
		growth[page] = (growth[page] as number) + by;
	};
	for (const ordinal of removed) change(Math.floor(old.fidAt(ordinal) / capacity), -1);
	for (const key of addedKeys) change(Math.floor(key / 4 ** (HILBERT_LEVELS - pageLevel)), 1);
	const starts = new Uint32Array(pageStart.length);
	for (let page = 0; page < pageCount; page++) {
		const size = (pageStart[page + 1] as number) - (pageStart[page] as number) + (growth[page] as number);
		if (size >= capacity) return null;
		starts[page + 1] = (starts[page] as number) + size;
	}
	const pages = createBuildingPages({ grid, pageLevel, pageStart: starts });
	return {
		pages,
		touched,
		newFidOf: (oldFid) => {
			if (!touched[Math.floor(oldFid / capacity)]) return oldFid;
			const ordinal = old.ordinalOf(oldFid);
			const moved = ordinal === undefined ? undefined : edit.newOrdinalOf(ordinal);
			return moved === undefined ? undefined : pages.fidAt(moved);
		},
	};
}
