import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { feedMessageSchema, feedQuerySchema, feedRequestSchema } from '../../../src/domain/topics.ts';
import { arbitraryOf, hostileText, hostileValue, nearlyValid } from '../../support/schema-arbitrary.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { readTestPack } from '../faults/small-pack.ts';

const CASES = Number(process.env.FENGTU_FUZZ_CASES ?? 10_000) / 20;
const SEED = Number(process.env.FENGTU_SEED ?? 1);
const ANSWER_WITHIN_MS = 10_000;
const MAX_MESSAGE_BYTES = 1024;

let server: ServerProcess;

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
});

afterAll(async () => {
	await server?.stop();
});

/** What is sent in one go: text or bytes, as a text or a binary frame. */
interface Frame {
	/** Latin-1: each character is one byte. */
	readonly bytes: string;
	readonly isBinary: boolean;
}

const json = (value: fc.Arbitrary<unknown>): fc.Arbitrary<string> =>
	value.map((each) => Buffer.from(JSON.stringify(each) ?? 'null').toString('latin1'));
const raw = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const frames: fc.Arbitrary<Frame> = fc.record({
	bytes: fc.oneof(
		{ weight: 3, arbitrary: json(arbitraryOf(feedRequestSchema)) },
		{ weight: 3, arbitrary: json(nearlyValid(feedRequestSchema)) },
		{ weight: 2, arbitrary: json(hostileValue) },
		{ weight: 2, arbitrary: raw },
		{
			weight: 1,
			arbitrary: fc.constantFrom(
				'',
				'{',
				'['.repeat(5000),
				'x'.repeat(100_000),
				'{"kind":"viewport","box":[1e999,0,0,0]}',
			),
		},
	),
	isBinary: fc.boolean(),
});

const queries: fc.Arbitrary<string> = fc
	.oneof(
		arbitraryOf(feedQuerySchema),
		nearlyValid(feedQuerySchema),
		fc.dictionary(fc.string({ maxLength: 8 }), hostileText, { maxKeys: 3 }),
	)
	.map((value) =>
		Object.entries(typeof value === 'object' && value !== null ? value : { value })
			.map((pair) =>
				pair
					.map((part) =>
						encodeURIComponent(Buffer.from(typeof part === 'string' ? part : JSON.stringify(part ?? null)).toString()),
					)
					.join('='),
			)
			.join('&'),
	);

function isNoMessage({ bytes, isBinary }: Frame): boolean {
	return bytes.length > MAX_MESSAGE_BYTES || (!isBinary && !isUtf8(Buffer.from(bytes, 'latin1')));
}

/** What is wrong with a line that was opened so and sent this; undefined = nothing. */
function tryLine(query: string, sent: readonly Frame[]): Promise<string | undefined> {
	return new Promise((done) => {
		const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed?${query}`);
		let wrong: string | undefined;
		let heard = 0;
		const end = (words?: string) => {
			clearTimeout(timer);
			socket.removeAllListeners();
			socket.on('error', () => {});
			socket.terminate();
			done(words ?? wrong);
		};
		const timer = setTimeout(() => end(`got nothing for ${ANSWER_WITHIN_MS} ms`), ANSWER_WITHIN_MS);
		socket.on('unexpected-response', (_, answer) => {
			const status = answer.statusCode ?? 0;
			end(status >= 500 ? `got ${status} instead of the feed` : undefined);
		});
		let cause = '';
		socket.on('error', (error) => {
			cause = error.message;
		});
		socket.on('open', () => {
			for (const { bytes, isBinary } of sent) socket.send(Buffer.from(bytes, 'latin1'), { binary: isBinary });
			// An answer to this says that the server took all before it.
			socket.ping();
		});
		socket.on('message', (data, isBinary) => {
			heard++;
			if (isBinary) return;
			const parsed = feedMessageSchema.safeParse(JSON.parse(String(data)));
			if (!parsed.success) wrong = `got ${String(data).slice(0, 200)}, expected a message of the feed`;
		});
		socket.on('pong', () => {
			if (heard > 0) end();
			else socket.once('message', () => end());
		});
		socket.on('close', (code) => {
			// Of frames that are none by the protocol, or too large, the line is just cut.
			const isCut = code === 1006 && sent.some(isNoMessage);
			end((code === 1011 || code === 1006) && !isCut ? `line ended with ${code} ${cause}` : undefined);
		});
	});
}

describe(`fuzz: ${CASES} lines of the feed, seed ${SEED}`, () => {
	it('nonsense on one line harms neither the server nor another line', async () => {
		const other = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed`);
		let told = 0;
		let closed: number | undefined;
		other.on('message', () => told++);
		other.on('close', (code) => {
			closed = code;
		});
		await fc.assert(
			fc.asyncProperty(queries, fc.array(frames, { maxLength: 4 }), async (query, sent) => {
				const wrong = await tryLine(query, sent);
				if (wrong !== undefined) throw new Error(wrong);
			}),
			{ numRuns: CASES, seed: SEED },
		);
		expect(server.isUp()).toBe(true);
		expect(closed).toBeUndefined();
		expect(told).toBeGreaterThan(0);
		other.terminate();
	});
});
