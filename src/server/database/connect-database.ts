import { existsSync } from 'node:fs';
import { UnavailableError } from '../../domain/errors.ts';
import { connectionConfig } from '../store/create-pool.ts';
import { PatientClient } from '../store/patient-client.ts';
import { askDatabase } from '../store/store-error.ts';
import { findEngineUser } from './engine-user.ts';
import { clusterUrl } from './init-cluster.ts';
import { placeFolder } from './place-folder.ts';
import { findPostmaster } from './postmaster.ts';
import { type Database, type DatabaseOptions, startDatabase } from './start-database.ts';

const OLDEST_MAJOR = 15;

export interface ConnectOptions extends DatabaseOptions {
	/** A PostgreSQL that is looked after elsewhere; null = the embedded one of the data folder. */
	readonly databaseUrl: string | null;
}

/**
 * The database that the records are to lie in.
 * @throws UnavailableError `database/too-old`, `database/wrong-encoding`, `store/unavailable`, and as startDatabase
 */
export async function connectDatabase({ databaseUrl, ...options }: ConnectOptions): Promise<Database> {
	if (databaseUrl === null) return startDatabase(options);
	await checkDatabase(databaseUrl, options.onProblem ?? (() => {}));
	return { url: databaseUrl, stop: async () => {} };
}

/**
 * The same for a command that may run beside a server: uses the embedded database that a server has running, else starts it for as long as
 * it is needed. `isShared`: a server has it.
 */
export async function borrowDatabase(options: ConnectOptions): Promise<Database & { readonly isShared: boolean }> {
	if (options.databaseUrl === null && existsSync(options.dataDir)) {
		try {
			return { ...(await startDatabase(options)), isShared: false };
		} catch (error) {
			if (!(error instanceof UnavailableError) || error.code !== 'database/in-use') throw error;
			const folder = placeFolder(options.dataDir, findEngineUser(), () => {});
			const port = findPostmaster(folder)?.port ?? null;
			if (port === null) throw error;
			return { url: clusterUrl(folder, port), stop: async () => {}, isShared: true };
		}
	}
	return { ...(await connectDatabase(options)), isShared: false };
}

async function checkDatabase(url: string, onProblem: (message: string) => void): Promise<void> {
	const found = await askDatabase(async () => {
		const client = new PatientClient(connectionConfig(url));
		client.on('error', () => {});
		try {
			await client.connect();
			const { rows } = await client.query<{ version: number; encoding: string; fsync: string }>(
				`SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding,
				current_setting('fsync') AS fsync`,
			);
			return rows[0];
		} finally {
			await client.end().catch(() => {});
		}
	});
	if (found) refuseUnfit(found);
	if (found?.fsync !== 'on') {
		onProblem(
			'DATABASE_URL: got a PostgreSQL with fsync off, expected on: what it confirms may be lost with the power',
		);
	}
}

/**
 * Refuses a database that cannot hold the records.
 * @param version as server_version_num, 150004
 * @throws UnavailableError `database/too-old`, `database/wrong-encoding`
 */
export function refuseUnfit({ version, encoding }: { readonly version: number; readonly encoding: string }): void {
	const major = Math.floor(version / 10_000);
	if (major < OLDEST_MAJOR) {
		throw new UnavailableError(
			'database/too-old',
			`DATABASE_URL: got PostgreSQL ${major}, expected ${OLDEST_MAJOR} or newer`,
			{ context: { found: major, expected: OLDEST_MAJOR } },
		);
	}
	if (encoding !== 'UTF8') {
		throw new UnavailableError(
			'database/wrong-encoding',
			`DATABASE_URL: got a database in ${encoding}, expected UTF8`,
			{ context: { found: encoding } },
		);
	}
}
