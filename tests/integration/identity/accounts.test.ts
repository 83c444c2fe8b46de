import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/domain/api/identity-routes.ts';
import type { Incident } from '../../../src/domain/incident.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import { giveAccess } from '../../../src/server/identity/enforce-access.ts';
import { requireAccess } from '../../../src/server/identity/require-access.ts';
import { tellWhole } from '../../../src/server/identity/tell-whole.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, type Browser, codeOf, makeIdentityApp, openBrowser, PASSWORD } from '../../support/identity-app.ts';
import { openTestStore } from '../../support/test-store.ts';

const INCIDENT = {
	id: '2026-0105-0001',
	district: 'Nancheng',
	caller: { name: 'Li Na', phone: '13900000000' },
} as Incident;

let store: Store;
let destroy: () => Promise<void>;
let app: TypedApp;
let admin: Browser;
let auditor: Browser;

beforeAll(async () => {
	({ store, destroy } = await openTestStore());
	({ app } = await makeIdentityApp(store, {
		addRoutes: (made) => {
			made.get('/api/incidents/:id', { config: { access: 'incident.read' } }, (request) =>
				tellWhole(request, 'incident', INCIDENT),
			);
			made.get('/api/map', { config: { access: 'map.read' } }, async () => 'map');
			made.patch('/api/incidents/:id', { config: { access: 'incident.edit' } }, async (request) => {
				requireAccess(request.identity, 'incident.edit', INCIDENT);
				return 'done';
			});
		},
	}));
	await addUser(store, { login: 'boss', roles: ['administrator'] });
	await addUser(store, { login: 'auditor', roles: ['auditor'] });
	[admin, auditor] = [openBrowser(app), openBrowser(app)];
	await admin.signIn('boss');
	await auditor.signIn('auditor');
});
afterAll(async () => {
	await app.close();
	await destroy();
});

async function enter(login: string, user: Omit<Parameters<typeof addUser>[1], 'login'>): Promise<Browser> {
	await addUser(store, { login, ...user });
	const browser = openBrowser(app, '10.0.0.9');
	await browser.signIn(login);
	return browser;
}
const readAudit = async (query = ''): Promise<AuditEntry[]> =>
	(await auditor.ask('GET', `/api/audit${query}`)).json().entries;
const newest = async () => {
	const [{ by, what, about, outcome, from } = {} as AuditEntry] = await readAudit('?limit=1');
	return [by.name, from, what, about, outcome].join(' | ');
};

