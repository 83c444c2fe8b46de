/** Asks about places that come faster than answers do. */
export interface LatestAsk<Place> {
	/** Asks about a place as soon as the question before it is answered; the places that come meanwhile are left out but the last. */
	ask(place: Place): void;
	/** Forgets what waits; the answer that is under way is not told. */
	stop(): void;
}

/** Makes it. `tell` hears the answers in the order of their questions; a failure is told as null. */
export function createLatestAsk<Place, Answer>(
	find: (place: Place, signal: AbortSignal) => Promise<Answer | null>,
	tell: (place: Place, answer: Answer | null) => void,
): LatestAsk<Place> {
	let waiting: { readonly place: Place } | null = null;
	let asking: AbortController | null = null;
	const follow = async () => {
		const mine = new AbortController();
		asking = mine;
		while (waiting) {
			const { place } = waiting;
			waiting = null;
			const answer = await find(place, mine.signal).catch(() => null);
			if (mine.signal.aborted) return;
			tell(place, answer);
		}
		asking = null;
	};
	return {
		ask(place) {
			waiting = { place };
			if (!asking) void follow();
		},
		stop() {
			waiting = null;
			asking?.abort();
			asking = null;
		},
	};
}
