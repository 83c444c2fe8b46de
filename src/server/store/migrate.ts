import { resolve } from 'node:path';
import { runner } from 'node-pg-migrate';
import { createLongClient } from './create-pool.ts';
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
	const client = createLongClient(url);
	return askDatabase(async () => {
		await client.connect();
		// Another process may be at it, for as long as that takes.
		await client.query('SET lock_timeout = 0');
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
