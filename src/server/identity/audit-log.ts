import type { PoolClient } from 'pg';
import type { AuditEntry } from '../../domain/api/identity-routes.ts';
import { UsageError } from '../../domain/errors.ts';
import type { Store } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';

declare module 'fastify' {
	interface FastifyInstance {
		/** Set by registerIdentity. */
		audit: AuditLog;
	}
}

/** What is written down of somebody's doing; the clock and the number are added. */
export type NewAuditEntry = Omit<AuditEntry, 'id' | 'atMs'>;

/** Who did and read what. Entries are never changed; what changed records is read from the events, so that it is written once. */
export interface AuditLog {
	/** Kept when the promise is; `client` = in that transaction. @throws UnavailableError `store/unavailable` */
	write(entry: NewAuditEntry, client?: PoolClient): Promise<void>;
	/** The newest first; `before` = an entry's id. @throws UsageError `audit/no-such-entry` */
	list(query: { readonly before?: string | undefined; readonly limit: number }): Promise<AuditEntry[]>;
}

interface Row {
	readonly source: 'a' | 'e';
	readonly number: number;
	readonly atMs: number;
	readonly by: AuditEntry['by'];
	readonly from: string;
	readonly what: string;
	readonly about: string;
	readonly outcome: AuditEntry['outcome'];
}

/** Entries and events in one order: by time, then events after entries, then by number. Cost: two index ranges. */
const LIST = `
	(SELECT 'a' AS source, number, at_ms AS "atMs", actor AS by, came_from AS "from", what, about, outcome
		FROM audit WHERE (at_ms, 'a', number) < ($1::bigint, $2::text, $3::bigint) ORDER BY at_ms DESC, number DESC LIMIT $4)
	UNION ALL
	(SELECT 'e', seq, at_ms, actor, came_from, kind, collection || '/' || id, 'done'
		FROM events WHERE (at_ms, 'e', seq) < ($1::bigint, $2::text, $3::bigint) ORDER BY at_ms DESC, seq DESC LIMIT $4)
	ORDER BY "atMs" DESC, source DESC, number DESC LIMIT $4`;

/** The audit, in the tables `audit` and `events`. */
export function createAuditLog(store: Store, nowMs: () => number): AuditLog {
	async function findPlace(before: string): Promise<[number, string, number]> {
		const [, source, number] = /^([ae])(\d{1,15})$/.exec(before) ?? [];
		const table =
			source === 'a' ? 'SELECT at_ms FROM audit WHERE number = $1' : 'SELECT at_ms FROM events WHERE seq = $1';
		const rows = source === undefined ? [] : (await store.pool.query<{ at_ms: number }>(table, [Number(number)])).rows;
		const [row] = rows;
		if (!row) throw new UsageError('audit/no-such-entry', `before: got ${before}, expected the id of an entry`);
		return [row.at_ms, source as string, Number(number)];
	}
	return {
		async write({ by, from, what, about, outcome }, client) {
			await askDatabase(() =>
				(client ?? store.pool).query(
					'INSERT INTO audit (at_ms, actor, came_from, what, about, outcome) VALUES ($1, $2, $3, $4, $5, $6)',
					[nowMs(), JSON.stringify(by), from, what, about, outcome],
				),
			);
		},
		list: ({ before, limit }) =>
			askDatabase(async () => {
				const place = before === undefined ? [Number.MAX_SAFE_INTEGER, 'z', 0] : await findPlace(before);
				const { rows } = await store.pool.query<Row>(LIST, [...place, limit]);
				return rows.map(({ source, number, ...entry }) => ({ id: `${source}${number}`, ...entry }));
			}),
	};
}
