import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSessionBook, SESSION_LIMITS } from '../../../src/server/identity/session-book.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, codeOf, makeIdentityApp, openBrowser, PASSWORD } from '../../support/identity-app.ts';
import { openTestStore } from '../../support/test-store.ts';

const HOUR = 3_600_000;
let store: Store;
let url: string;
let destroy: () => Promise<void>;
/** The server's clock; moved by hand. */
let now = Date.UTC(2026, 0, 5, 8);
const nowMs = () => now;
const closing: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
	({ store, url, destroy } = await openTestStore());
});
afterAll(() => destroy());
beforeEach(() => {
	now = Date.UTC(2026, 0, 5, 8);
});
afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function open(parts: Parameters<typeof makeIdentityApp>[1] = {}) {
	const made = await makeIdentityApp(store, {
		nowMs,
		...parts,
		addRoutes: (app) => {
			app.get('/api/secret', { config: { access: 'map.read' } }, async ({ identity }) => identity);
			app.post('/api/secret', { config: { access: 'map.read' } }, async () => ({ ok: true }));
			app.get('/', { config: { access: 'public' } }, async () => 'page');
		},
	});
	closing.push(() => made.app.close());
	return made;
}
let count = 0;
const addCrew = (more: Partial<Parameters<typeof addUser>[1]> = {}) => {
	count += 1;
	return addUser(store, { login: `crew${count}`, roles: ['crew'], ...more });
};

