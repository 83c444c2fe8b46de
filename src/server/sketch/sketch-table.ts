import type { ClientBase, Pool } from 'pg';
import type { Actor } from '../../domain/access/identity.ts';
import type { Mark } from '../../domain/tactics/mark.ts';
import { askDatabase } from '../store/store-error.ts';

/** What of a sketch a holder of it up to a number has not. */
export interface SketchNews {
	readonly seq: number;
	/** Up to this one the table has everything as one. */
	readonly stateSeq: number;
	/** In their order; the first may hold everything from the beginning. */
	readonly updates: readonly Uint8Array[];
}

/** A mark as somebody left it; null = they removed it. */
export interface Touch {
	readonly markId: string;
	readonly mark: Mark | null;
	readonly actor: Actor;
	readonly from: string;
}

/** Locks a sketch until the transaction ends, and says its newest number; undefined = there is no such sketch yet. */
export async function lockSketch(client: ClientBase, incidentId: string): Promise<number | undefined> {
	const { rows } = await client.query<{ seq: number }>('SELECT seq FROM sketches WHERE incident_id = $1 FOR UPDATE', [
		incidentId,
	]);
	return rows[0]?.seq;
}

/** Makes a sketch and locks it; false = another transaction made it meanwhile. */
export async function addSketch(client: ClientBase, incidentId: string, state: Uint8Array): Promise<boolean> {
	const { rowCount } = await client.query(
		'INSERT INTO sketches (incident_id, seq, state_seq, state) VALUES ($1, 1, 1, $2) ON CONFLICT DO NOTHING',
		[incidentId, Buffer.from(state)],
	);
	return rowCount === 1;
}

/**
 * What came after `known` (0 = all), as one statement sees it; undefined = there is no such sketch yet. Cost: an index range.
 * @throws UnavailableError `store/unavailable`
 */
export async function readSketch(
	client: Pool | ClientBase,
	incidentId: string,
	known: number,
): Promise<SketchNews | undefined> {
	const { rows } = await askDatabase(() =>
		client.query<{ seq: number; stateSeq: number; state: Buffer | null; made: Buffer[] | null }>(
			`SELECT s.seq, s.state_seq AS "stateSeq", CASE WHEN s.state_seq > $2 THEN s.state END AS state,
				(SELECT array_agg(u.made ORDER BY u.seq) FROM sketch_updates u WHERE u.incident_id = s.incident_id AND u.seq > $2) AS made
			FROM sketches s WHERE s.incident_id = $1`,
			[incidentId, known],
		),
	);
	const [row] = rows;
	return (
		row && {
			seq: row.seq,
			stateSeq: row.stateSeq,
			updates: [...(row.state ? [row.state] : []), ...(row.made ?? [])],
		}
	);
}

/** The newest numbers of sketches. @throws UnavailableError `store/unavailable` */
export async function readSketchNumbers(
	pool: Pool,
	incidentIds: readonly string[],
): Promise<{ incidentId: string; seq: number }[]> {
	const { rows } = await askDatabase(() =>
		pool.query<{ incidentId: string; seq: number }>(
			'SELECT incident_id AS "incidentId", seq FROM sketches WHERE incident_id = ANY($1)',
			[incidentIds],
		),
	);
	return rows;
}

/** Adds an update to a locked sketch, under a number above all it has. */
export async function addUpdate(client: ClientBase, incidentId: string, seq: number, made: Uint8Array): Promise<void> {
	await client.query(
		`WITH u AS (INSERT INTO sketch_updates (incident_id, seq, made) VALUES ($1, $2, $3))
		UPDATE sketches SET seq = $2 WHERE incident_id = $1`,
		[incidentId, seq, Buffer.from(made)],
	);
}

/** Puts everything of a locked sketch into one state. */
export async function compactSketch(client: ClientBase, incidentId: string, state: Uint8Array): Promise<void> {
	await client.query('UPDATE sketches SET state = $2, state_seq = seq WHERE incident_id = $1', [
		incidentId,
		Buffer.from(state),
	]);
	await client.query('DELETE FROM sketch_updates WHERE incident_id = $1', [incidentId]);
}

/**
 * Notes marks of a locked sketch as somebody left them, each at most once: over what the same person did last, else behind what others did.
 */
