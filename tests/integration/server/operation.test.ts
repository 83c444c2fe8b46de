import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ROUTES } from '../../../src/domain/api.ts';
import type { City } from '../../../src/domain/pack/city.ts';
import { readConfig } from '../../../src/server/config.ts';
import { createServer, type FengtuServer, type ServerOptions } from '../../../src/server/create-server.ts';
import { buildHouseTown } from '../../support/build-house-town.ts';
import { createFakeCity, makeBuilding, makePlace, makeStation, ORIGIN } from '../../support/fake-city.ts';
import { runCli } from '../../support/run-cli.ts';
import { TEST_CERTIFICATES } from '../../support/test-certificates.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import {
	makeServerFolder,
	removeServerFolder,
	startTestServer,
	type TestServer,
	type TestServerOptions,
} from './start-test-server.ts';

const CITY = createFakeCity({
	buildings: [makeBuilding(0, [-10, -5, 30, 20], { street: '鸿福路', houseNumber: '218' })],
	stations: [makeStation('west', -1000, -30)],
	places: [makePlace('s1', 'street', '鸿福路')],
});

let dir: string;
const servers: TestServer[] = [];
beforeAll(async () => {
	dir = await makeServerFolder();
});
afterEach(async () => {
	for (const server of servers.splice(0)) await server.close();
});
afterAll(() => removeServerFolder(dir));

async function start(options: TestServerOptions = {}, city: City = CITY): Promise<TestServer> {
	const server = await startTestServer(city, dir, options);
	servers.push(server);
	return server;
}

describe('who asks, behind a proxy', () => {
	/** From where the server says that an alarm came. */
	async function raiseFrom(server: TestServer, forwarded: string): Promise<string | undefined> {
		const answer = await fetch(server.url + ROUTES.raiseIncident.path, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-forwarded-for': forwarded },
			body: JSON.stringify(ORIGIN),
		});
		const { id } = (await answer.json()) as { id: string };
		const told = await fetch(`${server.url}${ROUTES.events.path}?collection=incident&id=${id}&limit=1`);
		return ((await told.json()) as { events: { from: string }[] }).events[0]?.from;
	}

	it('without a trusted proxy nobody can say that they are somebody else', async () => {
		expect(await raiseFrom(await start(), '203.0.113.9')).toBe('127.0.0.1');
	});

	it('a trusted proxy is believed, what its client wrote before is not', async () => {
		const server = await start({ trustedProxy: ['127.0.0.0/8'] });
		expect(await raiseFrom(server, '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
	});

	it('another proxy than the trusted one is not believed', async () => {
		expect(await raiseFrom(await start({ trustedProxy: ['10.0.0.1'] }), '203.0.113.9')).toBe('127.0.0.1');
	});
});

it('listens on IPv6', async () => {
	const server = await start({ host: '::1' });
	expect(server.url).toMatch(/^http:\/\/\[::1\]:/);
	expect((await fetch(server.url + ROUTES.health.path)).status).toBe(200);
});

describe('the log', () => {
	it('has a line an answer with id, route, status and who; nothing of what was asked', async () => {
		const lines: string[] = [];
		const server = await start({ log: { form: 'json', level: 'debug', write: (line) => lines.push(line) } });
		const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
			fetch(server.url + path, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify(body),
			});
		const caller = { name: '赵某某', phone: '13912345678' };
		const raised = await send(ROUTES.raiseIncident.path, { ...ORIGIN, caller, description: '我家三楼着火' });
		const { id } = (await raised.json()) as { id: string };
		await fetch(`${server.url}/api/incidents/${id}`);
		await fetch(`${server.url}/api/search?q=${encodeURIComponent('鸿福路218号')}`);
		await fetch(`${server.url}/api/nowhere/赵某某`);
		// Refused: what is wrong is told to who asked, not to the log.
		await send(ROUTES.raiseIncident.path, { ...ORIGIN, caller: { name: 7, phone: '13912345678' } });
		await send(ROUTES.signIn.path, { login: 'zhaomoumou', password: 'p4ssw0rd-9912' });
		await fetch(`${server.url}/api/incidents`, { headers: { authorization: 'Bearer fengtu_geheim123' } });

		// Moments and ids of answers hold any digits.
		const text = lines
			.map((line) => JSON.stringify({ ...JSON.parse(line), time: undefined, reqId: undefined }))
			.join('');
		// Masked would be told too.
		expect(text).not.toMatch(/139[\d*]{4}/);
		for (const secret of ['赵', encodeURIComponent('鸿福路'), '鸿福路', '三楼', 'zhaomoumou', 'p4ss', 'geheim']) {
			expect(text).not.toContain(secret);
		}
		const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
		expect(told).toContainEqual(
			expect.objectContaining({
				...{ level: 'info', method: 'GET', route: '/api/incidents/:id', status: 200, actor: 'demo:demo' },
				reqId: expect.stringMatching(/^[0-9a-f]{12}$/),
				ms: expect.any(Number),
			}),
		);
		expect(raised.headers.get('x-request-id')).toBe(
			told.find(({ route, method }) => route === ROUTES.raiseIncident.path && method === 'POST')?.reqId,
		);
	});
});

