import type { RecordedEvent } from '../../domain/records/change.ts';
import type { DispatchTime } from '../../domain/records/dispatch.ts';

/** What is marked on the seek bar: the first of each over all units; every missed PAR, signal to leave and closing. */
export const MOMENT_KINDS = [
	'call',
	'turnout',
	'arrival',
	'water',
	'controlled',
	'parMissed',
	'evacuation',
	'closed',
] as const;
export type MomentKind = (typeof MOMENT_KINDS)[number];

/** A marked event; `atMs`: when it was written, which is when a replay shows it. */
export interface Moment {
	readonly kind: MomentKind;
	readonly atMs: number;
	readonly seq: number;
}

const TIME_MOMENTS = [
	['departed', 'turnout'],
	['arrived', 'arrival'],
	['waterOn', 'water'],
	['controlled', 'controlled'],
] as const satisfies readonly (readonly [DispatchTime, MomentKind])[];

/** Which events of a history are marked, in its order? `events`: the oldest first. */
export function findMoments(events: readonly RecordedEvent[]): Moment[] {
	const seen = new Set<string>();
	const moments: Moment[] = [];
	for (const event of events) {
		for (const { kind, key } of listMoments(event)) {
			if (seen.has(key)) continue;
			seen.add(key);
			moments.push({ kind, atMs: event.atMs, seq: event.seq });
		}
	}
	return moments;
}

/** `key`: the same for what is marked once. */
function listMoments({
	collection,
	kind,
	set,
	seq,
}: RecordedEvent): { readonly kind: MomentKind; readonly key: string }[] {
	if (kind === 'incident/raised') return [{ kind: 'call', key: 'call' }];
	if (kind === 'team/par-missed') return [{ kind: 'parMissed', key: `par ${seq}` }];
	if (collection === 'incident') {
		const evacuation = readObject(set?.evacuation);
		if (typeof evacuation.orderedAtMs === 'number') {
			return [{ kind: 'evacuation', key: `evacuation ${evacuation.orderedAtMs}` }];
		}
		return typeof set?.closedAtMs === 'number' ? [{ kind: 'closed', key: `closed ${seq}` }] : [];
	}
	if (collection !== 'dispatch') return [];
	const times = readObject(set?.times);
	return TIME_MOMENTS.filter(([time]) => typeof times[time] === 'number').map(([, moment]) => ({
		kind: moment,
		key: moment,
	}));
}

function readObject(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
