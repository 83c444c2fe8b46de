import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import { findEngineUser } from './engine-user.ts';
import { findEngine } from './find-engine.ts';
import { clusterUrl, EMBEDDED_NAME, initCluster } from './init-cluster.ts';
import { lockFolder } from './lock-folder.ts';
import { placeFolder } from './place-folder.ts';
import { stopOrphan } from './postmaster.ts';
import { FIRST_RESTART_WAIT_MS, nextRestartWait } from './restart-wait.ts';
import { findFreePort, type RunningPostgres, runPostgres } from './run-postgres.ts';

const START_ATTEMPTS = 6;
/** What passes by itself: processes of a killed database that still end, a port that was taken meanwhile. */
const PASSING = /shared memory|lock file|could not bind|Address already in use|shutting down/;

/** A database that this process looks after. */
export interface Database {
	/** Stays the same when the database is started again. */
	readonly url: string;
	/** Ends it, all that was confirmed on disk; lets go of the folder. */
	stop(): Promise<void>;
}

export interface DatabaseOptions {
	/** The database lies in its folder `postgres`; made if absent. */
	readonly dataDir: string;
	/** Hears what happened to the database and was mended, or is being: an orphan stopped, a crash, where it lies. */
	readonly onProblem?: (message: string) => void;
}

/**
 * Starts the embedded database of a data folder and keeps it running: one that is killed is started again. An orphan of a killed server is
 * stopped first.
 * @throws UnavailableError `database/in-use` (another server has the folder), `database/no-engine`, `database/cannot-make`,
 * `database/cannot-start`, `database/other-version`
 */
export async function startDatabase({ dataDir, onProblem = () => {} }: DatabaseOptions): Promise<Database> {
	const user = findEngineUser();
	const folder = placeFolder(dataDir, user, (elsewhere) =>
		onProblem(
			`database: got a data folder ${dataDir} that the user ${user?.name} cannot reach, expected one it can; the database lies in ${elsewhere}`,
		),
	);
	const unlock = await lockFolder(dataDir);
	if (!unlock) {
		throw new UnavailableError(
			'database/in-use',
			`${dataDir}: got another server that uses this data folder, expected none; stop it, or give this one its own --data`,
			{ context: { dataDir } },
		);
	}
	try {
		const engine = findEngine(user);
		await initCluster(engine, user, folder);
		const orphan = await stopOrphan(folder);
		if (orphan) onProblem(`database: got one still running (pid ${orphan.pid}), expected none; it was stopped`);
		const stopping = new AbortController();
		const run = (port: number) => runPostgres(engine, user, folder, port, { signal: stopping.signal });
		const { port, postgres } = await startFirst(run);
		const url = clusterUrl(folder, port);
		const stopIt = keepRunning(postgres, () => run(port), stopping, onProblem);
		try {
			await ensureDatabase(clusterUrl(folder, port, 'postgres'));
		} catch (error) {
			await stopIt();
			throw error;
		}
		let stopped: Promise<void> | undefined;
		return {
			url,
			stop() {
				stopped ??= stopIt().finally(unlock);
				return stopped;
			},
		};
	} catch (error) {
		await unlock();
		throw error;
	}
}

async function startFirst(
	run: (port: number) => Promise<RunningPostgres>,
): Promise<{ port: number; postgres: RunningPostgres }> {
	for (let attempt = 1; ; attempt++) {
		const port = await findFreePort();
		try {
			return { port, postgres: await run(port) };
		} catch (error) {
			if (attempt === START_ATTEMPTS || !PASSING.test(describeError(error))) throw error;
			await wait(FIRST_RESTART_WAIT_MS * 2 ** (attempt - 1));
		}
	}
}

/** Starts a database again whenever it ends by itself. Returns how to end it for good. */
function keepRunning(
	first: RunningPostgres,
	run: () => Promise<RunningPostgres>,
	stopping: AbortController,
	onProblem: (message: string) => void,
): () => Promise<void> {
	let running: RunningPostgres | undefined = first;
	let restarting: Promise<void> | undefined;
	let waitMs = FIRST_RESTART_WAIT_MS;

	const restart = async () => {
		while (!stopping.signal.aborted) {
			await wait(waitMs, undefined, { signal: stopping.signal }).catch(() => {});
			if (stopping.signal.aborted) return;
			try {
				watch(await run());
				onProblem('database: runs again');
				return;
			} catch (error) {
				waitMs = nextRestartWait(waitMs, null);
				if (!stopping.signal.aborted) onProblem(describeError(error));
			}
		}
	};
	const watch = (postgres: RunningPostgres) => {
		running = postgres;
		const beganMs = performance.now();
		postgres.onExit(() => {
			running = undefined;
			if (stopping.signal.aborted) return;
			waitMs = nextRestartWait(waitMs, performance.now() - beganMs);
			onProblem('database: got its end, expected it to run; starting it again');
			restarting = restart();
		});
	};
	watch(first);
	return async () => {
		stopping.abort();
		await restarting;
		await running?.stop();
	};
}

async function ensureDatabase(url: string): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	client.on('error', () => {});
	await client.connect();
	try {
		const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [EMBEDDED_NAME]);
		if (rowCount === 0) await client.query(`CREATE DATABASE ${EMBEDDED_NAME}`);
	} finally {
		await client.end();
	}
}
