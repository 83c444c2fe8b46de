import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { AddressEntry } from './city.ts';
import { sortRowsByKey } from './sort-rows.ts';
import { internTexts, type TextBytes } from './text-bytes.ts';
import { encodeTexts, openTypedArrayFile, readTexts } from './typed-array-file.ts';
import { layTypedArrays, type TypedArraysLayout } from './typed-arrays.ts';

/**
 * addresses.idx: from a street to the buildings on it. A container (typed-arrays.ts) of kind `addresses`, version 1, with
 *   streetStart/streetBytes  street names, sorted (code units), see encodeTexts
 *   townStart/townBytes      town names, sorted (code units); the first is '' = unknown
 *   recordStart u32          where each street's records begin in `records`; one more than streets
 *   records     u8           per building with a street: fid u32, town u16, length u8 of the house number, its UTF-8;
 *                            by house number (numbers in it by value, then code units), then fid
 */
export const ADDRESSES_KIND = 'addresses';
export const ADDRESSES_VERSION = 1;
/** Bytes of a record before its house number. */
export const RECORD_HEAD_BYTES = 7;
/** A house number is cut off after so many bytes. */
export const MAX_NUMBER_BYTES = 255;

/** Addresses as columns. An empty text is unknown; buildings without a street are not in the index. */
interface AddressColumns {
	/** Row of the texts by ordinal. */
	readonly rows: Uint32Array;
	/** By ordinal, ascending. */
	readonly fids: Uint32Array;
	readonly street: TextBytes;
	readonly houseNumber: TextBytes;
	readonly town: TextBytes;
}

/** Lays out addresses.idx. Cost: about 0.5 us a building. */
export function layAddressIndex({ rows, fids, street, houseNumber, town }: AddressColumns): TypedArraysLayout {
	const ordinals = listOnStreets(rows, street);
	const ownRows = ordinals.map((ordinal) => rows[ordinal] as number);
	const streets = sortTexts(internTexts(street, ownRows), compareCodeUnits);
	const numbers = sortTexts(internTexts(houseNumber, ownRows), compareHouseNumbers);
	const towns = sortTexts(internTexts(town, ownRows, ['']), compareCodeUnits);
	// Two stable sorts: by house number, then by street.
	const byNumber = sortRowsByKey(numbers.ranks);
	const byStreet = sortRowsByKey(byNumber.map((at) => streets.ranks[at] as number));
	const encoder = new TextEncoder();
	const numberBytes = numbers.texts.map((text) => encoder.encode(text).subarray(0, MAX_NUMBER_BYTES));
	const length = numbers.ranks.reduce(
		(sum, rank) => sum + RECORD_HEAD_BYTES + (numberBytes[rank] as Uint8Array).length,
		0,
	);
	const records = new Uint8Array(length);
	const view = new DataView(records.buffer);
	const recordStart = new Uint32Array(streets.texts.length + 1);
	let end = 0;
	for (let i = 0; i < byStreet.length; i++) {
		const at = byNumber[byStreet[i] as number] as number;
		const number = numberBytes[numbers.ranks[at] as number] as Uint8Array;
		view.setUint32(end, fids[ordinals[at] as number] as number, true);
		view.setUint16(end + 4, towns.ranks[at] as number, true);
		view.setUint8(end + 6, number.length);
		for (let b = 0; b < number.length; b++) records[end + RECORD_HEAD_BYTES + b] = number[b] as number;
		end += RECORD_HEAD_BYTES + number.length;
		recordStart[(streets.ranks[at] as number) + 1] = end;
	}
	return layTypedArrays(ADDRESSES_KIND, ADDRESSES_VERSION, {
		...encodeTexts('street', streets.texts),
		...encodeTexts('town', towns.texts),
		recordStart,
		records,
	});
}

