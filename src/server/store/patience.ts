/** One look at the clock; time in which the event loop stood still counts as one of them, however long it was. */
const TICK_MS = 250;

/**
 * Calls `onOver` once the event loop has turned for `waitMs`, to a tick. A plain timer ends a wait for an answer that came long ago when the
 * loop was blocked meanwhile: it is heard before the answer is. Returns how to end the wait before that. Keeps no process alive.
 */
export function startPatience(waitMs: number, onOver: () => void): () => void {
	let left = Math.ceil(waitMs / TICK_MS);
	let isEnded = false;
	const timer = setInterval(() => {
		left -= 1;
		if (left > 0) return;
		clearInterval(timer);
		// After what has come in by now.
		setImmediate(() => {
			if (!isEnded) onOver();
		});
	}, TICK_MS);
	timer.unref();
	return () => {
		isEnded = true;
		clearInterval(timer);
	};
}

/** The promise, or, when it is not kept within that time, a rejection with `words`. */
export function withPatience<T>(promise: Promise<T>, waitMs: number, words: string): Promise<T> {
	return new Promise((done, fail) => {
		const end = startPatience(waitMs, () => fail(new Error(words)));
		promise.then(done, fail).finally(end);
	});
}
