import { DataError } from '../errors.ts';
import type { ByteSource } from './byte-source.ts';
import { sortRowsByKey } from './sort-rows.ts';
import { openTypedArrayFile, type TypedArrayFile } from './typed-array-file.ts';
import { decodeTypedArrays, encodeTypedArrays } from './typed-arrays.ts';

/**
 * buildings.ids: from a building's id to its fid, in two range reads (the first one kept).
 * A container (typed-arrays.ts) of kind `building-ids`, version 1, with the sections
 *   bucketStart u32  entries are sorted by hash; those whose hash has the top `bits` bits b are bucketStart[b] ..
 *                    bucketStart[b + 1]; 2^bits + 1 values
 *   entries     u32  [hash, fid] per building, by hash, then fid
 * and meta {bits}. The hash is FNV-1a 32 over the id's UTF-8. Hashes collide: a reader compares the id of each candidate.
 */
export const BUILDING_IDS_KIND = 'building-ids';
export const BUILDING_IDS_VERSION = 1;

/** Entries meant to share a bucket: about 2 kB a lookup. */
const BUCKET_ENTRIES = 256;
const MAX_BITS = 16;

/** FNV-1a 32 of the bytes start .. end: the hash of a building's id. */
export function hashId(bytes: Uint8Array, start = 0, end = bytes.length): number {
	let hash = 0x811c_9dc5;
	for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x0100_0193);
	return hash >>> 0;
}

/**
 * The bytes of buildings.ids.
 * @param hashes hashId of each building's id, by ordinal
 * @param fids by ordinal, ascending
 */
export function encodeBuildingIds(hashes: Uint32Array, fids: Uint32Array): Uint8Array {
	const order = sortRowsByKey(hashes);
	const entries = new Uint32Array(hashes.length * 2);
	for (let i = 0; i < hashes.length; i++) {
		const ordinal = order[i] as number;
		entries[i * 2] = hashes[ordinal] as number;
		entries[i * 2 + 1] = fids[ordinal] as number;
	}
	return encodeBuildingIdEntries(entries);
}

/** The bytes of buildings.ids. @param entries as they stand in the file, in their order */
export function encodeBuildingIdEntries(entries: Uint32Array): Uint8Array {
	const count = entries.length / 2;
	const bits = Math.min(MAX_BITS, Math.max(0, Math.ceil(Math.log2(Math.max(1, count / BUCKET_ENTRIES)))));
	const bucketStart = new Uint32Array(2 ** bits + 1);
	for (let i = 0; i < entries.length; i += 2) {
		const bucket = bucketOf(entries[i] as number, bits);
		bucketStart[bucket + 1] = (bucketStart[bucket + 1] as number) + 1;
	}
	for (let b = 1; b < bucketStart.length; b++) {
		bucketStart[b] = (bucketStart[b] as number) + (bucketStart[b - 1] as number);
	}
	return encodeTypedArrays(BUILDING_IDS_KIND, BUILDING_IDS_VERSION, { bucketStart, entries }, { bits });
}

function bucketOf(hash: number, bits: number): number {
	// A shift by 32 is a shift by 0.
	return bits === 0 ? 0 : hash >>> (32 - bits);
}

/** An open buildings.ids. */
interface BuildingIds {
	/** Buildings whose id may be this one: same hash. Usually none or one; compare the id of each. */
	findCandidates(id: string, signal?: AbortSignal): Promise<number[]>;
}

/** Opens buildings.ids and keeps its buckets. @throws DataError `pack/bad-typed-arrays`, `pack/truncated` */
export async function openBuildingIds(source: ByteSource, signal?: AbortSignal): Promise<BuildingIds> {
	const file: TypedArrayFile = await openTypedArrayFile(source, BUILDING_IDS_KIND, BUILDING_IDS_VERSION, signal);
	const bucketStart = await file.read('bucketStart', 'u32', 0, file.lengthOf('bucketStart'), signal);
	const bits = Math.log2(bucketStart.length - 1);
	return {
		findCandidates: async (id, signal) => {
			const hash = hashId(new TextEncoder().encode(id));
			const bucket = bucketOf(hash, bits);
			const start = bucketStart[bucket] as number;
			const end = bucketStart[bucket + 1] as number;
			const entries = await file.read('entries', 'u32', start * 2, end * 2, signal);
			const fids: number[] = [];
			for (let i = 0; i < entries.length; i += 2) {
				if (entries[i] === hash) fids.push(entries[i + 1] as number);
			}
			return fids;
		},
	};
}

/**
 * Whether the bytes of buildings.ids are the index of these buildings.
 * @param hashes hash of each building's id, by ordinal
 * @param fids by ordinal, ascending
 * @throws DataError `pack/bad-typed-arrays`, `pack/truncated`, `pack/damaged` at the first entry that is wrong
 */
export function verifyBuildingIds(bytes: Uint8Array, hashes: Uint32Array, fids: Uint32Array, where: string): void {
	const { arrays } = decodeTypedArrays(bytes, BUILDING_IDS_KIND, BUILDING_IDS_VERSION, where);
	const right = encodeBuildingIds(hashes, fids);
	const expected = decodeTypedArrays(right, BUILDING_IDS_KIND, BUILDING_IDS_VERSION, where).arrays;
	for (const section of ['bucketStart', 'entries']) {
		const found = arrays[section] ?? [];
		const wanted = expected[section] ?? [];
		const at = wanted.findIndex((value: number, i: number) => value !== found[i]);
		if (at < 0 && found.length === wanted.length) continue;
		throw new DataError(
			'pack/damaged',
			`${where}: ${section}: got ${found.length} elements, ${at < 0 ? 'too many' : `wrong from element ${at}`}, expected ${wanted.length}`,
			{ context: { file: where, section } },
		);
	}
}
