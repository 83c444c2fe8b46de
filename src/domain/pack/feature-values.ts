import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js';
import { DataError } from '../errors.ts';
import type { LayerColumn } from './layer-columns.ts';

/** Bytes of a value by its column's type; those that are missing vary: a u32 with their length stands before them. */
const FIXED_BYTES: Readonly<Record<number, number>> = {
	[ColumnType.Byte]: 1,
	[ColumnType.UByte]: 1,
	[ColumnType.Bool]: 1,
	[ColumnType.Short]: 2,
	[ColumnType.UShort]: 2,
	[ColumnType.Int]: 4,
	[ColumnType.UInt]: 4,
	[ColumnType.Float]: 4,
	[ColumnType.Long]: 8,
	[ColumnType.ULong]: 8,
	[ColumnType.Double]: 8,
};

/**
 * Goes through the property values of a feature without copying: `open`, then `next` until it says false. One cursor serves all
 * features of a layer.
 */
export class FeatureValues {
	/** Number of the value's column. */
	index = 0;
	/** The value without its length: bytes `at` to `end` of the view. */
	at = 0;
	end = 0;
	/** Text, JSON or bytes; else readNumber and readFixedValue read it. */
	isVarying = false;
	readonly #columns: readonly LayerColumn[];
	/** By column; 0 = varying. */
	readonly #fixedBytes: Uint8Array;
	#view: DataView = new DataView(new ArrayBuffer(0));
	#stop = 0;

	constructor(columns: readonly LayerColumn[]) {
		this.#columns = columns;
		this.#fixedBytes = Uint8Array.from(columns, ({ type }) => FIXED_BYTES[type] ?? 0);
	}

	/** Stands before the first value of a feature; `at` and `length` are those of its properties, see viewFeature. */
	open(view: DataView, at: number, length: number): void {
		this.#view = view;
		this.end = at;
		this.#stop = at + length;
	}

	/** Goes to the next value; false = there is none. @throws DataError `pack/damaged`, RangeError past the end of the view */
	next(): boolean {
		const start = this.end;
		if (start >= this.#stop) return false;
		const view = this.#view;
		const index = view.getUint16(start, true);
		const fixed = this.#fixedBytes[index];
		if (fixed === undefined) {
			throw new DataError('pack/damaged', `got column ${index}, expected less than ${this.#columns.length}`);
		}
		const at = fixed === 0 ? start + 6 : start + 2;
		const end = at + (fixed === 0 ? view.getUint32(start + 2, true) : fixed);
		if (end > this.#stop) {
			throw new DataError('pack/damaged', `column ${this.#columns[index]?.name} ends past the properties`);
		}
		this.index = index;
		this.at = at;
		this.end = end;
		this.isVarying = fixed === 0;
		return true;
	}
}

/** The number at a place as it is stored; NaN for types that a double does not hold. */
export function readNumber(view: DataView, at: number, type: ColumnType): number {
	switch (type) {
		case ColumnType.Float:
			return view.getFloat32(at, true);
		case ColumnType.Double:
			return view.getFloat64(at, true);
		case ColumnType.UShort:
			return view.getUint16(at, true);
		case ColumnType.Short:
			return view.getInt16(at, true);
		case ColumnType.UByte:
			return view.getUint8(at);
		case ColumnType.Byte:
			return view.getInt8(at);
		case ColumnType.Int:
			return view.getInt32(at, true);
		case ColumnType.UInt:
			return view.getUint32(at, true);
		default:
			return Number.NaN;
	}
}

/** The value of a type of fixed length as its writer meant it. */
export function readFixedValue(view: DataView, at: number, type: ColumnType): number | bigint | boolean {
	switch (type) {
		case ColumnType.Bool:
			return view.getUint8(at) !== 0;
		case ColumnType.Long:
			return view.getBigInt64(at, true);
		case ColumnType.ULong:
			return view.getBigUint64(at, true);
		case ColumnType.Float:
			// A float32 carries some seven digits: 12.3 comes back as 12.3, not as 12.300000190734863.
			return Number(view.getFloat32(at, true).toPrecision(7));
		default:
			return readNumber(view, at, type);
	}
}
