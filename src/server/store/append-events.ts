import type { PoolClient } from 'pg';
import { readFacts } from './record-facts.ts';
import type { WriteContext } from './store.ts';
import type { OpenTx } from './write-tx.ts';

/** The lock under which numbers are given; 'fengtu' in bytes. */
const SEQ_LOCK = 0x66656e677475;
/** The channel on which every process hears that there is something new. */
export const CHANGES_CHANNEL = 'fengtu_changes';

/**
 * Writes a transaction's events with their numbers, and the records as they are after them. The lock is held until the transaction ends, so
 * that numbers become visible in their order: nobody who asks what came after N misses one. The last thing a transaction does before COMMIT.
 */
export async function appendEvents(
	client: PoolClient,
	{ tx, pending, touched }: OpenTx,
	{ by, from }: WriteContext,
): Promise<void> {
	if (pending.length === 0) return;
	await client.query('SELECT pg_advisory_xact_lock($1)', [SEQ_LOCK]);
	// A statement of its own: only one that begins after the lock was had sees what the last holder wrote.
	const { rows } = await client.query<{ top: number }>('SELECT coalesce(max(seq), 0) AS top FROM events');
	const top = rows[0]?.top ?? 0;
	// A pending event's number is minus its place among them.
	const numberOf = (seq: number) => (seq < 0 ? top - seq : seq);
	const events = pending.map(({ event, version, set }, index) => ({
		...event,
		seq: top + index + 1,
		version,
		set_fields: set,
		reason: event.reason ?? '',
	}));
	const records = [...touched.values()].map(({ collection, id, record }) => ({
		collection,
		id,
		version: record.state.version,
		state: record.state,
		facts: readFacts(record.state),
		lon: readNumber(record.state.lon),
		lat: readNumber(record.state.lat),
		created_seq: numberOf(record.createdSeq),
		updated_seq: numberOf(record.updatedSeq),
		removed: record.removed,
	}));
	await client.query(
		`WITH e AS (
			INSERT INTO events (seq, at_ms, collection, id, version, kind, actor, came_from, reason, set_fields)
			SELECT seq, $2, collection, id, version, kind, $3, $4, reason, set_fields
			FROM jsonb_to_recordset($1) AS t(seq bigint, collection text, id text, version int, kind text, reason text, set_fields jsonb)
		), n AS (
			SELECT pg_notify('${CHANGES_CHANNEL}', '')
		)
		INSERT INTO records (collection, id, version, state, facts, lon, lat, created_seq, updated_seq, updated_at_ms, removed)
		SELECT collection, id, version, state, facts, lon, lat, created_seq, updated_seq, $2, removed
		FROM jsonb_to_recordset($5) AS t(collection text, id text, version int, state jsonb, facts jsonb,
			lon float8, lat float8, created_seq bigint, updated_seq bigint, removed boolean), n
		ON CONFLICT (collection, id) DO UPDATE SET version = excluded.version, state = excluded.state, facts = excluded.facts,
			lon = excluded.lon, lat = excluded.lat, created_seq = excluded.created_seq, updated_seq = excluded.updated_seq,
			updated_at_ms = excluded.updated_at_ms, removed = excluded.removed`,
		[JSON.stringify(events), tx.nowMs, JSON.stringify(by), from, JSON.stringify(records)],
	);
}

function readNumber(value: unknown): number | null {
	return typeof value === 'number' ? value : null;
}
