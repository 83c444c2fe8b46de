import type { IncidentAssessment } from '../../domain/incident.ts';
import type { LiveIncident, LiveStore } from './live-store.ts';
import { putAssessment } from './live-store.ts';
import type { SelectionStore } from './selection-store.ts';

/** An assessment is told by the feed as soon as it is made; only when it does not come in this time is it asked for. */
const GRACE_MS = 500;
/** Waits after a failure: doubled from the first to the last. */
const RETRY_MS = { first: 1000, last: 30_000 } as const;

export interface FollowAssessmentsOptions {
	readonly store: LiveStore;
	/** GET /api/incidents/:id/assessment. */
	readonly readAssessment: (id: string, signal: AbortSignal) => Promise<IncidentAssessment>;
	/** Says which incident is shown: it comes first, and is fetched even when it is closed. */
	readonly selection: SelectionStore | null;
}

/**
 * Fetches assessments that are made and not at hand, one at a time: of the shown incident first, then of open ones, the newest first. Tries
 * again after failures, and waits while the line is down. Returns its undo.
 */
export function followAssessments({ store, readAssessment, selection }: FollowAssessmentsOptions): () => void {
	const stopped = new AbortController();
	/** Those that failed since all were tried: the others come first. */
	const tried = new Set<string>();
	let timer: ReturnType<typeof setTimeout> | undefined;
	let reading: { readonly id: string; readonly abort: AbortController } | null = null;
	let retryMs: number = RETRY_MS.first;

	const shownId = () => selection?.getState().incidentId ?? null;

	function findNext(): LiveIncident | undefined {
		const { incidents, connection } = store.getState();
		if (connection !== 'live' && connection !== 'stale') return undefined;
		const missing = incidents.filter((held) => isMissing(held) && (held.closedAtMs === null || held.id === shownId()));
		if (missing.every(({ id }) => tried.has(id))) tried.clear();
		const untried = missing.filter(({ id }) => !tried.has(id));
		return untried.find(({ id }) => id === shownId()) ?? untried[0];
	}

	function look(afterMs: number): void {
		if (stopped.signal.aborted || timer !== undefined || reading || !findNext()) return;
		timer = setTimeout(() => {
			timer = undefined;
			const due = findNext();
			if (due) void read(due.id);
		}, afterMs);
	}

	/** What is on screen does not wait: neither for its turn nor for a wait after failures. */
	function lookAtOnce(): void {
		clearTimeout(timer);
		timer = undefined;
		tried.clear();
		if (reading && reading.id !== shownId() && findNext()?.id === shownId()) reading.abort.abort();
		look(0);
	}

	async function read(id: string): Promise<void> {
		const abort = new AbortController();
		reading = { id, abort };
		let waitMs = 0;
		try {
			const kept = await readAssessment(id, AbortSignal.any([abort.signal, stopped.signal]));
			putAssessment(store, id, kept.revision, kept.assessment);
			retryMs = RETRY_MS.first;
			if (store.getState().incidents.some((held) => held.id === id && isMissing(held))) {
				tried.add(id);
				waitMs = RETRY_MS.first;
			}
		} catch {
			if (!abort.signal.aborted) {
				tried.add(id);
				waitMs = retryMs;
				retryMs = Math.min(retryMs * 2, RETRY_MS.last);
			}
		} finally {
			reading = null;
		}
		look(waitMs);
	}

	const stopStore = store.subscribe((state, before) => {
		if (state.connection === 'live' && before.connection !== 'live' && before.connection !== 'stale') lookAtOnce();
		else if (state.incidents !== before.incidents) look(GRACE_MS);
	});
	const stopSelection = selection?.subscribe((state, before) => {
		if (state.incidentId !== before.incidentId) lookAtOnce();
	});
	look(0);
	return () => {
		stopped.abort();
		clearTimeout(timer);
		stopStore();
		stopSelection?.();
	};
}

function isMissing({ assessed, assessmentRevision }: LiveIncident): boolean {
	return assessed !== null && (assessmentRevision ?? -1) < assessed.revision;
}
