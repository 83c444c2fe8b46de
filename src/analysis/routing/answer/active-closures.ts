import type { Closure } from '../../../domain/closure.ts';
import type { EdgeChange } from '../network/apply-closures.ts';

/** The closures that hold at a time, and the edges they meet. */
export interface ActiveClosures {
	readonly ids: readonly string[];
	/** Equal for sets that close the same. */
	readonly key: string;
	/** The strictest closure of each edge met, twins included. */
	readonly byEdge: ReadonlyMap<number, Closure>;
}

/** No closures. */
export const NO_CLOSURES: ActiveClosures = { ids: [], key: '', byEdge: new Map() };

/** What the closures change of a network. */
export function listChanges({ byEdge }: ActiveClosures): EdgeChange[] {
	return Array.from(byEdge, ([edge, { speedShare }]) => ({ edge, speedShare }));
}
