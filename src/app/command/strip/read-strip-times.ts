import type { Dispatch, DispatchTime } from '../../../domain/records/dispatch.ts';
import type { Arrival } from '../force/read-arrival.ts';

/** The times of the eleven that the first minutes turn on, after the call. */
export const STRIP_TIMES = ['departed', 'arrived', 'deployed', 'waterOn'] as const satisfies readonly DispatchTime[];

/** When something first happened at an incident, or is expected to. */
export interface StripTime {
	readonly name: (typeof STRIP_TIMES)[number];
	/** The first of all units; null = not yet. */
	readonly atMs: number | null;
	/** Seconds until the first unit is there, below zero when it is late; only of the arrival while nobody is there. null = not known. */
	readonly expectedInS: number | null;
}

/**
 * The times of an incident as its strip shows them: of each the earliest that any unit told.
 * @param dispatches of any incidents @param arrivals of its units that are out
 */
export function readStripTimes(
	incidentId: string,
	dispatches: readonly Pick<Dispatch, 'incidentId' | 'times'>[],
	arrivals: readonly Arrival[],
): readonly StripTime[] {
	const own = dispatches.filter((dispatch) => dispatch.incidentId === incidentId);
	const firsts = STRIP_TIMES.map((name) => ({ name, atMs: findLeast(own.map(({ times }) => times[name])) }));
	const isThere = firsts.some(({ name, atMs }) => name !== 'departed' && atMs !== null);
	return firsts.map((time) => ({
		...time,
		expectedInS: time.name === 'arrived' && !isThere ? findExpected(arrivals) : null,
	}));
}

/** Who comes counts before who should have come. */
function findExpected(arrivals: readonly Arrival[]): number | null {
	const coming = findLeast(arrivals.map((arrival) => (arrival.kind === 'coming' ? arrival.leftS : null)));
	const late = findLeast(arrivals.map((arrival) => (arrival.kind === 'late' ? arrival.overS : null)));
	return coming ?? (late === null ? null : -late);
}

function findLeast(values: readonly (number | null)[]): number | null {
	const known = values.filter((value) => value !== null);
	return known.length === 0 ? null : Math.min(...known);
}
