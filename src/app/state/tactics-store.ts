import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Position } from '../../domain/geo/lon-lat.ts';
import type { Mark, Phase } from '../../domain/tactics/mark.ts';

/** What the next clicks on the map draw. */
export interface PlacingMark {
	/** Code of domain/tactics/symbols.ts. */
	readonly symbol: string;
	/** A vehicle at scale; null = no vehicle. */
	readonly truck: Mark['truck'];
}

/** What this page does with the shared sketch; outlives the tool's panel, so that leaving the tool loses nothing. */
export interface TacticsState {
	/** null = clicks on the map select. */
	readonly placing: PlacingMark | null;
	/** Drawn so far of a line or an area that is not finished; kept when the tool is left. */
	readonly points: readonly Position[];
	/** Points taken back, the last one first. */
	readonly undone: readonly Position[];
	/** What the unfinished points are of; null = there are none. */
	readonly unfinished: PlacingMark | null;
	readonly selectedId: string | null;
	/** A row of the list of marks has the focus or the pointer. */
	readonly pointedId: string | null;
	/** New marks are drawn into it; null = the phase the incident is in. */
	readonly phase: Phase | null;
	readonly hidden: readonly Phase[];
	/** A vertex of the selected mark whose row has the focus or the pointer. */
	readonly pointedVertex: number | null;
	/** The last question what catches a place was not answered: marks lie where they were put. */
	readonly isSnapLost: boolean;
	/** Codes of symbols used here last, the newest first. */
	readonly recent: readonly string[];
}

/** Holds TacticsState. */
export type TacticsStore = StoreApi<TacticsState>;

/** So many symbols are offered as recent. */
const MOST_RECENT = 8;

const NOTHING_DRAWN = { placing: null, points: [], undone: [], unfinished: null } as const;

/** Makes the store of a page just opened. */
export function createTacticsStore(): TacticsStore {
	return createStore<TacticsState>(() => ({
		...NOTHING_DRAWN,
		selectedId: null,
		pointedId: null,
		pointedVertex: null,
		isSnapLost: false,
		phase: null,
		hidden: [],
		recent: [],
	}));
}

/** Takes a symbol in hand. What is unfinished of the same symbol is gone on with; of another it is kept no longer. */
export function takeSymbol(store: TacticsStore, placing: PlacingMark): void {
	store.setState(({ points, undone, unfinished }) => ({
		placing,
		selectedId: null,
		isSnapLost: false,
		...(unfinished?.symbol === placing.symbol ? { points, undone } : { points: [], undone: [] }),
		unfinished: null,
	}));
}

/** Lets go of the symbol in hand; points drawn so far are kept as unfinished. */
export function dropSymbol(store: TacticsStore): void {
	store.setState(({ placing, points }) => ({ placing: null, unfinished: points.length > 0 ? placing : null }));
}

/** Remembers a symbol that was drawn, and forgets its points. `keeps`: the symbol stays in hand. */
export function finishSymbol(store: TacticsStore, symbol: string, keeps: boolean): void {
	store.setState(({ placing, recent }) => ({
		...NOTHING_DRAWN,
		placing: keeps ? placing : null,
		recent: [symbol, ...recent.filter((code) => code !== symbol)].slice(0, MOST_RECENT),
	}));
}

/** A point more, taken back, or put back. The same point twice is one. */
export function stepPoints(
	state: Pick<TacticsState, 'points' | 'undone'>,
	step: { readonly type: 'add'; readonly at: Position } | { readonly type: 'undo' | 'redo' },
): Pick<TacticsState, 'points' | 'undone'> {
	const { points, undone } = state;
	if (step.type === 'add') {
		const last = points.at(-1);
		if (last && isSamePosition(last, step.at)) return state;
		return { points: [...points, step.at], undone: [] };
	}
	const moved = step.type === 'undo' ? points.at(-1) : undone[0];
	if (!moved) return state;
	return step.type === 'undo'
		? { points: points.slice(0, -1), undone: [moved, ...undone] }
		: { points: [...points, moved], undone: undone.slice(1) };
}

/** Whether two are exactly one place. */
export function isSamePosition(a: Position, b: Position): boolean {
	return a[0] === b[0] && a[1] === b[1];
}

/** A point moved to where it was caught; two that come to lie on one another are one. */
export function settlePoint(
	{ points, undone }: Pick<TacticsState, 'points' | 'undone'>,
	from: Position,
	to: Position,
): Pick<TacticsState, 'points' | 'undone'> {
	const move = (at: Position) => (isSamePosition(at, from) ? to : at);
	const moved = points.map(move);
	return {
		points: moved.filter((at, index) => index === 0 || !isSamePosition(at, moved[index - 1] as Position)),
		undone: undone.map(move),
	};
}
