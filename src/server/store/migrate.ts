import { resolve } from 'node:path';
import { runner } from 'node-pg-migrate';
import pg from 'pg';
import { connectionConfig } from './create-pool.ts';
import { askDatabase } from './store-error.ts';

const MIGRATIONS_DIR = resolve(import.meta.dirname, 'migrations');

/**
 * Brings the tables of a database up to this version: the files of migrations/, by their numbers, all or none. Several processes may ask at
 * once: one does it, the others wait. `schema`, `count`: in another one, and only the first so many, for restoring. Gives the names of those
 * that were run.
 * @throws UnavailableError `store/unavailable`
 */
export async function migrate(
	url: string,
	{ schema = 'public', count = Number.POSITIVE_INFINITY }: { schema?: string; count?: number } = {},
): Promise<string[]> {
	const client = new pg.Client({
		...connectionConfig(url),
		statement_timeout: 0,
		lock_timeout: 0,
		query_timeout: 0,
		idle_in_transaction_session_timeout: 0,
	});
	client.on('error', () => {});
	return askDatabase(async () => {
		await client.connect();
		try {
			const done = await runner({
				dbClient: client,
				dir: MIGRATIONS_DIR,
				direction: 'up',
				migrationsTable: 'migrations',
				schema,
				count,
				checkOrder: true,
				singleTransaction: true,
				advisoryLockMode: 'wait',
				log: () => {},
			});
			return done.map(({ name }) => name);
		} finally {
			await client.end();
		}
	});
}
