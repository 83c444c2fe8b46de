import pg from 'pg';

const INT8 = 20;
const STATEMENT_TIMEOUT_MS = 30_000;
const LOCK_TIMEOUT_MS = 10_000;

/** How every connection is made. `bigint` columns and counts come as numbers. */
export function connectionConfig(url: string, applicationName = 'fengtu'): pg.ClientConfig {
	return {
		connectionString: url,
		application_name: applicationName,
		connectionTimeoutMillis: 5_000,
		statement_timeout: STATEMENT_TIMEOUT_MS,
		lock_timeout: LOCK_TIMEOUT_MS,
		idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
		// A network that swallows everything ends a question too.
		query_timeout: STATEMENT_TIMEOUT_MS + 5_000,
		keepAlive: true,
		// What a kept promise of write means does not hang on how the database was configured.
		options: '-c synchronous_commit=on',
		types: {
			getTypeParser: (oid: number, format?: 'text' | 'binary') =>
				oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
		},
	};
}

/** A pool whose lost connections are told and never end the process. */
export function createPool(url: string, max: number, onLost: (error: Error) => void): pg.Pool {
	const pool = new pg.Pool({ ...connectionConfig(url), max });
	pool.on('error', onLost);
	// One that is lent out when it breaks has no listener of the pool.
	pool.on('connect', (client) => client.on('error', onLost));
	return pool;
}