describe('users', () => {
	it('are added with a password to be changed, changed by version, and never told with their secrets', async () => {
		const added = await admin.ask('POST', '/api/users', {
			login: 'Hu.Jie',
			name: '胡杰',
			roles: ['crew'],
			districts: ['Houjie'],
			password: PASSWORD,
		});
		expect(added.statusCode).toBe(201);
		const user = added.json();
		expect(user).toMatchObject({
			login: 'hu.jie',
			name: '胡杰',
			roles: ['crew'],
			districts: ['Houjie'],
			isDisabled: false,
			version: 1,
			external: null,
		});
		const browser = openBrowser(app);
		expect((await browser.signIn('hu.jie')).json().mustChangePassword).toBe(true);
		const listed = await admin.ask('GET', '/api/users');
		expect(listed.body).not.toMatch(/argon2|password/i);
		expect(listed.json().users.map(({ login }: { login: string }) => login)).toContain('hu.jie');
		expect((await admin.ask('PATCH', `/api/users/${user.id}`, { version: 1, name: '胡洁' })).json()).toMatchObject({
			name: '胡洁',
			version: 2,
			roles: ['crew'],
			districts: ['Houjie'],
		});
		const late = await admin.ask('PATCH', `/api/users/${user.id}`, { version: 1, roles: [] });
		expect(codeOf(late)).toBe('409 record/version-conflict');
		expect(codeOf(await admin.ask('PATCH', '/api/users/nobody', { version: 1 }))).toBe('404 users/not-found');
		expect(await newest()).toBe(`BOSS | 127.0.0.1 | user/changed | user/${user.id} | done`);
	});

	it('have one login each, also when two are added at once', async () => {
		const add = () =>
			admin.ask('POST', '/api/users', { login: 'twice', name: 'T', roles: [], districts: null, password: PASSWORD });
		const codes = (await Promise.all([add(), add(), add()])).map(({ statusCode }) => statusCode);
		expect(codes.sort()).toEqual([201, 409, 409]);
	});

	it('without a password sign in with nothing but the provider', async () => {
		await admin.ask('POST', '/api/users', { login: 'oidc-only', name: 'O', roles: ['crew'], districts: null });
		expect(codeOf(await openBrowser(app).signIn('oidc-only', ''.padEnd(12, 'x')))).toBe('401 session/bad-credentials');
	});

	it('get a password that is good, and are out with the old one', async () => {
		const browser = await enter('lost', { roles: ['crew'] });
		const { id, version } = (await store.list('user', { where: { login: 'lost' } }))[0] as {
			id: string;
			version: number;
		};
		const weak = await admin.ask('PATCH', `/api/users/${id}`, { version, password: 'lostlost2026' });
		expect([codeOf(weak), weak.json().error.context]).toEqual(['400 users/bad-password', { fault: 'has-name' }]);
		expect(weak.body).not.toContain('lostlost2026');
		expect((await admin.ask('PATCH', `/api/users/${id}`, { version, password: 'a new larch wood' })).statusCode).toBe(
			200,
		);
		expect((await browser.ask('GET', '/api/map')).statusCode).toBe(401);
		expect((await browser.signIn('lost', 'a new larch wood')).json().mustChangePassword).toBe(true);
		expect((await readAudit()).map(({ what }) => what)).toContain('user/password-set');
	});

	it('the last administrator can be neither disabled nor given other roles, not even by two at once', async () => {
		const [boss] = await store.list('user', { where: { login: 'boss' } });
		const { id, version } = boss as { id: string; version: number };
		expect(codeOf(await admin.ask('PATCH', `/api/users/${id}`, { version, isDisabled: true }))).toBe(
			'409 users/last-administrator',
		);
		expect(codeOf(await admin.ask('PATCH', `/api/users/${id}`, { version, roles: ['crew'] }))).toBe(
			'409 users/last-administrator',
		);
		const second = await addUser(store, { login: 'boss2', roles: ['administrator'] });
		const answers = await Promise.all([
			admin.ask('PATCH', `/api/users/${id}`, { version, roles: ['crew'] }),
			admin.ask('PATCH', `/api/users/${second.id}`, { version: second.version, roles: ['crew'] }),
		]);
		expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
		const left = (await store.list('user')).filter(
			({ roles, isDisabled }) => !isDisabled && roles.includes('administrator'),
		);
		expect(left).toHaveLength(1);
		// The others' tests need an administrator of that name.
		if (left[0]?.id !== id) {
			const now = await store.read('user', id);
			await store.write({ by: { kind: 'system', id: 's', name: 's' }, from: 't', idempotency: null }, (tx) =>
				tx.append({
					collection: 'user',
					id,
					kind: 'user/changed',
					set: { roles: ['administrator'] },
					expectVersion: now?.version ?? 0,
				}),
			);
			await admin.signIn('boss');
		}
	});
});

