import { describe, expect, it } from 'vitest';
import { type Api, createApi } from '../../../src/client/api.ts';
import { type CallerOptions, createCaller } from '../../../src/client/caller.ts';
import { ConflictError, DataError, NotFoundError, UnavailableError, UsageError } from '../../../src/domain/errors.ts';
import { makeIncident } from '../../support/make-incident.ts';

const makeApi = (options: CallerOptions): Api => createApi(createCaller(options));

interface Sent {
	url: string;
	init: RequestInit | undefined;
}

function apiThatAnswers(status: number, body: unknown) {
	const sent: Sent[] = [];
	const api = makeApi({
		fetch: async (url, init) => {
			sent.push({ url: String(url), init });
			return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status });
		},
	});
	return { api, sent };
}
const errorBody = (code: string) => ({ error: { code, message: 'm', context: { id: 'x' } } });

describe('createApi', () => {
	it('posts an incident as JSON and parses the answer', async () => {
		const incident = makeIncident('2026-1120-0001');
		const { api, sent } = apiThatAnswers(201, incident);
		expect(await api.raiseIncident({ lon: 113.75, lat: 23.02 })).toEqual(incident);
		expect(sent[0]).toMatchObject({
			url: '/api/incidents?assess=later',
			init: { method: 'POST', body: '{"lon":113.75,"lat":23.02}' },
		});
	});

	it('fills path and query', async () => {
		const { api, sent } = apiThatAnswers(200, { hits: [] });
		await api.search({ q: '鸿福路 218号', limit: 3 });
		expect(new URL(sent[0]?.url ?? '', 'http://x').searchParams.get('q')).toBe('鸿福路 218号');
		expect(sent[0]?.url).not.toContain('crs');
		await api.readIncident('a/b').catch(() => {});
		expect(sent[1]?.url).toBe('/api/incidents/a%2Fb');
	});

	it.each([
		[400, UsageError],
		[404, NotFoundError],
		[409, ConflictError],
		[422, DataError],
		[503, UnavailableError],
		[500, UnavailableError],
	])('turns %d into the class the server meant', async (status, ErrorClass) => {
		const { api } = apiThatAnswers(status, errorBody('some/thing'));
		const error = await api.readHealth().catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(ErrorClass);
		expect(error).toMatchObject({ code: 'some/thing', context: { id: 'x', status } });
	});

	it('says so when the answer is not what the route promises', async () => {
		await expect(apiThatAnswers(200, { status: 'fine' }).api.readHealth()).rejects.toMatchObject({
			code: 'client/bad-answer',
		});
		await expect(apiThatAnswers(200, '<html>').api.readHealth()).rejects.toMatchObject({ code: 'client/bad-answer' });
		await expect(apiThatAnswers(502, '<html>').api.readHealth()).rejects.toMatchObject({ code: 'client/http-status' });
	});

	it('tells no network, a timeout and an abort apart', async () => {
		const hangs: typeof fetch = (_url, init) =>
			new Promise((_, fail) => init?.signal?.addEventListener('abort', () => fail(init.signal?.reason)));
		const offline = makeApi({ fetch: () => Promise.reject(new TypeError('fetch failed')) });
		await expect(offline.readHealth()).rejects.toMatchObject({ code: 'client/offline' });
		await expect(makeApi({ fetch: hangs, timeoutMs: 5 }).readHealth()).rejects.toMatchObject({
			code: 'client/timeout',
		});
		const controller = new AbortController();
		const waiting = makeApi({ fetch: hangs }).readHealth(controller.signal);
		controller.abort(new Error('left the page'));
		await expect(waiting).rejects.toThrow('left the page');
	});
});
