import { z } from 'zod';
import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { NO_FID } from './tile-properties.ts';
import { decodeTypedArrays, encodeTypedArrays } from './typed-arrays.ts';

/**
 * buildings.pages: how the buildings are ordered and numbered. A container (typed-arrays.ts) of kind `building-pages`,
 * version 1, with the section
 *   pageStart u32  ordinal of the first building of each page; 4^pageLevel + 1 values, the last is the number of buildings
 * and meta {westE7, southE7, cellLonE7, cellLatE7, levels (see BuildingGrid), pageLevel}.
 *
 * The ordinal of a building is its place in buildings.fgb: buildings lie there in the order of a Hilbert curve over the
 * grid's root square (citypack/order/hilbert.ts). A page is a cell of the square cut 2^pageLevel x 2^pageLevel, numbered by
 * the curve. fid = page * 2^(32 - 2 * pageLevel) + place in the page: a building added or taken away renumbers only its page.
 */
const BUILDING_PAGES_KIND = 'building-pages';
const BUILDING_PAGES_VERSION = 1;
/** A page is never smaller than the root square cut this often. */
export const MAX_PAGE_LEVEL = 8;
/** The curve tells 2^16 x 2^16 cells apart; three levels are left for the leaves that are split. */
export const MAX_GRID_LEVELS = 13;

/**
 * The fixed grid that lies over a city: whole cells of about 1.28 km, in degrees x 1e7. The root square is 2^levels cells
 * wide; its corner is a multiple of the cell, so the cells are the same whatever the extent of the city.
 */
export interface BuildingGrid {
	/** South-west corner of the root square. */
	readonly westE7: number;
	readonly southE7: number;
	/** Width and height of a cell. */
	readonly cellLonE7: number;
	readonly cellLatE7: number;
	/** 0 to MAX_GRID_LEVELS. */
	readonly levels: number;
}

/** What buildings.pages holds. Plain data: may be posted to a thread. */
export interface BuildingPageTable {
	readonly grid: BuildingGrid;
	/** 0 to the smaller of grid.levels and MAX_PAGE_LEVEL. */
	readonly pageLevel: number;
	/** See above. */
	readonly pageStart: Uint32Array;
}

/** The numbering of a pack's buildings. */
export interface BuildingPages {
	readonly table: BuildingPageTable;
	readonly count: number;
	/** Where a building lies in buildings.fgb; undefined for a number no building has (NO_FID among them). */
	ordinalOf(fid: number): number | undefined;
	/** The number of the building at this ordinal. @throws RangeError outside of 0 .. count - 1 */
	fidAt(ordinal: number): number;
	/** The numbers of all buildings, by ordinal: ascending. */
	listFids(): Uint32Array;
}

/** Places that a page has room for: fids of neighbouring pages lie this far apart. */
export function pageCapacity(pageLevel: number): number {
	return 2 ** (32 - 2 * pageLevel);
}

/**
 * The finest pageLevel at which every page has room for its buildings and NO_FID stays free.
 * @param largestPage most buildings in a page of the square cut 2^level x 2^level
 */
export function choosePageLevel(levels: number, largestPage: (level: number) => number): number {
	let level = Math.min(levels, MAX_PAGE_LEVEL);
	while (level > 0 && largestPage(level) >= pageCapacity(level)) level--;
	return level;
}

/** Makes the numbering of a table. */
export function createBuildingPages(table: BuildingPageTable): BuildingPages {
	const { pageStart } = table;
	const pages = pageStart.length - 1;
	const capacity = pageCapacity(table.pageLevel);
	const count = pageStart[pages] as number;
	return {
		table,
		count,
		ordinalOf: (fid) => {
			if (!Number.isInteger(fid) || fid < 0 || fid >= NO_FID) return undefined;
			const page = Math.floor(fid / capacity);
			const ordinal = (pageStart[page] as number) + (fid % capacity);
			return ordinal < (pageStart[page + 1] as number) ? ordinal : undefined;
		},
		fidAt: (ordinal) => {
			if (!(ordinal >= 0 && ordinal < count)) {
				throw new RangeError(`fidAt: got ordinal ${ordinal}, expected 0 to ${count - 1}`);
			}
			// The last page that begins at or before the ordinal: of pages that begin at one place, the one not empty.
			let low = 0;
			let high = pages - 1;
			while (low < high) {
				const middle = (low + high + 1) >>> 1;
				if ((pageStart[middle] as number) <= ordinal) low = middle;
				else high = middle - 1;
			}
			return low * capacity + ordinal - (pageStart[low] as number);
		},
		listFids: () => {
			const fids = new Uint32Array(count);
			for (let page = 0; page < pages; page++) {
				const start = pageStart[page] as number;
				for (let at = start; at < (pageStart[page + 1] as number); at++) fids[at] = page * capacity + at - start;
			}
			return fids;
		},
	};
}

/** The bytes of buildings.pages. */
export function encodeBuildingPages({ grid, pageLevel, pageStart }: BuildingPageTable): Uint8Array {
	const { westE7, southE7, cellLonE7, cellLatE7, levels } = grid;
	const meta = { westE7, southE7, cellLonE7, cellLatE7, levels, pageLevel };
	return encodeTypedArrays(BUILDING_PAGES_KIND, BUILDING_PAGES_VERSION, { pageStart }, meta);
}

const metaSchema = z.object({
	westE7: z.number().int(),
	southE7: z.number().int(),
	cellLonE7: z.number().int().positive(),
	cellLatE7: z.number().int().positive(),
	levels: z.number().int().min(0).max(MAX_GRID_LEVELS),
	pageLevel: z.number().int().min(0).max(MAX_PAGE_LEVEL),
});

/**
 * Reads the bytes of buildings.pages.
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`, `pack/damaged` when it contradicts itself
 */
export function decodeBuildingPages(bytes: Uint8Array, where: string): BuildingPages {
	const { arrays, meta } = decodeTypedArrays(bytes, BUILDING_PAGES_KIND, BUILDING_PAGES_VERSION, where);
	const parsed = metaSchema.safeParse(meta);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw damaged(where, `meta.${issue?.path.join('.')}: ${issue?.message}`);
	}
	const { pageLevel, ...grid } = parsed.data;
	const { pageStart } = arrays;
	const pages = 4 ** pageLevel;
	if (!(pageStart instanceof Uint32Array) || pageStart.length !== pages + 1 || pageLevel > grid.levels) {
		throw damaged(
			where,
			`got ${pageStart?.length ?? 'no'} page starts of level ${pageLevel}, expected ${pages + 1} of at most level ${grid.levels}`,
		);
	}
	const capacity = pageCapacity(pageLevel);
	for (let page = 0; page < pages; page++) {
		const size = (pageStart[page + 1] as number) - (pageStart[page] as number);
		if (size < 0 || size >= capacity || pageStart[0] !== 0) {
			throw damaged(where, `page ${page}: got ${size} buildings, expected 0 to ${capacity - 1}`);
		}
	}
	return createBuildingPages({ grid, pageLevel, pageStart });
}

/** Opens buildings.pages; reads all of it (at most 256 kB). @throws as decodeBuildingPages */
export async function openBuildingPages(source: ByteSource, signal?: AbortSignal): Promise<BuildingPages> {
	return decodeBuildingPages(await source.read(0, await source.size(signal), signal), source.name);
}

function damaged(where: string, what: string): DataError {
	return new DataError('pack/damaged', `${where}: ${what}`, { context: { file: where } });
}