describe('service tokens', () => {
	it('are told once, kept as a hash, do what they were given where they were given it, and no more once revoked', async () => {
		const added = await admin.ask('POST', '/api/tokens', {
			name: 'gateway',
			actions: ['incident.edit'],
			districts: ['Houjie'],
		});
		expect(added.statusCode).toBe(201);
		const { id, secret } = added.json();
		expect(secret).toMatch(/^ft_[0-9a-f]{32}_[\w-]{43}$/);
		const { rows } = await store.pool.query('SELECT t::text AS text FROM service_tokens t');
		expect(rows[0].text).not.toContain(secret.split('_').slice(2).join('_'));
		const ask = (method: string, url: string, token = secret) =>
			openBrowser(app).ask(method, url, method === 'GET' ? undefined : {}, { authorization: `Bearer ${token}` });
		// No CSRF token: no browser sends this by itself. The district is another one.
		const denied = await ask('PATCH', '/api/incidents/1');
		expect([codeOf(denied), denied.json().error.context]).toEqual([
			'403 access/denied',
			{ action: 'incident.edit', id: INCIDENT.id },
		]);
		expect(codeOf(await ask('GET', '/api/incidents/1'))).toBe('403 access/denied');
		expect(codeOf(await ask('GET', '/api/map', `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`))).toBe(
			'401 access/bad-token',
		);
		expect(codeOf(await ask('GET', '/api/map', 'ft_no'))).toBe('401 access/bad-token');
		const list = async () =>
			(await admin.ask('GET', '/api/tokens')).json().tokens.find((token: { id: string }) => token.id === id);
		// When it was used is written beside the answer.
		await expect.poll(async () => (await list()).lastUsedAtMs).toBeGreaterThan(0);
		const listed = await list();
		expect(listed).toMatchObject({
			name: 'gateway',
			actions: ['incident.edit'],
			districts: ['Houjie'],
			revokedAtMs: null,
		});
		expect(Object.keys(listed)).not.toContain('secret');
		expect((await admin.ask('DELETE', `/api/tokens/${id}`)).statusCode).toBe(204);
		expect(codeOf(await ask('PATCH', '/api/incidents/1'))).toBe('401 access/bad-token');
		expect(await newest()).toBe(`BOSS | 127.0.0.1 | token/revoked | token/${id} | done`);
		expect(codeOf(await admin.ask('DELETE', '/api/tokens/none'))).toBe('404 tokens/not-found');
	});

	it('end by themselves', async () => {
		let now = Date.now();
		const { app: other } = await makeIdentityApp(store, {
			nowMs: () => now,
			addRoutes: (made) => void made.get('/api/map', { config: { access: 'map.read' } }, async () => 'map'),
		});
		const { secret } = (
			await admin.ask('POST', '/api/tokens', { name: 'a day', actions: ['map.read'], expiresAtMs: now + 86_400_000 })
		).json();
		const ask = async () =>
			(await openBrowser(other).ask('GET', '/api/map', undefined, { authorization: `Bearer ${secret}` })).statusCode;
		expect(await ask()).toBe(200);
		now += 86_399_999;
		expect(await ask()).toBe(200);
		now += 1;
		expect(await ask()).toBe(401);
		await other.close();
	});
});

describe('personal data and the audit', () => {
	it('tells a caller only to whom the table lets, in the district, and writes down each reading', async () => {
		const near = await enter('near', { roles: ['commander'], districts: ['Nancheng'] });
		const far = await enter('far', { roles: ['commander'], districts: ['Houjie'] });
		const planner = await enter('planner', { roles: ['planner'] });
		expect((await near.ask('GET', '/api/incidents/1')).json().caller).toEqual(INCIDENT.caller);
		expect(await newest()).toBe('NEAR | 10.0.0.9 | personal/read | incident/2026-0105-0001 | done');
		const before = (await readAudit()).length;
		expect((await far.ask('GET', '/api/incidents/1')).json().caller).toBeNull();
		expect((await planner.ask('GET', '/api/incidents/1')).json().caller).toBeNull();
		expect((await readAudit()).length).toBe(before);
	});

	it('tells no personal data that cannot be written down', async () => {
		const near = await enter('near2', { roles: ['dispatcher'] });
		const { write } = app.audit;
		app.audit.write = async () => {
			throw Object.assign(new Error('disk full'), { code: '53100' });
		};
		const answer = await near.ask('GET', '/api/incidents/1');
		app.audit.write = write;
		expect(answer.statusCode).toBeGreaterThanOrEqual(500);
		expect(answer.body).not.toContain('Li Na');
	});

	it('has sign-ins, refusals and sign-outs in it, and no password or unknown login', async () => {
		const browser = openBrowser(app, '10.0.0.10');
		await browser.signIn('a-secret-typed-as-login', 'wrong');
		expect(await newest()).toBe(' | 10.0.0.10 | session/refused | unknown login | refused');
		const user = await addUser(store, { login: 'heard', roles: ['crew'] });
		await browser.signIn('heard', 'wrong-password-here');
		expect(await newest()).toBe(` | 10.0.0.10 | session/refused | user/${user.id} | refused`);
		await browser.signIn('heard');
		expect(await newest()).toBe(`HEARD | 10.0.0.10 | session/signed-in | user/${user.id} | done`);
		await browser.ask('PATCH', '/api/incidents/1', {});
		expect(await newest()).toBe('HEARD | 10.0.0.10 | access/denied | PATCH /api/incidents/:id | refused');
		await browser.ask('DELETE', '/api/session');
		expect(await newest()).toBe(`HEARD | 10.0.0.10 | session/signed-out | user/${user.id} | done`);
		const all = JSON.stringify(await readAudit('?limit=1000'));
		expect(all).not.toContain('a-secret-typed-as-login');
		expect(all).not.toContain('wrong-password-here');
	});

	it('is read page by page, entries and events in one order, and cannot be changed', async () => {
		const all = await readAudit('?limit=1000');
		const kinds = new Set(all.map(({ id }) => id[0]));
		expect([...kinds].sort()).toEqual(['a', 'e']);
		expect(all.map(({ atMs }) => atMs)).toEqual(all.map(({ atMs }) => atMs).sort((a, b) => b - a));
		const paged: AuditEntry[] = [];
		for (let before = ''; ; before = `&before=${paged.at(-1)?.id}`) {
			const page = await readAudit(`?limit=7${before}`);
			paged.push(...page);
			if (page.length < 7) break;
		}
		expect(paged).toEqual(all);
		expect(codeOf(await auditor.ask('GET', '/api/audit?before=x'))).toBe('400 audit/no-such-entry');
		await expect(store.pool.query("UPDATE audit SET what = 'x'")).rejects.toThrow('append-only');
		await expect(store.pool.query('DELETE FROM audit')).rejects.toThrow('append-only');
	});
});

