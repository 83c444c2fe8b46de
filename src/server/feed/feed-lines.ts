import { RateLimitedError } from '../../domain/errors.ts';

/** Most lines at a time: a desk has a few windows, an office behind one address some hundreds of desks. */
export const MOST_LINES = { ofSession: 50, ofAddress: 1000 } as const;
/** Within it, pages that were closed have been found to be. */
const RETRY_AFTER_S = 30;

/** Who a line belongs to. `session`: null = nobody need sign in. */
export interface LineOwner {
	readonly session: string | null;
	readonly address: string;
}

/** How many lines are open, so that one broken client cannot have them all. */
export interface FeedLines {
	/** @throws RateLimitedError `feed/too-many-lines` */
	check(owner: LineOwner): void;
	/** A line was opened; returns what to call when it is closed. */
	add(owner: LineOwner): () => void;
}

/** Counts from none. */
export function countFeedLines(
	most: { readonly ofSession: number; readonly ofAddress: number } = MOST_LINES,
): FeedLines {
	const counts = new Map<string, number>();
	const keysOf = ({ session, address }: LineOwner) => [
		{ key: `address ${address}`, limit: most.ofAddress },
		...(session === null ? [] : [{ key: `session ${session}`, limit: most.ofSession }]),
	];
	const count = (key: string, by: 1 | -1) => {
		const now = (counts.get(key) ?? 0) + by;
		if (now > 0) counts.set(key, now);
		else counts.delete(key);
	};
	return {
		check(owner) {
			const full = keysOf(owner).find(({ key, limit }) => (counts.get(key) ?? 0) >= limit);
			if (!full) return;
			throw new RateLimitedError(
				'feed/too-many-lines',
				`feed: got line ${full.limit + 1} of one ${full.key.startsWith('session') ? 'session' : 'address'}, expected at most ${full.limit}`,
				{ context: { retryAfterS: RETRY_AFTER_S } },
			);
		},
		add(owner) {
			for (const { key } of keysOf(owner)) count(key, 1);
			return () => {
				for (const { key } of keysOf(owner)) count(key, -1);
			};
		},
	};
}
