import type { Pool } from 'pg';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { type Identity, mayDo } from '../../domain/access/may-do.ts';
import type { IncidentRecord } from '../../domain/incident.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import { EVENT_COLUMNS, type EventRow, toEvent } from '../store/record-rows.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';

/** Entries of one incident's log that are told. */
const EVENTS_TOLD = 5000;

/**
 * What happened at an incident, the oldest first: to itself, and as far as the reader may see units and tasks, to its dispatches, to units
 * while they were out for it, and to its tasks. Without personal data. Cost: index ranges of the records that hang on it.
 * @throws UnavailableError `store/unavailable`
 */
export async function readLog(store: Store, identity: Identity, record: IncidentRecord): Promise<RecordedEvent[]> {
	const where = { incidentId: record.id };
	const [dispatches, tasks] = await Promise.all([
		mayDo(identity, 'unit.read', record) ? store.list('dispatch', { where }) : [],
		mayDo(identity, 'task.read', record) ? store.list('task', { where }) : [],
	]);
	const events = await askDatabase(() =>
		readRows(store.pool, [
			record.id,
			dispatches.map(({ id }) => id),
			[...new Set(dispatches.map(({ unitId }) => unitId))],
			tasks.map(({ id }) => id),
			EVENTS_TOLD,
		]),
	);
	return events.map((event) => ({ ...event, set: event.set && hidePersonal(event.collection, event.set) }));
}

/** A unit's event names the dispatch that it was out for; 10, which ends that, is told by the dispatch. */
async function readRows(pool: Pool, values: readonly unknown[]): Promise<RecordedEvent[]> {
	const { rows } = await pool.query<EventRow>(
		`SELECT ${EVENT_COLUMNS} FROM events
		WHERE (collection = 'incident' AND id = $1)
			OR (collection = 'dispatch' AND id = ANY($2::text[]))
			OR (collection = 'unit' AND id = ANY($3::text[]) AND set_fields ->> 'dispatchId' = ANY($2::text[]))
			OR (collection = 'task' AND id = ANY($4::text[]))
		ORDER BY seq LIMIT $5`,
		[...values],
	);
	return rows.map(toEvent);
}
