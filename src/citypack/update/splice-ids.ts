import { BUILDING_IDS_KIND, BUILDING_IDS_VERSION, encodeBuildingIdEntries } from '../../domain/pack/building-ids.ts';
import { decodeTypedArrays } from '../../domain/pack/typed-arrays.ts';

/**
 * The bytes of buildings.ids after an edit: entries of removed buildings are left out, fids move, added ones come in where
 * their hash belongs. Order among old entries stays: fids move without overtaking one another.
 * @param added [hash, fid] of each added building
 */
export function spliceIds(
	bytes: Uint8Array,
	where: string,
	newFidOf: (oldFid: number) => number | undefined,
	added: readonly (readonly [hash: number, fid: number])[],
): Uint8Array {
	const { arrays } = decodeTypedArrays(bytes, BUILDING_IDS_KIND, BUILDING_IDS_VERSION, where);
	const old = arrays.entries as Uint32Array;
	const sorted = [...added].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	const entries = new Uint32Array(old.length + added.length * 2);
	let next = 0;
	let at = 0;
	const put = (hash: number, fid: number) => {
		entries[at++] = hash;
		entries[at++] = fid;
	};
	for (let i = 0; i < old.length; i += 2) {
		const fid = newFidOf(old[i + 1] as number);
		if (fid === undefined) continue;
		const hash = old[i] as number;
		for (; next < sorted.length; next++) {
			const [addedHash, addedFid] = sorted[next] as readonly [number, number];
			if (addedHash > hash || (addedHash === hash && addedFid > fid)) break;
			put(addedHash, addedFid);
		}
		put(hash, fid);
	}
	for (; next < sorted.length; next++) put(...(sorted[next] as readonly [number, number]));
	return encodeBuildingIdEntries(entries.subarray(0, at));
}
