import type { Change } from '../../domain/records/change.ts';
import type { Store } from '../store/store.ts';

/** Numbers between what a client knows and now that are still told one by one; beyond, a snapshot is shorter. */
export const MAX_RESUME_GAP = 2000;

/** What came after a number; the same object for all who asked for it at once. */
export interface ResumeAnswer {
	readonly changes: readonly Change[];
	readonly seq: number;
}

/**
 * Reads what clients missed. However many ask at once, one query runs at a time, and each one serves all who asked before it began.
 * null = it cannot be told: too much, a number that was never given, or the database is away.
 */
export function createResumeReader(
	store: Pick<Store, 'readChanges' | 'readSeq'>,
): (since: number) => Promise<ResumeAnswer | null> {
	let waiting: { since: number; done: (answer: ResumeAnswer | null) => void }[] = [];
	let isReading = false;

	async function readFor(sinces: readonly number[]): Promise<(since: number) => ResumeAnswer | null> {
		const { changes, seq, more } = await store.readChanges(Math.min(...sinces), MAX_RESUME_GAP * 2);
		if (more) return () => null;
		// Nothing after a number: it is the newest, or was never given.
		const newest = changes.length === 0 || sinces.some((since) => since > seq) ? await store.readSeq() : seq;
		const answers = new Map<number, ResumeAnswer>();
		return (since) => {
			if (since > newest) return null;
			const known = answers.get(since);
			if (known) return known;
			const answer = { changes: changes.filter((change) => change.seq > since), seq: Math.max(seq, since) };
			answers.set(since, answer);
			return answer;
		};
	}

	async function readAll(): Promise<void> {
		isReading = true;
		while (waiting.length > 0) {
			const served = waiting;
			waiting = [];
			const answer = await readFor(served.map(({ since }) => since)).catch(() => () => null);
			for (const { since, done } of served) done(answer(since));
		}
		isReading = false;
	}

	return (since) =>
		new Promise((done) => {
			waiting.push({ since, done });
			if (!isReading) void readAll();
		});
}
