import type { CollectionName } from '../records/collections.ts';
import type { Action } from './actions.ts';

/** Fields with personal data, by collection: the action that lets them be read, and what stands in their place for who may not. */
const PERSONAL: Partial<Record<CollectionName, { read: Action; hidden: Readonly<Record<string, unknown>> }>> = {
	incident: { read: 'caller.read', hidden: { caller: null } },
	keyUnit: { read: 'contact.read', hidden: { contacts: [] } },
};

/** The action that a collection's personal data ask for; null = it has none. */
export function readsPersonal(collection: CollectionName): Action | null {
	return PERSONAL[collection]?.read ?? null;
}

/**
 * A record, or the fields that an event sets, without personal data. Lists, changes, events, conflicts and the feed tell all records so, to
 * everyone; only the one record asked for by its id comes whole, to those who may read personal data, and that is audited.
 */
export function hidePersonal<T extends object>(collection: CollectionName, record: T): T {
	const entries = Object.entries(PERSONAL[collection]?.hidden ?? {}).filter(([field]) => field in record);
	return entries.length > 0 ? { ...record, ...Object.fromEntries(entries) } : record;
}

/** Whether a record has personal data in it. */
export function hasPersonal(collection: CollectionName, record: object): boolean {
	const values = record as Readonly<Record<string, unknown>>;
	return Object.keys(PERSONAL[collection]?.hidden ?? {}).some((field) => {
		const value = values[field];
		return Array.isArray(value) ? value.length > 0 : value !== null && value !== undefined;
	});
}
