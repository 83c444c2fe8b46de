import type { Datum } from '../incident.ts';
import { toWgs84 } from './datum.ts';

/**
 * Degrees between the nodes. A straight way between nodes h metres apart is off by h^2 / 8 times the bend of the shift, which is at
 * most 9e-7 a metre in GCJ-02 and 9e-6 in BD-09 (its wave of 38 m over 13 km): below 4 mm, a third of a unit of 1e-7.
 */
const STEP_DEG = { gcj02: 0.001, bd09: 0.0005 } as const;
/** Nodes that differ by more stand on both sides of the edge of China's shift: no straight way between them. */
const MAX_STEP_DEG = 1e-4;
/** The nodes are forgotten when there are so many; a whole city has some 50,000 with buildings. */
const MAX_CELLS = 1_000_000;

/** The datums that China's web maps are shifted to. */
export type ShiftedDatum = Exclude<Datum, 'wgs84'>;

/** The way to WGS84 at the corners of a cell: [lon, lat] of south-west, south-east, north-west, north-east; null = exactly each time. */
type Cell = Float64Array | null;

/**
 * Undoes GCJ-02 or BD-09 for millions of positions: exact (toWgs84) on a fixed grid of 55 or 110 m, straight between, right to 4 mm.
 * The same position gives the same result, whatever came before. Cost: 0.1 us a position, 20 us a new cell.
 */
export class DatumGrid {
	readonly #datum: ShiftedDatum;
	readonly #step: number;
	readonly #cells = new Map<number, Cell>();
	#lastKey = Number.NaN;
	#last: Cell = null;

	constructor(datum: ShiftedDatum) {
		this.#datum = datum;
		this.#step = STEP_DEG[datum];
	}

	/** Writes [lon, lat] in WGS84 degrees to out[at], out[at + 1]. The given position lies on the globe. */
	convert(lon: number, lat: number, out: Float64Array, at: number): void {
		const i = Math.floor(lon / this.#step);
		const j = Math.floor(lat / this.#step);
		const key = i * 1_000_000 + j;
		if (key !== this.#lastKey) {
			this.#last = this.#findCell(key, i, j);
			this.#lastKey = key;
		}
		const cell = this.#last;
		if (cell === null) {
			const exact = toWgs84({ lon, lat }, this.#datum);
			out[at] = exact.lon;
			out[at + 1] = exact.lat;
			return;
		}
		const u = lon / this.#step - i;
		const v = lat / this.#step - j;
		const sw = (1 - u) * (1 - v);
		const se = u * (1 - v);
		const nw = (1 - u) * v;
		const ne = u * v;
		out[at] =
			lon + sw * (cell[0] as number) + se * (cell[2] as number) + nw * (cell[4] as number) + ne * (cell[6] as number);
		out[at + 1] =
			lat + sw * (cell[1] as number) + se * (cell[3] as number) + nw * (cell[5] as number) + ne * (cell[7] as number);
	}

	#findCell(key: number, i: number, j: number): Cell {
		const known = this.#cells.get(key);
		if (known !== undefined) return known;
		if (this.#cells.size >= MAX_CELLS) this.#cells.clear();
		const cell = this.#makeCell(i, j);
		this.#cells.set(key, cell);
		return cell;
	}

	#makeCell(i: number, j: number): Cell {
		const cell = new Float64Array(8);
		for (let corner = 0; corner < 4; corner++) {
			const lon = (i + (corner & 1)) * this.#step;
			const lat = (j + (corner >> 1)) * this.#step;
			const there = toWgs84({ lon, lat }, this.#datum);
			cell[corner * 2] = there.lon - lon;
			cell[corner * 2 + 1] = there.lat - lat;
			for (let axis = 0; axis < 2; axis++) {
				if (Math.abs((cell[corner * 2 + axis] as number) - (cell[axis] as number)) > MAX_STEP_DEG) return null;
			}
		}
		return cell;
	}
}
