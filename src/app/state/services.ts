import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import { type Api, createApi } from '../../client/api.ts';
import { type Clock, machineClock } from '../../client/clock.ts';
import { type LiveFeed, openLiveFeed } from '../../client/feed.ts';
import { createNoteQueue, type NoteQueue } from '../../client/note-queue.ts';
import { createLiveStore, type LiveState, type LiveStore } from '../../client/state/live-store.ts';
import { createSelectionStore, type SelectionState, type SelectionStore } from '../../client/state/selection-store.ts';
import { findLocalStorage } from '../../client/state/settings-store.ts';
import { createSoundDesk, findAudioContext, type SoundDesk } from '../sound/sound-desk.ts';
import type { Base } from './base.ts';
import { type ClosuresState, type ClosuresStore, createClosuresStore } from './closures-store.ts';
import { createForceStore, type ForceState, type ForceStore } from './force-store.ts';
import { createMarkedReachStore, type MarkedReachState, type MarkedReachStore } from './marked-reach-store.ts';
import { createMeasureStore, type MeasureState, type MeasureStore } from './measure-store.ts';
import { createPackStore, type PackState, type PackStore } from './pack-store.ts';
import { takeSession } from './session-store.ts';
import { createSketchStore, type SketchStore } from './sketch-store.ts';
import { createTacticsStore, type TacticsState, type TacticsStore } from './tactics-store.ts';
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
	readonly force: ForceStore;
	/** The measure in hand. */
	readonly measure: MeasureStore;
	readonly whatIf: WhatIfStore;
	/** The shared sketch of the shown incident. */
	readonly sketch: SketchStore;
	/** What this page draws into it. */
	readonly tactics: TacticsStore;
	/** What the aerials drawn in it reach. */
	readonly markedReach: MarkedReachStore;
	readonly history: WhatIfHistory;
	readonly sound: SoundDesk;
	/** What was written into logs and is not sent yet. */
	readonly notes: NoteQueue;
	/** This machine's clock, or that of a replay. */
	readonly clock: Clock;
}

/** Opens the page's services: the live line starts at once. */
export function createServices(base: Base): Services {
	const { caller, session } = base;
	const api = createApi(caller);
	const live = createLiveStore();
	const selection = createSelectionStore();
	const whatIf = createWhatIfStore();
	const ui = createUiStore(base.options.view ?? 'desk');
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
		ui,
		ways: createWaysStore(),
		closures: createClosuresStore(),
		force: createForceStore(),
		measure: createMeasureStore(),
		whatIf,
		sketch: createSketchStore(),
		tactics: createTacticsStore(),
		markedReach: createMarkedReachStore(),
		history: createWhatIfHistory(whatIf),
		sound: createSoundDesk({ settings: base.settings, ui, makeContext: findAudioContext, nowMs: Date.now }),
		notes: createNoteQueue({
			api,
			live,
			storage: findLocalStorage(),
			readActorId: () => session.getState().session?.actor?.id ?? null,
		}),
		clock: machineClock,
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

/** A part of what the page does with units. */
export function useForce<T>(select: (state: ForceState) => T): T {
	return useStore(useServices().force, select);
}

/** A part of the measure in hand. */
export function useMeasure<T>(select: (state: MeasureState) => T): T {
	return useStore(useServices().measure, select);
}

/** A part of what is supposed of the shown incident. */
export function useWhatIf<T>(select: (state: WhatIfState) => T): T {
	return useStore(useServices().whatIf, select);
}

/** A part of what the aerials of the sketch reach. */
export function useMarkedReach<T>(select: (state: MarkedReachState) => T): T {
	return useStore(useServices().markedReach, select);
}

/** A part of what this page does with the shared sketch. */
export function useTacticsState<T>(select: (state: TacticsState) => T): T {
	return useStore(useServices().tactics, select);
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
