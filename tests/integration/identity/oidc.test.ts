import type { LightMyRequestResponse } from 'fastify';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import { createOidcFlow, type OidcConfig } from '../../../src/server/identity/oidc.ts';
import type { UserDesk } from '../../../src/server/identity/user-desk.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, type Browser, codeOf, makeIdentityApp, openBrowser } from '../../support/identity-app.ts';
import { startTestProvider, type TestProvider } from '../../support/oidc-test-provider.ts';
import { openTestStore } from '../../support/test-store.ts';

const PUBLIC_URL = 'http://127.0.0.1:9';
let store: Store;
let destroy: () => Promise<void>;
let provider: TestProvider;
let app: TypedApp;

const configure = (more: Partial<OidcConfig> = {}): OidcConfig => ({
	issuer: provider.issuer,
	clientId: 'fengtu',
	clientSecret: 'a-secret-of-the-test-only',
	name: '粤政易',
	publicUrl: PUBLIC_URL,
	rolesClaim: null,
	roleOf: {},
	districtsClaim: null,
	...more,
});
async function open(more: Partial<OidcConfig> = {}): Promise<void> {
	({ app } = await makeIdentityApp(store, { oidc: configure(more) }));
}

beforeAll(async () => {
	({ store, destroy } = await openTestStore());
	await addUser(store, { login: 'boss', roles: ['administrator'] });
});
afterAll(() => destroy());
beforeEach(async () => {
	provider = await startTestProvider(`${PUBLIC_URL}/api/oidc/callback`);
});
afterEach(async () => {
	await app.close();
	await provider.stop().catch(() => {});
});

/** To the provider and back; `change` may meddle with the address it goes to. The answer is the one to the way back. */
async function goAndCome(
	browser: Browser,
	change: (url: URL) => void = () => {},
): Promise<{ back: string; answer: LightMyRequestResponse }> {
	const start = await browser.ask('GET', '/api/oidc/start');
	expect(start.statusCode).toBe(303);
	const to = new URL(start.headers.location as string);
	change(to);
	const came = await provider.walk(to.href);
	const back = `${came.pathname}${came.search}`;
	return { back, answer: await browser.ask('GET', back) };
}

describe('signing in with a provider', () => {
	it('goes by code, PKCE, state and nonce, and lets an unknown person in without any role', async () => {
		await open();
		provider.person = { sub: 'p-1', claims: { name: '林涛', preferred_username: 'Lin.Tao' } };
		const browser = openBrowser(app);
		expect((await browser.ask('GET', '/api/session')).json().oidc).toEqual({ name: '粤政易' });
		const start = await browser.ask('GET', '/api/oidc/start');
		const query = new URL(start.headers.location as string).searchParams;
		expect(Object.fromEntries(query)).toMatchObject({
			response_type: 'code',
			code_challenge_method: 'S256',
			client_id: 'fengtu',
		});
		for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length).toBeGreaterThanOrEqual(43);
		expect(start.headers['set-cookie']).toMatch(
			/^fengtu-oidc=[\w-]{43}; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/,
		);

		const { answer } = await goAndCome(browser);
		expect([answer.statusCode, answer.headers.location]).toEqual([303, '/']);
		const session = (await browser.ask('GET', '/api/session')).json();
		expect(session).toMatchObject({
			actor: { kind: 'user', name: '林涛' },
			roles: [],
			may: [],
			mustChangePassword: false,
		});
		expect(Object.keys(browser.cookies)).toEqual(['fengtu-session']);
		const [user] = await store.list('user', { where: { login: 'lin.tao' } });
		expect(user).toMatchObject({ external: { issuer: provider.issuer, subject: 'p-1' }, roles: [] });
	});

	it('knows the person again by the provider and its number, not by a name', async () => {
		await open();
		provider.person = { sub: 'p-2', claims: { preferred_username: 'boss' } };
		await goAndCome(openBrowser(app));
		provider.person = { sub: 'p-2', claims: { preferred_username: 'another-name' } };
		const browser = openBrowser(app);
		await goAndCome(browser);
		const made = (await store.list('user')).filter(({ external }) => external?.subject === 'p-2');
		expect(made).toHaveLength(1);
		expect(made[0]?.login).toMatch(/^boss-[0-9a-f]{12}$/);
		expect((await browser.ask('GET', '/api/session')).json().roles).toEqual([]);
	});

	it('takes roles and districts from the claims it was told of, anew at each sign-in', async () => {
		await open({ rolesClaim: 'groups', roleOf: { 'fire-command': 'commander' }, districtsClaim: 'towns' });
		provider.person = {
			sub: 'p-3',
			claims: { preferred_username: 'zhou', groups: ['fire-command', 'planner', 'golf'], towns: ['Nancheng'] },
		};
		const browser = openBrowser(app);
		await goAndCome(browser);
		expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({
			roles: ['commander', 'planner'],
			districts: ['Nancheng'],
		});
		provider.person = { sub: 'p-3', claims: { preferred_username: 'zhou' } };
		await goAndCome(browser);
		// Nothing said is nothing given: not the whole city.
		expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ roles: [], districts: [] });
	});
});

