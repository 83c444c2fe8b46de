import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openStore } from '../../src/server/store/open-store.ts';
import type { Store } from '../../src/server/store/store.ts';

/** The database that each test's own is copied from; test-engine.ts makes it. */
export const TEMPLATE = 'fengtu_template';

/** A new empty database with all tables, for one test or file. */
export async function openTestDatabase(): Promise<{ url: string; destroy: () => Promise<void> }> {
	const engine = process.env.FENGTU_TEST_DATABASE_URL;
	if (!engine) {
		throw new Error(
			'test-store: got no FENGTU_TEST_DATABASE_URL, expected the global set-up of the integration tests to have started an engine',
		);
	}
	const name = `test_${randomBytes(8).toString('hex')}`;
	await ask(engine, `CREATE DATABASE ${name} TEMPLATE ${TEMPLATE}`);
	const url = new URL(engine);
	url.pathname = name;
	return { url: url.href, destroy: () => ask(engine, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/**
 * A store on a new database of its own. `destroy` closes the store and removes the database. `nowMs`: the store's clock; default the real one.
 */
export async function openTestStore({
	nowMs = () => Date.now(),
	onProblem,
}: {
	nowMs?: () => number;
	onProblem?: (message: string) => void;
} = {}): Promise<{ store: Store; url: string; destroy: () => Promise<void> }> {
	const database = await openTestDatabase();
	const store = await openStore({ url: database.url, nowMs, ...(onProblem && { onProblem }) });
	return {
		store,
		url: database.url,
		async destroy() {
			await store.close();
			await database.destroy();
		},
	};
}

async function ask(url: string, sql: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
