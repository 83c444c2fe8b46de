import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PlacedAerial } from '../../domain/alert/situation.ts';
import type { Assessment } from '../../domain/assessment.ts';
import { findMarkAnchor } from '../../domain/tactics/edit-geometry.ts';
import type { Mark, Phase } from '../../domain/tactics/mark.ts';
import { findVehicleModel } from '../../domain/vehicle-catalogue.ts';

/**
 * What the aerials of the shared sketch reach from where they are drawn: an assessment of the shown situation with them as placed. It is
 * kept beside the recorded one and the what-if, whose cards stay as they are.
 */
export interface MarkedReachState {
	/** null = no sketch is open. */
	readonly incidentId: string | null;
	/** Of the phases that are shown. */
	readonly marked: readonly PlacedAerial[];
	/** 'idle': the sketch has no aerial. */
	readonly status: 'idle' | 'loading' | 'ready' | 'failed';
	/** The last one, which stays while it is reckoned once more; null = none. */
	readonly assessment: Assessment | null;
}

/** Holds MarkedReachState. */
export type MarkedReachStore = StoreApi<MarkedReachState>;

/** A situation takes no more aerials. */
export const MOST_MARKED = 8;

/** No sketch is open. */
export const NO_MARKED: MarkedReachState = { incidentId: null, marked: [], status: 'idle', assessment: null };

/** Makes the store of a page just opened. */
export function createMarkedReachStore(): MarkedReachStore {
	return createStore<MarkedReachState>(() => NO_MARKED);
}

/** Aerials among the marks of the phases that are shown, in the order of their ids: that order is the same on every page. */
export function listMarkedTrucks(marks: ReadonlyMap<string, Mark>, hidden: readonly Phase[]): PlacedAerial[] {
	return [...marks]
		.filter(([, { truck, phase }]) => truck && !hidden.includes(phase) && findVehicleModel(truck.model)?.envelope)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.slice(0, MOST_MARKED)
		.map(([markId, { geometry, truck, headingDeg }]): PlacedAerial => {
			const [lon, lat] = findMarkAnchor(geometry);
			const jackSpreadM = truck?.jackSpreadM ?? null;
			const model = truck?.model ?? '';
			return { model, lon, lat, headingDeg, markId, ...(jackSpreadM === null ? {} : { jackSpreadM }) };
		});
}
