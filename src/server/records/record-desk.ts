import type { Action } from '../../domain/access/actions.ts';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { Attachment } from '../../domain/records/attachment.ts';
import { COLLECTIONS, type RecordOf } from '../../domain/records/collections.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { NewEvent, RecordFilter, Store, WriteTx } from '../store/store.ts';
import type { Caller } from './caller.ts';
import { recordNotFound } from './record-error.ts';

/** Collections whose records are alike: added under an id of the day, changed field by field, removed. */
export type DeskCollection = 'keyUnit' | 'plan' | 'task' | 'drawing';
/** What a caller sets of a record. */
export type FieldsOf<C extends DeskCollection> = Omit<RecordOf<C>, 'id' | 'version' | 'createdAtMs' | 'updatedAtMs'>;

/** One write to one record: the transaction, who asks, and which fields are given; all of them for a new record. */
export interface Draft<C extends DeskCollection> {
	readonly tx: WriteTx;
	readonly identity: Identity;
	/** The record as it will be. */
	readonly fields: FieldsOf<C>;
	readonly given: Partial<FieldsOf<C>>;
	/** undefined = it is new. */
	readonly before: RecordOf<C> | undefined;
}

/** What is a collection's own. */
export interface RecordRules<C extends DeskCollection> {
	readonly collection: C;
	/** Of its events: 'key-unit' for 'key-unit/added'. */
	readonly word: string;
	/** Before the id of the day: 'k-2026-1121-0001'. */
	readonly prefix: string;
	readonly edit: Action;
	/** Fields by which its district is found; another value of one finds it anew. */
	readonly placedBy: readonly (keyof FieldsOf<C>)[];
	findDistrict(draft: Draft<C>): Promise<string | null>;
	/** Whether it lies where another record does: a district that is told by itself says nothing then. */
	liesWithOther?(fields: FieldsOf<C>): boolean;
	/** Refuses what is not there or not for the caller. @throws DataError `record/unknown-reference`, ForbiddenError `access/denied` */
	check(draft: Draft<C>): Promise<void>;
	/** Before anything of a write is read: locks what must be locked first. `id` undefined = it is new. */
	begin?(tx: WriteTx, id: string | undefined, given: Partial<FieldsOf<C>>): Promise<void>;
	/** Takes what was written along to where else it is kept. `after` null = removed. */
	keepInStep?(tx: WriteTx, before: RecordOf<C> | undefined, after: RecordOf<C> | null): Promise<void>;
	/** Refuses any write to one as it was. @throws ConflictError `incident/closed` */
	checkOpen?(tx: WriteTx, before: RecordOf<C>): Promise<void>;
	/** Takes along what lies where it does, when its district became another. */
	takeAlong?(tx: WriteTx, record: { readonly id: string; readonly district: string | null }): Promise<void>;
	/** Fields that follow from the others. */
	complete?(draft: Draft<C>): Partial<FieldsOf<C>>;
	/** Refuses to remove what others need. @throws ConflictError `record/in-use` */
	checkUnused?(tx: WriteTx, id: string): Promise<void>;
	/** Under which name attachments are of it; null = it has none. */
	readonly attachedAs: Attachment['of']['collection'] | null;
}

/** Lists, reads, adds, changes and removes records of one collection. Access to the record at hand is looked at here. */
export interface RecordDesk<C extends DeskCollection> {
	/** Those that the reader may see, newest first, without personal data. */
	list(identity: Identity, where?: RecordFilter['where']): Promise<RecordOf<C>[]>;
	/** With personal data. @throws NotFoundError `record/not-found`, ForbiddenError `access/denied` */
	read(id: string, identity: Identity): Promise<RecordOf<C>>;
	/** Answers without personal data; so does `change`. */
	add(fields: FieldsOf<C>, caller: Caller): Promise<RecordOf<C>>;
	/** @throws also ConflictError `record/version-conflict`, `incident/closed`, NotFoundError `record/not-found` */
	change(id: string, patch: Partial<FieldsOf<C>> & { readonly version: number }, caller: Caller): Promise<RecordOf<C>>;
	/** And its attachments. @throws NotFoundError, ForbiddenError, ConflictError `record/in-use`, `incident/closed` */
	remove(id: string, caller: Caller): Promise<void>;
}

