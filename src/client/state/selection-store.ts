import { createStore, type StoreApi } from 'zustand/vanilla';

/** What the person has picked on the map or in a list, and where. Coordinates are WGS84. */
export type Selection = { readonly lon: number; readonly lat: number } & (
	| { readonly kind: 'building'; readonly fid: number }
	/** A cell of the far view that stands for `count` buildings. */
	| { readonly kind: 'merged'; readonly count: number }
	/** 'way': of a vehicle; 'sign': a limit that ways meet; ids as the page names them. */
	| { readonly kind: 'water' | 'station' | 'vehicle' | 'way' | 'sign' | 'closure'; readonly id: string }
	/** Of the shown incident's assessment: a place for an aerial, a zone, a post. */
	| { readonly kind: 'spot' | 'zone' | 'post'; readonly id: string }
	| { readonly kind: 'place' }
);

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
