import { hidePersonal } from '../../domain/access/hide-personal.ts';
import type { Identity } from '../../domain/access/may-do.ts';
import { isClosureOver } from '../../domain/closure.ts';
import { describeError } from '../../domain/errors.ts';
import { CLOSED_SHOWN } from '../../domain/incident.ts';
import { newestFirst } from '../../domain/newest-first.ts';
import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS, type CollectionName, type RecordOf } from '../../domain/records/collections.ts';
import type { Store } from '../store/store.ts';
import { INCIDENT_PARTS, type IncidentPart, type PartCollection } from './incident-part.ts';
import { maySee } from './sight.ts';

/** Incidents whose parts are asked for together: who waits too long for a connection gives up. */
const READ_AT_ONCE = 2;
const SHOWN = ['incident', 'unit', 'closure', 'task', 'drawing', ...INCIDENT_PARTS] as const;
type ShownCollection = (typeof SHOWN)[number];
type Shelves = { readonly [C in ShownCollection]: Map<string, RecordOf<C>> };

/** The records of a snapshot, as one who sees them is told them. */
export interface PictureAnswer {
	readonly incidents: RecordOf<'incident'>[];
	readonly units: RecordOf<'unit'>[];
	readonly dispatches: RecordOf<'dispatch'>[];
	readonly closures: RecordOf<'closure'>[];
	readonly tasks: RecordOf<'task'>[];
	readonly drawings: RecordOf<'drawing'>[];
	readonly sectors: RecordOf<'sector'>[];
	readonly teams: RecordOf<'team'>[];
	readonly requests: RecordOf<'request'>[];
	readonly notes: RecordOf<'note'>[];
	readonly measurements: RecordOf<'measurement'>[];
}

/**
 * What pages see when they open, kept in memory in step with the log: a snapshot costs no query, however many pages come at once, and says
 * exactly what held at its number.
 */
export interface FeedPicture {
	/** All changes up to this number are in it. */
	readonly seq: number;
	/** Takes changes in, in the order of their numbers; those it knows already are left out of the answer. */
	apply(changes: readonly Change[]): Change[];
	/** A record as it is known; null = it is not there; undefined = the picture does not hold such. */
	find(collection: CollectionName, id: string): { readonly district: string | null } | null | undefined;
	/** What it holds of an incident. */
	listParts(incidentId: string): IncidentPart[];
	/** Without personal data; closures that hold or will, tasks not done, the newest 20 closed incidents. */
	answer(identity: Identity, nowMs: number): PictureAnswer;
}

export interface FeedPictureParts {
	readonly onProblem: (message: string) => void;
	/** Parts of an incident that was opened again after it had been let go of: they come later than its change. */
	readonly onLateParts: (parts: readonly IncidentPart[]) => void;
}

