import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Sketch } from '../../client/sketch.ts';

/** Which shared sketch is open: that of the shown incident. */
export interface OpenSketch {
	/** null = no incident is shown, or its sketch is not open yet. */
	readonly sketch: Sketch | null;
}

/** Holds OpenSketch. */
export type SketchStore = StoreApi<OpenSketch>;

/** Makes the store of a page just opened. */
export function createSketchStore(): SketchStore {
	return createStore<OpenSketch>(() => ({ sketch: null }));
}
