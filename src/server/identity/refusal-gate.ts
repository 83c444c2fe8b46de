/** The same refusal of the same caller is written into the audit so often. */
const ONCE_IN_MS = 60_000;
/** So many are remembered. */
const MOST = 10_000;

/**
 * Makes the question whether a refusal is to be written down: the first of its kind in a minute. A gateway that may not do what it tries a
 * hundred times a second would fill the disk otherwise, and alarms could not be taken. The log and the metrics have every one.
 */
export function createRefusalGate(nowMs: () => number): (kind: string) => boolean {
	const written = new Map<string, number>();
	return (kind) => {
		const now = nowMs();
		if (Math.abs(now - (written.get(kind) ?? Number.NEGATIVE_INFINITY)) < ONCE_IN_MS) return false;
		if (written.size >= MOST) written.clear();
		written.set(kind, now);
		return true;
	};
}
