import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Incident } from '../../domain/incident.ts';

/**
 * How the live line is: 'connecting' (first try), 'live', 'stale' (open, but silent for more than 5 s), 'offline' (closed, trying
 * again by itself).
 */
export type ConnectionState = 'connecting' | 'live' | 'stale' | 'offline';

/** What the server told this page: incidents and the state of the line. */
export interface LiveState {
	readonly connection: ConnectionState;
	/** Newest first. */
	readonly incidents: readonly Incident[];
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

function newestFirst(a: Incident, b: Incident): number {
	return b.createdAtMs - a.createdAtMs || (a.id < b.id ? 1 : -1);
}
