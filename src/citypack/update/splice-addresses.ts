import {
	ADDRESSES_KIND,
	ADDRESSES_VERSION,
	compareCodeUnits,
	compareHouseNumbers,
	MAX_NUMBER_BYTES,
	RECORD_HEAD_BYTES,
} from '../../domain/pack/address-index.ts';
import { encodeTexts } from '../../domain/pack/typed-array-file.ts';
import { decodeTypedArrays, encodeTypedArrays } from '../../domain/pack/typed-arrays.ts';

/** Address of an added building; '' = unknown. One without a street is not in the index. */
interface AddedAddress {
	readonly fid: number;
	readonly street: string;
	readonly houseNumber: string;
	readonly town: string;
}

/** A record of the new index before it is written. */
interface NewRecord {
	readonly fid: number;
	readonly number: Uint8Array;
	readonly numberText: string;
	readonly town: string;
}

/**
 * The bytes of addresses.idx after an edit, by one walk over the records: those of removed buildings are left out, fids move,
 * added ones come in where their house number belongs; streets and towns that nobody is in any more go.
 */
export function spliceAddresses(
	bytes: Uint8Array,
	where: string,
	newFidOf: (oldFid: number) => number | undefined,
	added: readonly AddedAddress[],
): Uint8Array {
	const { arrays } = decodeTypedArrays(bytes, ADDRESSES_KIND, ADDRESSES_VERSION, where);
	const streets = new TextList(arrays.streetStart as Uint32Array, arrays.streetBytes as Uint8Array);
	const oldTowns = new TextList(arrays.townStart as Uint32Array, arrays.townBytes as Uint8Array).all();
	const oldStart = arrays.recordStart as Uint32Array;
	const oldRecords = arrays.records as Uint8Array;
	const newByStreet = groupByStreet(added);
	const towns = [
		...new Set([...oldTowns, ...added.filter(({ street }) => street !== '').map(({ town }) => town)]),
	].sort(compareCodeUnits);
	const townCode = new Map(towns.map((town, code) => [town, code]));
	const newTownOf = Uint32Array.from(oldTowns, (town) => townCode.get(town) as number);
	const writer = new RecordWriter(oldRecords, oldRecords.length + addedBytes(newByStreet), towns.length);
	const view = new DataView(oldRecords.buffer, oldRecords.byteOffset, oldRecords.byteLength);
	/** The streets of the new index: the place of an old one, or a new name. */
	const names: (number | string)[] = [];
	const starts: number[] = [0];
	const endStreet = (name: number | string) => {
		if (writer.at === starts.at(-1)) return;
		names.push(name);
		starts.push(writer.at);
	};
	const copyStreet = (street: number, waiting: readonly NewRecord[]) => {
		let next = 0;
		const end = oldStart[street + 1] as number;
		for (let at = oldStart[street] as number; at < end; ) {
			const length = RECORD_HEAD_BYTES + (oldRecords[at + 6] as number);
			const oldFid = view.getUint32(at, true);
			const fid = newFidOf(oldFid);
			if (fid !== undefined) {
				for (; next < waiting.length && comesBefore(waiting[next] as NewRecord, oldRecords, at, length, fid); next++) {
					writer.add(waiting[next] as NewRecord, townCode);
				}
				const oldTown = view.getUint16(at + 4, true);
				const town = newTownOf[oldTown] as number;
				writer.copy(at, length, fid, town, fid === oldFid && town === oldTown);
			}
			at += length;
		}
		for (; next < waiting.length; next++) writer.add(waiting[next] as NewRecord, townCode);
		endStreet(street);
	};
	const copyUntil = (end: number) => {
		for (; street < end; street++) copyStreet(street, []);
	};
	let street = 0;
	for (const [name, records] of [...newByStreet].sort(([a], [b]) => compareCodeUnits(a, b))) {
		const { place, found } = streets.find(name);
		copyUntil(place);
		if (found) copyStreet(street++, records);
		else {
			for (const record of records) writer.add(record, townCode);
			endStreet(name);
		}
	}
	copyUntil(streets.count);
	const records = writer.finish();
	return encodeTypedArrays(ADDRESSES_KIND, ADDRESSES_VERSION, {
		...streets.pick('street', names),
		...encodeTexts('town', writer.dropUnusedTowns(towns)),
		recordStart: Uint32Array.from(starts),
		records,
	});
}

const UTF8 = new TextDecoder();

/** A sorted list of texts as encodeTexts lays it, of which few are looked at. */
class TextList {
	readonly count: number;
	readonly #start: Uint32Array;
	readonly #bytes: Uint8Array;

	constructor(start: Uint32Array, bytes: Uint8Array) {
		this.count = start.length - 1;
		this.#start = start;
		this.#bytes = bytes;
	}

