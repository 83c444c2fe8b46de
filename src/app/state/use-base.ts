import { useContext } from 'react';
import { useStore } from 'zustand';
import type { Settings } from '../../client/state/settings-store.ts';
import { type Base, BaseContext } from './base.ts';
import type { SessionState } from './session-store.ts';

/** What the page has before anybody is signed in. @throws Error outside the app's root */
export function useBase(): Base {
	const base = useContext(BaseContext);
	if (!base) throw new Error('useBase: got no provider, expected the app root above');
	return base;
}

/** A part of what the person has set. */
export function useSettings<T>(select: (state: Settings) => T): T {
	return useStore(useBase().settings, select);
}

/** A part of who the page works for. */
export function useSession<T>(select: (state: SessionState) => T): T {
	return useStore(useBase().session, select);
}