/** Reads the picture from the store. Cost: seven lists, and six an incident, about 1 ms each, however many lie in the archive. @throws UnavailableError `store/unavailable` */
export async function readFeedPicture(
	store: Store,
	{ onProblem, onLateParts }: FeedPictureParts,
): Promise<FeedPicture> {
	// The number first: what is read after it holds at least everything up to it, and is told again when it comes as a change.
	let seq = await store.readSeq();
	const [open, closed, units, closures, openTasks, acceptedTasks, drawings] = await Promise.all([
		store.list('incident', { where: { closedAtMs: null } }),
		store.list('incident', { notNull: ['closedAtMs'], limit: CLOSED_SHOWN }),
		store.list('unit'),
		store.list('closure', { where: { liftedAtMs: null } }),
		store.list('task', { where: { state: 'open' } }),
		store.list('task', { where: { state: 'accepted' } }),
		store.list('drawing'),
	]);
	const shelves: Shelves = {
		incident: byId([...open, ...closed]),
		unit: byId(units),
		dispatch: new Map(),
		sector: new Map(),
		team: new Map(),
		request: new Map(),
		note: new Map(),
		measurement: new Map(),
		closure: byId(closures),
		task: byId([...openTasks, ...acceptedTasks]),
		drawing: byId(drawings),
	};
	const incidentIds = [...shelves.incident.keys()];
	for (let at = 0; at < incidentIds.length; at += READ_AT_ONCE) {
		await Promise.all(incidentIds.slice(at, at + READ_AT_ONCE).map(readParts));
	}

	async function readParts(incidentId: string): Promise<void> {
		await Promise.all(
			INCIDENT_PARTS.map(async (collection) => {
				const shelf: Map<string, RecordOf<PartCollection>> = shelves[collection];
				for (const record of await store.list(collection, { where: { incidentId } })) {
					const known = shelf.get(record.id);
					if (!known || known.version < record.version) shelf.set(record.id, record);
				}
			}),
		);
	}

	function listParts(incidentId: string): IncidentPart[] {
		return INCIDENT_PARTS.flatMap((collection) => {
			const shelf: ReadonlyMap<string, RecordOf<PartCollection>> = shelves[collection];
			return [...shelf.values()]
				.filter((record) => record.incidentId === incidentId)
				.map((record) => ({ collection, record }));
		});
	}

	/** Lets go of the oldest closed incidents and of what belonged to them. */
	function forgetOldIncidents(): void {
		const old = [...shelves.incident.values()].filter(({ closedAtMs }) => closedAtMs !== null);
		if (old.length <= CLOSED_SHOWN) return;
		const forgotten = new Set(
			old
				.sort(newestFirst)
				.slice(CLOSED_SHOWN)
				.map(({ id }) => id),
		);
		for (const id of forgotten) shelves.incident.delete(id);
		for (const collection of INCIDENT_PARTS) {
			for (const { id, incidentId } of shelves[collection].values()) {
				if (forgotten.has(incidentId)) shelves[collection].delete(id);
			}
		}
	}

	function put(change: Change): void {
		const { collection, id } = change;
		if (!isShown(collection)) return;
		const shelf: Map<string, { readonly version: number }> = shelves[collection];
		if (change.record === null) {
			shelf.delete(id);
			return;
		}
		const record = COLLECTIONS[collection].schema.parse(change.record);
		const known = shelf.get(id);
		if (known && known.version > record.version) return;
		shelf.set(id, record);
		if (collection === 'incident' && !known && record.version > 1) {
			// Opened again after it had been let go of: what hangs on it is not at hand.
			readParts(id)
				.then(() => onLateParts(listParts(id)))
				.catch((error: unknown) => onProblem(`feed: parts of ${id}: ${describeError(error)}`));
		}
	}

	return {
		get seq() {
			return seq;
		},
		apply(changes) {
			const fresh = changes.filter((change) => change.seq > seq);
			for (const change of fresh) {
				seq = change.seq;
				try {
					put(change);
				} catch (error) {
					onProblem(`feed: ${change.collection} ${change.id}: ${describeError(error)}`);
				}
			}
			if (fresh.some(({ collection }) => collection === 'incident')) forgetOldIncidents();
			return fresh;
		},
		find(collection, id) {
			if (!isShown(collection)) return undefined;
			const known = shelves[collection].get(id);
			// Of these, some are let go of while they still are.
			if (!known) return collection === 'unit' || collection === 'drawing' ? null : undefined;
			return known;
		},
		listParts,
		answer(identity, nowMs) {
			const list = <C extends ShownCollection>(collection: C) =>
				[...(shelves[collection] as Map<string, RecordOf<C>>).values()]
					.filter((record) => maySee(identity, collection, record))
					.map((record) => hidePersonal(collection, record));
			const incidents = list('incident').sort(newestFirst);
			const told = new Set(incidents.map(({ id }) => id));
			const listHeld = <C extends PartCollection>(collection: C) =>
				list(collection).filter(({ incidentId }) => told.has(incidentId));
			return {
				incidents,
				units: list('unit'),
				dispatches: listHeld('dispatch'),
				closures: list('closure').filter((closure) => !isClosureOver(closure, nowMs)),
				tasks: list('task').filter(({ state }) => state === 'open' || state === 'accepted'),
				drawings: list('drawing'),
				sectors: listHeld('sector'),
				teams: listHeld('team'),
				requests: listHeld('request'),
				notes: listHeld('note'),
				measurements: listHeld('measurement'),
			};
		},
	};
}

function byId<T extends { readonly id: string }>(records: readonly T[]): Map<string, T> {
	return new Map(records.map((record) => [record.id, record]));
}

function isShown(collection: CollectionName): collection is ShownCollection {
	return SHOWN.some((shown) => shown === collection);
}