describe('signing in', () => {
	it('gives a cookie that scripts and other sites cannot use, and who it is', async () => {
		const { app } = await open();
		const user = await addCrew({ districts: ['Nancheng'] });
		const answer = await openBrowser(app).signIn(user.login.toUpperCase());
		expect(answer.statusCode).toBe(200);
		expect(answer.json()).toMatchObject({
			mode: 'accounts',
			actor: { kind: 'user', id: user.id, name: user.name },
			roles: ['crew'],
			districts: ['Nancheng'],
			mustChangePassword: false,
			expiresAtMs: now + 12 * HOUR,
			oidc: null,
		});
		expect(answer.json().may).toContain('unit.set-state');
		expect(answer.json().may).not.toContain('user.edit');
		expect(answer.headers['set-cookie']).toEqual([
			expect.stringMatching(/^fengtu-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
			expect.stringMatching(/^fengtu-machine=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; SameSite=Strict$/),
		]);
		expect(answer.headers['cache-control']).toBe('no-store');
	});

	it('over https takes only cookies of this very host', async () => {
		const { app } = await open({ isSecure: true });
		const user = await addCrew();
		const answer = await openBrowser(app).signIn(user.login);
		expect(answer.headers['set-cookie']).toEqual([
			expect.stringMatching(/^__Host-fengtu-session=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/),
			expect.stringMatching(
				/^__Host-fengtu-machine=[\w-]{43}; Max-Age=7776000; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
			),
		]);
		expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
	});

	it('keeps neither password nor cookie in the database', async () => {
		const { app } = await open();
		const user = await addCrew();
		const browser = openBrowser(app);
		await browser.signIn(user.login);
		const { rows } = await store.pool.query(`SELECT password_hash FROM credentials WHERE user_id = $1`, [user.id]);
		expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
		const all = await store.pool.query(
			`SELECT s::text AS text FROM sessions s UNION ALL SELECT c::text FROM credentials c UNION ALL SELECT e::text FROM events e UNION ALL SELECT i::text FROM idempotency i`,
		);
		const text = all.rows.map((row) => row.text).join('\n');
		expect(text).toContain(user.id);
		expect(text).not.toContain(PASSWORD);
		expect(text).not.toContain(browser.cookies['fengtu-session']);
	});

	it('says the same of a wrong password, an unknown login and a disabled person', async () => {
		const { app } = await open();
		const user = await addCrew();
		const gone = await addCrew();
		await store.write({ by: { kind: 'system', id: 's', name: 's' }, from: 't', idempotency: null }, (tx) =>
			tx.append({ collection: 'user', id: gone.id, kind: 'user/changed', set: { isDisabled: true } }),
		);
		const browser = openBrowser(app);
		const answers = [
			await browser.signIn(user.login, 'not the password'),
			await browser.signIn('nobody-of-that-name'),
			await browser.signIn(gone.login),
		];
		expect(answers.map(codeOf)).toEqual(Array(3).fill('401 session/bad-credentials'));
		expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
	});

	it('ends the session that the browser had before', async () => {
		const { app } = await open();
		const user = await addCrew();
		const browser = openBrowser(app);
		await browser.signIn(user.login);
		const old = openBrowser(app);
		old.cookies = { ...browser.cookies };
		expect((await old.ask('GET', '/api/secret')).statusCode).toBe(200);
		await browser.signIn(user.login);
		expect(codeOf(await old.ask('GET', '/api/secret'))).toBe('401 access/not-signed-in');
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(200);
	});
});

describe('a session', () => {
	it('ends two hours after the last request, and twelve hours after the sign-in', async () => {
		const { app } = await open();
		const user = await addCrew();
		const browser = openBrowser(app);
		await browser.signIn(user.login);
		const statuses: number[] = [];
		for (const hours of [1.9, 3.8, 5.7, 7.6, 9.5, 11.4, 11.99, 12]) {
			now = Date.UTC(2026, 0, 5, 8) + hours * HOUR;
			statuses.push((await browser.ask('GET', '/api/secret')).statusCode);
		}
		expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 200, 401]);

		await browser.signIn(user.login);
		now += 2 * HOUR - 1;
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(200);
		now += 2 * HOUR;
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(401);
	});

	it('does not idle out while the feed is open, here and as other processes see it, but ends after twelve hours', async () => {
		const { app, control } = await open();
		const user = await addCrew();
		const browser = openBrowser(app);
		const signedIn = (await browser.signIn(user.login)).json();
		const identity = (await browser.ask('GET', '/api/secret')).json();
		const isKept: boolean[] = [];
		// Every ten minutes for a whole shift nothing but the feed asks.
		for (const until = signedIn.expiresAtMs - 600_000; now < until; ) {
			now += 600_000;
			isKept.push(control.keepAlive(identity));
		}
		expect(isKept).toEqual(Array(71).fill(true));
		const readLastSeen = async () =>
			(await store.pool.query('SELECT last_seen_at_ms AS at FROM sessions WHERE id = $1', [identity.sessionId])).rows[0]
				.at;
		await expect.poll(readLastSeen).toBe(now);
		const elsewhere = createSessionBook(store, nowMs, SESSION_LIMITS);
		expect(await elsewhere.find(browser.cookies['fengtu-session'] as string)).not.toBeNull();
		elsewhere.close();
		expect((await browser.ask('GET', '/api/session')).json().expiresAtMs).toBe(now + 600_000);
		now += 600_000;
		expect([control.keepAlive(identity), control.isAlive(identity)]).toEqual([false, false]);
		expect(codeOf(await browser.ask('GET', '/api/secret'))).toBe('401 access/not-signed-in');
	});

	it('idles out where only somebody looks whether it holds; what idled out is not brought back', async () => {
		const { app, control } = await open();
		const browser = openBrowser(app);
		await browser.signIn((await addCrew()).login);
		const identity = (await browser.ask('GET', '/api/secret')).json();
		now += 1.5 * HOUR;
		expect(control.isAlive(identity)).toBe(true);
		now += 0.6 * HOUR;
		expect([control.isAlive(identity), control.keepAlive(identity), control.isAlive(identity)]).toEqual(
			Array(3).fill(false),
		);
	});

	it('is listed with where it comes from, and revoked by its owner and by an administrator, by nobody else', async () => {
		const { app } = await open();
		const user = await addCrew();
		const [one, two, other] = [openBrowser(app), openBrowser(app, '10.1.2.3'), openBrowser(app)];
		await one.signIn(user.login);
		now += 1000;
		await two.signIn(user.login);
		await other.signIn((await addCrew()).login);
		const { sessions } = (await one.ask('GET', '/api/sessions')).json();
		expect(sessions.map((s: { from: string; isThis: boolean }) => [s.from, s.isThis])).toEqual([
			['10.1.2.3', false],
			['127.0.0.1', true],
		]);
		const [{ id }] = sessions;
		expect(codeOf(await other.ask('DELETE', `/api/sessions/${id}`))).toBe('404 session/not-found');
		expect((await two.ask('GET', '/api/secret')).statusCode).toBe(200);
		expect((await one.ask('DELETE', `/api/sessions/${id}`)).statusCode).toBe(204);
		expect((await two.ask('GET', '/api/secret')).statusCode).toBe(401);
		const admin = openBrowser(app);
		await admin.signIn((await addCrew({ roles: ['administrator'] })).login);
		expect((await admin.ask('DELETE', `/api/sessions/${sessions[1].id}`)).statusCode).toBe(204);
		expect((await one.ask('GET', '/api/secret')).statusCode).toBe(401);
	});

	it('signs out: the cookie is taken away and is worth nothing', async () => {
		const { app, control } = await open();
		const user = await addCrew();
		const browser = openBrowser(app);
		await browser.signIn(user.login);
		const { cookies } = browser;
		const identity = (await browser.ask('GET', '/api/secret')).json();
		const ended: string[] = [];
		control.onSessionEnded((id) => ended.push(id));
		expect(control.isAlive(identity)).toBe(true);
		browser.cookies = { ...cookies };
		expect((await browser.ask('DELETE', '/api/session')).statusCode).toBe(204);
		expect(Object.keys(browser.cookies)).toEqual(['fengtu-machine']);
		expect(ended).toEqual([identity.sessionId]);
		expect(control.isAlive(identity)).toBe(false);
		browser.cookies = { ...cookies };
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(401);
	});

	it('ends at once when the person is disabled, here and at another server process; roles hold anew at once', async () => {
		const otherStore = await openStore({ url, nowMs });
		const here = await open();
		const there = await makeIdentityApp(otherStore, {
			nowMs,
			addRoutes: (app) => {
				app.get('/api/secret', { config: { access: 'unit.read' } }, async ({ identity }) => identity);
			},
		});
		closing.push(async () => {
			await there.app.close();
			await otherStore.close();
		});
		const user = await addCrew();
		const boss = openBrowser(here.app);
		await boss.signIn((await addCrew({ roles: ['administrator'] })).login);
		const browser = openBrowser(there.app);
		await browser.signIn(user.login);
		const identity = (await browser.ask('GET', '/api/secret')).json();
		const told = () => new Promise<string>((done) => there.control.onSessionEnded(done));

		let ended = told();
		const patched = await boss.ask('PATCH', `/api/users/${user.id}`, { version: user.version, roles: [] });
		expect(patched.statusCode).toBe(200);
		expect(await ended).toBe(identity.sessionId);
		expect(codeOf(await browser.ask('GET', '/api/secret'))).toBe('403 access/denied');

		ended = told();
		await boss.ask('PATCH', `/api/users/${user.id}`, { version: patched.json().version, isDisabled: true });
		expect(await ended).toBe(identity.sessionId);
		expect(there.control.isAlive(identity)).toBe(false);
		expect(codeOf(await browser.ask('GET', '/api/secret'))).toBe('401 access/not-signed-in');
	});

	it('that another process ended is found by the sweep even when no message came', async () => {
		const user = await addCrew();
		const book = createSessionBook(store, nowMs, SESSION_LIMITS);
		const { cookie, id } = await book.open(user, '127.0.0.1', '');
		await book.find(cookie);
		await store.pool.query('DELETE FROM sessions WHERE id = $1', [id]);
		expect(book.isAlive(id)).toBe(true);
		await book.sweep();
		expect(book.isAlive(id)).toBe(false);
		book.close();
	});

	it('goes on while the database is away, for who was known; whoever is not is told 503', async () => {
		const away = await openStore({ url, nowMs });
		const { app } = await makeIdentityApp(away, {
			nowMs,
			addRoutes: (app) => {
				app.get('/api/secret', { config: { access: 'map.read' } }, async () => ({ ok: true }));
				app.get('/api/open', { config: { access: 'public' } }, async () => ({ ok: true }));
			},
		});
		const user = await addCrew();
		const browser = openBrowser(app);
		await browser.signIn(user.login);
		const pool = away.pool;
		const query = pool.query;
		const broken = async () => {
			throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
		};
		Object.assign(pool, { query: broken });
		now += 10_000;
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(200);
		const stranger = openBrowser(app);
		stranger.cookies = { 'fengtu-session': 'A'.repeat(43) };
		expect(codeOf(await stranger.ask('GET', '/api/secret'))).toBe('503 store/unavailable');
		expect(codeOf(await stranger.ask('GET', '/api/session'))).toBe('503 store/unavailable');
		expect((await stranger.ask('GET', '/api/open')).statusCode).toBe(200);
		Object.assign(pool, { query });
		await app.close();
		await away.close();
	});
});

