import type { Pool, PoolClient } from 'pg';
import { askDatabase } from '../store/store-error.ts';

/** First half of the lock's number, 'asse' in bytes: no other lock begins so. */
const ASSESSING = 0x61737365;

/**
 * Does `work` while no other server process assesses the same incident. `wait`: until another is done (lock_timeout of the pool), else null
 * at once. A connection is held all the while; the database lets the lock go when it breaks.
 * @throws UnavailableError `store/unavailable`, what `work` throws
 */
export async function lockIncident<T>(
	pool: Pool,
	id: string,
	wait: boolean,
	work: () => Promise<T>,
): Promise<T | null> {
	const client = await askDatabase(() => pool.connect());
	let isBroken = true;
	try {
		const ask = wait ? 'pg_advisory_lock($1, hashtext($2)) IS NOT NULL' : 'pg_try_advisory_lock($1, hashtext($2))';
		const { rows } = await askDatabase(() => client.query<{ got: boolean }>(`SELECT ${ask} AS got`, [ASSESSING, id]));
		if (!rows[0]?.got) {
			isBroken = false;
			return null;
		}
		const answer = await work();
		isBroken = !(await unlock(client, id));
		return answer;
	} finally {
		// A connection that still holds the lock is closed, which lets it go.
		client.release(isBroken);
	}
}

async function unlock(client: PoolClient, id: string): Promise<boolean> {
	return client
		.query<{ done: boolean }>('SELECT pg_advisory_unlock($1, hashtext($2)) AS done', [ASSESSING, id])
		.then(({ rows }) => rows[0]?.done === true)
		.catch(() => false);
}
