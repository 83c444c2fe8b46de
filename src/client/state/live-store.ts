import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Assessment } from '../../domain/assessment.ts';
import { type Closure, isClosureActive, isClosureOver } from '../../domain/closure.ts';
import type { Incident, IncidentRecord } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import type { CollectionName } from '../../domain/records/collections.ts';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import type { Drawing } from '../../domain/records/drawing.ts';
import type { Measurement } from '../../domain/records/measurement.ts';
import type { Note } from '../../domain/records/note.ts';
import type { ResourceRequest } from '../../domain/records/resource-request.ts';
import type { Sector } from '../../domain/records/sector.ts';
import type { Task } from '../../domain/records/task.ts';
import type { Team } from '../../domain/records/team.ts';
import type { Unit } from '../../domain/records/unit.ts';

/**
 * How the live line is: 'connecting' (first try), 'live', 'stale' (open, but silent for more than 5 s), 'offline' (closed, trying again by
 * itself), 'signed-out' (the session is over; not tried again until somebody has signed in).
 */
export type ConnectionState = 'connecting' | 'live' | 'stale' | 'offline' | 'signed-out';

/** An incident with the newest assessment at hand. */
export interface LiveIncident extends Incident {
	/** Of the assessment; less than `assessed.revision`: a newer one is made and on its way here. null = none is at hand. */
	readonly assessmentRevision: number | null;
}

/** What the server told this page: records and the state of the line. */
export interface LiveState {
	readonly connection: ConnectionState;
	/** Newest first. */
	readonly incidents: readonly LiveIncident[];
	/** By plate. */
	readonly units: readonly Unit[];
	/** Of the incidents above, in the order they were sent. */
	readonly dispatches: readonly Dispatch[];
	/** Those that hold now or will, newest first. */
	readonly closures: readonly Closure[];
	/** Those of `closures` that hold now, by the server's clock; the same object until one begins or ends. */
	readonly activeClosures: readonly Closure[];
	/** Newest first; done ones as long as the page has seen them open. */
	readonly tasks: readonly Task[];
	/** Newest first. */
	readonly drawings: readonly Drawing[];
	/** Of the incidents above, these five; newest first, sectors in the order they were made. */
	readonly sectors: readonly Sector[];
	readonly teams: readonly Team[];
	readonly requests: readonly ResourceRequest[];
	readonly notes: readonly Note[];
	readonly measurements: readonly Measurement[];
	/** Number of the last change told of each collection: what is not held here (water, stations ...) is read anew when it grows. */
	readonly changedSeq: Readonly<Partial<Record<CollectionName, number>>>;
	/** true once a snapshot has arrived; before that an empty list means "not known yet". */
	readonly loaded: boolean;
	/** Version of the city pack the server answers from; null = not heard yet. */
	readonly packVersion: string | null;
	/** Server clock minus this machine's clock, milliseconds; null = not heard yet. */
	readonly serverOffsetMs: number | null;
	/** This machine's clock when the last message came; null = none yet. */
	readonly lastMessageAtMs: number | null;
	/** This machine's clock when the line is tried again; null while it is open or being opened. */
	readonly retryAtMs: number | null;
	/** Messages and records that could not be read, since the page was opened. */
	readonly badMessages: number;
}

/** Holds LiveState; React reads it with zustand's `useStore`. */
export type LiveStore = StoreApi<LiveState>;

/** Makes an empty live store. */
export function createLiveStore(): LiveStore {
	return createStore<LiveState>(() => ({
		connection: 'connecting',
		incidents: [],
		units: [],
		dispatches: [],
		closures: [],
		activeClosures: [],
		tasks: [],
		drawings: [],
		sectors: [],
		teams: [],
		requests: [],
		notes: [],
		measurements: [],
		changedSeq: {},
		loaded: false,
		packVersion: null,
		serverOffsetMs: null,
		lastMessageAtMs: null,
		retryAtMs: null,
		badMessages: 0,
	}));
}

/**
 * Puts one incident into the list, in place of the one with its id, newest first: for POST and GET answers. An older version than the one
 * held is left; a record without an assessment, or with an older one, keeps the one held.
 */
