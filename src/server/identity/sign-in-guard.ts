import { RateLimitedError } from '../../domain/errors.ts';
import type { Store } from '../store/store.ts';
import { asStoreError } from '../store/store-error.ts';
import { hashSecret } from './secrets.ts';

const S = 1000;
const MIN = 60 * S;
/** Failures are forgotten so long after the last one. */
const FORGET_MS = 24 * 60 * MIN;

/**
 * How long the next try must wait after so many failures: nothing for the first `free` ones, then `firstMs`, doubled each time up to `mostMs`.
 * ASVS 2.2.1 allows 100 failures an hour on one account; these let fewer than 60.
 */
const WAITS = {
	/** One login from one address: somebody who forgot, or guesses. */
	both: { free: 5, firstMs: 15 * S, mostMs: 15 * MIN, forgetOneMs: FORGET_MS },
	/** One address, whatever login. A command centre behind one address types wrong every day: that does not add up. */
	address: { free: 50, firstMs: 30 * S, mostMs: 15 * MIN, forgetOneMs: 2 * MIN },
	/** One login from anywhere: guesses from many addresses. Addresses it has signed in from are not held up by these. */
	login: { free: 30, firstMs: MIN, mostMs: 2 * MIN, forgetOneMs: 10 * MIN },
	/**
	 * One login at a machine that it has signed in at: counted by itself, and nothing else counts there. Nobody can hold up a commander at the
	 * desk of every day, not even from the next desk behind the same address.
	 */
	machine: { free: 5, firstMs: 15 * S, mostMs: 15 * MIN, forgetOneMs: FORGET_MS },
} as const;
type Kind = keyof typeof WAITS;

interface Row {
	readonly key: string;
	readonly failures: number;
	readonly lastAtMs: number;
	readonly blockedUntilMs: number;
	/** Of a row that was to be made: whether there was one. */
	readonly wasThere?: boolean;
}

/** Makes guessing passwords slow. Kept in the database: several processes count together, and a restart forgets nothing. */
export interface SignInGuard {
	/** Counts a try as failed before it is looked at, so that many at once count too. @throws RateLimitedError `session/too-many-attempts` */
	take(login: string, address: string, machine: string): Promise<void>;
	/** The try was right: this machine is one of the login's from now on. */
	forgive(login: string, address: string, machine: string): Promise<void>;
	/** Throws away what is forgotten. */
	sweep(): Promise<void>;
}

/**
 * The guard over a store. `address` of take and forgive: an IPv4 address, or the /64 of an IPv6 one; `machine`: the secret of a cookie that the
 * browser was given when it signed in first.
 */