describe('writing with a session', () => {
	it('asks for its CSRF token', async () => {
		const { app } = await open();
		const [browser, other] = [openBrowser(app), openBrowser(app)];
		await browser.signIn((await addCrew()).login);
		await other.signIn((await addCrew()).login);
		const token = browser.csrfToken;
		expect((await browser.ask('POST', '/api/secret', {})).statusCode).toBe(200);
		browser.csrfToken = null;
		expect(codeOf(await browser.ask('POST', '/api/secret', {}))).toBe('403 access/bad-csrf-token');
		expect(codeOf(await browser.ask('DELETE', '/api/session'))).toBe('403 access/bad-csrf-token');
		browser.csrfToken = other.csrfToken;
		expect(codeOf(await browser.ask('POST', '/api/secret', {}))).toBe('403 access/bad-csrf-token');
		browser.csrfToken = null;
		expect((await browser.ask('GET', '/api/session')).json().csrfToken).toBe(token);
	});

	it('is refused from other sites', async () => {
		const { app } = await open();
		const browser = openBrowser(app);
		await browser.signIn((await addCrew()).login);
		const codes: string[] = [];
		const foreign: Record<string, string>[] = [
			{ origin: 'https://evil.example' },
			{ origin: 'null' },
			{ 'sec-fetch-site': 'cross-site' },
		];
		for (const headers of foreign) {
			codes.push(codeOf(await browser.ask('POST', '/api/secret', {}, headers)));
		}
		expect(codes).toEqual(Array(3).fill('403 access/foreign-origin'));
		expect(
			codeOf(
				await openBrowser(app).ask(
					'POST',
					'/api/session',
					{ login: 'aa', password: 'x' },
					{ origin: 'https://evil.example' },
				),
			),
		).toBe('403 access/foreign-origin');
		expect((await browser.ask('POST', '/api/secret', {}, { origin: 'http://localhost:80' })).statusCode).toBe(200);
	});
});

