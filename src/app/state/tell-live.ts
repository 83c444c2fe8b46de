import { applyChanges } from '../../client/state/apply-changes.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import type { CollectionName, RecordOf } from '../../domain/records/collections.ts';

/** Puts what the server answered into the live lists at once, as the feed will bring it; what is older than what is held is left. */
export function tellLive<C extends CollectionName>(live: LiveStore, collection: C, record: RecordOf<C>): void {
	const { id, version, updatedAtMs: atMs } = record;
	const changed = { ...record } as Record<string, unknown>;
	applyChanges(live, [{ seq: 0, collection, id, version, atMs, record: changed }], atMs);
}
