import { DISPATCH_TIMES, type Dispatch, type DispatchTime } from '../../../domain/records/dispatch.ts';
import { findResponseTimes } from '../../../domain/records/response-times.ts';

/** One of the eleven times of a dispatch, as the timeline shows it. */
export interface TimelinePoint {
	readonly time: DispatchTime;
	/** null = not told. */
	readonly atMs: number | null;
	/** 'open' = later ones were told, or it lies behind the next: it may never come. */
	readonly kind: 'happened' | 'next' | 'open';
	/** How much it is beyond its standard, and the standard, seconds; null = within it, or it has none. */
	readonly over: { readonly overS: number; readonly limitS: number } | null;
}

/** Which time a standard is held against. */
const JUDGED = { ordered: 'received', driven: 'arrived', water: 'waterOn' } as const;

/** The eleven times of a dispatch, with what is late by the standards. `dispatches`: all of its incident. */
export function listTimes(raisedAtMs: number, dispatch: Dispatch, dispatches: readonly Dispatch[]): TimelinePoint[] {
	const { times } = dispatch;
	const response = findResponseTimes(raisedAtMs, dispatch, dispatches);
	const over = new Map<DispatchTime, TimelinePoint['over']>();
	for (const [name, time] of Object.entries(JUDGED) as [keyof typeof JUDGED, DispatchTime][]) {
		const judged = response[name];
		if (judged && !judged.isWithin) over.set(time, { overS: judged.s - judged.limitS, limitS: judged.limitS });
	}
	const last = DISPATCH_TIMES.findLastIndex((time) => times[time] !== null);
	return DISPATCH_TIMES.map((time, index) => ({
		time,
		atMs: times[time],
		kind: times[time] !== null ? 'happened' : index === last + 1 ? 'next' : 'open',
		over: over.get(time) ?? null,
	}));
}

/** Times that no state tells: somebody has to. */
export const TOLD_BY_HAND: readonly DispatchTime[] = [
	'deployed',
	'controlled',
	'decontaminated',
	'extinguished',
	'ended',
];

/** The moment of a time of day near another moment: the last one of that clock that is not more than an hour after it. null = not a time of day. */
export function readTimeOfDay(text: string, nowMs: number): number | null {
	const [, hours, minutes, seconds = '0'] = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(text.trim()) ?? [];
	if (hours === undefined || minutes === undefined) return null;
	if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null;
	const at = new Date(nowMs);
	at.setHours(Number(hours), Number(minutes), Number(seconds), 0);
	if (at.getTime() > nowMs + 3_600_000) at.setDate(at.getDate() - 1);
	return at.getTime();
}