describe('changing the password', () => {
	it('asks for the old one, takes a good new one, ends all other sessions', async () => {
		const { app } = await open();
		const user = await addCrew();
		const [one, two] = [openBrowser(app), openBrowser(app)];
		await one.signIn(user.login);
		await two.signIn(user.login);
		const change = (current: string, next: string) => one.ask('POST', '/api/session/password', { current, next });
		expect(codeOf(await change('not it at all', 'a new larch wood'))).toBe('401 session/bad-credentials');
		const weak = await change(PASSWORD, 'password1234');
		expect([codeOf(weak), weak.json().error.context.fault]).toEqual(['400 users/bad-password', 'common']);
		expect((await change(PASSWORD, PASSWORD)).json().error.context.fault).toBe('same');
		expect((await two.ask('GET', '/api/secret')).statusCode).toBe(200);
		expect((await change(PASSWORD, 'a new larch wood')).statusCode).toBe(200);
		expect((await one.ask('GET', '/api/secret')).statusCode).toBe(200);
		expect((await two.ask('GET', '/api/secret')).statusCode).toBe(401);
		expect((await openBrowser(app).signIn(user.login)).statusCode).toBe(401);
		expect((await openBrowser(app).signIn(user.login, 'a new larch wood')).statusCode).toBe(200);
	});

	it('comes before everything else when an administrator gave it', async () => {
		const { app } = await open();
		const user = await addCrew({ mustChangePassword: true });
		const browser = openBrowser(app);
		expect((await browser.signIn(user.login)).json().mustChangePassword).toBe(true);
		expect(codeOf(await browser.ask('GET', '/api/secret'))).toBe('403 access/password-change-needed');
		const changed = await browser.ask('POST', '/api/session/password', { current: PASSWORD, next: 'a new larch wood' });
		expect(changed.json().mustChangePassword).toBe(false);
		expect((await browser.ask('GET', '/api/secret')).statusCode).toBe(200);
	});
});
