/**
 * How the buildings of the new pack come from those of the old one, in the order of buildings.fgb: runs of old ordinals that stay,
 * and runs of added buildings (numbered in their own order) between them. Every file of the pack that is kept in that order is
 * spliced along these runs.
 */
export interface EditRuns {
	readonly runs: readonly EditRun[];
	readonly oldCount: number;
	readonly newCount: number;
	/** Where an old building is in the new pack; undefined for one that is removed. */
	newOrdinalOf(oldOrdinal: number): number | undefined;
	/** Where an added building is in the new pack. */
	ordinalOfAdded(index: number): number;
}

/** Buildings that lie side by side in the old pack, or among the added ones: start .. end - 1, at `to` and after in the new pack. */
export interface EditRun {
	readonly from: 'old' | 'added';
	readonly start: number;
	readonly end: number;
	readonly to: number;
}

/**
 * Makes the runs of an edit.
 * @param removed old ordinals, ascending
 * @param insertBefore old ordinal before which each added building goes, ascending; several at one place keep their order
 */
export function planEditRuns(oldCount: number, removed: readonly number[], insertBefore: readonly number[]): EditRuns {
	const runs: EditRun[] = [];
	let to = 0;
	const add = (from: 'old' | 'added', start: number, end: number) => {
		if (start === end) return;
		runs.push({ from, start, end, to });
		to += end - start;
	};
	let old = 0;
	let gone = 0;
	const keepUntil = (end: number) => {
		for (; gone < removed.length && (removed[gone] as number) < end; gone++) {
			add('old', old, removed[gone] as number);
			old = (removed[gone] as number) + 1;
		}
		if (end > old) {
			add('old', old, end);
			old = end;
		}
	};
	for (let first = 0; first < insertBefore.length; ) {
		const place = insertBefore[first] as number;
		let end = first + 1;
		while (insertBefore[end] === place) end++;
		keepUntil(place);
		add('added', first, end);
		first = end;
	}
	keepUntil(oldCount);
	const kept = runs.filter(({ from }) => from === 'old');
	const ordinals = new Float64Array(insertBefore.length);
	for (const run of runs) {
		if (run.from === 'added') for (let i = run.start; i < run.end; i++) ordinals[i] = run.to + i - run.start;
	}
	return {
		runs,
		oldCount,
		newCount: to,
		newOrdinalOf: (oldOrdinal) => {
			let low = 0;
			let high = kept.length - 1;
			while (low < high) {
				const middle = (low + high + 1) >>> 1;
				if ((kept[middle] as EditRun).start <= oldOrdinal) low = middle;
				else high = middle - 1;
			}
			const run = kept[low];
			if (!run || oldOrdinal < run.start || oldOrdinal >= run.end) return undefined;
			return run.to + oldOrdinal - run.start;
		},
		ordinalOfAdded: (index) => ordinals[index] as number,
	};
}
