import { isDeepStrictEqual } from 'node:util';
import { foldEvent, type KeptRecord, keyOf } from '../../domain/records/fold-event.ts';
import { createLongClient } from '../store/create-pool.ts';
import { EVENT_COLUMNS, type EventRow, RECORD_COLUMNS, type RecordRow, toKept } from '../store/record-rows.ts';
import { askDatabase } from '../store/store-error.ts';

const ROWS_AT_ONCE = 1_000;

/** What a replay found. */
export interface ReplayReport {
	readonly ok: boolean;
	readonly events: number;
	readonly records: number;
	/** What is not as the log says: 'task/t-1: state is not what its events add up to'. */
	readonly differences: readonly string[];
}

/**
 * Folds the whole log again, in one snapshot, and compares it with the current state. Servers go on meanwhile. Cost: all records in memory.
 * @throws UnavailableError `store/unavailable`
 */
export async function replayEvents(url: string): Promise<ReplayReport> {
	const client = createLongClient(url);
	return askDatabase(async () => {
		try {
			await client.connect();
			await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
			const differences: string[] = [];
			const folded = new Map<string, KeptRecord>();
			let events = 0;
			let lastSeq = 0;
			await client.query(`DECLARE log NO SCROLL CURSOR FOR SELECT ${EVENT_COLUMNS} FROM events ORDER BY seq`);
			for (;;) {
				const { rows } = await client.query<EventRow>(`FETCH ${ROWS_AT_ONCE} FROM log`);
				if (rows.length === 0) break;
				for (const row of rows) {
					const key = keyOf(row.collection, row.id);
					const before = folded.get(key);
					const expected = (before?.state.version ?? 0) + 1;
					if (row.version !== expected) {
						differences.push(`${key}: event ${row.seq} has version ${row.version}, expected ${expected}`);
					}
					folded.set(
						key,
						foldEvent(before, {
							seq: row.seq,
							atMs: row.at_ms,
							id: row.id,
							version: row.version,
							set: row.set_fields,
						}),
					);
					events++;
					if (row.seq !== lastSeq + 1) differences.push(`${key}: event ${row.seq} comes after ${lastSeq}`);
					lastSeq = row.seq;
				}
			}
			const records = folded.size;
			await client.query(`DECLARE kept NO SCROLL CURSOR FOR SELECT ${RECORD_COLUMNS} FROM records`);
			for (;;) {
				const { rows } = await client.query<RecordRow>(`FETCH ${ROWS_AT_ONCE} FROM kept`);
				if (rows.length === 0) break;
				for (const row of rows) {
					const key = keyOf(row.collection, row.id);
					const told = folded.get(key);
					folded.delete(key);
					if (!told) differences.push(`${key}: is there without an event`);
					else differences.push(...compare(key, toKept(row), told));
				}
			}
			for (const key of folded.keys()) differences.push(`${key}: is not there, but its events are`);
			return { ok: differences.length === 0, events, records, differences };
		} finally {
			await client.end().catch(() => {});
		}
	});
}

function compare(key: string, kept: KeptRecord, told: KeptRecord): string[] {
	const names = (['state', 'removed', 'createdSeq', 'updatedSeq'] as const).filter(
		(name) => !isDeepStrictEqual(kept[name], told[name]),
	);
	return names.map((name) => `${key}: ${name} is not what its events add up to`);
}
