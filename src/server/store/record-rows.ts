import type { Actor } from '../../domain/access/identity.ts';
import type { Change, RecordedEvent } from '../../domain/records/change.ts';
import type { CollectionName } from '../../domain/records/collections.ts';
import type { KeptRecord, KeptState } from '../../domain/records/fold-event.ts';

/** A row of table `records`, as the pool gives it. */
export interface RecordRow {
	readonly collection: CollectionName;
	readonly id: string;
	readonly version: number;
	readonly state: KeptState;
	readonly created_seq: number;
	readonly updated_seq: number;
	readonly updated_at_ms: number;
	readonly removed: boolean;
}

/** A row of table `events`. */
export interface EventRow {
	readonly seq: number;
	readonly at_ms: number;
	readonly collection: CollectionName;
	readonly id: string;
	readonly version: number;
	readonly kind: string;
	readonly actor: Actor;
	readonly came_from: string;
	readonly reason: string;
	readonly set_fields: Record<string, unknown> | null;
}

export const EVENT_COLUMNS = 'seq, at_ms, collection, id, version, kind, actor, came_from, reason, set_fields';
export const RECORD_COLUMNS = 'collection, id, version, state, created_seq, updated_seq, updated_at_ms, removed';

/** A row as the log tells it. */
export function toEvent(row: EventRow): RecordedEvent {
	return {
		seq: row.seq,
		atMs: row.at_ms,
		collection: row.collection,
		id: row.id,
		version: row.version,
		kind: row.kind,
		by: row.actor,
		from: row.came_from,
		reason: row.reason,
		set: row.set_fields,
	};
}

/** A row as a change. */
export function toChange(row: RecordRow): Change {
	return {
		seq: row.updated_seq,
		collection: row.collection,
		id: row.id,
		version: row.version,
		atMs: row.updated_at_ms,
		record: row.removed ? null : row.state,
	};
}

/** A row as the fold has it. */
export function toKept(row: RecordRow): KeptRecord {
	return { state: row.state, removed: row.removed, createdSeq: row.created_seq, updatedSeq: row.updated_seq };
}
