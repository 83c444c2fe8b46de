/** How many of the entries, whose times never fall, are not after `tMs`. Cost: a binary search. */
export function countUntil<T>(entries: readonly T[], tMs: number, timeOf: (entry: T) => number): number {
	let [low, high] = [0, entries.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if (timeOf(entries[middle] as T) <= tMs) low = middle + 1;
		else high = middle;
	}
	return low;
}
