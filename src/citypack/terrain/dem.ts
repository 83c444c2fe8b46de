import type { FromWgs84 } from '../../domain/geo/from-wgs84.ts';

/** One file of ground heights, opened: an even raster of samples, read by window. Metres above the file's own zero. */
export interface Dem {
	/** The file's name, for messages and pack.json. */
	readonly name: string;
	readonly width: number;
	readonly height: number;
	/** As pack.json names it, e.g. 'EPSG:4326'. */
	readonly crs: string;
	readonly crsEvidence: string;
	/** As the file says it; null = it does not. */
	readonly licence: string | null;
	/** ISO date as the file says it; null = it does not. */
	readonly date: string | null;
	/** From WGS84 to the raster's coordinates, in degrees or in lengths. */
	readonly fromWgs84: FromWgs84;
	readonly unit: 'degrees' | 'lengths';
	/** Where the samples lie, in the raster's coordinates. */
	readonly placement: RasterPlacement;
	/**
	 * Samples of columns x0 to x1 and rows y0 to y1 (ends not included), row by row; NaN = void.
	 * @throws DataError `dem/...` when they cannot be read
	 */
	readWindow(x0: number, y0: number, x1: number, y1: number, signal?: AbortSignal): Promise<Float32Array>;
	close(): Promise<void>;
}

/** The middle of sample (column, row) lies at x = x0 + column * xColumn + row * xRow, y likewise. */
export interface RasterPlacement {
	readonly x0: number;
	readonly xColumn: number;
	readonly xRow: number;
	readonly y0: number;
	readonly yColumn: number;
	readonly yRow: number;
}

/** No ground lies lower or higher (Dead Sea -430 m, Chomolungma 8,849 m): such samples mark something else, often a void. */
const POSSIBLE_M = { lowest: -1_000, highest: 9_000 } as const;

/** The height of a sample in metres, NaN where it is none. */
export function toHeightM(sample: number): number {
	return sample >= POSSIBLE_M.lowest && sample <= POSSIBLE_M.highest ? sample : Number.NaN;
}

/** Columns and rows of places: flat [lon, lat, ...] to flat [column, row, ...], fractions of samples. NaN: the raster's system has no such place. */
export function toRaster({ fromWgs84, placement }: Dem, lonLat: Float64Array): Float64Array {
	const { x0, xColumn, xRow, y0, yColumn, yRow } = placement;
	const xy = fromWgs84(lonLat);
	const determinant = xColumn * yRow - xRow * yColumn;
	const out = new Float64Array(xy.length);
	for (let i = 0; i < xy.length; i += 2) {
		const dx = (xy[i] as number) - x0;
		const dy = (xy[i + 1] as number) - y0;
		out[i] = (dx * yRow - dy * xRow) / determinant;
		out[i + 1] = (dy * xColumn - dx * yColumn) / determinant;
	}
	return out;
}
