import { describe, expect, it, vi } from 'vitest';
import { type Api, createApi } from '../../../src/client/api.ts';
import { type CallerOptions, createCaller } from '../../../src/client/caller.ts';
import { createIntentKeys } from '../../../src/client/intent-keys.ts';
import type { SessionAnswer } from '../../../src/domain/api/identity-routes.ts';
import { RateLimitedError, UnauthenticatedError } from '../../../src/domain/errors.ts';
import { makeIncident } from '../../support/make-incident.ts';

const makeApi = (options: CallerOptions): Api => createApi(createCaller(options));

const SESSION: SessionAnswer = {
	mode: 'accounts',
	actor: { kind: 'user', id: 'u1', name: '陈志强' },
	roles: ['dispatcher'],
	districts: null,
	may: ['incident.raise'],
	csrfToken: 'token-1',
	expiresAtMs: null,
	mustChangePassword: false,
	oidc: null,
};
const refusal = (code: string) => ({ error: { code, message: 'm', context: { retryAfterS: 30 } } });

/** An API whose answers are given one by one: a status and a body, or an error of the network. */
function start() {
	const answers: (readonly [number, unknown] | Error)[] = [];
	const headers: Record<string, string>[] = [];
	const onSignedOut = vi.fn();
	const onSessionChanged = vi.fn();
	let made = 0;
	const api = makeApi({
		fetch: async (_url, init) => {
			headers.push(init?.headers as Record<string, string>);
			const answer = answers.shift();
			if (!answer || answer instanceof Error) throw answer ?? new Error('no answer was prepared');
			const [status, body] = answer;
			return new Response(body === null ? null : JSON.stringify(body), { status });
		},
		onSignedOut,
		onSessionChanged,
		intents: createIntentKeys(() => `key-${++made}`),
	});
	return { api, answers, headers, onSignedOut, onSessionChanged };
}

describe('the session in requests', () => {
	it('the token of the session goes with what is not a GET, and is gone after signing out', async () => {
		const { api, answers, headers } = start();
		answers.push([200, SESSION], [200, { hits: [] }], [200, makeIncident('a')], [204, null], [204, null]);
		await api.readSession();
		await api.search({ q: 'x' });
		await api.acknowledgeIncident('a');
		await api.signOut();
		await api.signOut();
		expect(headers.map((sent) => sent['x-csrf-token'])).toEqual([
			undefined,
			undefined,
			'token-1',
			'token-1',
			undefined,
		]);
	});

	it('one whom the server does not know is told once; a refused password is not that', async () => {
		const { api, answers, onSignedOut } = start();
		answers.push([401, refusal('session/bad-credentials')], [401, refusal('access/not-signed-in')]);
		await expect(api.signIn('chen', 'wrong')).rejects.toBeInstanceOf(UnauthenticatedError);
		expect(onSignedOut).not.toHaveBeenCalled();
		await expect(api.readHealth()).rejects.toMatchObject({ code: 'access/not-signed-in' });
		expect(onSignedOut).toHaveBeenCalledTimes(1);
	});

	it('another token than the server has: the session is to be read again', async () => {
		const { api, answers, onSessionChanged } = start();
		answers.push([403, refusal('access/bad-csrf-token')]);
		await expect(api.closeIncident('a', 'done')).rejects.toMatchObject({ code: 'access/bad-csrf-token' });
		expect(onSessionChanged).toHaveBeenCalledTimes(1);
	});

	it('says how long to wait', async () => {
		const { api, answers } = start();
		answers.push([429, refusal('session/too-many-attempts')]);
		const error = await api.signIn('chen', 'wrong').catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(RateLimitedError);
		expect(error).toMatchObject({ context: { retryAfterS: 30 } });
	});
});

describe('intents', () => {
	const PLACE = { lon: 113.75, lat: 23.02 };
	const keysOf = (headers: Record<string, string>[]) => headers.map((sent) => sent['idempotency-key']);

	it('a retry after no answer keeps the key; the same again after an answer has another', async () => {
		const { api, answers, headers } = start();
		answers.push(new TypeError('network'), [503, refusal('store/unavailable')], [201, makeIncident('a')]);
		answers.push([201, makeIncident('b')]);
		for (let i = 0; i < 4; i++) await api.raiseIncident(PLACE).catch(() => {});
		expect(keysOf(headers)).toEqual(['key-1', 'key-1', 'key-1', 'key-2']);
	});

	it('another request has its own key, a refused one begins anew', async () => {
		const { api, answers, headers } = start();
		answers.push(new TypeError('network'), new TypeError('network'), [409, refusal('incident/closed')]);
		answers.push([200, makeIncident('a')]);
		await api.closeIncident('a', 'done').catch(() => {});
		await api.closeIncident('a', 'drill').catch(() => {});
		await api.closeIncident('a', 'done').catch(() => {});
		await api.closeIncident('a', 'done');
		expect(keysOf(headers)).toEqual(['key-1', 'key-2', 'key-1', 'key-3']);
	});

	it('what only asks or signs in has none', async () => {
		const { api, answers, headers } = start();
		answers.push([200, { packVersion: 'v', fids: [] }], [200, SESSION], [200, makeIncident('a')]);
		await api.findFids([]);
		await api.signIn('chen', 'a password');
		await api.changeIncident('a', { version: 1, level: 3 });
		expect(keysOf(headers)).toEqual([undefined, undefined, undefined]);
	});

	it('forgets the oldest beyond fifty', () => {
		let made = 0;
		const intents = createIntentKeys(() => `key-${++made}`);
		for (let i = 0; i <= 50; i++) intents.keyOf(`request ${i}`);
		expect(intents.keyOf('request 1')).toBe('key-2');
		expect(intents.keyOf('request 0')).toBe('key-52');
	});

	it('keys are such as the server takes', () => {
		const keys = new Set(Array.from({ length: 20 }, (_, i) => createIntentKeys().keyOf(`${i}`)));
		expect(keys.size).toBe(20);
		for (const key of keys) expect(key).toMatch(/^[\w.:-]{8,100}$/);
	});
});