export function createSignInGuard(store: Store, nowMs: () => number): SignInGuard {
	const keysOf = (login: string, address: string, machine: string) => {
		// A login may be a password in the wrong field: only its hash is kept.
		const name = hashSecret(login.toLowerCase()).toString('hex');
		return {
			both: `both ${name} ${address}`,
			address: `address ${address}`,
			login: `login ${name}`,
			known: `known ${name} ${address}`,
			machine: `machine ${name} ${hashSecret(machine).toString('hex')}`,
		};
	};
	return {
		async take(login, address, machine) {
			const keys = keysOf(login, address, machine);
			const now = nowMs();
			const waitMs = await inTransaction(store, async (query) => {
				const counted = [keys.address, keys.both, keys.login];
				await query(
					`INSERT INTO sign_in_failures (key, failures, last_at_ms, blocked_until_ms)
					SELECT key, 0, $2, 0 FROM unnest($1::text[]) AS key ORDER BY key ON CONFLICT DO NOTHING`,
					[counted, now],
				);
				const rows = await query(
					`SELECT key, failures, last_at_ms AS "lastAtMs", blocked_until_ms AS "blockedUntilMs"
					FROM sign_in_failures WHERE key = ANY($1) ORDER BY key FOR UPDATE`,
					[[...counted, keys.known, keys.machine]],
				);
				const at = new Map(rows.map((row) => [row.key, row]));
				const kinds: readonly Kind[] = at.has(keys.machine)
					? ['machine']
					: at.has(keys.known)
						? ['both', 'address']
						: ['both', 'address', 'login'];
				const wait = Math.max(0, ...kinds.map((kind) => waitOf(at.get(keys[kind]), now, WAITS[kind].mostMs)));
				if (wait > 0) return wait;
				for (const kind of kinds) {
					const row = at.get(keys[kind]);
					const failures = failuresOf(row, now, WAITS[kind].forgetOneMs) + 1;
					await query(
						'UPDATE sign_in_failures SET failures = $2, last_at_ms = $3, blocked_until_ms = $4 WHERE key = $1',
						[keys[kind], failures, now, now + waitAfter(kind, failures)],
					);
				}
				return 0;
			});
			if (waitMs === 0) return;
			const retryAfterS = Math.ceil(waitMs / S);
			throw new RateLimitedError(
				'session/too-many-attempts',
				`sign-in: got too many failed tries, expected none for ${retryAfterS} s`,
				{
					context: { retryAfterS },
				},
			);
		},
		async forgive(login, address, machine) {
			const keys = keysOf(login, address, machine);
			const now = nowMs();
			await inTransaction(store, async (query) => {
				const known = await query(
					`INSERT INTO sign_in_failures (key, failures, last_at_ms, blocked_until_ms) VALUES ($1, 0, $2, 0)
					ON CONFLICT (key) DO UPDATE SET failures = 0, last_at_ms = excluded.last_at_ms, blocked_until_ms = 0
					RETURNING key, xmax::text <> '0' AS "wasThere"`,
					[keys.machine, now],
				);
				// It was not counted elsewhere, so it takes nothing back there: else a right password of one's own would free an address.
				if (known[0]?.wasThere) return;
				await query('DELETE FROM sign_in_failures WHERE key = $1', [keys.both]);
				await query(
					`UPDATE sign_in_failures SET failures = greatest(failures - 1, 0), blocked_until_ms = 0 WHERE key = ANY($1)`,
					[[keys.address, keys.login]],
				);
				await query(
					`INSERT INTO sign_in_failures (key, failures, last_at_ms, blocked_until_ms) VALUES ($1, 0, $2, 0)
					ON CONFLICT (key) DO UPDATE SET last_at_ms = excluded.last_at_ms`,
					[keys.known, now],
				);
			});
		},
		async sweep() {
			const now = nowMs();
			await inTransaction(store, (query) =>
				query(
					`DELETE FROM sign_in_failures WHERE last_at_ms < CASE WHEN key LIKE 'known %' OR key LIKE 'machine %' THEN $1::bigint ELSE $2::bigint END`,
					[now - 90 * FORGET_MS, now - FORGET_MS],
				),
			);
		},
	};
}

/** Not longer than the longest, so that a clock that was set back locks nobody out. */
function waitOf(row: Row | undefined, now: number, mostMs: number): number {
	return row ? Math.min(row.blockedUntilMs - now, mostMs) : 0;
}

/** One is forgotten in each `forgetOneMs` without another, all of them in a day. */
function failuresOf(row: Row | undefined, now: number, forgetOneMs: number): number {
	if (!row || now - row.lastAtMs >= FORGET_MS) return 0;
	return Math.max(0, row.failures - Math.max(0, Math.floor((now - row.lastAtMs) / forgetOneMs)));
}

function waitAfter(kind: Kind, failures: number): number {
	const { free, firstMs, mostMs } = WAITS[kind];
	return failures < free ? 0 : Math.min(firstMs * 2 ** (failures - free), mostMs);
}

type Query = (sql: string, values: readonly unknown[]) => Promise<Row[]>;

async function inTransaction<T>(store: Store, work: (query: Query) => Promise<T>): Promise<T> {
	try {
		const client = await store.pool.connect();
		try {
			await client.query('BEGIN');
			const done = await work(async (sql, values) => (await client.query<Row>(sql, [...values])).rows);
			await client.query('COMMIT');
			client.release();
			return done;
		} catch (error) {
			// A connection in doubt is not used again.
			client.release(true);
			throw error;
		}
	} catch (error) {
		throw asStoreError(error);
	}
}
