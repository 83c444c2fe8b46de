import type { Change } from '../../domain/records/change.ts';
import { COLLECTIONS } from '../../domain/records/collections.ts';
import type { FeedMessage } from '../../domain/topics.ts';
import {
	type LiveState,
	type LiveStore,
	putClosure,
	putRecord,
	putToldIncident,
	replaceClosures,
	replaceIncidents,
} from './live-store.ts';
import { type ListedCollection, RECORD_LISTS, sortLists } from './record-lists.ts';

/** Replaces all that is held by a snapshot; assessments stay with the incidents they belong to. */
export function applySnapshot(store: LiveStore, message: Extract<FeedMessage, { kind: 'snapshot' }>): void {
	replaceIncidents(store, message.incidents);
	replaceClosures(store, message.closures, message.serverTimeMs);
	store.setState({
		packVersion: message.packVersion,
		...sortLists(message),
	});
}

/** Puts changes into the lists they belong to. A record that cannot be read is counted, and the rest is taken. */
export function applyChanges(store: LiveStore, changes: readonly Change[], serverTimeMs: number): void {
	const changedSeq = { ...store.getState().changedSeq };
	for (const change of changes) {
		changedSeq[change.collection] = Math.max(change.seq, changedSeq[change.collection] ?? 0);
		if (!applyChange(store, change, serverTimeMs)) {
			store.setState(({ badMessages }) => ({ badMessages: badMessages + 1 }));
		}
	}
	store.setState({ changedSeq });
}

function applyChange(store: LiveStore, { collection, id, record }: Change, serverTimeMs: number): boolean {
	if (record === null) {
		takeOut(store, collection, id);
		return true;
	}
	if (collection === 'incident') {
		const incident = COLLECTIONS.incident.schema.safeParse(record);
		if (incident.success) putToldIncident(store, incident.data);
		return incident.success;
	}
	if (collection === 'closure') {
		const closure = COLLECTIONS.closure.schema.safeParse(record);
		if (closure.success) putClosure(store, closure.data, serverTimeMs);
		return closure.success;
	}
	return !isListed(collection) || putListed(store, collection, record);
}

function putListed(store: LiveStore, collection: ListedCollection, record: unknown): boolean {
	const { name, order } = RECORD_LISTS[collection];
	const parsed = COLLECTIONS[collection].schema.safeParse(record);
	if (!parsed.success) return false;
	const list: readonly { id: string; version: number }[] = store.getState()[name];
	const next = putRecord(list, parsed.data).sort(order as (a: object, b: object) => number);
	store.setState({ [name]: next } as Partial<LiveState>);
	return true;
}

function takeOut(store: LiveStore, collection: Change['collection'], id: string): void {
	const without = <T extends { readonly id: string }>(records: readonly T[]) =>
		records.filter((record) => record.id !== id);
	const { incidents, closures, activeClosures } = store.getState();
	if (collection === 'incident') store.setState({ incidents: without(incidents) });
	else if (collection === 'closure') {
		store.setState({ closures: without(closures), activeClosures: without(activeClosures) });
	} else if (isListed(collection)) {
		const { name } = RECORD_LISTS[collection];
		const list: readonly { id: string }[] = store.getState()[name];
		store.setState({ [name]: without(list) } as Partial<LiveState>);
	}
}

function isListed(collection: Change['collection']): collection is ListedCollection {
	return collection in RECORD_LISTS;
}