/** Makes the desk of a collection. */
export function createRecordDesk<C extends DeskCollection>(store: Store, rules: RecordRules<C>): RecordDesk<C> {
	const { collection, word, edit } = rules;
	const { read } = COLLECTIONS[collection];

	async function append(
		draft: Draft<C>,
		event: Pick<NewEvent<C>, 'id' | 'kind' | 'expectVersion'>,
	): Promise<RecordOf<C>> {
		const { tx, identity, given, before } = draft;
		await rules.check(draft);
		const isSought = before === undefined || [...rules.placedBy, 'district'].some((field) => field in given);
		const told = rules.liesWithOther?.(draft.fields) ? null : given.district;
		const district = told ?? (isSought ? await rules.findDistrict(draft) : before.district);
		requireAccess(identity, edit, { id: event.id, district });
		const set = { ...given, ...rules.complete?.(draft), district } as NewEvent<C>['set'];
		const record = await tx.append<C>({ ...event, collection, set });
		if (before && before.district !== district) {
			if (rules.attachedAs !== null)
				await moveAttachments(tx, { collection: rules.attachedAs, id: event.id }, district);
			await rules.takeAlong?.(tx, { id: event.id, district });
		}
		await rules.keepInStep?.(tx, before, record);
		return hidePersonal(collection, record);
	}

	return {
		async list(identity, where) {
			const records = await store.list(collection, where ? { where } : {});
			return records
				.filter((record) => mayDo(identity, read, record))
				.map((record) => hidePersonal(collection, record));
		},
		async read(id, identity) {
			const record = await store.read(collection, id);
			if (!record) throw recordNotFound(collection, id);
			requireAccess(identity, read, record);
			return record;
		},
		add: (fields, { identity, context }) =>
			store.write(context, async (tx) => {
				await rules.begin?.(tx, undefined, fields);
				const draft = { tx, identity, fields, given: fields, before: undefined };
				const id = `${rules.prefix}-${await tx.takeDayId(collection)}`;
				return append(draft, { id, kind: `${word}/added`, expectVersion: 0 });
			}),
		change: (id, { version, ...patch }, { identity, context }) =>
			store.write(context, async (tx) => {
				await rules.begin?.(tx, id, patch as Partial<FieldsOf<C>>);
				const before = await tx.read(collection, id);
				if (!before) throw recordNotFound(collection, id);
				requireAccess(identity, edit, before);
				await rules.checkOpen?.(tx, before);
				const given = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as Partial<
					FieldsOf<C>
				>;
				const fields: FieldsOf<C> = { ...before, ...given };
				const draft = { tx, identity, fields, given, before };
				return append(draft, { id, kind: `${word}/changed`, expectVersion: version });
			}),
		async remove(id, { identity, context }) {
			await store.write(context, async (tx) => {
				await rules.begin?.(tx, id, {});
				const before = await tx.read(collection, id);
				if (!before) throw recordNotFound(collection, id);
				requireAccess(identity, edit, before);
				await rules.checkOpen?.(tx, before);
				await rules.checkUnused?.(tx, id);
				await tx.append({ collection, id, kind: `${word}/removed`, set: null });
				await rules.keepInStep?.(tx, before, null);
				if (rules.attachedAs !== null) await removeAttachments(tx, { collection: rules.attachedAs, id });
				return null;
			});
		},
	};
}

/** Attachments lie where their record does. */
export async function moveAttachments(tx: WriteTx, of: Attachment['of'], district: string | null): Promise<void> {
	for (const { id } of await tx.list('attachment', { where: { of } })) {
		await tx.append({ collection: 'attachment', id, kind: 'attachment/moved', set: { district } });
	}
}

/** Removes the attachments of a record that goes; their bytes are swept. */
export async function removeAttachments(tx: WriteTx, of: Attachment['of']): Promise<void> {
	for (const { id } of await tx.list('attachment', { where: { of } })) {
		await tx.append({ collection: 'attachment', id, kind: 'attachment/removed', set: null, reason: 'record removed' });
	}
}
