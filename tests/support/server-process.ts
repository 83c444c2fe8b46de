import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { makeOpenFolder } from './make-open-folder.ts';

const PROJECT_DIR = resolve(import.meta.dirname, '../..');
const CLI = join(PROJECT_DIR, 'src/cli/fengtu.mjs');
/** Between two looks at whether it answers. */
const LOOK_MS = 20;

export interface ServerProcessOptions {
	readonly packDir: string;
	/** Folder of the records; absent = a new one, which goes when the server is stopped. */
	readonly dataDir?: string;
	readonly env?: Readonly<Record<string, string>>;
	/** More arguments of `fengtu serve`. */
	readonly args?: readonly string[];
	/** Put before the command, e.g. a shell that sets limits. */
	readonly through?: readonly string[];
	/** Most time to readiness; default 60 s. */
	readonly readyWithinMs?: number;
}

/** A real `fengtu serve` in a process of its own, which can be killed and started again on the same data and port. */
export interface ServerProcess {
	readonly url: string;
	readonly dataDir: string;
	/** Of the process that runs now. */
	pid(): number;
	/** Of the embedded database's first process; undefined = there is none. */
	databasePid(): number | undefined;
	/** All that it said on stdout and stderr since the first start. */
	words(): string;
	/** Whether it runs. */
	isUp(): boolean;
	/** Sends a signal and waits for the end; exit code or signal. */
	kill(signal: NodeJS.Signals): Promise<number | string>;
	/** Starts it again after it ended; the time to readiness in ms. */
	restart(): Promise<number>;
	/** Waits until /api/ready says yes; the time it took in ms. @throws Error with the server's words when it does not come */
	waitReady(): Promise<number>;
	/** Ends it in peace and takes away a folder made for it. */
	stop(): Promise<void>;
}

/** Starts a server and waits until it is ready. @throws Error with its words when it ends or does not become ready. */
export async function startServerProcess(options: ServerProcessOptions): Promise<ServerProcess> {
	const { packDir, env = {}, args = [], through = [], readyWithinMs = 60_000 } = options;
	const dataDir = options.dataDir ?? makeOpenFolder('process');
	const port = await findFreePort();
	const url = `${env.FENGTU_TLS_CERT ? 'https' : 'http'}://127.0.0.1:${port}`;
	let words = '';
	let child: ChildProcess;
	let ended: Promise<number | string>;

	async function start(): Promise<number> {
		const command = [
			...through,
			process.execPath,
			CLI,
			'serve',
			...['--pack', packDir, '--port', String(port), '--data', dataDir],
			...args,
		] as [string, ...string[]];
		child = spawn(command[0], command.slice(1), {
			env: { ...readPlainEnv(), ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		const started = child;
		for (const stream of [child.stdout, child.stderr]) {
			stream?.on('data', (chunk: Buffer) => {
				words += chunk.toString();
			});
		}
		ended = new Promise((done) => started.once('exit', (code, signal) => done(code ?? signal ?? 'unknown')));
		return waitReady();
	}

	async function waitReady(): Promise<number> {
		const startMs = performance.now();
		while (performance.now() - startMs < readyWithinMs) {
			if (!isUp()) throw new Error(`fengtu serve: got an end (${await ended}), expected it to become ready\n${words}`);
			if (await isReady(url)) return performance.now() - startMs;
			await wait(LOOK_MS);
		}
		throw new Error(`fengtu serve: got no readiness within ${readyWithinMs} ms\n${words}`);
	}

	function isUp(): boolean {
		return child.exitCode === null && child.signalCode === null;
	}

	async function kill(signal: NodeJS.Signals): Promise<number | string> {
		child.kill(signal);
		return ended;
	}

	const server: ServerProcess = {
		url,
		dataDir,
		pid: () => child.pid as number,
		databasePid: () => readDatabasePid(dataDir),
		words: () => words,
		isUp,
		kill,
		restart: start,
		waitReady,
		async stop() {
			if (isUp()) await kill('SIGTERM');
			// Left behind by a server that was killed.
			const orphan = readDatabasePid(dataDir);
			if (orphan !== undefined && isRunning(orphan)) process.kill(orphan, 'SIGKILL');
			if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
		},
	};
	try {
		await start();
	} catch (error) {
		await server.kill('SIGKILL');
		throw error;
	}
	return server;
}

/** This process's environment without what a server would take for its own settings. */
function readPlainEnv(): NodeJS.ProcessEnv {
	return Object.fromEntries(
		Object.entries(process.env).filter(([name]) => !name.startsWith('FENGTU_') && name !== 'DATABASE_URL'),
	);
}

/** Whether there is a process of this number. */
export function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** The first line of postmaster.pid of a data folder; undefined when there is none. */
export function readDatabasePid(dataDir: string): number | undefined {
	try {
		return Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
	} catch {
		return undefined;
	}
}

/** A port that nobody listens on just now. */
export async function findFreePort(): Promise<number> {
	return new Promise((done, fail) => {
		const server = createServer();
		server.once('error', fail);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => done(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** Whoever its certificate is of. */
function isReady(url: string): Promise<boolean> {
	const get = url.startsWith('https:') ? getSecure : getPlain;
	const options = { agent: false, rejectUnauthorized: false, signal: AbortSignal.timeout(2000) };
	return new Promise((done) => {
		get(`${url}/api/ready`, options, (answer) => {
			answer.resume();
			done(answer.statusCode === 200);
		}).on('error', () => done(false));
	});
}
