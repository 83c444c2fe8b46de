import { TURN_FLAG } from '../../domain/pack/road-graph.ts';
import type { PlacedRestriction } from './place-restrictions.ts';

/**
 * What has been driven, as far as a restriction asks: the arcs of a beginning of one or more restrictions. The state of depth 1 is the
 * arc itself; a deeper one is a place on its last arc that must be told from that arc as anyone else drives it: it needs a twin.
 */
export interface DrivenState {
	readonly arc: number;
	readonly depth: number;
	/** State of the longest end of these arcs that is a beginning too; null = none. */
	shorter: DrivenState | null;
	readonly next: Map<number, DrivenState>;
	/** The restrictions that begin so, by TURN_FLAG: what it would break to drive these arcs untold. */
	begun: number;
	/** 'no' restrictions whose arcs these are, all of them. */
	forbidden: number;
	/** Arcs that 'only' restrictions with these arcs demand next: of those that bind all, and of all. */
	onlyForAll: Set<number> | null;
	onlyForCivil: Set<number> | null;
}

/** One turn from a state. */
export interface TurnRule {
	/** TURN_FLAG bits that forbid the turn itself. */
	readonly flags: number;
	/** State that must be entered instead of the arc itself; null = the arc. */
	readonly into: DrivenState | null;
	/** TURN_FLAG bits of the turn into the arc itself, where `into` is to be entered instead. */
	readonly evading: number;
}

/**
 * All restrictions as one automaton over arcs (after Aho and Corasick), so that those that overlap, share roads via or follow one another
 * hold together: in each state every restriction that the arcs driven last have begun is known.
 */
export class RestrictionAutomaton {
	readonly #root = createState(-1, 0);
	/** States of depth 2 and more that need a twin, in the order of their making. */
	readonly twinned: readonly DrivenState[];
	/** All but the root, in the order of their making; restrictions that begin alike share them. */
	readonly #states: DrivenState[] = [];

	constructor(restrictions: readonly PlacedRestriction[]) {
		for (const restriction of restrictions) this.#add(restriction);
		this.#link();
		this.twinned = this.#states.filter((state) => state.depth >= 2 && goesOn(state));
	}

	/** Arcs with which a restriction begins, and the state of each for who came to it by no restriction's way. */
	beginnings(): Iterable<[arc: number, state: DrivenState]> {
		return this.#root.next.entries();
	}

	/** What holds for the turn from a state into an arc. */
	ruleOf(state: DrivenState, arc: number): TurnRule {
		let flags = 0;
		let evading = 0;
		let into: DrivenState | null = null;
		for (let driven: DrivenState | null = state; driven; driven = driven.shorter) {
			if (driven.onlyForAll && !driven.onlyForAll.has(arc)) flags |= TURN_FLAG.restricted;
			else if (driven.onlyForCivil && !driven.onlyForCivil.has(arc)) flags |= TURN_FLAG.restrictedCivil;
			const next = driven.next.get(arc);
			if (!next) continue;
			flags |= next.forbidden;
			if (!goesOn(next)) continue;
			into ??= next;
			evading |= next.begun;
		}
		return { flags, into, evading };
	}

	#add({ kind, exceptEmergency, arcs }: PlacedRestriction): void {
		const flag = exceptEmergency ? TURN_FLAG.restrictedCivil : TURN_FLAG.restricted;
		const last = arcs.at(-1) as number;
		let state = this.#root;
		for (const arc of arcs.slice(0, -1)) {
			state = this.#step(state, arc);
			state.begun |= flag;
		}
		if (kind === 'no') {
			this.#step(state, last).forbidden |= flag;
			return;
		}
		state.onlyForCivil = (state.onlyForCivil ?? new Set()).add(last);
		if (!exceptEmergency) state.onlyForAll = (state.onlyForAll ?? new Set()).add(last);
	}

	#step(state: DrivenState, arc: number): DrivenState {
		const known = state.next.get(arc);
		if (known) return known;
		const made = createState(arc, state.depth + 1);
		state.next.set(arc, made);
		this.#states.push(made);
		return made;
	}

	/** Sets `shorter`, states of less depth first. */
	#link(): void {
		let level = [...this.#root.next.values()];
		while (level.length > 0) {
			for (const state of level) {
				for (const [arc, next] of state.next) {
					let end = state.shorter;
					while (end && !end.next.has(arc)) end = end.shorter;
					next.shorter = end?.next.get(arc) ?? this.#root.next.get(arc) ?? null;
				}
			}
			level = level.flatMap((state) => [...state.next.values()]);
		}
	}
}

/** Whether what is driven next may matter to a restriction of which these arcs are the beginning. */
function goesOn({ next, onlyForCivil }: DrivenState): boolean {
	return next.size > 0 || onlyForCivil !== null;
}

function createState(arc: number, depth: number): DrivenState {
	const next = new Map<number, DrivenState>();
	return { arc, depth, shorter: null, next, begun: 0, forbidden: 0, onlyForAll: null, onlyForCivil: null };
}