	all(): string[] {
		return Array.from({ length: this.count }, (_, i) => this.#at(i));
	}

	/** Where a text is, or would be. */
	find(text: string): { place: number; found: boolean } {
		let low = 0;
		let high = this.count;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (compareCodeUnits(this.#at(middle), text) < 0) low = middle + 1;
			else high = middle;
		}
		return { place: low, found: low < this.count && this.#at(low) === text };
	}

	/** The sections of a list of some of these texts (by place) and of others, as encodeTexts gives them. */
	pick(name: string, texts: readonly (number | string)[]): Record<string, Uint32Array | Uint8Array> {
		const added = new Map<string, Uint8Array>();
		for (const text of texts) if (typeof text === 'string') added.set(text, new TextEncoder().encode(text));
		const bytesOf = (text: number | string) =>
			typeof text === 'string'
				? (added.get(text) as Uint8Array)
				: this.#bytes.subarray(this.#start[text], this.#start[text + 1]);
		const start = new Uint32Array(texts.length + 1);
		for (const [i, text] of texts.entries()) start[i + 1] = (start[i] as number) + bytesOf(text).length;
		const bytes = new Uint8Array(start[texts.length] as number);
		for (const [i, text] of texts.entries()) bytes.set(bytesOf(text), start[i] as number);
		return { [`${name}Start`]: start, [`${name}Bytes`]: bytes };
	}

	#at(i: number): string {
		return UTF8.decode(this.#bytes.subarray(this.#start[i], this.#start[i + 1]));
	}
}

function groupByStreet(added: readonly AddedAddress[]): Map<string, NewRecord[]> {
	const byStreet = new Map<string, NewRecord[]>();
	const encoder = new TextEncoder();
	for (const { fid, street, houseNumber, town } of added) {
		if (street === '') continue;
		const record = {
			fid,
			town,
			number: encoder.encode(houseNumber).subarray(0, MAX_NUMBER_BYTES),
			numberText: houseNumber,
		};
		byStreet.set(street, [...(byStreet.get(street) ?? []), record]);
	}
	for (const records of byStreet.values()) {
		records.sort((a, b) => compareHouseNumbers(a.numberText, b.numberText) || a.fid - b.fid);
	}
	return byStreet;
}

function addedBytes(byStreet: ReadonlyMap<string, readonly NewRecord[]>): number {
	let bytes = 0;
	for (const records of byStreet.values()) for (const { number } of records) bytes += RECORD_HEAD_BYTES + number.length;
	return bytes;
}

function comesBefore(record: NewRecord, records: Uint8Array, at: number, length: number, fid: number): boolean {
	const text = UTF8.decode(records.subarray(at + RECORD_HEAD_BYTES, at + length));
	return (compareHouseNumbers(record.numberText, text) || record.fid - fid) < 0;
}

/** Lays records one behind the other and remembers which towns they name. */
class RecordWriter {
	at = 0;
	readonly #from: Uint8Array;
	/** Stretch of old records that go in as they are and are not copied yet. */
	#keepStart = 0;
	#keepEnd = 0;
	readonly #bytes: Uint8Array;
	readonly #view: DataView;
	readonly #townUsed: Uint8Array;

	/** @param from the old records */
	constructor(from: Uint8Array, capacity: number, towns: number) {
		this.#from = from;
		this.#bytes = new Uint8Array(capacity);
		this.#view = new DataView(this.#bytes.buffer);
		this.#townUsed = new Uint8Array(towns);
		// '' = unknown is always there.
		this.#townUsed[0] = 1;
	}

	/** Copies an old record. @param asIs its numbers stay what they are */
	copy(start: number, length: number, fid: number, town: number, asIs: boolean): void {
		if (start !== this.#keepEnd) {
			this.#flush();
			this.#keepStart = start;
		}
		this.#keepEnd = start + length;
		this.at += length;
		this.#townUsed[town] = 1;
		if (asIs) return;
		this.#flush();
		this.#putHead(this.at - length, fid, town);
	}

	add({ fid, number, town }: NewRecord, townCode: ReadonlyMap<string, number>): void {
		this.#flush();
		this.#bytes[this.at + 6] = number.length;
		this.#bytes.set(number, this.at + RECORD_HEAD_BYTES);
		this.#putHead(this.at, fid, townCode.get(town) as number);
		this.at += RECORD_HEAD_BYTES + number.length;
	}

	#flush(): void {
		const length = this.#keepEnd - this.#keepStart;
		if (length > 0) this.#bytes.set(this.#from.subarray(this.#keepStart, this.#keepEnd), this.at - length);
		this.#keepStart = this.#keepEnd;
	}

	#putHead(at: number, fid: number, town: number): void {
		this.#view.setUint32(at, fid, true);
		this.#view.setUint16(at + 4, town, true);
		this.#townUsed[town] = 1;
	}

	/** The records; those that dropUnusedTowns renumbers are the same bytes. */
	finish(): Uint8Array {
		this.#flush();
		return this.#bytes.subarray(0, this.at);
	}

	/** The towns that are named, in their order; the finished records are renumbered to them. */
	dropUnusedTowns(towns: readonly string[]): readonly string[] {
		const used = towns.filter((_, code) => this.#townUsed[code]);
		if (used.length === towns.length) return towns;
		const code = new Map(used.map((town, i) => [town, i]));
		for (let at = 0; at < this.at; at += RECORD_HEAD_BYTES + (this.#bytes[at + 6] as number)) {
			const town = towns[this.#view.getUint16(at + 4, true)] as string;
			this.#view.setUint16(at + 4, code.get(town) as number, true);
		}
		return used;
	}
}