describe('demo mode', () => {
	it('is open to this machine, not to a foreign name that leads here, and ends with the first administrator', async () => {
		const empty = await openTestStore();
		const { app: demo, control } = await makeIdentityApp(empty.store, {
			mode: 'auto',
			addRoutes: (made) =>
				void made.get('/api/map', { config: { access: 'map.read' } }, async ({ identity }) => identity),
		});
		const browser = openBrowser(demo);
		const session = (await browser.ask('GET', '/api/session')).json();
		expect(session).toMatchObject({
			mode: 'demo',
			actor: { kind: 'demo' },
			csrfToken: null,
			roles: ['commander', 'dispatcher', 'crew', 'planner', 'auditor'],
		});
		const identity = (await browser.ask('GET', '/api/map')).json();
		expect(codeOf(await browser.ask('GET', '/api/map', undefined, { host: 'evil.example:8080' }))).toBe(
			'403 access/foreign-origin',
		);
		for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080', '192.168.1.5:8080']) {
			expect((await browser.ask('GET', '/api/map', undefined, { host })).statusCode).toBe(200);
		}
		expect(control.isAlive(identity)).toBe(true);
		const changed = new Promise<void>((done) => empty.store.onChanges(() => done()));
		await addUser(empty.store, { login: 'first', roles: ['administrator'] });
		await changed;
		expect(control.isAlive(identity)).toBe(false);
		expect(codeOf(await browser.ask('GET', '/api/map'))).toBe('401 access/not-signed-in');
		expect((await browser.ask('GET', '/api/session')).json()).toMatchObject({ mode: 'accounts', actor: null, may: [] });
		await demo.close();
		await empty.destroy();
	});
});

describe('the start', () => {
	it('fails when a route does not say who may ask it, and names all such', async () => {
		const start = makeIdentityApp(store, {
			addRoutes: async (made) => {
				made.get('/api/forgotten', async () => 'x');
				made.post('/api/forgotten/too', async () => 'x');
				await made.register(async (scope) => {
					giveAccess(scope, 'public');
					scope.get('/api/of-a-plugin', async () => 'x');
				});
			},
		});
		await expect(start).rejects.toThrow(
			'got no config.access of GET /api/forgotten, HEAD /api/forgotten, POST /api/forgotten/too, expected',
		);
	});
});
