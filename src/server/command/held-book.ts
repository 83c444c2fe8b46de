import type { Action } from '../../domain/access/actions.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import { COLLECTIONS, type RecordOf } from '../../domain/records/collections.ts';
import type { Caller } from '../http/caller.ts';
import { requireAccess } from '../identity/require-access.ts';
import { noSuchIncident } from '../incidents/incident-errors.ts';
import { findSeenVersion } from '../records/find-seen-version.ts';
import { recordNotFound } from '../records/record-error.ts';
import type { NewEvent, Store, WriteTx } from '../store/store.ts';

/** Collections that a command post keeps of an incident. */
export type HeldCollection = 'sector' | 'team' | 'request' | 'note' | 'measurement';

/** What is a collection's own. */
export interface HeldRules<C extends HeldCollection> {
	readonly collection: C;
	/** Before the id of the day: 's-2026-1121-0001'. */
	readonly prefix: string;
	/** Refuses a write to what an incident holds. @throws ConflictError `incident/closed` */
	readonly checkOpen: (incident: IncidentRecord) => void;
	/** Kinds of events that whoever changes a record need not have seen. */
	readonly quiet?: ReadonlySet<string>;
}

/** One write: the incident and the record as they are until the transaction ends. */
export interface HeldDraft<C extends HeldCollection> {
	readonly tx: WriteTx;
	readonly incident: IncidentRecord;
	readonly record: RecordOf<C>;
}

/** What a write comes to. */
export interface HeldChange<C extends HeldCollection> {
	readonly kind: string;
	readonly set: Omit<NonNullable<NewEvent<C>['set']>, 'district' | 'incidentId'>;
	readonly reason?: string;
}

/**
 * Records that lie with an incident: in its district, and read-only when it is over. The incident is locked while one of them is written, so
 * that what concerns several of them stays right. Everything throws NotFoundError `incident/not-found`, `record/not-found`, ForbiddenError
 * `access/denied`, what `checkOpen` and the store throw.
 */
export interface HeldBook<C extends HeldCollection> {
	/** Those that the reader may see, newest first. `incidentId`: absent = of all. */
	list(identity: Identity, incidentId: string | undefined): Promise<RecordOf<C>[]>;
	add(
		caller: Caller,
		action: Action,
		incidentId: string,
		make: (draft: Omit<HeldDraft<C>, 'record'>) => Promise<HeldChange<C>>,
	): Promise<RecordOf<C>>;
	/** `make`: null = nothing is to be written. `seen`: version that the caller saw; absent = whatever it is. @throws ConflictError `record/version-conflict` */
	change(
		caller: Caller,
		action: Action,
		id: string,
		make: (draft: HeldDraft<C>) => Promise<HeldChange<C> | null>,
		seen?: number,
	): Promise<RecordOf<C>>;
	/** `before`: what goes on without it. */
	remove(caller: Caller, action: Action, id: string, before?: (draft: HeldDraft<C>) => Promise<void>): Promise<void>;
}

/** Makes the book of a collection. */
export function createHeldBook<C extends HeldCollection>(
	store: Store,
	{ collection, prefix, checkOpen, quiet = new Set() }: HeldRules<C>,
): HeldBook<C> {
	async function lockIncident(tx: WriteTx, id: string, { identity }: Caller, action: Action): Promise<IncidentRecord> {
		const incident = await tx.read('incident', id);
		if (!incident) throw noSuchIncident(id);
		requireAccess(identity, action, incident);
		checkOpen(incident);
		return incident;
	}

	/** First the incident, then the record, as those who move records from incident to incident do. */
	async function lock(tx: WriteTx, id: string, caller: Caller, action: Action): Promise<HeldDraft<C>> {
		const seen = await store.read(collection, id);
		if (!seen) throw recordNotFound(collection, id);
		const incident = await lockIncident(tx, seen.incidentId, caller, action);
		const record = await tx.read(collection, id);
		if (!record) throw recordNotFound(collection, id);
		if (record.incidentId === incident.id) return { tx, incident, record };
		// It went over to another incident in between.
		return { tx, incident: await lockIncident(tx, record.incidentId, caller, action), record };
	}

	return {
		async list(identity, incidentId) {
			const records = await store.list(collection, incidentId === undefined ? {} : { where: { incidentId } });
			return records.filter((record) => mayDo(identity, COLLECTIONS[collection].read, record));
		},
		add: (caller, action, incidentId, make) =>
			store.write(caller.context, async (tx) => {
				const incident = await lockIncident(tx, incidentId, caller, action);
				const { kind, set, reason = '' } = await make({ tx, incident });
				const id = `${prefix}-${await tx.takeDayId(collection)}`;
				const whole = { ...set, incidentId, district: incident.district } as NewEvent<C>['set'];
				return tx.append<C>({ collection, id, kind, set: whole, reason, expectVersion: 0 });
			}),
		change: (caller, action, id, make, seen) =>
			store.write(caller.context, async (tx) => {
				const draft = await lock(tx, id, caller, action);
				const made = await make(draft);
				if (made === null) return draft.record;
				const { kind, set, reason = '' } = made;
				const event = { collection, id, kind, set: set as NewEvent<C>['set'], reason };
				if (seen === undefined) return tx.append<C>(event);
				return tx.append<C>({
					...event,
					expectVersion: await findSeenVersion(tx, collection, draft.record, seen, quiet),
				});
			}),
		async remove(caller, action, id, before) {
			await store.write(caller.context, async (tx) => {
				const draft = await lock(tx, id, caller, action);
				await before?.(draft);
				await tx.append({ collection, id, kind: `${collection}/removed`, set: null });
				return null;
			});
		},
	};
}
