import type { PoolClient } from 'pg';
import { hidePersonal } from '../../domain/access/hide-personal.ts';
import { ConflictError, DataError, NotFoundError } from '../../domain/errors.ts';
import { COLLECTIONS, type CollectionName, type RecordOf } from '../../domain/records/collections.ts';
import { foldEvent, type KeptRecord, type KeptState, keyOf } from '../../domain/records/fold-event.ts';
import { checkText, isKeepableText } from './check-text.ts';
import { listRecords } from './read-records.ts';
import { RECORD_COLUMNS, type RecordRow, toKept } from './record-rows.ts';
import type { NewEvent, WriteContext, WriteTx } from './store.ts';

const SET_BY_STORE = new Set(['id', 'version', 'createdAtMs', 'updatedAtMs']);

/** An event that waits for its number. */
export interface PendingEvent {
	readonly event: Omit<NewEvent<CollectionName>, 'set' | 'expectVersion'>;
	readonly version: number;
	readonly set: Readonly<Record<string, unknown>> | null;
}

/** A record as the transaction leaves it; numbers below 0 are those of pending events, -1 the first. */
export interface TouchedRecord {
	readonly collection: CollectionName;
	readonly id: string;
	record: KeptRecord;
}

/** A transaction at work, and what it is going to write. */
export interface OpenTx {
	readonly tx: WriteTx;
	readonly pending: PendingEvent[];
	readonly touched: Map<string, TouchedRecord>;
}

/** Begins the work of a transaction on a connection that is in one. Events are kept back until appendEvents writes them all. */
export function openTx(client: PoolClient, { from, by }: WriteContext, nowMs: number): OpenTx {
	const pending: PendingEvent[] = [];
	const touched = new Map<string, TouchedRecord>();
	checkText([from, by], 'write');

	const readLocked = async (collection: CollectionName, id: string): Promise<KeptRecord | undefined> => {
		const mine = touched.get(keyOf(collection, id));
		if (mine) return mine.record;
		if (!isKeepableText(id)) return undefined;
		const { rows } = await client.query<RecordRow>(
			`SELECT ${RECORD_COLUMNS} FROM records WHERE collection = $1 AND id = $2 FOR UPDATE`,
			[collection, id],
		);
		return rows[0] && toKept(rows[0]);
	};

	const tx: WriteTx = {
		nowMs,
		client,
		async read<C extends CollectionName>(collection: C, id: string) {
			const kept = await readLocked(collection, id);
			return kept === undefined || kept.removed ? undefined : (structuredClone(kept.state) as RecordOf<C>);
		},
		list: (collection, filter) => listRecords(client, collection, filter),
		async append<C extends CollectionName>({ expectVersion, set, ...event }: NewEvent<C>) {
			const { collection, id, kind, reason } = event;
			const where = `${collection} ${id}`;
			checkText([id, kind, reason ?? ''], where);
			const before = await readLocked(collection, id);
			const alive = before !== undefined && !before.removed ? before.state : undefined;
			if (expectVersion !== undefined && expectVersion !== (alive?.version ?? 0)) {
				throw new ConflictError(
					'record/version-conflict',
					`${where}: got version ${expectVersion}, expected ${alive?.version ?? 'none, for it is not there'}`,
					{
						context: {
							collection,
							id,
							// An error goes out and into logs: without personal data.
							yours: { version: expectVersion, set: set && hidePersonal(collection, set) },
							theirs: alive ? hidePersonal(collection, alive) : null,
						},
					},
				);
			}
			if (set === null && !alive) {
				throw new NotFoundError('record/not-found', `${where}: got nothing of that id, expected one to remove`, {
					context: { collection, id },
				});
			}
			const version = (before?.state.version ?? 0) + 1;
			const fields = set === null ? null : readFields(collection, id, version, nowMs, alive, set);
			// Numbers are given at the end: until then minus the place among the pending ones.
			const record = foldEvent(before, { seq: -pending.length - 1, atMs: nowMs, id, version, set: fields });
			pending.push({ event, version, set: fields });
			const mine = touched.get(keyOf(collection, id));
			if (mine) mine.record = record;
			else {
				touched.set(keyOf(collection, id), { collection, id, record });
			}
			return structuredClone(record.state) as RecordOf<C>;
		},
		async takeDayId(collection) {
			const day = formatDay(nowMs);
			const { rows } = await client.query<{ last: number }>(
				`INSERT INTO day_counters AS c (collection, day, last) VALUES ($1, $2, 1)
				ON CONFLICT (collection, day) DO UPDATE SET last = c.last + 1 RETURNING last`,
				[collection, day],
			);
			return `${day}-${String(rows[0]?.last).padStart(4, '0')}`;
		},
	};
	return { tx, pending, touched };
}

/** The fields that an event sets, as the collection's schema makes them; those the schema adds to a new record too. @throws DataError `record/invalid` */
function readFields(
	collection: CollectionName,
	id: string,
	version: number,
	nowMs: number,
	alive: KeptState | undefined,
	given: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
	const set = Object.fromEntries(
		Object.entries(given).filter(([name, value]) => value !== undefined && !SET_BY_STORE.has(name)),
	);
	const meta = { id, version, createdAtMs: alive?.createdAtMs ?? nowMs, updatedAtMs: nowMs };
	const parsed = COLLECTIONS[collection].schema.safeParse({ district: null, ...alive, ...set, ...meta });
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		const field = issue?.path.join('.') ?? '';
		throw new DataError('record/invalid', `${collection} ${id}: got ${field}: ${issue?.message}, expected a record`, {
			context: {
				collection,
				id,
				issues: parsed.error.issues.map(({ path, message }) => ({ where: path.join('.'), message })),
			},
		});
	}
	const fields = Object.fromEntries(
		Object.entries(parsed.data).filter(
			([name, value]) => value !== undefined && !SET_BY_STORE.has(name) && (name in set || !alive || !(name in alive)),
		),
	);
	checkText(fields, `${collection} ${id}`);
	return fields;
}

/** '2026-1121', by the server's own calendar. */
function formatDay(nowMs: number): string {
	const now = new Date(nowMs);
	const two = (value: number) => String(value).padStart(2, '0');
	return `${now.getFullYear()}-${two(now.getMonth() + 1)}${two(now.getDate())}`;
}
