import { createHash } from 'node:crypto';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { maySeeChange } from '../../domain/access/may-see-change.ts';
import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS, type CollectionName } from '../../domain/records/collections.ts';
import type { IncidentPart } from './incident-part.ts';

/** Two identities of one key see the same records: what is told to one can be told to the other as it is. */
export function sightKeyOf({ roles, districts, actions }: Identity): string {
	const sorted = (values: readonly string[] | null) => values && [...values].sort();
	return JSON.stringify([sorted(roles), sorted(districts), sorted(actions)]);
}

/** What clients are told that the sight of a key is called: no longer than a number. */
export function nameSight(key: string): string {
	return createHash('sha256').update(key).digest('base64url').slice(0, 12);
}

/** A change, and the record as it was known before: null = it was not there, undefined = not known. */
export interface HeardChange {
	readonly change: Change;
	readonly before: { readonly district: string | null } | null | undefined;
}

/** Whether somebody may see a record of a collection. */
export function maySee(
	identity: Identity,
	collection: CollectionName,
	record: { readonly district: string | null },
): boolean {
	return mayDo(identity, COLLECTIONS[collection].read, record);
}

/**
 * A change as somebody is told it, without personal data; undefined = not at all. `before`: as of HeardChange. A record that is, or may have been, in sight and no longer is, is told as removed: that says no more
 * than its id.
 */
export function tellChange(
	identity: Identity,
	change: Change,
	before: { readonly district: string | null } | null | undefined,
): Change | undefined {
	const { collection, record } = change;
	if (maySeeChange(identity, change)) {
		return record === null ? change : { ...change, record: hidePersonal(collection, record) };
	}
	if (before === null || !mayDo(identity, COLLECTIONS[collection].read)) return undefined;
	if (before && !maySee(identity, collection, before)) return undefined;
	return { ...change, record: null };
}

/** Those of a batch that came after a number, as somebody is told them. */
export function tellChanges(identity: Identity, batch: readonly HeardChange[], since: number): Change[] {
	return batch.flatMap(({ change, before }) =>
		change.seq > since ? (tellChange(identity, change, before) ?? []) : [],
	);
}

/** A part of an incident that did not change, as a change of that number, for those who do not have it. */
export function tellAgain(seq: number): (part: IncidentPart) => Change {
	return ({ collection, record }) => {
		const { id, version, updatedAtMs: atMs } = record;
		return { seq, collection, id, version, atMs, record: { ...record } };
	};
}
