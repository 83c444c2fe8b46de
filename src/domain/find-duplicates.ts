import { distanceM } from './geo/local-plane.ts';
import type { LonLat } from './geo/lon-lat.ts';
import type { IncidentRecord } from './incident.ts';

/** So near in place and time two calls may mean one incident. Assumptions, not sourced. */
export const DUPLICATE_WITHIN_M = 300;
export const DUPLICATE_WITHIN_MS = 60 * 60_000;
/** Proposed at most: where half a town calls, the nearest say enough. Assumption, not sourced. */
export const DUPLICATES_PROPOSED = 10;

/** A call as far as it is compared. */
export type PlacedCall = LonLat & { readonly id: string; readonly createdAtMs: number };

/** Which of the open incidents may be the same as one, nearest first? */
export function findDuplicates(one: PlacedCall, open: readonly PlacedCall[]): IncidentRecord['duplicates'] {
	return open
		.filter((other) => other.id !== one.id)
		.map((other) => ({
			id: other.id,
			distanceM: distanceM(one, other),
			apartS: Math.abs(one.createdAtMs - other.createdAtMs) / 1000,
		}))
		.filter((gap) => gap.distanceM <= DUPLICATE_WITHIN_M && gap.apartS * 1000 <= DUPLICATE_WITHIN_MS)
		.map((gap) => ({ ...gap, distanceM: Math.round(gap.distanceM), apartS: Math.round(gap.apartS) }))
		.sort(nearestFirst)
		.slice(0, DUPLICATES_PROPOSED);
}

/** Order of proposed duplicates. */
export function nearestFirst(a: IncidentRecord['duplicates'][number], b: IncidentRecord['duplicates'][number]): number {
	return a.distanceM - b.distanceM || a.apartS - b.apartS;
}
