import pg from 'pg';
import { type PatientConfig, PatientPool } from './patient-client.ts';

const INT8 = 20;
/** What the database itself ends of one that broke off, or stands still in a transaction while others wait. */
const STATEMENT_TIMEOUT_MS = 15_000;
const LOCK_TIMEOUT_MS = 10_000;
const LONG_CONNECT_MS = 10_000;

/** How every connection is made. `bigint` columns and counts come as numbers. */
export function connectionConfig(url: string, applicationName = 'fengtu'): PatientConfig {
	return {
		connectionString: url,
		application_name: applicationName,
		statement_timeout: STATEMENT_TIMEOUT_MS,
		lock_timeout: LOCK_TIMEOUT_MS,
		idle_in_transaction_session_timeout: STATEMENT_TIMEOUT_MS,
		keepAlive: true,
		// What a kept promise of write means does not hang on how the database was configured.
		options: '-c synchronous_commit=on',
		types: {
			getTypeParser: (oid: number, format?: 'text' | 'binary') =>
				oid === INT8 ? Number : pg.types.getTypeParser(oid, format as 'text'),
		},
	};
}

/**
 * A pool whose lost connections are told and never end the process. An answer that does not come in `giveUpMs` (default: GIVE_UP_MS) is an
 * error.
 */
export function createPool(url: string, max: number, onLost: (error: Error) => void, giveUpMs?: number): pg.Pool {
	const pool = new PatientPool({ ...connectionConfig(url), max, ...(giveUpMs !== undefined && { giveUpMs }) });
	pool.on('error', onLost);
	// One that is lent out when it breaks has no listener of the pool.
	pool.on('connect', (client) => client.on('error', onLost));
	return pool;
}

/** A connection for long work on all tables: it waits for every answer as long as it takes, only for locks as everybody does. */
export function createLongClient(url: string): pg.Client {
	const client = new pg.Client({
		...connectionConfig(url),
		connectionTimeoutMillis: LONG_CONNECT_MS,
		statement_timeout: 0,
		idle_in_transaction_session_timeout: 0,
	});
	client.on('error', () => {});
	return client;
}
