import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import { maySeeChange } from '../../domain/access/may-see-change.ts';
import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS, type CollectionName } from '../../domain/records/collections.ts';

/** Two identities of one key see the same records: what is told to one can be told to the other as it is. */
export function sightKeyOf({ roles, districts, actions }: Identity): string {
	const sorted = (values: readonly string[] | null) => values && [...values].sort();
	return JSON.stringify([sorted(roles), sorted(districts), sorted(actions)]);
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
 * A change as somebody is told it, without personal data; undefined = not at all. `before`: the record as the teller knew it, null = it was
 * not there, undefined = not known. A record that is, or may have been, in sight and no longer is, is told as removed: that says no more
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