export async function noteTouches(
	client: ClientBase,
	incidentId: string,
	seq: number,
	nowMs: number,
	touches: readonly Touch[],
): Promise<void> {
	if (touches.length === 0) return;
	const given = touches.map(({ markId, mark, actor, from }) => ({ mark_id: markId, mark, actor, came_from: from }));
	await client.query(
		`INSERT INTO sketch_pending (incident_id, seq, mark_id, mark, actor, came_from, first_at_ms, touched_at_ms)
		SELECT $1, coalesce(l.seq, $2), g.mark_id, g.mark, g.actor, g.came_from, $3, $3
		FROM jsonb_to_recordset($4) AS g(mark_id text, mark jsonb, actor jsonb, came_from text)
		LEFT JOIN LATERAL (
			SELECT p.seq, p.actor FROM sketch_pending p
			WHERE p.incident_id = $1 AND p.mark_id = g.mark_id ORDER BY p.seq DESC LIMIT 1
		) l ON l.actor = g.actor
		ON CONFLICT (incident_id, mark_id, seq) DO UPDATE SET mark = excluded.mark, touched_at_ms = excluded.touched_at_ms`,
		[incidentId, seq, nowMs, JSON.stringify(given)],
	);
}

/** A touch that is not an event yet, without the mark itself. */
export interface PendingTouch extends Omit<Touch, 'mark'> {
	readonly seq: number;
	/** Whether it has been left alone long enough, or somebody else has changed the mark since. */
	readonly isDue: boolean;
}

/** How long a mark is left alone before that is an event, and how long one that is changed all the time waits at most. */
const DUE = { afterMs: 1000, atMostMs: 10_000 } as const;

/** All touches of a sketch that are no events yet, in the order in which they were begun. @throws UnavailableError `store/unavailable` */
export async function readPending(pool: Pool, incidentId: string, nowMs: number): Promise<PendingTouch[]> {
	const { rows } = await askDatabase(() =>
		pool.query<PendingTouch>(
			// A time ahead of now is of a clock that was set back since, or of another machine's.
			`SELECT seq, mark_id AS "markId", actor, came_from AS "from",
				touched_at_ms <= $2::bigint - ${DUE.afterMs} OR touched_at_ms > $2::bigint + ${DUE.atMostMs}
					OR first_at_ms <= $2::bigint - ${DUE.atMostMs}
					OR seq < max(seq) OVER (PARTITION BY mark_id) AS "isDue"
			FROM sketch_pending WHERE incident_id = $1 ORDER BY seq, mark_id`,
			[incidentId, nowMs],
		),
	);
	return rows;
}

/**
 * Takes those of some touches of a locked sketch out that are still there, as they are now: they become events in this transaction. In their
 * order.
 */
export async function takePending(
	client: ClientBase,
	incidentId: string,
	touches: readonly PendingTouch[],
): Promise<{ readonly markId: string; readonly mark: Mark | null }[]> {
	const { rows } = await client.query<{ markId: string; mark: Mark | null; seq: number }>(
		`DELETE FROM sketch_pending p USING unnest($2::text[], $3::bigint[]) AS g(mark_id, seq)
		WHERE p.incident_id = $1 AND p.mark_id = g.mark_id AND p.seq = g.seq
		RETURNING p.mark_id AS "markId", p.mark, p.seq`,
		[incidentId, touches.map(({ markId }) => markId), touches.map(({ seq }) => seq)],
	);
	return rows.sort((a, b) => a.seq - b.seq || (a.markId < b.markId ? -1 : 1));
}

/** Whether something of a mark of a locked sketch is no event yet. */
export async function isPending(client: ClientBase, incidentId: string, markId: string): Promise<boolean> {
	const { rowCount } = await client.query(
		'SELECT 1 FROM sketch_pending WHERE incident_id = $1 AND mark_id = $2 LIMIT 1',
		[incidentId, markId],
	);
	return rowCount !== 0;
}

/** Gives the touches of one sketch to another; both are locked, and `seq` is the newest number of both. */
export async function movePending(client: ClientBase, from: string, to: string): Promise<void> {
	await client.query('UPDATE sketch_pending SET incident_id = $2 WHERE incident_id = $1', [from, to]);
}

/** Sketches of which something is no event yet. @throws UnavailableError `store/unavailable` */
export async function listPending(pool: Pool): Promise<string[]> {
	const { rows } = await askDatabase(() =>
		pool.query<{ incidentId: string }>('SELECT DISTINCT incident_id AS "incidentId" FROM sketch_pending'),
	);
	return rows.map(({ incidentId }) => incidentId);
}
