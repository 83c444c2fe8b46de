import { DataError } from '../errors.ts';
import {
	decodeTypedArrays,
	layTypedArrays,
	type SectionArrayOf,
	sectionElementBytes,
	type TypedArraysLayout,
} from './typed-arrays.ts';

/**
 * buildings.columns: every building as numbers, in the order of buildings.fgb. A container (typed-arrays.ts) of kind
 * `building-columns`, version 1, with one section for each of these names, one element a building. The coarse tiles are
 * made of it alone.
 *
 * Where it is (WGS84 degrees x 1e7, metres):
 *   centreLonE7, centreLatE7 i32  centre of the bounding box, rounded down: decides the building's cell and order
 *   boxLonE7, boxLatE7       i32  middle of the oriented box: turned along the longest edge, as long as the building,
 *                                 as wide as keeps its area (areaM2 / boxLengthM)
 *   boxDirection             u16  direction of the long side, from east towards north; 65,536 = 180 degrees
 *   boxLengthM               f32  at least 0.1
 *   areaM2                   f32  footprint without courts, at least 0.01
 *   vertices                 u16  outline vertices of all rings, at most 65,535
 * What it is:
 *   heightCm     u32  roof above ground; UNKNOWN_COLUMN_U32 = unknown
 *   heightBasis  u8   index into BASES
 *   minHeightCm  u32  underside above ground; 0 = stands on it
 *   groundCm     i32  lowest ground under the footprint above the terrain's zero; UNKNOWN_COLUMN_GROUND = no terrain known
 *   floors       u16  0 = unknown
 *   floorsBelow  u8   255 = unknown; 0 = none
 *   year         u16  0 = unknown
 *   use          u8   index into BUILDING_USES
 *   structure    u8   index into BUILDING_STRUCTURES
 *   residents    u32  people registered there; UNKNOWN_COLUMN_U32 = unknown
 *   source       u8   index into `sources` of pack.json
 */
const BUILDING_COLUMNS_KIND = 'building-columns';
const BUILDING_COLUMNS_VERSION = 1;
export const UNKNOWN_COLUMN_U32 = 0xffff_ffff;
export const UNKNOWN_COLUMN_GROUND = -0x8000_0000;

/** The sections and how each is stored, in the order of the file. */
export const BUILDING_COLUMN_TYPES = {
	centreLonE7: 'i32',
	centreLatE7: 'i32',
	boxLonE7: 'i32',
	boxLatE7: 'i32',
	boxDirection: 'u16',
	boxLengthM: 'f32',
	areaM2: 'f32',
	vertices: 'u16',
	heightCm: 'u32',
	heightBasis: 'u8',
	minHeightCm: 'u32',
	groundCm: 'i32',
	floors: 'u16',
	floorsBelow: 'u8',
	year: 'u16',
	use: 'u8',
	structure: 'u8',
	residents: 'u32',
	source: 'u8',
} as const;
/** Name of a section of buildings.columns. */
export type BuildingColumn = keyof typeof BUILDING_COLUMN_TYPES;
/** The array that holds a section of buildings.columns. */
type BuildingColumnArray<T extends BuildingColumn> = SectionArrayOf<(typeof BUILDING_COLUMN_TYPES)[T]>;

/** All sections of buildings.columns, by ordinal. Plain data: may be posted to a thread. */
export type BuildingColumns = { readonly [T in BuildingColumn]: BuildingColumnArray<T> } & {
	/** Buildings: length of every column. */
	readonly count: number;
};

const NAMES = Object.keys(BUILDING_COLUMN_TYPES) as BuildingColumn[];
const ARRAYS = {
	u8: Uint8Array,
	u16: Uint16Array,
	u32: Uint32Array,
	i32: Int32Array,
	f32: Float32Array,
} as const;

/** Columns of zeros, on shared memory if worker threads are to fill them. */
export function createBuildingColumns(count: number, shared: boolean): BuildingColumns {
	const columns: Record<string, unknown> = { count };
	for (const name of NAMES) {
		const type = BUILDING_COLUMN_TYPES[name];
		const bytes = count * sectionElementBytes(type);
		const Type: new (buffer: ArrayBufferLike) => unknown = ARRAYS[type];
		columns[name] = new Type(shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes));
	}
	return columns as unknown as BuildingColumns;
}

/** Lays out buildings.columns; the parts are views of the columns. */
export function layBuildingColumns(columns: BuildingColumns): TypedArraysLayout {
	const arrays = Object.fromEntries(NAMES.map((name) => [name, columns[name]]));
	return layTypedArrays(BUILDING_COLUMNS_KIND, BUILDING_COLUMNS_VERSION, arrays);
}

/**
 * All columns of a file's bytes; views of them.
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`, `pack/damaged` when a section is missing, of another type, or
 *   not as long as the others
 */
export function decodeBuildingColumns(bytes: Uint8Array, where: string): BuildingColumns {
	const { arrays } = decodeTypedArrays(bytes, BUILDING_COLUMNS_KIND, BUILDING_COLUMNS_VERSION, where);
	const count = arrays.centreLonE7?.length ?? 0;
	for (const name of NAMES) {
		const array = arrays[name];
		const Type = ARRAYS[BUILDING_COLUMN_TYPES[name]];
		if (!(array instanceof Type)) throw damaged(where, name, 'none of its type', BUILDING_COLUMN_TYPES[name]);
		if (array.length !== count) throw damaged(where, name, `${array.length} elements`, `${count}`);
	}
	return { ...arrays, count } as unknown as BuildingColumns;
}

function damaged(where: string, column: string, found: string, expected: string): DataError {
	return new DataError('pack/damaged', `${where}: column ${column}: got ${found}, expected ${expected}`, {
		context: { file: where, column },
	});
}
