import type { RecordedEvent } from '../../domain/records/change.ts';
import { COLLECTIONS, type CollectionName, type RecordOf } from '../../domain/records/collections.ts';
import { foldEvent, type KeptRecord, keyOf } from '../../domain/records/fold-event.ts';

/** Records that a list of events adds up to. */
export interface FoldedParts {
	/** Those that are there, in the order they were made. A record that its schema does not know any more is left out. */
	list<C extends CollectionName>(collection: C): RecordOf<C>[];
}

/** Lays the events of a log over one another. Cost: linear. */
export function foldParts(events: readonly RecordedEvent[]): FoldedParts {
	const kept = new Map<string, KeptRecord & { readonly collection: CollectionName }>();
	for (const event of events) {
		const key = keyOf(event.collection, event.id);
		kept.set(key, { ...foldEvent(kept.get(key), event), collection: event.collection });
	}
	return {
		list<C extends CollectionName>(collection: C) {
			return [...kept.values()].flatMap((record) => {
				if (record.collection !== collection || record.removed) return [];
				const parsed = COLLECTIONS[collection].schema.safeParse(record.state);
				return parsed.success ? [parsed.data as RecordOf<C>] : [];
			});
		},
	};
}
