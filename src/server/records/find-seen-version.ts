import type { CollectionName } from '../../domain/records/collections.ts';
import { readEvents } from '../store/read-records.ts';
import type { WriteTx } from '../store/store.ts';

/** Entries of one record's log that are looked at. */
const EVENTS_LOOKED_AT = 5000;

/**
 * The version to change when `seen` was: that of now when nothing has happened since but events of the `quiet` kinds, which set fields that
 * the change does not. Cost: nothing when the newest was seen, else a look at the record's log.
 */
export async function findSeenVersion(
	{ client }: WriteTx,
	collection: CollectionName,
	{ id, version }: { readonly id: string; readonly version: number },
	seen: number,
	quiet: ReadonlySet<string>,
): Promise<number> {
	if (seen >= version) return seen;
	const events = await readEvents(client, { collection, id, limit: EVENTS_LOOKED_AT });
	const since = events.filter((event) => event.version > seen && event.version <= version);
	return since.length === version - seen && since.every(({ kind }) => quiet.has(kind)) ? version : seen;
}
