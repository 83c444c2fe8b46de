/** Milliseconds before the first new start. */
export const FIRST_RESTART_WAIT_MS = 200;
/** One that answered, and ended after moments again and again. */
const LONGEST_AFTER_ANSWER_MS = 1_000;
/** One that does not come to answer. */
const LONGEST_AFTER_FAILURE_MS = 3_000;
/** One that ran so long was sound: whatever ended it came from outside. */
const SOUND_AFTER_MS = 2_000;

/**
 * How long to wait before a database is started again, milliseconds, after the wait before. `ranMs`: how long it ran since it answered; null =
 * it never did.
 */
export function nextRestartWait(lastWaitMs: number, ranMs: number | null): number {
	if (ranMs === null) return Math.min(lastWaitMs * 2, LONGEST_AFTER_FAILURE_MS);
	return ranMs >= SOUND_AFTER_MS ? FIRST_RESTART_WAIT_MS : Math.min(lastWaitMs * 2, LONGEST_AFTER_ANSWER_MS);
}
