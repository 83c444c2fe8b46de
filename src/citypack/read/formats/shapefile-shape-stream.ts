import { DataError } from '../../../domain/errors.ts';
import type { ShapefilePart } from './shapefile-part.ts';
import { readShpHeader, SHAPE_HEAD_BYTES, SHP_HEADER_BYTES } from './shapefile-shapes.ts';
import { StreamBytes } from './shapefile-stream.ts';

/** What is known of a .shp before its shapes are read. */
export interface ShapeLayout {
	/** Type of its shapes, and its length by its head. */
	readonly type: number;
	readonly bytes: number;
	/** Rows of the .dbf. */
	readonly rows: number;
	/** Where each shape stands, by the .shx; null = there is none: one behind the other. */
	readonly offsets: Float64Array | null;
}

/** A .shp whose shapes do not stand in order is read whole, up to this size. */
const MAX_UNORDERED_BYTES = 1 << 30;

/** Where each shape stands in the .shp. @throws DataError `input/not-shapefile`, `input/truncated` */
export async function readShapeOffsets(shx: ShapefilePart): Promise<Float64Array> {
	const bytes = await shx.readAll();
	readShpHeader(bytes.subarray(0, SHP_HEADER_BYTES), shx.size, shx.name);
	const offsets = new Float64Array(Math.floor((bytes.length - SHP_HEADER_BYTES) / 8));
	for (let i = 0; i < offsets.length; i++) offsets[i] = bytes.readInt32BE(SHP_HEADER_BYTES + i * 8) * 2;
	return offsets;
}

/** The shapes of a .shp in the order of the rows. */
export class ShapeStream {
	readonly bytes: StreamBytes;
	readonly #part: ShapefilePart;
	readonly #layout: ShapeLayout;
	/** The whole file, where shapes do not stand in order: editors put a shape that has grown at the end. */
	readonly #whole: boolean;
	/** Where the shape stands in `bytes.buffer`. */
	at = 0;
	end = 0;

	private constructor(part: ShapefilePart, layout: ShapeLayout, bytes: StreamBytes, whole: boolean) {
		this.#part = part;
		this.#layout = layout;
		this.bytes = bytes;
		this.#whole = whole;
	}

	static async open(part: ShapefilePart, layout: ShapeLayout): Promise<ShapeStream> {
		const { offsets } = layout;
		const whole = offsets?.some((offset, i) => i > 0 && offset <= (offsets[i - 1] as number)) === true;
		if (whole && part.size > MAX_UNORDERED_BYTES) {
			throw new DataError(
				'input/out-of-order',
				`${part.name}: got shapes out of order in ${part.size} bytes, expected them in order: save the layer anew (repack)`,
				{ context: { file: part.name, size: part.size } },
			);
		}
		const bytes = new StreamBytes(part.stream());
		if (whole) await bytes.fill(part.size);
		else await bytes.skip(SHP_HEADER_BYTES);
		return new ShapeStream(part, layout, bytes, whole);
	}

	/** Whether the shape of a row is there whole, without waiting. */
	hasShape(row: number): boolean {
		const { bytes } = this;
		const offset = this.#layout.offsets?.[row];
		if (this.#whole) bytes.at = offset as number;
		else if (offset !== undefined && offset !== bytes.position) return false;
		if (bytes.available < SHAPE_HEAD_BYTES) return false;
		this.at = bytes.at + SHAPE_HEAD_BYTES;
		this.end = this.at + bytes.buffer.readInt32BE(bytes.at + 4) * 2;
		return this.end >= this.at && this.end <= bytes.buffer.length;
	}

	/** Waits for the shape of a row. @throws DataError `input/truncated`, `input/damaged`, `input/counts-differ` */
	async fillShape(row: number): Promise<void> {
		const { bytes } = this;
		const { name } = this.#part;
		const offset = this.#layout.offsets?.[row];
		if (this.#whole) throw this.#cut(row);
		if (offset !== undefined && offset !== bytes.position) {
			if (offset < bytes.position) {
				throw new DataError(
					'input/damaged',
					`${name}: shape ${row + 1}: got byte ${offset} in the .shx, expected ${bytes.position} or later`,
					{ context: { file: name, shape: row + 1 } },
				);
			}
			await bytes.skip(offset - bytes.position);
		}
		const atEnd = offset === undefined && bytes.position >= this.#layout.bytes;
		if (atEnd) throw countsDiffer(name, row, 'its .dbf', this.#layout.rows);
		if (bytes.available < SHAPE_HEAD_BYTES && !(await bytes.fill(SHAPE_HEAD_BYTES))) throw this.#cut(row);
		const length = bytes.buffer.readInt32BE(bytes.at + 4) * 2;
		const rest = this.#part.size - bytes.position - SHAPE_HEAD_BYTES;
		if (length < 0 || length > rest) {
			throw new DataError(
				'input/damaged',
				`${name}: shape ${row + 1}: got a length of ${length} bytes, expected 0 to ${rest}`,
				{
					context: { file: name, shape: row + 1, found: length },
				},
			);
		}
		if (bytes.available < SHAPE_HEAD_BYTES + length) await bytes.fill(SHAPE_HEAD_BYTES + length);
		if (!this.hasShape(row)) throw this.#cut(row);
	}

	/** Goes on behind the shape. */
	next(): void {
		this.bytes.at = this.end;
	}

	/** @throws DataError `input/counts-differ` where shapes are left; with a .shx it was counted before */
	requireEnd(table: string): void {
		const { offsets, bytes, rows } = this.#layout;
		if (offsets || this.bytes.position >= bytes) return;
		throw countsDiffer(this.#part.name, `more than ${rows}`, table, rows);
	}

	close(): Promise<void> {
		return this.bytes.close();
	}

	#cut(row: number): DataError {
		const { name, size } = this.#part;
		return new DataError(
			'input/truncated',
			`${name}: shape ${row + 1}: got the end of ${size} bytes, expected all of it`,
			{
				context: { file: name, shape: row + 1, size },
			},
		);
	}
}

/** The error of a shapefile whose two tables are not of one layer. */
export function countsDiffer(shp: string, shapes: number | string, dbf: string, rows: number): DataError {
	return new DataError('input/counts-differ', `${shp}: got ${shapes} shapes, expected ${rows} as ${dbf} has rows`, {
		context: { file: shp, found: shapes, expected: rows },
	});
}
