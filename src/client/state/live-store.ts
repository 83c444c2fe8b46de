import { createStore, type StoreApi } from 'zustand/vanilla';
import { type Closure, isClosureActive, isClosureOver } from '../../domain/closure.ts';
import type { Incident } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';

/**
 * How the live line is: 'connecting' (first try), 'live', 'stale' (open, but silent for more than 5 s), 'offline' (closed, trying
 * again by itself).
 */
export type ConnectionState = 'connecting' | 'live' | 'stale' | 'offline';

/** What the server told this page: incidents, closures and the state of the line. */
export interface LiveState {
	readonly connection: ConnectionState;
	/** Newest first. */
	readonly incidents: readonly Incident[];
	/** Those that hold now or will, newest first. */
	readonly closures: readonly Closure[];
	/** Those of `closures` that hold now, by the server's clock; the same object until one begins or ends. */
	readonly activeClosures: readonly Closure[];
	/** true once a snapshot has arrived; before that an empty list means "not known yet". */
	readonly loaded: boolean;
	/** Version of the city pack the server answers from; null = not heard yet. */
	readonly packVersion: string | null;
	/** Server clock minus this machine's clock, milliseconds; null = not heard yet. */
	readonly serverOffsetMs: number | null;
	/** This machine's clock when the last message came; null = none yet. */
	readonly lastMessageAtMs: number | null;
	/** This machine's clock when the line is tried again; null while it is open or being opened. */
	readonly retryAtMs: number | null;
	/** Messages that could not be read, since the page was opened. */
	readonly badMessages: number;
}

/** Holds LiveState; React reads it with zustand's `useStore`. */
export type LiveStore = StoreApi<LiveState>;

/** Makes an empty live store. */
export function createLiveStore(): LiveStore {
	return createStore<LiveState>(() => ({
		connection: 'connecting',
		incidents: [],
		closures: [],
		activeClosures: [],
		loaded: false,
		packVersion: null,
		serverOffsetMs: null,
		lastMessageAtMs: null,
		retryAtMs: null,
		badMessages: 0,
	}));
}

/** Puts one incident into the list, in place of the one with its id, newest first. For feed messages and for POST answers. */
export function putIncident(store: LiveStore, incident: Incident): void {
	store.setState(({ incidents }) => ({
		incidents: [incident, ...incidents.filter(({ id }) => id !== incident.id)].sort(newestFirst),
	}));
}

/** Replaces the list by a snapshot's. */
export function replaceIncidents(store: LiveStore, incidents: readonly Incident[]): void {
	store.setState({ incidents: [...incidents].sort(newestFirst), loaded: true });
}

/**
 * Puts one closure into the list, in place of the one with its id; one that was lifted goes. For feed messages and for POST answers.
 * `serverNowMs`: the server's clock.
 */
export function putClosure(store: LiveStore, closure: Closure, serverNowMs: number): void {
	const others = store.getState().closures.filter(({ id }) => id !== closure.id);
	setClosures(store, [closure, ...others].sort(newestFirst), serverNowMs);
}

/** Replaces the closures by a snapshot's; one that is the same stays the same object. */
export function replaceClosures(store: LiveStore, closures: readonly Closure[], serverNowMs: number): void {
	const known = new Map(store.getState().closures.map((closure) => [JSON.stringify(closure), closure]));
	const kept = closures.map((closure) => known.get(JSON.stringify(closure)) ?? closure);
	setClosures(store, kept.sort(newestFirst), serverNowMs);
}

/** Takes out the closures whose time is over and finds those that hold now; changes nothing when nothing began or ended. */
export function refreshClosures(store: LiveStore, serverNowMs: number): void {
	setClosures(store, store.getState().closures, serverNowMs);
}

function setClosures(store: LiveStore, given: readonly Closure[], serverNowMs: number): void {
	const before = store.getState();
	const closures = given.filter((closure) => !isClosureOver(closure, serverNowMs));
	const activeClosures = closures.filter((closure) => isClosureActive(closure, serverNowMs));
	const isSame = (a: readonly Closure[], b: readonly Closure[]) =>
		a.length === b.length && a.every((c, i) => c === b[i]);
	if (isSame(closures, before.closures) && isSame(activeClosures, before.activeClosures)) return;
	store.setState({
		closures,
		activeClosures: isSame(activeClosures, before.activeClosures) ? before.activeClosures : activeClosures,
	});
}