/** The ordinals of buildings with a street. */
function listOnStreets(rows: Uint32Array, street: TextBytes): Uint32Array {
	const ordinals = new Uint32Array(rows.length);
	let count = 0;
	for (let ordinal = 0; ordinal < rows.length; ordinal++) {
		const row = rows[ordinal] as number;
		if (street.starts[row + 1] !== street.starts[row]) ordinals[count++] = ordinal;
	}
	return ordinals.subarray(0, count);
}

/** Sorts the distinct texts, and makes each row's number the place of its text among them. */
function sortTexts(
	{ texts, codes }: { texts: readonly string[]; codes: Uint32Array },
	compare: (a: string, b: string) => number,
): { texts: string[]; ranks: Uint32Array } {
	const order = texts.map((_, code) => code).sort((a, b) => compare(texts[a] as string, texts[b] as string));
	const rankOfCode = new Uint32Array(texts.length);
	for (const [rank, code] of order.entries()) rankOfCode[code] = rank;
	for (let i = 0; i < codes.length; i++) codes[i] = rankOfCode[codes[i] as number] as number;
	return { texts: order.map((code) => texts[code] as string), ranks: codes };
}

/** Order of texts by their UTF-16 code units: the same on every machine. */
export function compareCodeUnits(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * House numbers in the order of the street: runs of digits by value, the rest by code units ('2' < '10' < '10之1'). 0 only for
 * equal texts, so that the order does not depend on which of '1' and '01' a city names first.
 */
export function compareHouseNumbers(a: string, b: string): number {
	const as = a.match(/\d+|\D+/g) ?? [];
	const bs = b.match(/\d+|\D+/g) ?? [];
	for (let i = 0; i < Math.min(as.length, bs.length); i++) {
		const x = as[i] as string;
		const y = bs[i] as string;
		const byValue = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
		const order = byValue || compareCodeUnits(x, y);
		if (order !== 0) return order;
	}
	return as.length - bs.length || compareCodeUnits(a, b);
}

/** An open addresses.idx. */
interface AddressIndex {
	/** Buildings on the street of exactly this name, by house number; of every town that has such a street. */
	findAddresses(street: string, signal?: AbortSignal): Promise<AddressEntry[]>;
}

/** Opens addresses.idx; keeps the names of streets and towns. @throws DataError `pack/bad-typed-arrays`, `pack/truncated` */
export async function openAddressIndex(source: ByteSource, signal?: AbortSignal): Promise<AddressIndex> {
	const file = await openTypedArrayFile(source, ADDRESSES_KIND, ADDRESSES_VERSION, signal);
	const [streets, towns, recordStart] = await Promise.all([
		readTexts(file, 'street', signal),
		readTexts(file, 'town', signal),
		file.read('recordStart', 'u32', 0, file.lengthOf('recordStart'), signal),
	]);
	const rowOf = new Map(streets.map((street, row) => [street, row]));
	return {
		findAddresses: async (street, signal) => {
			const row = rowOf.get(street);
			if (row === undefined) return [];
			const records = await file.read('records', 'u8', recordStart[row] ?? 0, recordStart[row + 1] ?? 0, signal);
			return decodeRecords(records, street, towns, source.name);
		},
	};
}

function decodeRecords(records: Uint8Array, street: string, towns: readonly string[], where: string): AddressEntry[] {
	const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
	const decoder = new TextDecoder();
	const entries: AddressEntry[] = [];
	let at = 0;
	while (at < records.byteLength) {
		const end =
			at + RECORD_HEAD_BYTES <= records.byteLength ? at + RECORD_HEAD_BYTES + view.getUint8(at + 6) : Infinity;
		if (end > records.byteLength) {
			throw new DataError('pack/damaged', `${where}: street ${street}: records end within an entry`, {
				context: { file: where, street },
			});
		}
		entries.push({
			street,
			houseNumber: decoder.decode(records.subarray(at + RECORD_HEAD_BYTES, end)),
			town: towns[view.getUint16(at + 4, true)] || null,
			fid: view.getUint32(at, true),
		});
		at = end;
	}
	return entries;
}