describe('providers differ', () => {
	it.each([
		['a list', 'groups', { groups: ['planner', 'auditor'] }],
		['a text of several', 'groups', { groups: 'planner, auditor' }],
		['a claim within a claim', 'realm_access.roles', { realm_access: { roles: ['planner', 'auditor', 'offline'] } }],
		[
			'a claim with a dot in its name',
			'https://sso.example/roles',
			{ 'https://sso.example/roles': ['planner', 'auditor'] },
		],
		['nothing there', 'realm_access.roles', { realm_access: 'planner' }],
		['what every object has', 'constructor.name', {}],
	])('roles as %s', async (what, rolesClaim, claims) => {
		await open({ rolesClaim });
		provider.person = { sub: `p-${what}`, claims };
		const browser = openBrowser(app);
		await goAndCome(browser);
		const given = what.startsWith('nothing') || what.startsWith('what') ? [] : ['planner', 'auditor'];
		expect((await browser.ask('GET', '/api/session')).json().roles).toEqual(given);
	});

	it('and move: they are asked anew after an hour, and what they said before holds while they do not answer', async () => {
		let now = Date.now();
		({ app } = await makeIdentityApp(store, { oidc: configure(), nowMs: () => now }));
		const start = async () => (await openBrowser(app).ask('GET', '/api/oidc/start')).headers.location as string;
		const before = new URL(await start());
		const asked = provider.discoveries();
		now += 59 * 60_000;
		await start();
		expect(provider.discoveries()).toBe(asked);
		now += 2 * 60_000;
		await start();
		expect(provider.discoveries()).toBe(asked + 1);
		await provider.stop();
		now += 61 * 60_000;
		expect(new URL(await start()).origin).toBe(before.origin);
	});
});

