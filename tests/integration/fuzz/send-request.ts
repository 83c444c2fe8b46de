import { Agent, request as open } from 'node:http';
import type { FuzzRequest } from './fuzz-request.ts';

const ANSWER_WITHIN_MS = 10_000;
const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** What came back; `broken` = the line was cut instead, with these words. */
export type FuzzAnswer =
	| {
			readonly kind: 'answer';
			readonly status: number;
			readonly type: string;
			readonly body: string;
			readonly cookies: readonly string[];
	  }
	| { readonly kind: 'broken'; readonly words: string };

/** Sends a request as it stands. @throws Error when no answer comes within 10 s */
export function sendRequest(url: string, { method, path, headers, body }: FuzzRequest): Promise<FuzzAnswer> {
	const { hostname, port } = new URL(url);
	return new Promise((done, fail) => {
		const timer = setTimeout(() => {
			sent.destroy();
			fail(new Error(`got no answer within ${ANSWER_WITHIN_MS} ms`));
		}, ANSWER_WITHIN_MS);
		const end = (answer: FuzzAnswer) => {
			clearTimeout(timer);
			done(answer);
		};
		const bytes = body === null ? null : Buffer.from(body, 'latin1');
		const sent = open({
			hostname,
			port,
			method,
			path,
			agent,
			headers: { ...headers, ...(bytes ? { 'content-length': bytes.length } : {}) },
		});
		sent.on('response', (answer) => {
			const chunks: Buffer[] = [];
			answer.on('data', (chunk: Buffer) => chunks.push(chunk));
			answer.on('error', (error) => end({ kind: 'broken', words: error.message }));
			answer.on('end', () =>
				end({
					kind: 'answer',
					status: answer.statusCode ?? 0,
					type: answer.headers['content-type'] ?? '',
					body: Buffer.concat(chunks).toString('utf8'),
					cookies: answer.headers['set-cookie'] ?? [],
				}),
			);
		});
		sent.on('upgrade', (_, socket) => {
			socket.destroy();
			end({ kind: 'broken', words: 'upgraded' });
		});
		sent.on('error', (error) => end({ kind: 'broken', words: error.message }));
		sent.end(bytes);
	});
}
