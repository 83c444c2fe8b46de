import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LeftUnit } from '../../domain/records/dispatch.ts';

/** What a person here changed of the suggested assignment of an incident, before or after it was accepted. */
export interface AssignmentEdits {
	/** Taken in, in the order they were. */
	readonly added: readonly string[];
	readonly removed: readonly string[];
}

/** An order that was just given, as long as it can be taken back. */
export interface GivenOrder {
	readonly incidentId: string;
	readonly dispatchIds: readonly string[];
	/** This machine's clock. */
	readonly untilMs: number;
}

/** How long a vehicle has still to drive, found by a way from where it was. */
export interface LiveArrival {
	/** Server's clock at which it arrives. */
	readonly etaMs: number;
	readonly distanceM: number;
	/** When the position it was found from was taken, server's clock. */
	readonly fromMs: number;
	/** Who found it: the page's own roads, or the server. */
	readonly by: 'page' | 'server';
}

/** What the page does with units and does not share. */
export interface ForceState {
	/** By incident. */
	readonly edits: Readonly<Record<string, AssignmentEdits>>;
	/** null = none can be taken back. */
	readonly order: GivenOrder | null;
	/** What is being sent to the server now. */
	readonly sending: boolean;
	/** Units whose order could not be taken back, and why; until the next order. */
	readonly left: readonly LeftUnit[];
	/** What went wrong last; null = nothing. */
	readonly error: unknown;
	/** By unit; of units on the road. */
	readonly arrivals: Readonly<Record<string, LiveArrival>>;
	/** By incident and unit, seconds from an order to arriving, of units that the assessment does not name; null = no way. */
	readonly reckoned: Readonly<Record<string, { readonly arrivalS: number | null; readonly distanceM: number | null }>>;
}

/** Holds ForceState. */
export type ForceStore = StoreApi<ForceState>;

/** An assignment as suggested. */
export const NO_EDITS: AssignmentEdits = { added: [], removed: [] };

/** Makes the store of a page just opened. */
export function createForceStore(): ForceStore {
	return createStore<ForceState>(() => ({
		edits: {},
		order: null,
		sending: false,
		left: [],
		error: null,
		arrivals: {},
		reckoned: {},
	}));
}

/** Key of `reckoned`. */
export function reckonedKey(incidentId: string, unitId: string): string {
	return `${incidentId} ${unitId}`;
}
