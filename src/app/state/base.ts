import { createContext } from 'react';
import type { Caller } from '../../client/caller.ts';
import type { SessionApi } from '../../client/session-api.ts';
import type { SettingsStore } from '../../client/state/settings-store.ts';
import type { PageOptions } from './page-options.ts';
import type { SessionStore } from './session-store.ts';

/** What the page has before anybody is signed in. */
export interface Base {
	readonly options: PageOptions;
	readonly caller: Caller;
	/** The rest of the API comes with the page proper. */
	readonly api: SessionApi;
	readonly settings: SettingsStore;
	readonly session: SessionStore;
}

/** Carries it to the components; inside the page proper it lies in the services too. */
export const BaseContext = createContext<Base | null>(null);