describe('ready', () => {
	it('says 503 until the city is read, and what it waits for', async () => {
		const read = makeSignal();
		const slow: City = { ...CITY, readStations: () => read.isGiven.then(() => CITY.readStations()) };
		const server = await start({}, slow);
		const early = await fetch(server.url + ROUTES.ready.path);
		expect(early.status).toBe(503);
		expect(early.headers.get('retry-after')).toBe('2');
		expect(await early.json()).toMatchObject({
			ready: false,
			checks: [
				{ name: 'database', ok: true },
				{ name: 'city', ok: false },
			],
		});
		read.give();
		await expect.poll(async () => (await fetch(server.url + ROUTES.ready.path)).status).toBe(200);
	});
});

describe('metrics', () => {
	it('count answers by route and status, changes, sign-ins that failed, feeds and the database', async () => {
		const server = await start();
		const feed = await server.openFeed();
		await feed.next();
		await server.post(ROUTES.raiseIncident.path, ORIGIN);
		await server.post(ROUTES.signIn.path, { login: 'nobody', password: 'wrong' });
		// No password was tried: it is no failure to sign in.
		await server.post(ROUTES.signIn.path, { login: 'nobody' });
		const answer = await fetch(server.url + ROUTES.metrics.path);
		expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
		const text = await answer.text();
		for (const line of [
			'fengtu_http_request_duration_seconds_count{method="POST",route="/api/incidents",status="201"} 1',
			'fengtu_changes_total{collection="incident"}',
			'fengtu_sign_in_failures_total 1',
			'fengtu_feed_clients 1',
			'fengtu_database_connections ',
			'fengtu_assessment_duration_seconds_count 1',
			'nodejs_eventloop_lag_p99_seconds ',
			'process_resident_memory_bytes ',
		]) {
			expect(text).toContain(line);
		}
	});
});

describe('stopping', () => {
	it('lets a request under way end, says bye to feeds, and takes no new ones', async () => {
		const asked = makeSignal();
		const released = makeSignal();
		const held: City = {
			...CITY,
			findWaterIn: async (...box) => {
				asked.give();
				await released.isGiven;
				return CITY.findWaterIn(...box);
			},
		};
		const server = await start({}, held);
		const feed = await server.openFeed();
		await feed.next();
		const kept = connect(Number(new URL(server.url).port), '127.0.0.1');
		await once(kept, 'connect');
		kept.write('GET /api/health HTTP/1.1\r\n');
		const underWay = fetch(`${server.url}/api/water?west=113.7&south=23&east=113.8&north=23.1`);
		await asked.isGiven;
		const closed = server.app.close();
		let message = await feed.next();
		while (message.kind !== 'bye') message = await feed.next();
		expect(message.reason).toBe('stopping');
		const late = await fetch(`${server.url}/api/health`).then(
			({ status }) => status,
			() => 'refused',
		);
		expect([503, 'refused']).toContain(late);
		// One that had begun on a line that was open before.
		kept.write('Host: 127.0.0.1\r\n\r\n');
		let told = '';
		for await (const bytes of kept) told += bytes;
		expect(told).toMatch(/^HTTP\/1\.1 503 /);
		expect(told).toMatch(/^retry-after: \d+\r$/im);
		expect(told).toContain('"code":"server/stopping"');
		released.give();
		expect((await underWay).status).toBe(200);
		await closed;
	});
});

