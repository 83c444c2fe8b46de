import type { ClientBase, Pool } from 'pg';
import type { Change, RecordedEvent } from '../../domain/records/change.ts';
import type { CollectionName, RecordOf } from '../../domain/records/collections.ts';
import { isKeepableText } from './check-text.ts';
import { readFacts } from './record-facts.ts';
import { EVENT_COLUMNS, type EventRow, RECORD_COLUMNS, type RecordRow, toChange, toEvent } from './record-rows.ts';
import type { RecordFilter, Store } from './store.ts';

/** One record as it is now; undefined = not there, or removed. */
export async function readRecord<C extends CollectionName>(
	pool: Pool,
	collection: C,
	id: string,
): Promise<RecordOf<C> | undefined> {
	// PostgreSQL has no such text: nothing can be called so.
	if (!isKeepableText(id)) return undefined;
	const { rows } = await pool.query<{ state: RecordOf<C> }>(
		'SELECT state FROM records WHERE collection = $1 AND id = $2 AND NOT removed',
		[collection, id],
	);
	return rows[0]?.state;
}

/** The records of a collection that a filter asks for, the newest made first. */
export async function listRecords<C extends CollectionName>(
	pool: Pool | ClientBase,
	collection: C,
	{ where = {}, notNull = [], box, limit }: RecordFilter = {},
): Promise<RecordOf<C>[]> {
	const values: unknown[] = [collection];
	const conditions = ['collection = $1', 'NOT removed'];
	const bind = (value: unknown) => `$${values.push(value)}`;
	if (Object.keys(where).length > 0) {
		if (Object.values(where).some((value) => typeof value === 'string' && !isKeepableText(value))) return [];
		conditions.push(`state @> ${bind(JSON.stringify(where))}::jsonb`);
		const facts = readFacts(where);
		// The same again, of what has an index.
		if (Object.keys(facts).length > 0) conditions.push(`facts @> ${bind(JSON.stringify(facts))}::jsonb`);
	}
	for (const name of notNull) conditions.push(`state -> ${bind(name)}::text <> 'null'::jsonb`);
	if (box) {
		// PostgreSQL would turn it round.
		if (box[0] > box[2] || box[1] > box[3]) return [];
		const [west, south, east, north] = box.map((edge) => bind(edge));
		conditions.push('lon IS NOT NULL', `point(lon, lat) <@ box(point(${west}, ${south}), point(${east}, ${north}))`);
	}
	const { rows } = await pool.query<{ state: RecordOf<C> }>(
		`SELECT state FROM records WHERE ${conditions.join(' AND ')} ORDER BY created_seq DESC ${
			limit === undefined ? '' : `LIMIT ${bind(limit)}`
		}`,
		values,
	);
	return rows.map(({ state }) => state);
}

/** The newest number given. */
export async function readSeq(pool: Pool): Promise<number> {
	const { rows } = await pool.query<{ seq: number }>('SELECT coalesce(max(seq), 0) AS seq FROM events');
	return rows[0]?.seq ?? 0;
}

/** A page of what changed after a number, oldest first, one a record. */
export async function readChanges(
	pool: Pool,
	since: number,
	limit: number,
): Promise<{ changes: Change[]; seq: number; more: boolean }> {
	const { rows } = await pool.query<RecordRow>(
		`SELECT ${RECORD_COLUMNS} FROM records WHERE updated_seq > $1 ORDER BY updated_seq LIMIT $2`,
		[since, limit + 1],
	);
	const changes = rows.slice(0, limit).map(toChange);
	// Every event moves its record's number: the last of all records is the last of all events.
	return { changes, seq: changes.at(-1)?.seq ?? since, more: rows.length > limit };
}

/** A page of the log, oldest first. */
export async function readEvents(
	pool: Pool | ClientBase,
	{ collection, id, since = 0, limit }: Parameters<Store['readEvents']>[0],
): Promise<RecordedEvent[]> {
	if (id !== undefined && !isKeepableText(id)) return [];
	const values: unknown[] = [since];
	const conditions = ['seq > $1'];
	const bind = (value: unknown) => `$${values.push(value)}`;
	if (collection !== undefined) conditions.push(`collection = ${bind(collection)}`);
	if (id !== undefined) conditions.push(`id = ${bind(id)}`);
	const { rows } = await pool.query<EventRow>(
		`SELECT ${EVENT_COLUMNS} FROM events WHERE ${conditions.join(' AND ')} ORDER BY seq LIMIT ${bind(limit)}`,
		values,
	);
	return rows.map(toEvent);
}
