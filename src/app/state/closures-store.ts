import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Api } from '../../client/api.ts';
import { type LiveStore, putClosure } from '../../client/state/live-store.ts';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { ClosedRoadsAnswer } from '../../domain/route.ts';
import type { ClosureDraft } from './closure-draft.ts';

/** Drawing, sharing and lifting closures. */
export interface ClosuresState {
	/** null = nothing is drawn. */
	readonly draft: ClosureDraft | null;
	/** What the shape drawn would close; null = not known (yet). */
	readonly preview: ClosedRoadsAnswer | null;
	/** By id: the stretches of road that a closure closes or will close; absent = not known (yet). */
	readonly roads: Readonly<Record<string, readonly (readonly Position[])[]>>;
	/** By id: when a closure will be lifted unless that is undone, this machine's clock. */
	readonly liftingAtMs: Readonly<Record<string, number>>;
	/** What went wrong last in sharing or lifting; null = nothing. */
	readonly error: unknown;
	readonly sending: boolean;
}

/** Holds ClosuresState. */
export type ClosuresStore = StoreApi<ClosuresState>;

/** How long lifting can be undone (UI design language, section 5). */
const UNDO_MS = 5000;

/** Makes the store of a page just opened. */
export function createClosuresStore(): ClosuresStore {
	return createStore<ClosuresState>(() => ({
		draft: null,
		preview: null,
		roads: {},
		liftingAtMs: {},
		error: null,
		sending: false,
	}));
}

/** What lifting a closure needs. */
export interface Lifting {
	readonly api: Api;
	readonly live: LiveStore;
	readonly closures: ClosuresStore;
}

/** Lifts a closure for everyone once the time to undo it is over. */
export function liftLater({ api, live, closures }: Lifting, id: string, nowMs = Date.now()): void {
	const dueAtMs = nowMs + UNDO_MS;
	closures.setState(({ liftingAtMs }) => ({ liftingAtMs: { ...liftingAtMs, [id]: dueAtMs }, error: null }));
	setTimeout(() => {
		if (closures.getState().liftingAtMs[id] !== dueAtMs) return;
		api.liftClosure(id).then(
			(lifted) => {
				putClosure(live, lifted, lifted.liftedAtMs ?? Date.now());
				keepClosure(closures, id);
			},
			(error: unknown) => {
				keepClosure(closures, id);
				closures.setState({ error });
			},
		);
	}, UNDO_MS);
}

/** Takes back that a closure is to be lifted. */
export function keepClosure(closures: ClosuresStore, id: string): void {
	closures.setState(({ liftingAtMs: { [id]: _, ...others } }) => ({ liftingAtMs: others }));
}