/** Something that one part waits for and another gives. */
function makeSignal() {
	let give = () => {};
	const isGiven = new Promise<void>((done) => {
		give = done;
	});
	return { isGiven, give };
}

describe('what others reach', () => {
	let folder: string;
	let database: { url: string; destroy: () => Promise<void> };
	const opened: FengtuServer[] = [];
	const env = (extra: Record<string, string> = {}) => readConfig({ DATABASE_URL: database.url, ...extra });
	async function create(options: Partial<ServerOptions>): Promise<FengtuServer> {
		const server = await createServer({
			packDir: join(folder, 'pack'),
			staticDir: null,
			dataDir: join(folder, 'data'),
			version: '0.0.0-test',
			log: false,
			...options,
		});
		opened.push(server);
		return server;
	}
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'fengtu-operate-'));
		database = await openTestDatabase();
		await buildHouseTown(folder);
		await writeFile(join(folder, 'cert.pem'), TEST_CERTIFICATES[0].cert);
		await writeFile(join(folder, 'key.pem'), TEST_CERTIFICATES[0].key);
	});
	afterEach(async () => {
		for (const server of opened.splice(0)) await server.close();
	});
	afterAll(async () => {
		await database.destroy();
		await rm(folder, { recursive: true, force: true });
	});

	it('does not start without an administrator and TLS, and says what is missing', async () => {
		await expect(create({ config: env({ FENGTU_HOST: '0.0.0.0' }) })).rejects.toMatchObject({
			code: 'server/not-protected',
			message: expect.stringMatching(/administrator.*TLS/),
		});
	});

	it('npm start is for this machine alone', async () => {
		const { exitCode, stderr } = await runCli(['start', '--host', '0.0.0.0']);
		expect(exitCode).toBe(2);
		expect(stderr).toContain('fengtu serve');
		await expect(create({ mode: 'demo', config: env({ FENGTU_HOST: '::' }) })).rejects.toMatchObject({
			code: 'server/demo-is-local',
		});
	});

	it('a wrong variable stops the start and is named', async () => {
		process.env.FENGTU_LOG_LEVEL = 'loud';
		const { exitCode, stderr } = await runCli(['serve', '--pack', join(folder, 'pack')]);
		delete process.env.FENGTU_LOG_LEVEL;
		expect(exitCode).toBe(2);
		expect(stderr).toContain('FENGTU_LOG_LEVEL: got "loud", expected error, warn, info or debug');
	});

	it('a certificate without its key is refused before anything is opened', async () => {
		const config = env({
			FENGTU_TLS_CERT: join(folder, 'cert.pem'),
			FENGTU_TLS_KEY: join(folder, 'nothing.pem'),
		});
		await expect(create({ config })).rejects.toMatchObject({ code: 'config/bad-tls' });
	});

	it('serves https, and goes on with a renewed certificate', async () => {
		const config = env({ FENGTU_TLS_CERT: join(folder, 'cert.pem'), FENGTU_TLS_KEY: join(folder, 'key.pem') });
		const server = await create({ config });
		expect(server.scheme).toBe('https');
		const url = new URL(await server.app.listen({ host: '127.0.0.1', port: 0 }));
		const ask = (ca: string) =>
			new Promise<{ status: number | undefined; serial: string }>((done, fail) => {
				request({ hostname: url.hostname, port: url.port, path: ROUTES.health.path, ca, agent: false }, (answer) => {
					done({
						status: answer.statusCode,
						serial: (answer.socket as TLSSocket).getPeerCertificate().serialNumber,
					});
					answer.resume();
				})
					.on('error', fail)
					.end();
			});
		const first = await ask(TEST_CERTIFICATES[0].cert);
		expect(first.status).toBe(200);
		await writeFile(join(folder, 'cert.pem'), TEST_CERTIFICATES[1].cert);
		await writeFile(join(folder, 'key.pem'), TEST_CERTIFICATES[1].key);
		await server.renewTls();
		expect((await ask(TEST_CERTIFICATES[1].cert)).serial).not.toBe(first.serial);
	});
});
