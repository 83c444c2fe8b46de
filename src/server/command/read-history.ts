import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Identity } from '../../domain/access/may-do.ts';
import type { COMMAND_ROUTES } from '../../domain/api/command-routes.ts';
import type { Closure } from '../../domain/closure.ts';
import type { RecordedEvent } from '../../domain/records/change.ts';
import type { Dispatch } from '../../domain/records/dispatch.ts';
import { foldEvent, type KeptRecord } from '../../domain/records/fold-event.ts';
import type { Unit } from '../../domain/records/unit.ts';
import { requireAccess } from '../identity/require-access.ts';
import type { ConcernedClosure } from '../incidents/find-closures.ts';
import { noSuchIncident } from '../incidents/incident-errors.ts';
import { readLog } from '../incidents/read-log.ts';
import { EVENT_COLUMNS, type EventRow, toEvent } from '../store/record-rows.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import { readTracks } from './track-table.ts';

/** Events of a unit that are looked at: the last that says its state lies among them, for moving to another incident is rare. */
const LOOKED_AT = 20;

/** All that a replay of an incident needs. */
export type IncidentHistory = z.output<(typeof COMMAND_ROUTES)['incidentHistory']['response']>;

/**
 * The history of an incident, as far as the reader may see what hangs on it; without personal data. Cost: as the log, and its tracks.
 * @throws NotFoundError `incident/not-found`, ForbiddenError `access/denied`, UnavailableError `store/unavailable`
 */
export async function readHistory(
	store: Store,
	identity: Identity,
	id: string,
	nowMs: number,
): Promise<IncidentHistory> {
	const record = await store.read('incident', id);
	if (!record) throw noSuchIncident(id);
	requireAccess(identity, 'incident.read', record);
	const { events, dispatches, closures } = await readLog(store, identity, record, null);
	const [tracks, units, closed, assessments] = await Promise.all([
		readTracks(store.pool, dispatches),
		askDatabase(() => readUnitsBefore(store.pool, dispatches, events)),
		askDatabase(() => readClosuresBefore(store.pool, closures, record.createdAtMs)),
		askDatabase(() => listAssessments(store.pool, id)),
	]);
	const fromMs = Math.min(record.createdAtMs, events[0]?.atMs ?? record.createdAtMs);
	const toMs = record.closedAtMs ?? nowMs;
	return { incidentId: id, fromMs, toMs, events, units, closures: closed, tracks, assessments };
}

/** Each unit as it was before the first event: what was told of it last, or, when nothing was, standing by. */
async function readUnitsBefore(
	pool: Pool,
	dispatches: readonly Dispatch[],
	events: readonly RecordedEvent[],
): Promise<Unit[]> {
	const ids = [...new Set(dispatches.map(({ unitId }) => unitId))];
	if (ids.length === 0) return [];
	const { rows } = await pool.query<EventRow>(
		`SELECT e.* FROM unnest($1::text[]) AS unit (unit_id) CROSS JOIN LATERAL (
			SELECT ${EVENT_COLUMNS} FROM events WHERE collection = 'unit' AND id = unit.unit_id AND seq < $2
			ORDER BY version DESC LIMIT ${LOOKED_AT}
		) AS e ORDER BY e.seq`,
		[ids, events[0]?.seq ?? 0],
	);
	const before = new Map<string, KeptRecord>();
	for (const event of rows.map(toEvent)) before.set(event.id, foldEvent(before.get(event.id), event));
	return ids.map((id) => (before.get(id)?.state as Unit | undefined) ?? describeUntold(id, events));
}

/** Those of the closures that were set before the incident was raised, each as it was then. */
async function readClosuresBefore(
	pool: Pool,
	closures: readonly ConcernedClosure[],
	raisedAtMs: number,
): Promise<Closure[]> {
	const ids = closures.filter(({ state }) => state.createdAtMs < raisedAtMs).map(({ id }) => id);
	if (ids.length === 0) return [];
	const { rows } = await pool.query<EventRow>(
		`SELECT ${EVENT_COLUMNS} FROM events
		WHERE collection = 'closure' AND id = ANY($1::text[]) AND at_ms < $2 ORDER BY seq`,
		[ids, raisedAtMs],
	);
	const before = new Map<string, KeptRecord>();
	for (const event of rows.map(toEvent)) before.set(event.id, foldEvent(before.get(event.id), event));
	return [...before.values()].filter(({ removed }) => !removed).map(({ state }) => state as unknown as Closure);
}

function describeUntold(id: string, events: readonly RecordedEvent[]): Unit {
	const first = events.find((event) => event.collection === 'unit' && event.id === id)?.set as Unit;
	const { plate, type, model, stationId, district } = first;
	return {
		...{ id, plate, type, model, stationId, district, version: 0, createdAtMs: 0, updatedAtMs: 0 },
		...{ state: '10', stateSinceMs: null, incidentId: null, dispatchId: null, note: '' },
	};
}

async function listAssessments(pool: Pool, incidentId: string): Promise<IncidentHistory['assessments']> {
	const { rows } = await pool.query<{ revision: number; madeAtMs: number }>(
		`SELECT revision, round(extract(epoch FROM made_at) * 1000)::float8 AS "madeAtMs"
		FROM assessments WHERE incident_id = $1 ORDER BY revision`,
		[incidentId],
	);
	return rows;
}
