import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DEFAULT_TRAVEL_TABLE } from '../../src/domain/travel-table.ts';

export const PROJECT_DIR = resolve(import.meta.dirname, '../..');
const CLI = join(PROJECT_DIR, 'src/cli/fengtu.mjs');

/** A running `fengtu serve` on a port of its own. */
export interface RunningServer {
	readonly url: string;
	stop(): Promise<void>;
}

/**
 * Starts the real server on a pack and waits for the address it prints. It is always day there: what is expected does not hang on when
 * the tests run. @throws Error with its words when it ends instead.
 */
export async function servePack(packDir: string): Promise<RunningServer> {
	const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-data-'));
	const travel = join(dataDir, 'travel.json');
	writeFileSync(travel, JSON.stringify({ ...DEFAULT_TRAVEL_TABLE, peakHours: [], nightHours: [] }));
	const args = ['serve', '--pack', packDir, '--port', '0', '--data', dataDir, '--travel', travel];
	const server = spawn(process.execPath, [CLI, ...args]);
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
