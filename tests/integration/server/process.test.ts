import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectSecure } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/domain/api.ts';
import { buildHouseTown } from '../../support/build-house-town.ts';
import {
	isRunning,
	type ServerProcess,
	type ServerProcessOptions,
	startServerProcess,
} from '../../support/server-process.ts';
import { TEST_CERTIFICATES } from '../../support/test-certificates.ts';

const BODY = JSON.stringify({ lon: 113.7001, lat: 22.9501 });
/** On a machine that does much else. */
const PATIENT = { timeout: 30_000 };
/** Lets a signal from outside make the mistake that no code of ours should. */
const BREAK_ON_SIGUSR2 = `--import=data:text/javascript,${encodeURIComponent("process.on('SIGUSR2', () => Promise.reject(new Error('oops')))")}`;

let dir: string;
let packDir: string;
const started: ServerProcess[] = [];
beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'fengtu-signals-'));
	packDir = await buildHouseTown(dir);
});
afterEach(async () => {
	for (const server of started.splice(0)) await server.stop();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function start(options: Partial<ServerProcessOptions> = {}): Promise<ServerProcess> {
	const server = await startServerProcess({ packDir, ...options });
	started.push(server);
	return server;
}

/** An alarm of which the server has the half; `finish` sends the rest and gives what it answers. */
async function beginAlarm(server: ServerProcess): Promise<{ finish: () => Promise<string> }> {
	const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
	let answer = '';
	socket.on('data', (chunk: Buffer) => {
		answer += chunk.toString();
	});
	const ended = new Promise<string>((done) => socket.once('close', () => done(answer)));
	socket.on('error', () => {});
	const head = `POST ${ROUTES.raiseIncident.path} HTTP/1.1\r\nHost: ${new URL(server.url).host}\r\nContent-Type: application/json\r\n`;
	socket.write(`${head}Content-Length: ${BODY.length}\r\nExpect: 100-continue\r\n\r\n${BODY.slice(0, 10)}`);
	// It says so once it has taken the request up.
	await expect.poll(() => answer, PATIENT).toContain('100 Continue');
	return {
		finish: () => {
			socket.write(BODY.slice(10));
			return ended;
		},
	};
}

async function stopsAnswering(server: ServerProcess): Promise<void> {
	const isAnswering = () =>
		fetch(server.url + ROUTES.health.path).then(
			({ ok }) => ok,
			() => false,
		);
	await expect.poll(isAnswering, PATIENT).toBe(false);
}

describe('SIGTERM', () => {
	it('lets the alarm under way be kept and answered, stops the database, ends with 0', async () => {
		const server = await start();
		const database = server.databasePid() as number;
		expect(isRunning(database)).toBe(true);
		const alarm = await beginAlarm(server);
		const ended = server.kill('SIGTERM');
		await stopsAnswering(server);
		expect(await alarm.finish()).toContain('HTTP/1.1 201');
		expect(await ended).toBe(0);
		expect(isRunning(database)).toBe(false);
		await server.restart();
		const { incidents } = (await (await fetch(server.url + ROUTES.incidents.path)).json()) as { incidents: unknown[] };
		expect(incidents).toHaveLength(1);
	});

	it('ends a server that still starts, and leaves no database behind', async () => {
		const server = await start();
		await server.kill('SIGTERM');
		const again = expect(server.restart()).rejects.toThrow('expected it to become ready');
		await expect.poll(() => server.databasePid(), PATIENT).toBeDefined();
		const ended = server.kill('SIGTERM');
		await again;
		expect(await ended).toBe(0);
		expect(server.databasePid()).toBeUndefined();
	});
});

describe('SIGINT', () => {
	it('told twice it ends at once with 130; the next start repairs what that left', async () => {
		const server = await start();
		await beginAlarm(server);
		const ended = server.kill('SIGINT');
		await stopsAnswering(server);
		expect(server.isUp()).toBe(true);
		await server.kill('SIGINT');
		expect(await ended).toBe(130);
		await server.restart();
		expect(await server.kill('SIGTERM')).toBe(0);
	});
});

describe('SIGHUP', () => {
	it('takes a renewed certificate, refuses a pair that does not fit, and goes on', async () => {
		const [first, second] = TEST_CERTIFICATES;
		const cert = join(dir, 'cert.pem');
		const key = join(dir, 'key.pem');
		const put = (pair: { cert: string; key: string }) =>
			Promise.all([writeFile(cert, pair.cert), writeFile(key, pair.key)]);
		await put(first);
		const server = await start({ env: { FENGTU_TLS_CERT: cert, FENGTU_TLS_KEY: key } });
		const readSerial = () =>
			new Promise<string>((done, fail) => {
				const port = Number(new URL(server.url).port);
				const socket = connectSecure({ host: '127.0.0.1', port, rejectUnauthorized: false }, () => {
					done(socket.getPeerCertificate().serialNumber);
					socket.destroy();
				});
				socket.once('error', fail);
			});
		const before = await readSerial();
		await put(second);
		process.kill(server.pid(), 'SIGHUP');
		await expect.poll(server.words, PATIENT).toContain('certificate: read again');
		const renewed = await readSerial();
		expect(renewed).not.toBe(before);
		await put({ cert: first.cert, key: second.key });
		process.kill(server.pid(), 'SIGHUP');
		await expect.poll(server.words, PATIENT).toContain('the old one goes on');
		expect(await readSerial()).toBe(renewed);
	});

	it('without a certificate it goes on and says that there is none', async () => {
		const server = await start();
		process.kill(server.pid(), 'SIGHUP');
		await expect.poll(server.words, PATIENT).toContain('no certificate');
		expect(await server.waitReady()).toBeGreaterThan(0);
	});
});

it('a mistake that nobody expected is told and ends the process with 1; what was kept is there after the next start', async () => {
	const server = await start({ env: { NODE_OPTIONS: BREAK_ON_SIGUSR2 } });
	const headers = { 'content-type': 'application/json' };
	const raised = await fetch(server.url + ROUTES.raiseIncident.path, { method: 'POST', headers, body: BODY });
	expect(raised.status).toBe(201);
	expect(await server.kill('SIGUSR2')).toBe(1);
	expect(server.words()).toMatch(/"level":"error".*"oops".*unhandled rejection: the server ends/);
	await server.restart();
	const { incidents } = (await (await fetch(server.url + ROUTES.incidents.path)).json()) as { incidents: unknown[] };
	expect(incidents).toHaveLength(1);
});

it('a second server on the same records is refused and says why', async () => {
	const server = await start();
	const arguments_ = ['serve', '--pack', packDir, '--port', '0', '--data', server.dataDir];
	let said = '';
	try {
		execFileSync(process.execPath, ['src/cli/fengtu.mjs', ...arguments_], { stdio: 'pipe' });
	} catch (error) {
		said = String((error as { stderr: Buffer }).stderr);
	}
	expect(said).toContain('another server');
});
