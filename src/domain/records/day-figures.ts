import { z } from 'zod';
import type { IncidentRecord } from '../incident.ts';
import { waterStateSchema } from '../water.ts';
import type { Dispatch } from './dispatch.ts';

/** How far back arrivals are looked at, ms. */
export const ARRIVALS_WITHIN_MS = 24 * 3600 * 1000;

/** Figures of the city for a big screen, as a reader may see incidents. */
export const dayFiguresSchema = z.object({
	/** The server's clock when they were reckoned. */
	atMs: z.number(),
	/** Alarms since this moment (the reader's midnight); those merged into another are no alarm of their own. */
	fromMs: z.number(),
	raised: z.number().int(),
	/** Of `raised`, those of each hour from `fromMs` on, the hour of `atMs` last. */
	raisedByHour: z.array(z.number().int()),
	/** Since when all alarms are held, not before `fromMs`: the records may have begun later, or be too many to look at. */
	heldFromMs: z.number(),
	/** Of each incident raised in the 24 hours before `atMs` that somebody came to: from the first order to the first arrival, seconds, least first. */
	arrivalsS: z.array(z.number()),
	/** Incidents of those 24 hours that units were sent to and none has come to yet, or none told it. */
	notArrived: z.number().int(),
	/** Hydrants of the pack with the service's records laid over them. */
	hydrants: z.record(waterStateSchema, z.number().int()),
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

const HOUR_MS = 3600 * 1000;

type Alarm = Pick<IncidentRecord, 'id' | 'createdAtMs' | 'mergedInto'>;

/** Alarms and arrivals of a day: see DayFigures. @param dispatches of any incidents; those turned back count as sent */
export function countDay(
	incidents: readonly Alarm[],
	dispatches: readonly Pick<Dispatch, 'incidentId' | 'orderedAtMs' | 'times'>[],
	{ fromMs, atMs }: Pick<DayFigures, 'fromMs' | 'atMs'>,
): Pick<DayFigures, 'raised' | 'raisedByHour' | 'arrivalsS' | 'notArrived'> {
	const alarms = incidents.filter(({ mergedInto }) => mergedInto === null);
	const recent = alarms.filter(({ createdAtMs }) => createdAtMs > atMs - ARRIVALS_WITHIN_MS && createdAtMs <= atMs);
	const arrivalsS: number[] = [];
	let notArrived = 0;
	for (const { id } of recent) {
		const sent = dispatches.filter(({ incidentId }) => incidentId === id);
		if (sent.length === 0) continue;
		const arrived = sent.flatMap(({ times }) => (times.arrived === null ? [] : [times.arrived]));
		if (arrived.length === 0) notArrived += 1;
		else arrivalsS.push((Math.min(...arrived) - Math.min(...sent.map(({ orderedAtMs }) => orderedAtMs))) / 1000);
	}
	const raised = alarms.filter(({ createdAtMs }) => createdAtMs >= fromMs && createdAtMs <= atMs);
	const raisedByHour = Array.from({ length: Math.floor((atMs - fromMs) / HOUR_MS) + 1 }, () => 0);
	for (const { createdAtMs } of raised) {
		const hour = Math.floor((createdAtMs - fromMs) / HOUR_MS);
		raisedByHour[hour] = (raisedByHour[hour] ?? 0) + 1;
	}
	return {
		raised: raised.length,
		raisedByHour,
		arrivalsS: arrivalsS.filter((seconds) => seconds >= 0).sort((a, b) => a - b),
		notArrived,
	};
}

/** Share of the arrivals that are within a limit, 0 to 1, and the middle one of them; null = there is none. */
export function readArrivals(
	arrivalsS: readonly number[],
	limitS: number,
): { readonly withinShare: number; readonly medianS: number } | null {
	if (arrivalsS.length === 0) return null;
	const sorted = arrivalsS.toSorted((a, b) => a - b);
	const half = (sorted.length - 1) / 2;
	const [low, high] = [sorted[Math.floor(half)] ?? 0, sorted[Math.ceil(half)] ?? 0];
	return { withinShare: sorted.filter((s) => s <= limitS).length / sorted.length, medianS: (low + high) / 2 };
}
