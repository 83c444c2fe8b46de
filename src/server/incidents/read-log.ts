import type { Pool } from 'pg';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import { COLLECTIONS, type CollectionName } from '../../domain/records/collections.ts';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import { EVENT_COLUMNS, type EventRow, toEvent } from '../store/record-rows.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { type ConcernedClosure, findClosures } from './find-closures.ts';

/** A record that hangs on an incident, also one that was removed. */
interface Part {
	readonly collection: CollectionName;
	readonly id: string;
	readonly created_seq: number;
	readonly updated_seq: number;
	readonly state: { readonly district: string | null };
}

/** What happened at an incident, and the dispatches of it that the reader may see. */
export interface IncidentLog {
	/** The oldest first. */
	readonly events: RecordedEvent[];
	/** In the order they were given. */
	readonly dispatches: Dispatch[];
	/** That concern it, also those that were set before it was raised; in the order they were set. */
	readonly closures: ConcernedClosure[];
}

/**
 * What happened to an incident and, as far as the reader may see them, to all that hangs on it: its dispatches, units while they were out for
 * it, tasks, drawings, what its command post keeps, and attachments of any of these; also to what was removed since; and closures that
 * concern it (findClosures), set or lifted from when it was raised until it was closed. Without personal data.
 * `limit`: so many of the oldest after number `since`; null = all. Cost: index ranges of the records that hang on it.
 * @throws UnavailableError `store/unavailable`
 */
export async function readLog(
	store: Store,
	identity: Identity,
	record: IncidentRecord,
	limit: number | null,
	since = 0,
): Promise<IncidentLog> {
	const maySee = ({ collection, state }: Part) => mayDo(identity, COLLECTIONS[collection].read, state);
	const parts = (await askDatabase(() => readParts(store.pool, record.id))).filter(maySee);
	const holders = [record.id, ...parts.map(({ id }) => id)];
	const attached = (await askDatabase(() => readAttached(store.pool, holders))).filter(maySee);
	const sent = parts.filter(({ collection }) => collection === 'dispatch');
	const closures = mayDo(identity, COLLECTIONS.closure.read)
		? await askDatabase(() => findClosures(store.pool, record))
		: [];
	const hanging = { parts: [...parts, ...attached], sent, closures };
	const events = await askDatabase(() => readRows(store.pool, record, hanging, limit, since));
	return {
		events: events.map((event) => ({ ...event, set: event.set && hidePersonal(event.collection, event.set) })),
		dispatches: sent.map(({ state }) => state as Dispatch).sort((a, b) => a.orderedAtMs - b.orderedAtMs),
		closures,
	};
}

async function readParts(pool: Pool, incidentId: string): Promise<Part[]> {
	const { rows } = await pool.query<Part>(
		`SELECT collection, id, created_seq, updated_seq, state FROM records
		WHERE facts ->> 'incidentId' = $1 AND collection <> 'unit' ORDER BY created_seq`,
		[incidentId],
	);
	return rows;
}

/** An id is of one collection only, but for those that a caller chose: they hold nothing of an incident. */
async function readAttached(pool: Pool, holders: readonly string[]): Promise<Part[]> {
	const { rows } = await pool.query<Part>(
		`SELECT collection, id, created_seq, updated_seq, state FROM records
		WHERE state -> 'of' ->> 'id' = ANY($1::text[]) AND collection = 'attachment'
			AND state -> 'of' ->> 'collection' IN ('incident', 'note', 'task')`,
		[holders],
	);
	return rows;
}

/**
 * A unit's event is of the dispatch that it names, and of the one that it was out for until then: going back to 备勤 (10), or to another
 * incident, names that no more.
 */
async function readRows(
	pool: Pool,
	{ id: incidentId, createdAtMs, closedAtMs }: IncidentRecord,
	{ parts, sent, closures }: { readonly [name in 'parts' | 'sent']: readonly Part[] } & Pick<IncidentLog, 'closures'>,
	limit: number | null,
	since: number,
): Promise<RecordedEvent[]> {
	const dispatches = sent.map(({ state }) => state as Dispatch);
	const isRunning = dispatches.some(({ endedAtMs }) => endedAtMs === null);
	const { rows } = await pool.query<EventRow>(
		`SELECT ${EVENT_COLUMNS} FROM events JOIN unnest($1::text[], $2::text[]) AS part (collection, id) USING (collection, id)
		WHERE seq > $8
		UNION ALL
		SELECT ${EVENT_COLUMNS} FROM events AS e
		WHERE collection = 'unit' AND id = ANY($3::text[]) AND seq >= $5 AND seq > $8 AND ($6::bigint IS NULL OR seq <= $6)
			AND (set_fields ->> 'dispatchId' = ANY($4::text[]) OR (
				SELECT before.set_fields ->> 'dispatchId' FROM events AS before
				WHERE before.collection = 'unit' AND before.id = e.id AND before.version < e.version
					AND before.set_fields ? 'dispatchId'
				ORDER BY before.version DESC LIMIT 1
			) = ANY($4::text[]))
		UNION ALL
		SELECT ${EVENT_COLUMNS} FROM events
		WHERE collection = 'closure' AND id = ANY($9::text[]) AND seq > $8 AND at_ms >= $10
			AND ($11::float8 IS NULL OR at_ms <= $11)
		ORDER BY seq LIMIT $7`,
		[
			['incident', ...parts.map(({ collection }) => collection)],
			[incidentId, ...parts.map(({ id }) => id)],
			[...new Set(dispatches.map(({ unitId }) => unitId))],
			dispatches.map(({ id }) => id),
			sent[0]?.created_seq ?? 0,
			isRunning ? null : Math.max(0, ...sent.map(({ updated_seq }) => updated_seq)),
			limit,
			since,
			closures.map(({ id }) => id),
			createdAtMs,
			closedAtMs,
		],
	);
	return rows.map(toEvent);
}
