import type { z } from 'zod';
import type { COMMAND_ROUTES } from '../../domain/api/command-routes.ts';
import { type Closure, isClosureActive, isClosureOver } from '../../domain/closure.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import { COLLECTIONS, type CollectionName } from '../../domain/records/collections.ts';
import { foldEvent, type KeptRecord, type KeptState, keyOf } from '../../domain/records/fold-event.ts';
import type { Unit } from '../../domain/records/unit.ts';
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
	/**
	 * What was known when the clock showed `tMs`. The same lists until the next event, so that nothing is drawn anew for nothing.
	 * Cost: at most STEPS_A_SNAPSHOT changes laid over a snapshot, and one parse a record that was never shown as it is then.
	 */
	at(tMs: number): ReplayRecords;
	/**
	 * How many of the next `count` events, from the first on, left no readable record, so that the one before it is shown; null = it was told
	 * of all. Cost: a parse each.
	 */
	countUnread(count: number): number | null;
}

/** Between two snapshots. More is slower to seek, less is more memory: one reference a record and snapshot. */
const STEPS_A_SNAPSHOT = 256;

/** A record as one event left it. */
interface Step {
	readonly key: string;
	readonly collection: CollectionName;
	/** null = it is gone. */
	readonly state: KeptState | null;
	/** As it was until then; undefined = it was not there. */
	readonly before: Step | undefined;
	/** Parsed when it is shown first: most of a long history never is. undefined = not yet. */
	read: Reading | undefined;
}

/** `isOwn`: as its event left it; else that before it, undefined = there is none. */
interface Reading {
	readonly record: unknown;
	readonly isOwn: boolean;
}

type Kept = ReadonlyMap<string, Step>;

/**
 * Folds a history: the fields that an event sets are laid over those that were there, as the server's store does it; an event that leaves no
 * readable record leaves the one before it. Pure. Cost: one object an event, and a snapshot every STEPS_A_SNAPSHOT.
 */
export function foldHistory({
	incidentId,
	events,
	units,
	closures: before,
}: Pick<IncidentHistory, 'incidentId' | 'events' | 'units' | 'closures'>): FoldedHistory {
	const ordered = [...events].sort((a, b) => a.seq - b.seq);
	const timesMs: number[] = [];
	const steps: Step[] = [];
	const kept = new Map<string, Step>([
		...units.map((unit) => describeKnown('unit', unit)),
		...before.map((closure) => describeKnown('closure', closure)),
	]);
	const states = new Map<string, KeptRecord>(
		[...kept].map(([key, { state }]) => [
			key,
			{ state: state as KeptState, removed: false, createdSeq: 0, updatedSeq: 0 },
		]),
	);
	const snapshots: Kept[] = [new Map(kept)];

	for (const event of ordered) {
		const { collection } = event;
		const key = keyOf(collection, event.id);
		const folded = foldEvent(states.get(key), event);
		states.set(key, folded);
		const state = folded.removed ? null : folded.state;
		const step: Step = { key, collection, state, before: kept.get(key), read: undefined };
		lay(kept, step);
		steps.push(step);
		timesMs.push(Math.max(event.atMs, timesMs.at(-1) ?? event.atMs));
		if (steps.length % STEPS_A_SNAPSHOT === 0) snapshots.push(new Map(kept));
	}

	let lookedAt = 0;
	let last: { readonly count: number; readonly all: ReplayRecords; told: ReplayRecords | null } | null = null;

	function listAt(count: number): ReplayRecords {
		const from = Math.floor(count / STEPS_A_SNAPSHOT);
		const then = new Map(snapshots[from]);
		for (const step of steps.slice(from * STEPS_A_SNAPSHOT, count)) lay(then, step);
		return listRecords(then, incidentId);
	}

	return {
		timesMs,
		at(tMs) {
			const count = countTimes(timesMs, tMs);
			if (last?.count !== count) last = { count, all: listAt(count), told: null };
			const { all, told } = last;
			// One that is over is told no more, as by the live feed.
			const closures = all.closures.filter((closure) => !isClosureOver(closure, tMs));
			const activeClosures = closures.filter((closure) => isClosureActive(closure, tMs));
			if (told && isSameList(closures, told.closures) && isSameList(activeClosures, told.activeClosures)) return told;
			last.told = { ...all, closures, activeClosures };
			return last.told;
		},
		countUnread(count) {
			if (lookedAt >= steps.length) return null;
			const slice = steps.slice(lookedAt, lookedAt + count);
			lookedAt += slice.length;
			return slice.filter((step) => step.state !== null && !readStep(step).isOwn).length;
		},
	};
}

/** How many of the times, which never fall, are not after `tMs`. */
export function countTimes(timesMs: readonly number[], tMs: number): number {
	return countUntil(timesMs, tMs, (atMs) => atMs);
}

/** A record that was there before the first event. */
function describeKnown(collection: CollectionName, record: Unit | Closure): [key: string, step: Step] {
	const key = keyOf(collection, record.id);
	return [key, { key, collection, state: record, before: undefined, read: { record, isOwn: true } }];
}

/** The record of a step, or of the nearest before it that can be read; undefined = of none. */
function readStep(step: Step): Reading {
	if (!step.read) {
		const parsed = step.state && parse(step.collection, step.state);
		const isOwn = parsed !== undefined;
		step.read = { record: isOwn ? parsed : step.before && readStep(step.before).record, isOwn };
	}
	return step.read;
}

/** undefined = it cannot be read. */
function parse(collection: CollectionName, state: KeptState): unknown {
	// The log never tells who called.
	const told = collection === 'incident' ? { caller: null, ...state } : state;
	const parsed = COLLECTIONS[collection].schema.safeParse(told);
	return parsed.success ? parsed.data : undefined;
}

function lay(kept: Map<string, Step>, step: Step): void {
	if (step.state === null) kept.delete(step.key);
	else kept.set(step.key, step);
}

function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
	return a.length === b.length && a.every((item, index) => item === b[index]);
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
	let incident: unknown;
	for (const [key, step] of kept) {
		const { collection } = step;
		const isTold = collection in lists || collection === 'closure' || key === keyOf('incident', incidentId);
		const record = isTold ? readStep(step).record : undefined;
		if (record === undefined) continue;
		if (collection === 'closure') closures.push(record as Closure);
		else if (collection === 'incident') incident = record;
		else lists[collection as ListedCollection].push(record);
	}
	const named = Object.fromEntries(
		Object.entries(lists).map(([collection, records]) => [RECORD_LISTS[collection as ListedCollection].name, records]),
	) as unknown as Parameters<typeof sortLists>[0];
	return {
		incident: incident as IncidentRecord | undefined,
		...sortLists(named),
		closures: closures.sort(newestFirst),
		activeClosures: [],
	};
}
