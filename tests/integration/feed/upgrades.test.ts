import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { SESSION_LIMITS } from '../../../src/server/identity/session-book.ts';
import { createFakeCity, makeStation } from '../../support/fake-city.ts';
import {
	makeServerFolder,
	removeServerFolder,
	startTestServer,
	type TestServer,
	type TestServerOptions,
} from '../server/start-test-server.ts';

const CITY = createFakeCity({ stations: [makeStation('west', -1000, -30)] });
const ACCOUNTS = { identity: { mode: 'accounts', oidc: null, limits: SESSION_LIMITS, isSecure: false } } as const;

let dir: string;
let server: TestServer | undefined;
beforeAll(async () => {
	dir = await makeServerFolder();
});
afterEach(async () => {
	await server?.close();
	server = undefined;
});
afterAll(() => removeServerFolder(dir));

async function start(options: TestServerOptions = {}): Promise<TestServer> {
	server = await startTestServer(CITY, dir, options);
	return server;
}

const upgrade = (path: string, host: string, protocol = 'websocket') =>
	[
		`GET ${path} HTTP/1.1`,
		`Host: ${host}`,
		'Connection: Upgrade',
		`Upgrade: ${protocol}`,
		'Sec-WebSocket-Version: 13',
		'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
		'\r\n',
	].join('\r\n');

/** All that the server says before it closes the line; this side closes nothing. */
async function sayAndListen(url: string, text: string): Promise<string> {
	const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
	let heard = '';
	socket.on('data', (data) => {
		heard += data.toString('latin1');
	});
	socket.write(text);
	await once(socket, 'end');
	socket.destroy();
	return heard.split('\r\n')[0] ?? '';
}

describe('a WebSocket that is refused', () => {
	it.each([
		['401: nobody signed in', ACCOUNTS, '/api/feed', 'HTTP/1.1 401 Unauthorized'],
		['401 on another route', ACCOUNTS, '/api/incidents', 'HTTP/1.1 401 Unauthorized'],
		['404 on a route that is public', ACCOUNTS, '/api/health', 'HTTP/1.1 404 Not Found'],
		['404 where there is nothing', ACCOUNTS, '/nope', 'HTTP/1.1 404 Not Found'],
		['404 under the API', {}, '/api/nope', 'HTTP/1.1 404 Not Found'],
		['400 for a query that is none', {}, '/api/feed?since=-1', 'HTTP/1.1 400 Bad Request'],
		['an address that cannot be read', {}, '/%zz', 'HTTP/1.1 400 Bad Request'],
		['404 for an id that is too long', {}, `/api/incidents/${'x'.repeat(2000)}`, 'HTTP/1.1 404 Not Found'],
	])('is closed at once: %s', async (_, options, path, answer) => {
		const { url } = await start(options);
		expect(await sayAndListen(url, upgrade(path, new URL(url).host))).toBe(answer);
	});

	it('is closed at once: 403 for another name of this machine', async () => {
		const { url } = await start();
		expect(await sayAndListen(url, upgrade('/api/feed', 'evil.example'))).toBe('HTTP/1.1 403 Forbidden');
	});

	it('does not keep the server from stopping, nor do many that left', async () => {
		const { url } = await start();
		const { host } = new URL(url);
		await Promise.all(Array.from({ length: 50 }, () => sayAndListen(url, upgrade('/api/feed', 'evil.example'))));
		expect(await sayAndListen(url, upgrade('/nope', host))).toContain('404');
		const count = new Promise<number>((done, fail) =>
			server?.app.server.getConnections((error, connections) => (error ? fail(error) : done(connections))),
		);
		expect(await count).toBe(0);
	});
});

it('a wish for HTTP/2 in passing is answered in HTTP/1.1, body and all', async () => {
	const { url } = await start();
	const { port, host } = new URL(url);
	const body = JSON.stringify({ positions: [{ unitId: 'x', lon: 113, lat: 23, observedAtMs: 1 }] });
	const socket = connect(Number(port), '127.0.0.1');
	socket.write(
		[
			'POST /api/positions HTTP/1.1',
			`Host: ${host}`,
			'Connection: Upgrade, HTTP2-Settings',
			'Upgrade: h2c',
			'HTTP2-Settings: AAEAAEAAAAIAAAABAAMAAABkAAQBAAAAAAUAAEAA',
			'Content-Type: application/json',
			`Content-Length: ${body.length}`,
			'',
			body.slice(0, 5),
		].join('\r\n'),
	);
	const heard = once(socket, 'data') as Promise<[Buffer]>;
	socket.write(body.slice(5));
	const [answer] = await heard;
	expect(answer.toString()).toMatch(/^HTTP\/1\.1 200 OK/);
	// The connection goes on.
	const next = once(socket, 'data') as Promise<[Buffer]>;
	socket.write(`GET /api/health HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
	expect((await next)[0].toString()).toMatch(/^HTTP\/1\.1 200 OK/);
	socket.destroy();
});
