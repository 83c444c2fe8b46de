import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the person has picked on the map or in a list. Coordinates are WGS84. */
export type Selection =
	| { readonly kind: 'building'; readonly fid: number }
	| { readonly kind: 'water'; readonly id: string; readonly lon: number; readonly lat: number }
	| { readonly kind: 'station'; readonly id: string }
	| { readonly kind: 'vehicle'; readonly id: string }
	| { readonly kind: 'place'; readonly lon: number; readonly lat: number };

export interface SelectionState {
	/** null: nothing picked. */
	readonly selected: Selection | null;
	/** The incident whose cards are open; null = none. */
	readonly incidentId: string | null;
}

/** Holds SelectionState; React reads it with zustand's `useStore`. */
export type SelectionStore = StoreApi<SelectionState>;

/** Makes a store with nothing picked. */
export function createSelectionStore(): SelectionStore {
	return createStore<SelectionState>(() => ({ selected: null, incidentId: null }));
}
