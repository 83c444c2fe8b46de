import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DEFAULT_TRAVEL_TABLE } from '../../src/domain/travel-table.ts';
import { makeOpenFolder } from '../support/make-open-folder.ts';

export const PROJECT_DIR = resolve(import.meta.dirname, '../..');
const CLI = join(PROJECT_DIR, 'src/cli/fengtu.mjs');

/** A running `fengtu serve` on a port of its own. */
export interface RunningServer {
	readonly url: string;
	stop(): Promise<void>;
}

/** A person who may sign in to a server. */
export interface Account {
	readonly login: string;
	readonly name: string;
	readonly password: string;
	readonly roles: readonly string[];
	/** The password must be changed at the first sign-in. */
	readonly mustChange?: boolean;
}

/**
 * Starts the real server on a pack and waits for the address it prints. It is always day there: what is expected does not hang on when
 * the tests run. Without accounts it is in demo mode. @throws Error with its words when it ends instead.
 */
export async function servePack(
	packDir: string,
	accounts: readonly Account[] = [],
	{ port = 0, env = {} }: { readonly port?: number; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<RunningServer> {
	const dataDir = makeOpenFolder('data');
	const travel = join(dataDir, 'travel.json');
	writeFileSync(travel, JSON.stringify({ ...DEFAULT_TRAVEL_TABLE, peakHours: [], nightHours: [] }));
	for (const account of accounts) addAccount(dataDir, account);
	const args = ['serve', '--pack', packDir, '--port', `${port}`, '--data', dataDir, '--travel', travel];
	const server = spawn(process.execPath, [CLI, ...args], { env: { ...process.env, ...env } });
	const url = await readAddress(server);
	return {
		url,
		async stop() {
			const ended = new Promise((done) => server.once('exit', done));
			server.kill('SIGTERM');
			await ended;
			rmSync(dataDir, { recursive: true, force: true });
		},
	};
}

/** With the command that a machine's operator uses. */
function addAccount(dataDir: string, { login, name, password, roles, mustChange = false }: Account): void {
	const args = ['user', 'add', login, '--data', dataDir, '--name', name, '--role', ...roles];
	execFileSync(process.execPath, [CLI, ...args, ...(mustChange ? ['--must-change'] : [])], { input: `${password}\n` });
}

function readAddress(server: ChildProcess): Promise<string> {
	return new Promise((done, fail) => {
		let words = '';
		const listen = (chunk: Buffer) => {
			words += chunk.toString();
			const address = /http:\/\/127\.0\.0\.1:\d+/.exec(words);
			if (address) done(address[0]);
		};
		server.stdout?.on('data', listen);
		server.stderr?.on('data', listen);
		server.once('exit', (code) =>
			fail(new Error(`fengtu serve: got exit code ${code}, expected an address\n${words}`)),
		);
	});
}
