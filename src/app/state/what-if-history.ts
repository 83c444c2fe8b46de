import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Situation } from '../../domain/alert/situation.ts';
import type { WhatIfStore } from './what-if-store.ts';

type Supposed = Partial<Situation>;

/** What was supposed before and after the present, the nearest last. */
export interface HistoryState {
	readonly past: readonly Supposed[];
	readonly future: readonly Supposed[];
}

/** Remembers what was supposed of the shown incident. */
export interface WhatIfHistory {
	readonly store: StoreApi<HistoryState>;
	/** Goes one step back; false = there is none. */
	readonly undo: () => boolean;
	/** Does again what was undone last; false = there is nothing. */
	readonly redo: () => boolean;
	/** Stops remembering. */
	readonly destroy: () => void;
}

/** Changes of the same things that follow one another within this time are one step: a dial that is turned. */
const ONE_STEP_MS = 800;
const MOST_STEPS = 100;
const NOTHING: HistoryState = { past: [], future: [] };

/** Follows a what-if: each change of the situation is a step; another incident begins anew. @param nowMs this machine's clock */
export function createWhatIfHistory(whatIf: WhatIfStore, nowMs: () => number = () => Date.now()): WhatIfHistory {
	const store = createStore<HistoryState>(() => NOTHING);
	let isStepping = false;
	let last = { keys: '', atMs: Number.NEGATIVE_INFINITY };

	function go(to: Supposed, history: HistoryState): boolean {
		isStepping = true;
		store.setState(history);
		whatIf.setState({ situation: to });
		isStepping = false;
		last = { keys: '', atMs: Number.NEGATIVE_INFINITY };
		return true;
	}

	const unsubscribe = whatIf.subscribe((state, before) => {
		if (state.incidentId !== before.incidentId) store.setState(NOTHING);
		else if (state.situation !== before.situation && !isStepping) {
			const keys = findChangedKeys(before.situation, state.situation).join();
			const isSameStep = keys === last.keys && nowMs() - last.atMs < ONE_STEP_MS;
			last = { keys, atMs: nowMs() };
			const { past } = store.getState();
			store.setState({ past: isSameStep ? past : [...past, before.situation].slice(-MOST_STEPS), future: [] });
		}
	});

	return {
		store,
		undo() {
			const { past, future } = store.getState();
			const to = past.at(-1);
			return to !== undefined && go(to, { past: past.slice(0, -1), future: [...future, whatIf.getState().situation] });
		},
		redo() {
			const { past, future } = store.getState();
			const to = future.at(-1);
			return to !== undefined && go(to, { past: [...past, whatIf.getState().situation], future: future.slice(0, -1) });
		},
		destroy: unsubscribe,
	};
}

function findChangedKeys(before: Supposed, after: Supposed): string[] {
	const keys = new Set([...Object.keys(before), ...Object.keys(after)] as (keyof Situation)[]);
	return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key])).sort();
}
