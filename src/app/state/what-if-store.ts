import { createStore, type StoreApi } from 'zustand/vanilla';
import { PLAIN_SITUATION, type PlacedAerial, type Situation } from '../../domain/alert/situation.ts';
import type { Assessment } from '../../domain/assessment.ts';
import type { Incident } from '../../domain/incident.ts';

/** Which closures hold now and did not when the incident was recorded, and the other way round; ids. */
export interface ClosureChange {
	readonly added: readonly string[];
	readonly lifted: readonly string[];
}

/** What is supposed of the shown incident, and what it was reckoned anew with. The recorded assessment stays as it is. */
export interface WhatIfState {
	/** null = no incident is shown. */
	readonly incidentId: string | null;
	/** Only what is supposed to be other than recorded; empty = nothing. */
	readonly situation: Partial<Situation>;
	/** Aerial of the catalogue that the page shows; null = the one that the assessment suggests. */
	readonly model: string | null;
	/** What of the closures is other than recorded. */
	readonly closures: ClosureChange;
	/** 'idle': the record holds. */
	readonly status: 'idle' | 'loading' | 'ready' | 'failed';
	/** Why it failed; null otherwise. */
	readonly error: unknown;
	/** The last one reckoned anew, which stays while it is reckoned once more; null = the record is shown. */
	readonly assessment: Assessment | null;
	/** The server's clock that `assessment` was reckoned for; 0 without one. */
	readonly reckonedAtMs: number;
	/** From the question to its answer, ms, the way to the worker and back included; null without `assessment`. */
	readonly tookMs: number | null;
}

/** Holds WhatIfState. */
export type WhatIfStore = StoreApi<WhatIfState>;

/** Nothing is other than recorded. */
export const NO_CHANGE: ClosureChange = { added: [], lifted: [] };

/** Supposes nothing of an incident. */
export function describeNothing(incidentId: string | null): WhatIfState {
	return {
		incidentId,
		situation: {},
		model: null,
		closures: NO_CHANGE,
		status: 'idle',
		error: null,
		assessment: null,
		reckonedAtMs: 0,
		tookMs: null,
	};
}

/** Makes the store of a page just opened. */
export function createWhatIfStore(): WhatIfStore {
	return createStore<WhatIfState>(() => describeNothing(null));
}

/** The situation that an incident was recorded with. */
export function readRecordedSituation({ assessment, type, level, fireFloor, wind, substance }: Incident): Situation {
	return { ...(assessment?.situation ?? PLAIN_SITUATION), type, level, fireFloor, wind, substance };
}

/** What is reckoned with: the recorded situation with what is supposed in its place. */
export function readSituation(incident: Incident, { incidentId, situation }: WhatIfState): Situation {
	return { ...readRecordedSituation(incident), ...(incidentId === incident.id ? situation : {}) };
}

/** Supposes something else of the shown incident; what is the same as recorded is no supposition any more. */
export function setSituation(store: WhatIfStore, incident: Incident, change: Partial<Situation>): void {
	const before = store.getState();
	const held = before.incidentId === incident.id ? before : describeNothing(incident.id);
	const recorded = readRecordedSituation(incident);
	const supposed = Object.entries({ ...held.situation, ...change }).filter(
		([key, value]) => JSON.stringify(value) !== JSON.stringify(recorded[key as keyof Situation]),
	);
	store.setState({ ...held, situation: Object.fromEntries(supposed) });
}

/** Shows what another aerial of the catalogue reaches; null = the one suggested. Nothing is reckoned: an assessment has all of them. */
export function setModel(store: WhatIfStore, model: string | null): void {
	store.setState({ model });
}

/** Puts an aerial somewhere; `index`: in place of the one there in Situation.placed, null = one more. Spot 'X1' is index 0. */
export function placeTruck(store: WhatIfStore, incident: Incident, truck: PlacedAerial, index: number | null): void {
	const { placed } = readSituation(incident, store.getState());
	const next = index === null ? [...placed, truck] : placed.map((other, i) => (i === index ? truck : other));
	setSituation(store, incident, { placed: next });
}

/** Takes away an aerial that was put somewhere. */
export function removeTruck(store: WhatIfStore, incident: Incident, index: number): void {
	const { placed } = readSituation(incident, store.getState());
	setSituation(store, incident, { placed: placed.filter((_, i) => i !== index) });
}

/** Supposes nothing any more: the record holds, with the closures that hold now. */
export function resetWhatIf(store: WhatIfStore): void {
	store.setState({ situation: {}, model: null });
}
