import type { Change } from '../../domain/records/change.ts';
import type { Store } from '../store/store.ts';
import { type FeedPicture, type FeedPictureParts, readFeedPicture } from './feed-picture.ts';
import type { HeardChange } from './sight.ts';

/** Between two batches. */
const BATCH_MS = 100;

/**
 * The picture of the records in step with the store, and what changed in it, handed on in batches: at once after a quiet time, then every
 * 100 ms.
 */
export interface FollowedPicture {
	readonly picture: FeedPicture;
	/** All changes up to this number are in the picture the reader began with, or were handed on. */
	readonly seq: number;
	/** Hands on at once what is waiting: then the picture and what was handed on say the same. */
	flush(): void;
	close(): void;
}

/** Where the changes come from and who is handed them. */
export interface FollowPictureParts extends FeedPictureParts {
	readonly store: Store;
	/** `from`: the number before the batch. `seq` and the picture are those after it. */
	readonly onBatch: (batch: readonly HeardChange[], from: number) => void;
}

/** Reads the picture and follows the store from there. @throws UnavailableError `store/unavailable` */
export async function followPicture({ store, onBatch, ...parts }: FollowPictureParts): Promise<FollowedPicture> {
	let pending: HeardChange[] = [];
	let timer: ReturnType<typeof setTimeout> | undefined;

	// Heard from before the picture is read, so that nothing falls between.
	let reading: FeedPicture | null = null;
	const heard: Change[] = [];
	const stopChanges = store.onChanges((changes) => {
		if (reading) takeChanges(reading, changes);
		else heard.push(...changes);
	});
	try {
		reading = await readFeedPicture(store, parts);
	} catch (error) {
		stopChanges();
		throw error;
	}
	const picture = reading;
	picture.apply(heard);
	let seq = picture.seq;

	function takeChanges(into: FeedPicture, changes: readonly Change[]): void {
		for (const change of changes) {
			const before = change.version === 1 ? null : into.find(change.collection, change.id);
			if (into.apply([change]).length > 0) pending.push({ change, before });
		}
		if (timer === undefined) openBatch();
	}

	/** Hands on what is pending at once, and what comes next after a while. */
	function openBatch(): void {
		timer = undefined;
		if (pending.length === 0) return;
		flush();
		timer = setTimeout(openBatch, BATCH_MS);
	}

	function flush(): void {
		if (pending.length === 0) return;
		const batch = pending;
		pending = [];
		const from = seq;
		seq = picture.seq;
		onBatch(batch, from);
	}

	return {
		picture,
		get seq() {
			return seq;
		},
		flush,
		close() {
			clearTimeout(timer);
			stopChanges();
		},
	};
}
