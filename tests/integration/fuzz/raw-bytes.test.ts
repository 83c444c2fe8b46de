import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { readTestPack } from '../faults/small-pack.ts';

const CASES = Number(process.env.FENGTU_FUZZ_CASES ?? 10_000) / 20;
const SEED = Number(process.env.FENGTU_SEED ?? 1);
const SILENT_MS = 15_000;

let server: ServerProcess;

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
});

afterAll(async () => {
	await server?.stop();
});

const bytes = (maxLength: number) => fc.uint8Array({ maxLength }).map((each) => Buffer.from(each).toString('latin1'));
const lines = fc.constantFrom(
	'GET /api/health HTTP/1.1',
	'GET /api/incidents HTTP/1.0',
	'POST /api/incidents HTTP/1.1',
	'GET //evil.example/%2e%2e/%2e%2e/etc/passwd HTTP/1.1',
	'GET http://evil.example/api/health HTTP/1.1',
	'OPTIONS * HTTP/1.1',
	'CONNECT localhost:22 HTTP/1.1',
	'GET /packs/../../../../etc/passwd HTTP/1.1',
	'GET /api/feed HTTP/1.1',
	'PRI * HTTP/2.0',
	`GET /${'a'.repeat(40_000)} HTTP/1.1`,
);
const headers = fc.constantFrom(
	'Host: x',
	'Host: x\r\nHost: y',
	'Content-Length: 5',
	'Content-Length: -1',
	'Content-Length: 99999999999999999999',
	'Content-Length: 5\r\nTransfer-Encoding: chunked',
	'Transfer-Encoding: chunked, identity',
	'Content-Type: application/json',
	'Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x',
	'Connection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
	'Connection: upgrade\r\nUpgrade: h2c',
	`X-Long: ${'h'.repeat(20_000)}`,
	' folded: header',
	'No colon',
	'Expect: 100-continue',
);
const requests = fc
	.record({
		line: fc.oneof({ weight: 6, arbitrary: lines }, { weight: 1, arbitrary: bytes(60) }),
		head: fc.array(fc.oneof({ weight: 6, arbitrary: headers }, { weight: 1, arbitrary: bytes(60) }), { maxLength: 5 }),
		body: fc.oneof(fc.constantFrom('', 'hello', '{}', '5\r\nhello\r\n0\r\n\r\n', 'ffffffffffffffff\r\n'), bytes(100)),
	})
	.map(({ line, head, body }) => `${[line, ...head].join('\r\n')}\r\n\r\n${body}`);

/** Sends bytes, ends its side, and reads all that comes; the words of a failure, or undefined. */
function sendBytes(text: string): Promise<string | undefined> {
	const { hostname, port } = new URL(server.url);
	return new Promise((done) => {
		const socket = connect(Number(port), hostname);
		let heard = '';
		const end = (words?: string) => {
			clearTimeout(timer);
			socket.destroy();
			const status = /^HTTP\/1\.1 (5\d\d)/.exec(heard)?.[1];
			done(
				words ??
					(status === undefined || status === '501' || status === '505' ? undefined : `got ${heard.slice(0, 300)}`),
			);
		};
		const timer = setTimeout(
			() => end(`got ${JSON.stringify(heard.slice(0, 80))} and then nothing for ${SILENT_MS} ms`),
			SILENT_MS,
		);
		socket.on('data', (chunk) => {
			heard += chunk.toString('latin1');
		});
		socket.on('error', () => end());
		socket.on('close', () => end());
		socket.end(Buffer.from(text, 'latin1'));
	});
}

describe(`fuzz: ${CASES} lines of bytes that are hardly HTTP, seed ${SEED}`, () => {
	it('are refused or cut; the server lives on', async () => {
		await fc.assert(
			fc.asyncProperty(requests, async (text) => {
				const wrong = await sendBytes(text);
				if (wrong !== undefined) throw new Error(wrong);
			}),
			{ numRuns: CASES, seed: SEED },
		);
		expect(server.isUp()).toBe(true);
		expect((await fetch(`${server.url}/api/health`)).status).toBe(200);
	});
});