describe('refuses', () => {
	const refused = async (answer: LightMyRequestResponse, browser: Browser) => {
		expect((await browser.ask('GET', '/api/session')).json().actor).toBeNull();
		return codeOf(answer);
	};

	it('an answer that this browser did not ask for', async () => {
		await open();
		provider.person = { sub: 'p-4', claims: {} };
		const [mine, thief] = [openBrowser(app), openBrowser(app)];
		const start = await mine.ask('GET', '/api/oidc/start');
		const came = await provider.walk(start.headers.location as string);
		const back = `${came.pathname}${came.search}`;
		expect(await refused(await thief.ask('GET', back), thief)).toBe('401 oidc/bad-state');
		// One that asked too, but for another.
		await thief.ask('GET', '/api/oidc/start');
		expect(await refused(await thief.ask('GET', back), thief)).toBe('401 oidc/refused');
		expect((await mine.ask('GET', back)).statusCode).toBe(303);
	});

	it('a code that was used before', async () => {
		await open();
		provider.person = { sub: 'p-5', claims: {} };
		const browser = openBrowser(app);
		const { back } = await goAndCome(browser);
		const again = openBrowser(app);
		expect(await refused(await again.ask('GET', back), again)).toBe('401 oidc/bad-state');
		// With the very cookie too: a state is taken once.
		again.cookies = { 'fengtu-oidc': new URLSearchParams(back.split('?')[1]).get('state') as string };
		expect(await refused(await again.ask('GET', back), again)).toBe('401 oidc/bad-state');
		const start = await again.ask('GET', '/api/oidc/start');
		const state = new URL(start.headers.location as string).searchParams.get('state') as string;
		const replayed = back.replace(/state=[\w-]+/, `state=${state}`);
		expect(replayed).not.toBe(back);
		expect(await refused(await again.ask('GET', replayed), again)).toBe('401 oidc/refused');
	});

	it('a token with another nonce, a code made for another challenge, an answer from elsewhere, a no', async () => {
		await open();
		provider.person = { sub: 'p-6', claims: {} };
		const browser = openBrowser(app);
		const meddle = (name: string) => (url: URL) => url.searchParams.set(name, 'x'.repeat(43));
		expect(await refused((await goAndCome(browser, meddle('nonce'))).answer, browser)).toBe('401 oidc/refused');
		expect(await refused((await goAndCome(browser, meddle('code_challenge'))).answer, browser)).toBe(
			'401 oidc/refused',
		);
		await browser.ask('GET', '/api/oidc/start');
		const state = browser.cookies['fengtu-oidc'];
		const elsewhere = `/api/oidc/callback?code=a&state=${state}&iss=https%3A%2F%2Fevil.example`;
		expect(await refused(await browser.ask('GET', elsewhere), browser)).toBe('401 oidc/refused');
		await browser.ask('GET', '/api/oidc/start');
		const no = `/api/oidc/callback?error=access_denied&state=${browser.cookies['fengtu-oidc']}&iss=${encodeURIComponent(provider.issuer)}`;
		expect(await refused(await browser.ask('GET', no), browser)).toBe('401 oidc/refused');
	});

	it('a sign-in that took longer than ten minutes', async () => {
		let now = Date.now();
		({ app } = await makeIdentityApp(store, { oidc: configure(), nowMs: () => now }));
		provider.person = { sub: 'p-7', claims: {} };
		const browser = openBrowser(app);
		const start = await browser.ask('GET', '/api/oidc/start');
		const came = await provider.walk(start.headers.location as string);
		now += 600_000;
		expect(await refused(await browser.ask('GET', `${came.pathname}${came.search}`), browser)).toBe(
			'401 oidc/bad-state',
		);
	});

	it('a disabled person', async () => {
		await open();
		provider.person = { sub: 'p-8', claims: { preferred_username: 'gone' } };
		await goAndCome(openBrowser(app));
		const boss = openBrowser(app);
		await boss.signIn('boss');
		const [user] = await store.list('user', { where: { login: 'gone' } });
		await boss.ask('PATCH', `/api/users/${user?.id}`, { version: user?.version, isDisabled: true });
		const browser = openBrowser(app);
		expect(await refused((await goAndCome(browser)).answer, browser)).toBe('403 access/disabled');
	});

	it('while the provider is down: says so, before and after it was found, and goes on when it is back', async () => {
		await open();
		provider.person = { sub: 'p-9', claims: {} };
		const browser = openBrowser(app);
		await provider.stop();
		const down = await browser.ask('GET', '/api/oidc/start');
		expect(codeOf(down)).toBe('503 oidc/unavailable');
		const page = await browser.ask('GET', '/api/oidc/start', undefined, { accept: 'text/html,*/*' });
		expect([page.statusCode, page.headers.location]).toEqual([303, '/?signInError=oidc%2Funavailable']);
		await app.close();

		provider = await startTestProvider(`${PUBLIC_URL}/api/oidc/callback`);
		provider.person = { sub: 'p-9', claims: {} };
		await open();
		const other = openBrowser(app);
		const start = await other.ask('GET', '/api/oidc/start');
		const came = await provider.walk(start.headers.location as string);
		await provider.stop();
		expect(codeOf(await other.ask('GET', `${came.pathname}${came.search}`))).toBe('503 oidc/unavailable');
		expect((await openBrowser(app).signIn('boss')).statusCode).toBe(200);
	});

	it('a provider without https that is not on this machine', async () => {
		await open();
		const make = (issuer: string) =>
			createOidcFlow(configure({ issuer }), { store, users: {} as UserDesk, nowMs: () => 0 });
		for (const issuer of ['http://sso.example', 'http://127.0.0.1.evil.example', 'ftp://127.0.0.1', 'sso']) {
			expect(() => make(issuer), issuer).toThrow('OIDC_ISSUER: got');
		}
		for (const issuer of ['https://sso.example', 'http://localhost:3000', 'http://[::1]:3000'])
			expect(() => make(issuer), issuer).not.toThrow();
	});

	it('where no provider is configured', async () => {
		({ app } = await makeIdentityApp(store));
		expect(codeOf(await openBrowser(app).ask('GET', '/api/oidc/start'))).toBe('404 oidc/not-configured');
	});
});
