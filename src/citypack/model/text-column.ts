import type { TextColumn } from './building-table.ts';
import { allocateColumn } from './column-memory.ts';

/** A text column as UTF-8: row i is bytes starts[i] .. starts[i + 1]. Plain data: may be posted to worker threads. */
export interface Utf8Data {
	readonly bytes: Uint8Array;
	/** Rows + 1 entries. */
	readonly starts: Uint32Array;
}

/** A text column that gives away its bytes, for writers that copy them without making strings. */
export interface Utf8Column extends TextColumn, Utf8Data {}

class Utf8ColumnView implements Utf8Column {
	readonly bytes: Uint8Array;
	readonly starts: Uint32Array;
	readonly length: number;
	readonly #buffer: Buffer;

	constructor(data: Utf8Data) {
		this.bytes = data.bytes;
		this.starts = data.starts;
		this.length = data.starts.length - 1;
		this.#buffer = Buffer.from(data.bytes.buffer, data.bytes.byteOffset, data.bytes.byteLength);
	}

	at(row: number): string {
		return this.#buffer.toString('utf8', this.starts[row], this.starts[row + 1]);
	}
}

/** Opens a column over its bytes, e.g. in the worker that received them. */
export function openUtf8Column(data: Utf8Data): Utf8Column {
	return new Utf8ColumnView(data);
}

/** The column's UTF-8: the column itself where it stands on bytes, else encoded now. */
export function toUtf8Column(column: TextColumn): Utf8Column {
	if (column instanceof Utf8ColumnView) return column;
	const writer = createUtf8Writer();
	for (let row = 0; row < column.length; row++) writer.addText(column.at(row));
	return writer.finish();
}

/** Collects the rows of a text column; see createUtf8Writer. */
export interface Utf8Writer {
	addText(text: string): void;
	/** Copies one row's UTF-8 as it is. */
	addBytes(source: Uint8Array, start: number, end: number): void;
	/** Copies all rows of a column. */
	addAll(column: Utf8Data): void;
	/** Makes room for `times` as much as there is, so that it comes without what is there being copied again. */
	reserve(times: number): void;
	finish(): Utf8Column;
}

class GrowingUtf8 implements Utf8Writer {
	#bytes = Buffer.from(allocateColumn(1 << 16));
	#starts = new Uint32Array(allocateColumn(4 << 12));
	#rows = 0;
	#end = 0;

	addText(text: string): void {
		if (text !== '') {
			// UTF-8 takes at most three bytes for one UTF-16 unit.
			this.#reserve(text.length * 3);
			this.#end += this.#bytes.write(text, this.#end, 'utf8');
		}
		this.#closeRow();
	}

	addBytes(source: Uint8Array, start: number, end: number): void {
		const length = end - start;
		if (length > 0) {
			this.#reserve(length);
			const bytes = this.#bytes;
			const at = this.#end;
			if (length < 32) for (let i = 0; i < length; i++) bytes[at + i] = source[start + i] as number;
			else bytes.set(source.subarray(start, end), at);
			this.#end += length;
		}
		this.#closeRow();
	}

	addAll({ bytes, starts }: Utf8Data): void {
		const rows = starts.length - 1;
		const first = starts[0] as number;
		const end = starts[rows] as number;
		this.#reserve(end - first);
		this.#bytes.set(bytes.subarray(first, end), this.#end);
		const neededRows = this.#rows + rows + 1;
		if (neededRows > this.#starts.length) this.#widenStarts(Math.max(this.#starts.length * 2, neededRows));
		const shift = this.#end - first;
		for (let row = 1; row <= rows; row++) this.#starts[this.#rows + row] = (starts[row] as number) + shift;
		this.#rows += rows;
		this.#end += end - first;
	}

	reserve(times: number): void {
		const bytes = Math.ceil(this.#end * times);
		if (bytes > this.#bytes.length) this.#widenBytes(bytes);
		const starts = Math.ceil(this.#rows * times) + 1;
		if (starts > this.#starts.length) this.#widenStarts(starts);
	}

	finish(): Utf8Column {
		return openUtf8Column({
			bytes: new Uint8Array(this.#bytes.buffer, 0, this.#end),
			starts: this.#starts.subarray(0, this.#rows + 1),
		});
	}

	#closeRow(): void {
		this.#rows++;
		if (this.#rows >= this.#starts.length) this.#widenStarts(this.#starts.length * 2);
		this.#starts[this.#rows] = this.#end;
	}

	#reserve(length: number): void {
		const needed = this.#end + length;
		if (needed > this.#bytes.length) this.#widenBytes(Math.max(this.#bytes.length * 2, needed));
	}

	#widenBytes(length: number): void {
		const wider = Buffer.from(allocateColumn(length));
		wider.set(this.#bytes.subarray(0, this.#end));
		this.#bytes = wider;
	}

	#widenStarts(length: number): void {
		const wider = new Uint32Array(allocateColumn(length * 4));
		wider.set(this.#starts);
		this.#starts = wider;
	}
}

/** Makes a text column row by row, on memory of allocateColumn. */
export function createUtf8Writer(): Utf8Writer {
	return new GrowingUtf8();
}
