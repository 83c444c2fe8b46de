import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import type { EngineUser } from './engine-user.ts';
import type { Engine } from './find-engine.ts';
import { clusterUrl } from './init-cluster.ts';

const START_LOG = 'log/start.log';
/** A crash under load is repaired from the log of changes first: that takes its time. */
const READY_WITHIN_MS = 300_000;
const LOOK_EVERY_MS = 25;
/** Open sessions are ended at once; what it does then takes moments. Longer: it is ended hard, and repairs itself next time. */
const STOP_WITHIN_MS = 20_000;

/** Settings of a database that nobody looks after. */
const SETTINGS = {
	listen_addresses: '127.0.0.1',
	// No sockets in the file system: their paths are short, and folders for passing files are swept.
	unix_socket_directories: '',
	fsync: 'on',
	synchronous_commit: 'on',
	full_page_writes: 'on',
	max_connections: '100',
	shared_buffers: '128MB',
	jit: 'off',
	logging_collector: 'on',
	log_directory: 'log',
	log_filename: 'postgresql-%a.log',
	log_rotation_age: '1d',
	log_truncate_on_rotation: 'on',
	// Details repeat the values of rows: personal data.
	log_error_verbosity: 'terse',
	log_min_error_statement: 'panic',
	log_timezone: 'UTC',
	timezone: 'UTC',
};

/** A running database program. */
export interface RunningPostgres {
	/** Called when it ends, however; at once if it has. */
	onExit(listener: () => void): void;
	stop(): Promise<void>;
}

/**
 * Starts the database of a folder and waits until it answers. It is no child of the terminal's group: Ctrl-C ends the server first, which
 * then stops it.
 * @throws UnavailableError `database/cannot-start` with what it said
 */
export async function runPostgres(
	{ postgres }: Engine,
	user: EngineUser | null,
	folder: string,
	port: number,
	{ settings = {}, signal }: { settings?: Readonly<Record<string, string>>; signal?: AbortSignal } = {},
): Promise<RunningPostgres> {
	const log = openSync(join(folder, START_LOG), 'w', 0o600);
	const given = Object.entries({ ...SETTINGS, port: String(port), ...settings });
	const child = spawn(postgres, ['-D', folder, ...given.flatMap(([name, value]) => ['-c', `${name}=${value}`])], {
		cwd: '/',
		detached: true,
		stdio: ['ignore', log, log],
		...(user && { uid: user.uid, gid: user.gid }),
	});
	closeSync(log);
	let failure = '';
	const exit = new Promise<void>((done) => {
		child.once('error', (error) => {
			failure = error.message;
			done();
		});
		child.once('exit', () => done());
	});
	const hasEnded = () => failure !== '' || child.exitCode !== null || child.signalCode !== null;
	const deadline = performance.now() + READY_WITHIN_MS;
	let last = '';
	while (!(await answers(clusterUrl(folder, port, 'postgres'), (said) => (last = said)))) {
		if (hasEnded() || signal?.aborted || performance.now() > deadline) {
			await stopChild(child, hasEnded, exit);
			const said = readFileSync(join(folder, START_LOG), 'utf8').trim().slice(-1_000);
			throw new UnavailableError(
				'database/cannot-start',
				`${folder}: got ${failure || said || last}, expected the database to start; its log lies in ${join(folder, 'log')}`,
				{ context: { folder } },
			);
		}
		await wait(LOOK_EVERY_MS);
	}
	return { onExit: (listener) => void exit.then(listener), stop: () => stopChild(child, hasEnded, exit) };
}

async function stopChild(child: ChildProcess, hasEnded: () => boolean, exit: Promise<void>): Promise<void> {
	// SIGINT: "fast"; SIGQUIT: "immediate", as after a power cut.
	for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
		if (hasEnded()) return;
		child.kill(signal);
		const late = new AbortController();
		await Promise.race([exit, wait(STOP_WITHIN_MS, undefined, { signal: late.signal }).catch(() => {})]);
		late.abort();
	}
}

/** Whether a database answers there now. */
export async function answers(url: string, onRefusal: (said: string) => void = () => {}): Promise<boolean> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000, query_timeout: 3_000 });
	client.on('error', () => {});
	try {
		await client.connect();
		await client.query('SELECT 1');
		return true;
	} catch (error) {
		onRefusal(describeError(error));
		return false;
	} finally {
		await client.end().catch(() => {});
	}
}

/** A port of 127.0.0.1 that nobody has now. */
export function findFreePort(): Promise<number> {
	return new Promise((done, fail) => {
		const server = createServer();
		server.once('error', fail);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
		});
	});
}
