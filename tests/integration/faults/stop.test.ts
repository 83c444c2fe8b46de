import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { readTestPack } from './small-pack.ts';

/** Ten seconds for requests under way, then what the database takes. */
const STOPS_WITHIN_MS = 25_000;

let server: ServerProcess | undefined;
let sockets: Socket[] = [];
afterEach(async () => {
	for (const socket of sockets) socket.destroy();
	sockets = [];
	if (server?.isUp()) await server.kill('SIGKILL');
	await server?.stop();
});

/** A connection that says something, and closes nothing by itself. */
async function say(url: string, text: string): Promise<Socket> {
	const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', allowHalfOpen: true });
	socket.on('error', () => {});
	sockets.push(socket);
	await once(socket, 'connect');
	socket.write(text);
	return socket;
}

const head = (first: string, ...rest: string[]) => [first, ...rest, '\r\n'].join('\r\n');
const UPGRADE = [
	'Connection: Upgrade',
	'Upgrade: websocket',
	'Sec-WebSocket-Version: 13',
	'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

describe('fengtu serve, told to stop', () => {
	it('ends in peace, whoever holds on to it', async () => {
		server = await startServerProcess({ packDir: readTestPack() });
		const { url } = server;
		const { host } = new URL(url);
		// Refused lines, one of which its client leaves first.
		for (const path of ['/api/feed', '/nope', '/%zz', '/api/health']) {
			const refused = await say(url, head(`GET ${path} HTTP/1.1`, 'Host: evil.example', ...UPGRADE));
			await once(refused.resume(), 'end');
		}
		(await say(url, head('GET /api/feed HTTP/1.1', 'Host: evil.example', ...UPGRADE))).destroy();
		// Open lines that answer nothing: one is only half closed, one reads nothing, one says no bye.
		for (let i = 0; i < 3; i++) {
			const socket = await say(url, head('GET /api/feed HTTP/1.1', `Host: ${host}`, ...UPGRADE));
			if (i < 2) await once(socket, 'data');
			if (i === 0) socket.end();
			if (i === 1) socket.pause();
		}
		const feed = new WebSocket(`${url.replace('http', 'ws')}/api/feed`);
		await once(feed, 'message');
		// Kept alive, never used, half a head, half a body.
		const kept = await say(url, head('GET /api/health HTTP/1.1', `Host: ${host}`));
		await once(kept, 'data');
		await say(url, '');
		await say(url, 'GET /api/health HTT');
		await say(url, `${head('POST /api/positions HTTP/1.1', `Host: ${host}`, 'Content-Length: 100')}{`);
		const closed = once(feed, 'close') as Promise<[number]>;
		const startMs = performance.now();
		const code = await server.kill('SIGTERM');
		expect(code).toBe(0);
		expect((await closed)[0]).toBe(1001);
		expect(performance.now() - startMs).toBeLessThan(STOPS_WITHIN_MS);
		// Nothing is left that holds the folder.
		expect(await server.restart()).toBeGreaterThan(0);
	});
});
