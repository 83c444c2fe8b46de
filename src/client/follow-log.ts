import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RecordedEvent } from '../domain/records/change.ts';
import type { Api } from './api.ts';
import type { LiveState, LiveStore } from './state/live-store.ts';

/** The log of one incident as far as it was read. */
export interface LogState {
	/** Oldest first. */
	readonly events: readonly RecordedEvent[];
	/** 'failed': the last reading; what was read before stays. */
	readonly status: 'loading' | 'ready' | 'failed';
	readonly error: unknown;
}

/** A log that is followed. */
export interface FollowedLog {
	readonly state: StoreApi<LogState>;
	/** Reads at once what is new. */
	refresh(): void;
	/** Ends it. */
	destroy(): void;
}

/** Changes within this time are one reading. */
const GATHER_MS = 300;
const RETRY_MS = 3000;
/** With these, events that are older than what is known become part of the log: of another incident, and of closures that concern it now. */
const BRINGS_OLDER = new Set(['incident/took-over', 'incident/assessed']);
/** As many events as are told at once: there may be more. */
const A_PAGE = 5000;

/**
 * Reads an incident's log and goes on reading what is new whenever the feed tells of a change, after a break, and, in a replay, what is
 * there no more when it is set back. What was taken over from another incident, and closures that an assessment is the first to name, are
 * older than what is known: then all is read anew.
 */
export function followLog({
	incidentId,
	api,
	live,
}: {
	readonly incidentId: string;
	readonly api: Pick<Api, 'listEvents'>;
	readonly live: LiveStore;
}): FollowedLog {
	const state = createStore<LogState>(() => ({ events: [], status: 'loading', error: null }));
	const stop = new AbortController();
	let isReading = false;
	let isDue = false;
	let isAnew = false;
	let timer: ReturnType<typeof setTimeout> | undefined;
	let stamp = stampOf(live.getState());

	async function read(): Promise<void> {
		if (isReading) {
			isDue = true;
			return;
		}
		isReading = true;
		isDue = false;
		try {
			let events = isAnew ? [] : state.getState().events;
			const isWhole = events.length === 0;
			isAnew = false;
			for (;;) {
				const page = (await api.listEvents(incidentId, events.at(-1)?.seq ?? 0, stop.signal)).events;
				events = page.length === 0 ? events : [...events, ...page];
				if (!isWhole && page.some(({ kind }) => BRINGS_OLDER.has(kind))) isAnew = true;
				if (page.length < A_PAGE) break;
			}
			state.setState({ events, status: 'ready', error: null });
			if (isAnew) isDue = true;
		} catch (error) {
			if (stop.signal.aborted) return;
			state.setState({ status: 'failed', error });
			look(RETRY_MS);
		} finally {
			isReading = false;
		}
		if (isDue && !stop.signal.aborted) void read();
	}

	function look(afterMs: number): void {
		timer ??= setTimeout(() => {
			timer = undefined;
			void read();
		}, afterMs);
	}

	const unsubscribe = live.subscribe((now) => {
		const next = stampOf(now);
		if (next.isLive === stamp.isLive && next.seq === stamp.seq) return;
		isAnew ||= next.seq < stamp.seq;
		stamp = next;
		if (next.isLive) look(GATHER_MS);
	});
	void read();
	return {
		state,
		refresh: () => look(0),
		destroy() {
			stop.abort();
			clearTimeout(timer);
			unsubscribe();
		},
	};
}

function stampOf({ changedSeq, connection }: LiveState): { readonly isLive: boolean; readonly seq: number } {
	return { isLive: connection === 'live' || connection === 'stale', seq: Math.max(0, ...Object.values(changedSeq)) };
}
