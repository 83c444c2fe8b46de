import { createContext } from 'react';
import type { Api } from '../../client/api.ts';
import type { SettingsStore } from '../../client/state/settings-store.ts';
import type { PageOptions } from './page-options.ts';
import type { SessionStore } from './session-store.ts';

/** What the page has before anybody is signed in. */
export interface Base {
	readonly options: PageOptions;
	readonly api: Api;
	readonly settings: SettingsStore;
	readonly session: SessionStore;
}

/** Carries it to the components; inside the page proper it lies in the services too. */
export const BaseContext = createContext<Base | null>(null);
