import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { type Api, createApi } from '../../client/api.ts';
import { type LiveFeed, openLiveFeed } from '../../client/feed.ts';
import { createLiveStore, type LiveState, type LiveStore } from '../../client/state/live-store.ts';
import { createSelectionStore, type SelectionState, type SelectionStore } from '../../client/state/selection-store.ts';
import type { Base } from './base.ts';
import { type ClosuresState, type ClosuresStore, createClosuresStore } from './closures-store.ts';
import { createPackStore, type PackState, type PackStore } from './pack-store.ts';
import { takeSession } from './session-store.ts';
import { createUiStore, type UiState, type UiStore } from './ui-store.ts';
import { createWaysStore, type WaysState, type WaysStore } from './ways-store.ts';
import { createWhatIfHistory, type WhatIfHistory } from './what-if-history.ts';
import { createWhatIfStore, type WhatIfState, type WhatIfStore } from './what-if-store.ts';

/** Everything a component may reach outside itself; made once for the page, when it is known who it works for. */
export interface Services extends Base {
	readonly api: Api;
	readonly live: LiveStore;
	readonly feed: LiveFeed;
	readonly pack: PackStore;
	readonly selection: SelectionStore;
	readonly ui: UiStore;
	readonly ways: WaysStore;
	readonly closures: ClosuresStore;
	readonly whatIf: WhatIfStore;
	readonly history: WhatIfHistory;
}

/** Opens the page's services: the live line starts at once. */
export function createServices(base: Base): Services {
	const { caller, session } = base;
	const api = createApi(caller);
	const live = createLiveStore();
	const selection = createSelectionStore();
	const whatIf = createWhatIfStore();
	const feed = openLiveFeed({
		store: live,
		selection,
		readAssessment: api.readAssessment,
		isSignedIn: async () => {
			const answer = await api.readSession();
			takeSession(session, answer);
			return answer.actor !== null;
		},
	});
	session.subscribe(({ isOut }, before) => {
		if (before.isOut && !isOut) feed.reconnectNow();
	});
	return {
		...base,
		api,
		live,
		feed,
		pack: createPackStore(),
		selection,
		ui: createUiStore(),
		ways: createWaysStore(),
		closures: createClosuresStore(),
		whatIf,
		history: createWhatIfHistory(whatIf),
	};
}

/** Carries the services to the components. */
export const ServicesContext = createContext<Services | null>(null);

/** The page's services. @throws Error outside the app's root. */
export function useServices(): Services {
	const services = useContext(ServicesContext);
	if (!services) throw new Error('useServices: got no provider, expected the app root above');
	return services;
}

/** A part of what the server told; renders again only when that part changes. */
export function useLive<T>(select: (state: LiveState) => T): T {
	return useStore(useServices().live, select);
}

/** A part of the page's shared state. */
export function useUi<T>(select: (state: UiState) => T): T {
	return useStore(useServices().ui, select);
}

/** A part of the ways on screen. */
export function useWaysState<T>(select: (state: WaysState) => T): T {
	return useStore(useServices().ways, select);
}

/** A part of what is drawn, shared and lifted of closures. */
export function useClosures<T>(select: (state: ClosuresState) => T): T {
	return useStore(useServices().closures, select);
}

/** A part of what is supposed of the shown incident. */
export function useWhatIf<T>(select: (state: WhatIfState) => T): T {
	return useStore(useServices().whatIf, select);
}

/** A part of what is picked. */
export function useSelection<T>(select: (state: SelectionState) => T): T {
	return useStore(useServices().selection, select);
}

/** The city data on screen. */
export function usePack(): PackState {
	return useStore(useServices().pack);
}

/** Version of the city data on screen; null = none is there. What is read from the server by fid is read anew for another. */
export function usePackVersion(): string | null {
	return useStore(useServices().pack, (pack) => (pack.status === 'ready' ? pack.manifest.version : null));
}
