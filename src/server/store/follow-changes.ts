import type { Change } from '../../domain/records/change.ts';

const PAGE = 1000;
/** How late a change is seen whose notification was lost. */
const LOOK_EVERY_MS = 2_000;

/** Reads what is new and tells it on, in order. */
export interface ChangeFollower {
	/** There may be something new. */
	wake(): void;
	onChanges(listener: (changes: readonly Change[]) => void): () => void;
	close(): Promise<void>;
}

/**
 * Follows the changes after `seq`. Whatever wakes it, it reads on from the last one it told, so nothing is left out or told twice; it looks by
 * itself too. A listener that throws is told to `onProblem` and stops neither the others nor this.
 */
export function followChanges({
	seq,
	readChanges,
	onProblem,
}: {
	seq: number;
	readChanges: (since: number, limit: number) => Promise<{ changes: Change[]; seq: number; more: boolean }>;
	onProblem: (error: unknown) => void;
}): ChangeFollower {
	const listeners = new Set<(changes: readonly Change[]) => void>();
	let last = seq;
	let isAsked = false;
	let closed = false;
	let running: Promise<void> | undefined;

	const readOn = async () => {
		while (isAsked && !closed) {
			isAsked = false;
			const { changes, seq: next, more } = await readChanges(last, PAGE);
			last = next;
			if (more) isAsked = true;
			if (changes.length === 0) continue;
			for (const listener of listeners) {
				try {
					listener(changes);
				} catch (error) {
					onProblem(error);
				}
			}
		}
	};
	const wake = () => {
		isAsked = true;
		if (running || closed) return;
		// While the database is away the listening connection tells it; the next look tries again.
		running = readOn()
			.catch(() => {})
			.finally(() => {
				running = undefined;
			});
	};
	const timer = setInterval(wake, LOOK_EVERY_MS);
	timer.unref();
	return {
		wake,
		onChanges(listener) {
			const own = (changes: readonly Change[]) => listener(changes);
			listeners.add(own);
			return () => listeners.delete(own);
		},
		async close() {
			closed = true;
			clearInterval(timer);
			await running;
		},
	};
}
