const RADIX_BITS = 11;

/** Rows in ascending order of a 32-bit key, ties by row: a radix sort in as many passes of 11 bits as the largest key has. */
export function sortRowsByKey(keys: Uint32Array): Uint32Array {
	const count = keys.length;
	let rows = new Uint32Array(count);
	let spare = new Uint32Array(count);
	let largest = 0;
	for (let row = 0; row < count; row++) {
		rows[row] = row;
		if ((keys[row] as number) > largest) largest = keys[row] as number;
	}
	const buckets = 1 << RADIX_BITS;
	for (let shift = 0; shift < 32 && largest >>> shift > 0; shift += RADIX_BITS) {
		const starts = new Uint32Array(buckets + 1);
		for (let row = 0; row < count; row++) {
			const bucket = ((keys[row] as number) >>> shift) & (buckets - 1);
			starts[bucket + 1] = (starts[bucket + 1] as number) + 1;
		}
		for (let b = 0; b < buckets; b++) starts[b + 1] = (starts[b + 1] as number) + (starts[b] as number);
		for (let i = 0; i < count; i++) {
			const row = rows[i] as number;
			const bucket = ((keys[row] as number) >>> shift) & (buckets - 1);
			const place = starts[bucket] as number;
			spare[place] = row;
			starts[bucket] = place + 1;
		}
		const swap = rows;
		rows = spare;
		spare = swap;
	}
	return rows;
}
