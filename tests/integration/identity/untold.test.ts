import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { addRoute } from '../../../src/server/http/add-route.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, type Browser, codeOf, makeIdentityApp, openBrowser } from '../../support/identity-app.ts';
import { openTestStore } from '../../support/test-store.ts';

const SECRET = 'larch plover anvil';
let store: Store;
let destroy: () => Promise<void>;
let app: TypedApp;
let admin: Browser;

beforeAll(async () => {
	({ store, destroy } = await openTestStore());
	({ app } = await makeIdentityApp(store, {
		addRoutes: (made) =>
			addRoute(
				made,
				{
					method: 'POST',
					path: '/api/alarm',
					access: 'map.read',
					body: z.object({
						lon: z.number(),
						caller: z.object({ name: z.string(), phone: z.string().max(12) }),
						contacts: z.array(z.object({ phone: z.string().max(12) })),
					}),
					response: z.null(),
				},
				() => null,
			),
	}));
	await addUser(store, { login: 'boss', roles: ['administrator'] });
	admin = openBrowser(app);
	await admin.signIn('boss');
});
afterAll(async () => {
	await app.close();
	await destroy();
});

describe('a request that is wrong', () => {
	it.each([
		['a password of another kind', '/api/session', { login: 'boss', password: [SECRET] }],
		['a password within an object', '/api/session', { login: 'boss', password: { value: SECRET } }],
		['a password that is too long', '/api/session', { login: 'boss', password: SECRET.repeat(20) }],
		['a password in the field of the login', '/api/session', { login: SECRET.repeat(20), password: 'x' }],
		['a body that is a list', '/api/session', [SECRET]],
		['a new password', '/api/session/password', { current: { value: SECRET }, next: [SECRET] }],
		['a password for somebody', '/api/users', { login: 'li', name: 'Li', password: SECRET.repeat(20) }],
		['a caller', '/api/alarm', { lon: 1, caller: { name: 'x', phone: `${SECRET}${SECRET}` }, contacts: [] }],
		['a caller that is a text', '/api/alarm', { lon: 1, caller: SECRET, contacts: SECRET }],
		['a contact', '/api/alarm', { lon: 1, caller: { name: '', phone: '' }, contacts: [{ phone: SECRET }] }],
	])('with %s is not told back what it said', async (_what, url, body) => {
		const answer = await admin.ask('POST', url, body);
		expect(codeOf(answer)).toBe('400 http/bad-request');
		expect(answer.body).not.toContain('larch');
	});

	it('is told what it said where that is nobody’s secret, and where in it', async () => {
		const { error } = (await admin.ask('POST', '/api/alarm', { lon: 'east', caller: null, contacts: [] })).json();
		expect(error.message).toMatch(/^POST \/api\/alarm: body\.lon: got "east", /);
		expect(error.context.issues[1]).toMatchObject({ where: 'body.caller', got: 'null' });
	});

	it('of any depth and with any number of faults is answered shortly', async () => {
		const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`;
		const answer = await app.inject({
			method: 'POST',
			url: '/api/alarm',
			cookies: admin.cookies,
			headers: { 'x-csrf-token': admin.csrfToken ?? '', 'content-type': 'application/json' },
			payload: `{"lon": ${deep}, "caller": ${deep}, "contacts": []}`,
		});
		expect(codeOf(answer)).toBe('400 http/bad-request');
		const many = await admin.ask('POST', '/api/alarm', { lon: 1, caller: {}, contacts: Array(5000).fill(1) });
		expect(many.json().error.context.issues).toHaveLength(20);
	});
});

describe('a token', () => {
	it.each(['user.edit', 'token.edit'])('is not given %s: people are governed by people', async (action) => {
		const answer = await admin.ask('POST', '/api/tokens', { name: 'gateway', actions: ['map.read', action] });
		expect(codeOf(answer)).toBe('400 http/bad-request');
	});

	it.each([12.5, 1e21, -1])('is not made to end at %s', async (expiresAtMs) => {
		const answer = await admin.ask('POST', '/api/tokens', { name: 'gateway', actions: ['map.read'], expiresAtMs });
		expect(codeOf(answer)).toBe('400 http/bad-request');
	});

	it('has a name that can be kept', async () => {
		const answer = await admin.ask('POST', '/api/tokens', { name: 'gate\0way', actions: ['map.read'] });
		expect(codeOf(answer)).toBe('422 record/invalid');
	});
});
