import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionApi } from '../../client/session-api.ts';
import type { SessionAnswer } from '../../domain/api/identity-routes.ts';

/** Who this page works for, as the server told it last. */
export interface SessionState {
	/** null = not told yet. */
	readonly session: SessionAnswer | null;
	/** Somebody was signed in on this page, and the server knows them no longer: the page stays readable, nothing can be done. */
	readonly isOut: boolean;
	/** Why the server did not tell at the start; null = it did, or is being asked. */
	readonly error: unknown;
}

/** Holds SessionState. */
export type SessionStore = StoreApi<SessionState>;

/** Makes the store of a page just opened. */
export function createSessionStore(): SessionStore {
	return createStore<SessionState>(() => ({ session: null, isOut: false, error: null }));
}

/** Asks the server who this page works for. Never rejects: what went wrong lies in the store. */
export async function loadSession(store: SessionStore, api: Pick<SessionApi, 'readSession'>, signal?: AbortSignal) {
	store.setState({ error: null });
	try {
		takeSession(store, await api.readSession(signal));
	} catch (error) {
		if (!signal?.aborted) store.setState({ error });
	}
}

/**
 * Takes what the server told of the session. One who was signed in and is not any more is out; one who signs in as another person begins
 * with a new page, so that nothing is left of what the first one saw.
 */
export function takeSession(store: SessionStore, session: SessionAnswer, loadAnew = () => location.reload()): void {
	const before = store.getState().session;
	if (before?.actor && !session.actor) {
		store.setState({ isOut: true });
		return;
	}
	if (before?.actor && before.actor.id !== session.actor?.id) loadAnew();
	else store.setState({ session, isOut: false, error: null });
}

/** The server said that it does not know who asks. Nothing to a page on which nobody was signed in. */
export function markSignedOut(store: SessionStore): void {
	if (store.getState().session?.actor) store.setState({ isOut: true });
}