export function putIncident(store: LiveStore, incident: Incident | IncidentRecord): void {
	store.setState(({ incidents }) => {
		const held = incidents.find(({ id }) => id === incident.id);
		const others = incidents.filter(({ id }) => id !== incident.id);
		return { incidents: [joinIncident(incident, held), ...others].sort(newestFirst) };
	});
}

/** Replaces the list by a snapshot's; assessments that are held stay with theirs. */
export function replaceIncidents(store: LiveStore, incidents: readonly (Incident | IncidentRecord)[]): void {
	const held = new Map(store.getState().incidents.map((incident) => [incident.id, { ...incident, version: 0 }]));
	const joined = incidents.map((incident) => joinIncident(incident, held.get(incident.id)));
	store.setState({ incidents: joined.sort(newestFirst), loaded: true });
}

/** Gives an incident an assessment, unless it has one as new. An incident that is not in the list is left. */
export function putAssessment(store: LiveStore, id: string, revision: number, assessment: Assessment): void {
	const { incidents } = store.getState();
	const held = incidents.find((incident) => incident.id === id);
	if (!held || (held.assessmentRevision ?? 0) >= revision) return;
	const next = { ...held, assessment, assessmentRevision: revision };
	store.setState({ incidents: incidents.map((incident) => (incident.id === id ? next : incident)) });
}

/** Puts an incident told by the feed, which never says who called: that stays as it was read. */
export function putToldIncident(store: LiveStore, record: IncidentRecord): void {
	const caller = store.getState().incidents.find(({ id }) => id === record.id)?.caller ?? null;
	putIncident(store, { ...record, caller });
}

/**
 * Puts one closure into the list, in place of the one with its id; one that was lifted goes. For feed messages and for POST answers.
 * `serverNowMs`: the server's clock.
 */
export function putClosure(store: LiveStore, closure: Closure, serverNowMs: number): void {
	const { closures } = store.getState();
	setClosures(store, putRecord(closures, closure).sort(newestFirst), serverNowMs);
}

/** Replaces the closures by a snapshot's; one that is the same stays the same object. */
export function replaceClosures(store: LiveStore, closures: readonly Closure[], serverNowMs: number): void {
	const known = new Map(store.getState().closures.map((closure) => [JSON.stringify(closure), closure]));
	const kept = closures.map((closure) => known.get(JSON.stringify(closure)) ?? closure);
	setClosures(store, kept.sort(newestFirst), serverNowMs);
}

/** Takes out the closures whose time is over and finds those that hold now; changes nothing when nothing began or ended. */
export function refreshClosures(store: LiveStore, serverNowMs: number): void {
	setClosures(store, store.getState().closures, serverNowMs);
}

/** A list with a record in the place of the one with its id; one that is held in a newer version stays. */
export function putRecord<T extends { readonly id: string; readonly version: number }>(
	records: readonly T[],
	record: T,
): T[] {
	const held = records.find(({ id }) => id === record.id);
	if (held && held.version > record.version) return [...records];
	return [record, ...records.filter(({ id }) => id !== record.id)];
}

function joinIncident(incident: Incident | IncidentRecord, held: LiveIncident | undefined): LiveIncident {
	const given = 'assessment' in incident ? incident.assessment : null;
	const revision = given === null ? null : (incident.assessed?.revision ?? 0);
	const record = held && held.version > incident.version ? held : incident;
	const isNewer = revision !== null && revision >= (held?.assessmentRevision ?? 0);
	return {
		...record,
		assessment: isNewer ? given : (held?.assessment ?? null),
		assessmentRevision: isNewer ? revision : (held?.assessmentRevision ?? null),
	};
}

function setClosures(store: LiveStore, given: readonly Closure[], serverNowMs: number): void {
	const before = store.getState();
	const closures = given.filter((closure) => !isClosureOver(closure, serverNowMs));
	const activeClosures = closures.filter((closure) => isClosureActive(closure, serverNowMs));
	const isSame = (a: readonly Closure[], b: readonly Closure[]) =>
		a.length === b.length && a.every((c, i) => c === b[i]);
	if (isSame(closures, before.closures) && isSame(activeClosures, before.activeClosures)) return;
	store.setState({
		closures,
		activeClosures: isSame(activeClosures, before.activeClosures) ? before.activeClosures : activeClosures,
	});
}
