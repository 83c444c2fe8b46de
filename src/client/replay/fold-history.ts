import type { z } from 'zod';
import type { COMMAND_ROUTES } from '../../domain/api/command-routes.ts';
import { type Closure, isClosureActive } from '../../domain/closure.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import { COLLECTIONS, type CollectionName } from '../../domain/records/collections.ts';
import { foldEvent, type KeptRecord, keyOf } from '../../domain/records/fold-event.ts';
import type { LiveState } from '../state/live-store.ts';
import { type ListedCollection, RECORD_LISTS, sortLists } from '../state/record-lists.ts';
import { countUntil } from './count-until.ts';

/** All that is kept of an incident, as GET /api/incidents/:id/history tells it. */
export type IncidentHistory = z.infer<(typeof COMMAND_ROUTES)['incidentHistory']['response']>;

/** What was known at one time. */
export interface ReplayRecords
	extends Pick<LiveState, (typeof RECORD_LISTS)[ListedCollection]['name'] | 'closures' | 'activeClosures'> {
	/** The replayed one; undefined before it was raised. */
	readonly incident: IncidentRecord | undefined;
}

/** A history that can be asked for any time. */
export interface FoldedHistory {
	/** When each event was written, in their order; never falling, also where the server's clock was set back. */
	readonly timesMs: readonly number[];
	/** Events that left no readable record; the one before them holds. */
	readonly unread: number;
	/**
	 * What was known when the clock showed `tMs`. The same lists until the next event, so that nothing is drawn anew for nothing.
	 * Cost: at most STEPS_A_SNAPSHOT changes laid over a snapshot.
	 */
	at(tMs: number): ReplayRecords;
}

/** Between two snapshots. More is slower to seek, less is more memory: one reference a record and snapshot. */
const STEPS_A_SNAPSHOT = 256;

type Kept = ReadonlyMap<string, unknown>;

interface Step {
	readonly key: string;
	/** null = it is gone. */
	readonly record: unknown;
}

/**
 * Folds a history: the fields that an event sets are laid over those that were there, as the server's store does it; each record is parsed
 * once, when it becomes what it is. Pure. Cost: one parse an event, and a snapshot every STEPS_A_SNAPSHOT.
 */
export function foldHistory({
	incidentId,
	events,
	units,
}: Pick<IncidentHistory, 'incidentId' | 'events' | 'units'>): FoldedHistory {
	const ordered = [...events].sort((a, b) => a.seq - b.seq);
	const timesMs: number[] = [];
	const steps: Step[] = [];
	const kept = new Map<string, unknown>(units.map((unit) => [keyOf('unit', unit.id), unit]));
	const states = new Map<string, KeptRecord>(
		units.map((unit) => [keyOf('unit', unit.id), { state: unit, removed: false, createdSeq: 0, updatedSeq: 0 }]),
	);
	const snapshots: Kept[] = [new Map(kept)];
	let unread = 0;

	for (const event of ordered) {
		const key = keyOf(event.collection, event.id);
		const folded = foldEvent(states.get(key), event);
		states.set(key, folded);
		const record = folded.removed ? null : parse(event.collection, folded.state);
		if (record === undefined) unread += 1;
		const step = { key, record: record === undefined ? (kept.get(key) ?? null) : record };
		lay(kept, step);
		steps.push(step);
		timesMs.push(Math.max(event.atMs, timesMs.at(-1) ?? event.atMs));
		if (steps.length % STEPS_A_SNAPSHOT === 0) snapshots.push(new Map(kept));
	}

	let last: { readonly count: number; readonly records: ReplayRecords } | null = null;

	function listAt(count: number): ReplayRecords {
		const from = Math.floor(count / STEPS_A_SNAPSHOT);
		const then = new Map(snapshots[from]);
		for (const step of steps.slice(from * STEPS_A_SNAPSHOT, count)) lay(then, step);
		return listRecords(then, incidentId);
	}

	return {
		timesMs,
		unread,
		at(tMs) {
			const count = countTimes(timesMs, tMs);
			const records = last?.count === count ? last.records : listAt(count);
			const activeClosures = records.closures.filter((closure) => isClosureActive(closure, tMs));
			const isSame =
				activeClosures.length === records.activeClosures.length &&
				activeClosures.every((closure, index) => closure === records.activeClosures[index]);
			last = { count, records: isSame ? records : { ...records, activeClosures } };
			return last.records;
		},
	};
}

/** How many of the times, which never fall, are not after `tMs`. */
export function countTimes(timesMs: readonly number[], tMs: number): number {
	return countUntil(timesMs, tMs, (atMs) => atMs);
}

/** undefined = it cannot be read. */
function parse(collection: CollectionName, state: Record<string, unknown>): unknown {
	// The log never tells who called.
	const told = collection === 'incident' ? { caller: null, ...state } : state;
	const parsed = COLLECTIONS[collection].schema.safeParse(told);
	return parsed.success ? parsed.data : undefined;
}

function lay(kept: Map<string, unknown>, { key, record }: Step): void {
	if (record === null) kept.delete(key);
	else kept.set(key, record);
}

function listRecords(kept: Kept, incidentId: string): ReplayRecords {
	const lists: { [C in ListedCollection]: unknown[] } = {
		unit: [],
		dispatch: [],
		task: [],
		drawing: [],
		sector: [],
		team: [],
		request: [],
		note: [],
		measurement: [],
	};
	const closures: Closure[] = [];
	for (const [key, record] of kept) {
		const collection = key.slice(0, key.indexOf('/'));
		if (collection in lists) lists[collection as ListedCollection].push(record);
		else if (collection === 'closure') closures.push(record as Closure);
	}
	const named = Object.fromEntries(
		Object.entries(lists).map(([collection, records]) => [RECORD_LISTS[collection as ListedCollection].name, records]),
	) as unknown as Parameters<typeof sortLists>[0];
	return {
		incident: kept.get(`incident/${incidentId}`) as IncidentRecord | undefined,
		...sortLists(named),
		closures: closures.sort(newestFirst),
		activeClosures: [],
	};
}
