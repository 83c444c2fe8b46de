import type { IncidentRecord } from '../../../domain/incident.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import type { Unit } from '../../../domain/records/unit.ts';
import type { VehiclePosition } from '../../../domain/topics.ts';
import type { LiveArrival } from '../../state/force-store.ts';

/** When a position is old, and when it says nothing any more, seconds (UI design language, section 3). */
export const POSITION_AGES_S = { stale: 10, lost: 300 } as const;

/** When a unit that was sent is there. `basis`: 'way' = found from where it was; 'assessed' = as assessed, less the time gone. */
export type Arrival =
	| {
			readonly kind: 'coming';
			readonly leftS: number;
			readonly basis: 'way' | 'assessed';
			readonly distanceM: number | null;
	  }
	/** It should have been there, by `basis`, `overS` ago. */
	| { readonly kind: 'late'; readonly overS: number; readonly basis: 'way' | 'assessed' }
	| { readonly kind: 'arrived'; readonly atMs: number; readonly tookS: number }
	/** On its way back, or turned back. */
	| { readonly kind: 'leaving' }
	/** No way was found to reckon with. */
	| { readonly kind: 'unknown' };

/** What is known of a unit's way to an incident. */
export interface ArrivalFacts {
	readonly incident: Pick<IncidentRecord, 'createdAtMs'>;
	readonly dispatch: Pick<Dispatch, 'orderedAtMs' | 'times' | 'turnedBackAtMs'>;
	readonly unit: Pick<Unit, 'state'>;
	/** As assessed, seconds from the order, and of that until it leaves; null = not assessed. */
	readonly assessed: { readonly arrivalS: number; readonly turnoutS: number; readonly distanceM: number | null } | null;
	/** null = none, or not on the road. */
	readonly live: LiveArrival | null;
	/** The server's clock. */
	readonly nowMs: number;
}

/** Reads when a unit is there. A way found from a live position holds only while it is on the road. */
export function readArrival({ incident, dispatch, unit, assessed, live, nowMs }: ArrivalFacts): Arrival {
	const { times, turnedBackAtMs, orderedAtMs } = dispatch;
	if (unit.state === '25' || turnedBackAtMs !== null || times.withdrawn !== null) return { kind: 'leaving' };
	if (times.arrived !== null) {
		return { kind: 'arrived', atMs: times.arrived, tookS: (times.arrived - incident.createdAtMs) / 1000 };
	}
	const isOnRoad = unit.state === '20' || unit.state === '21';
	const eta =
		live && isOnRoad ? { atMs: live.etaMs, basis: 'way' as const, distanceM: live.distanceM } : findAssessedEta();
	if (!eta) return { kind: 'unknown' };
	const leftS = (eta.atMs - nowMs) / 1000;
	return leftS >= 0
		? { kind: 'coming', leftS, basis: eta.basis, distanceM: eta.distanceM }
		: { kind: 'late', overS: -leftS, basis: eta.basis };

	function findAssessedEta() {
		if (!assessed) return null;
		const { arrivalS, turnoutS, distanceM } = assessed;
		const atMs =
			times.departed === null ? orderedAtMs + arrivalS * 1000 : times.departed + (arrivalS - turnoutS) * 1000;
		return { atMs, basis: 'assessed' as const, distanceM };
	}
}

/** How old a position is, seconds by the server's clock, and what that makes of it. */
export function readPositionAge(
	{ observedAtMs }: Pick<VehiclePosition, 'observedAtMs'>,
	nowMs: number,
): { readonly ageS: number; readonly freshness: 'fresh' | 'stale' | 'lost' } {
	const ageS = Math.max(0, (nowMs - observedAtMs) / 1000);
	const { stale, lost } = POSITION_AGES_S;
	return { ageS, freshness: ageS > lost ? 'lost' : ageS > stale ? 'stale' : 'fresh' };
}
