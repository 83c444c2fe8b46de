import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import type { AddressEntry } from './city.ts';
import { sortRowsByKey } from './sort-rows.ts';
import { encodeTexts, openTypedArrayFile, readTexts } from './typed-array-file.ts';
import { encodeTypedArrays } from './typed-arrays.ts';

/**
 * addresses.idx: from a street to the buildings on it. A container (typed-arrays.ts) of kind `addresses`, version 1, with
 *   streetStart/streetBytes  street names, sorted (code units), see encodeTexts
 *   townStart/townBytes      town names; the first is '' = unknown
 *   recordStart u32          where each street's records begin in `records`; one more than streets
 *   records     u8           per building with a street: fid u32, town u16, length u8 of the house number, its UTF-8;
 *                            by house number (numbers in it by value), then fid
 */
export const ADDRESSES_KIND = 'addresses';
export const ADDRESSES_VERSION = 1;
const RECORD_HEAD_BYTES = 7;
const MAX_NUMBER_BYTES = 255;

/** Addresses as columns, by fid. '' = unknown; buildings without a street are not in the index. */
export interface AddressColumns {
	readonly count: number;
	streetAt(fid: number): string;
	houseNumberAt(fid: number): string;
	townAt(fid: number): string;
}

/** The bytes of addresses.idx. Cost: about 1 us a building. */
export function encodeAddressIndex(columns: AddressColumns): Uint8Array {
	const streets = new Interner();
	const numbers = new Interner();
	const towns = new Interner();
	towns.code('');
	const fids: number[] = [];
	const codes = { street: [] as number[], number: [] as number[], town: [] as number[] };
	for (let fid = 0; fid < columns.count; fid++) {
		const street = columns.streetAt(fid);
		if (street === '') continue;
		fids.push(fid);
		codes.street.push(streets.code(street));
		codes.number.push(numbers.code(columns.houseNumberAt(fid)));
		codes.town.push(towns.code(columns.townAt(fid)));
	}
	const streetRank = rankTexts(streets.texts, compareCodeUnits);
	const numberRank = rankTexts(numbers.texts, compareHouseNumbers);
	// Two stable sorts: by house number, then by street.
	const byNumber = sortRowsByKey(Uint32Array.from(codes.number, (code) => numberRank[code] as number));
	const byStreet = sortRowsByKey(byNumber.map((row) => streetRank[codes.street[row] as number] as number));
	const encoder = new TextEncoder();
	const numberBytes = numbers.texts.map((text) => encoder.encode(text).subarray(0, MAX_NUMBER_BYTES));
	const length = codes.number.reduce(
		(sum, code) => sum + RECORD_HEAD_BYTES + (numberBytes[code] as Uint8Array).length,
		0,
	);
	const records = new Uint8Array(length);
	const view = new DataView(records.buffer);
	const recordStart = new Uint32Array(streets.texts.length + 1);
	let at = 0;
	for (const place of byStreet) {
		const row = byNumber[place] as number;
		const number = numberBytes[codes.number[row] as number] as Uint8Array;
		view.setUint32(at, fids[row] as number, true);
		view.setUint16(at + 4, codes.town[row] as number, true);
		view.setUint8(at + 6, number.length);
		records.set(number, at + RECORD_HEAD_BYTES);
		at += RECORD_HEAD_BYTES + number.length;
		recordStart[(streetRank[codes.street[row] as number] as number) + 1] = at;
	}
	return encodeTypedArrays(ADDRESSES_KIND, ADDRESSES_VERSION, {
		...encodeTexts('street', [...streets.texts].sort(compareCodeUnits)),
		...encodeTexts('town', towns.texts),
		recordStart,
		records,
	});
}

/** Gives each distinct text a number, in order of first sight. */
class Interner {
	readonly texts: string[] = [];
	readonly #codes = new Map<string, number>();

	code(text: string): number {
		const known = this.#codes.get(text);
		if (known !== undefined) return known;
		this.#codes.set(text, this.texts.length);
		return this.texts.push(text) - 1;
	}
}

function rankTexts(texts: readonly string[], compare: (a: string, b: string) => number): Uint32Array {
	const order = texts.map((_, i) => i).sort((a, b) => compare(texts[a] as string, texts[b] as string));
	const ranks = new Uint32Array(texts.length);
	for (const [rank, code] of order.entries()) ranks[code] = rank;
	return ranks;
}

function compareCodeUnits(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}

/** House numbers in the order of the street: runs of digits by value, the rest by code units ('2' < '10' < '10之1'). */
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
	return as.length - bs.length;
}

/** An open addresses.idx. */
export interface AddressIndex {
	/** Buildings on the street of exactly this name, by house number; of every town that has such a street. */
	findAddresses(street: string, signal?: AbortSignal): Promise<AddressEntry[]>;
}

/** Opens addresses.idx; keeps the names of streets and towns. @throws DataError `pack/bad-typed-arrays`, `pack/truncated` */
export async function openAddressIndex(source: ByteSource, signal?: AbortSignal): Promise<AddressIndex> {
	const file = await openTypedArrayFile(source, ADDRESSES_KIND, ADDRESSES_VERSION, signal);
	const [streets, towns, recordStart] = await Promise.all([
		readTexts(file, 'street', signal),
		readTexts(file, 'town', signal),
		file.readU32('recordStart', 0, file.lengthOf('recordStart'), signal),
	]);
	const rowOf = new Map(streets.map((street, row) => [street, row]));
	return {
		findAddresses: async (street, signal) => {
			const row = rowOf.get(street);
			if (row === undefined) return [];
			const records = await file.readU8('records', recordStart[row] ?? 0, recordStart[row + 1] ?? 0, signal);
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
