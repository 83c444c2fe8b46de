import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorResponseSchema } from '../../../src/domain/api/error-response.ts';
import { ROUTES } from '../../../src/domain/api.ts';
import type { RouteSpec } from '../../../src/server/http/add-route.ts';
import type { FieldHints } from '../../support/schema-arbitrary.ts';
import { type ServerProcess, startServerProcess } from '../../support/server-process.ts';
import { readTestPack } from '../faults/small-pack.ts';
import { type FuzzRequest, fuzzRequests } from './fuzz-request.ts';
import { makeFuzzWorld } from './fuzz-world.ts';
import { type FuzzAnswer, sendRequest } from './send-request.ts';
import { openAccounts, type SignedIn } from './sign-in.ts';

const CASES = Number(process.env.FENGTU_FUZZ_CASES ?? 10_000);
const SEED = Number(process.env.FENGTU_SEED ?? 1);
const ALL = Object.entries(ROUTES) as [name: string, route: RouteSpec][];
/** Routes that let nobody try often. */
const SIGNS_IN = /^\/api\/(session|oidc)/;
/** Of a person, not of a machine. */
const PERSONAL = ['/api/session', '/api/sessions', '/api/session/password'];
const EACH = Math.ceil(CASES / ALL.length);

let server: ServerProcess;
let hints: FieldHints;
let signedIn: SignedIn;

beforeAll(async () => {
	server = await startServerProcess({ packDir: readTestPack() });
	signedIn = await openAccounts(server);
	const world = await makeFuzzWorld(
		(method, path, body) =>
			ask(path, {
				method,
				...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
			}),
		(path, body) => ask(path, { method: 'POST', body }),
	);
	hints = {
		...world,
		':users/id': fc.constant(signedIn.spareUser),
		':tokens/id': fc.constant(signedIn.spareToken),
		':sessions/id': fc.constant('0'.repeat(32)),
	};
});

afterAll(async () => {
	await server?.stop();
});

async function ask(path: string, init: RequestInit): Promise<Record<string, unknown>> {
	const answer = await fetch(server.url + path, { ...init, headers: { ...init.headers, ...signedIn.machine } });
	const text = await answer.text();
	if (!answer.ok) throw new Error(`${init.method} ${path}: got ${answer.status} ${text}, expected it to be done`);
	return JSON.parse(text) as Record<string, unknown>;
}

/** Most requests come from a machine that may do everything; those about sessions from a person. Some bring what signs nobody in. */
function identify(route: RouteSpec, request: FuzzRequest): FuzzRequest {
	const who = PERSONAL.includes(route.path) && request.method !== 'DELETE' ? signedIn.person : signedIn.machine;
	return { ...request, headers: { ...who, ...request.headers } };
}

/** What is wrong with an answer; undefined = nothing. */
function judge(route: RouteSpec, request: FuzzRequest, answer: FuzzAnswer): string | undefined {
	if (answer.kind === 'broken') return server.isUp() ? undefined : `server ended: ${answer.words}`;
	const { status, body, type } = answer;
	if (status >= 500) return `got ${status} ${body.slice(0, 400)}`;
	if (status === 429 && !SIGNS_IN.test(route.path)) return 'got 429, expected the limits to be out of the way';
	// What Node and the WebSocket door refuse before any route is asked.
	if (status === 417 || (status === 400 && 'upgrade' in request.headers)) return undefined;
	if (status >= 400) {
		if (request.method === 'HEAD') return undefined;
		const parsed = errorResponseSchema.safeParse(parseJson(body));
		return parsed.success ? undefined : `got ${status} with ${body.slice(0, 300)}, expected the error shape`;
	}
	if (request.method !== route.method || status >= 300) return undefined;
	if (status === 204) return body === '' ? undefined : `got 204 with ${body.slice(0, 100)}`;
	if (!type.includes('json')) return undefined;
	const parsed = route.response.safeParse(parseJson(body));
	return parsed.success
		? undefined
		: `got ${status} with ${body.slice(0, 300)}, expected the route's shape: ${parsed.error.message.slice(0, 400)}`;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

describe(`fuzz: ${EACH} requests to each route, seed ${SEED}`, () => {
	it.each(ALL)('%s: no 5xx, no hang, every answer of the promised shape', async (_, route) => {
		await fc.assert(
			fc.asyncProperty(fuzzRequests(route, hints), async (request) => {
				const wrong = judge(route, request, await sendRequest(server.url, identify(route, request)));
				if (wrong !== undefined) throw new Error(wrong);
			}),
			{ numRuns: EACH, seed: SEED },
		);
		expect(server.isUp()).toBe(true);
	});

	it('is as well after all of it as before', async () => {
		expect(server.isUp()).toBe(true);
		const health = await ask('/api/health', { method: 'GET' });
		expect(health.status).toBe('ok');
	});
});
