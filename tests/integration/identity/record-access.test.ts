import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { Role } from '../../../src/domain/access/identity.ts';
import type { CollectionName } from '../../../src/domain/records/collections.ts';
import { FEED_CLOSE, type FeedMessage } from '../../../src/domain/topics.ts';
import { BARE_INCIDENT } from '../../support/bare-incident.ts';
import { createFakeCity, makeBuilding, ORIGIN } from '../../support/fake-city.ts';
import { addUser, PASSWORD } from '../../support/identity-app.ts';
import { makeServerFolder, removeServerFolder, startTestServer, type TestServer } from '../server/start-test-server.ts';

/** Everybody here is of Nancheng; `near` lies there, `far` in Houjie, of `lost` nobody knows where it lies. */
const DISTRICTS = { near: 'Nancheng', far: 'Houjie', lost: null } as const;
const LETTERS: Readonly<Record<string, Role>> = {
	C: 'commander',
	D: 'dispatcher',
	K: 'crew',
	G: 'grid-assistant',
	P: 'planner',
	A: 'administrator',
	U: 'auditor',
};
const CALLER = { name: 'Li Na', phone: '13900000000' };
const CONTACTS = [{ name: 'Wu Gang', phone: '13800000000', duty: 'guard' }];

let dir: string;
let server: TestServer;
const people: Record<string, { cookie: string; token: string; id: string }> = {};

beforeAll(async () => {
	dir = await makeServerFolder();
	server = await startTestServer(createFakeCity({ buildings: [makeBuilding(0, [-10, -5, 30, 20])] }), dir, {
		identity: { mode: 'accounts', isSecure: false, oidc: null },
	});
	for (const [letter, role] of Object.entries(LETTERS)) await enter(letter, [role]);
	await server.store.write({ by: { kind: 'system', id: 's', name: 's' }, from: 't', idempotency: null }, async (tx) => {
		for (const [name, district] of Object.entries(DISTRICTS)) {
			const add = <C extends CollectionName>(collection: C, set: Parameters<typeof tx.append<C>>[0]['set']) =>
				tx.append<C>({ collection, id: `${collection}-${name}`, kind: `${collection}/added`, set, expectVersion: 0 });
			const [lon, lat] = [ORIGIN.lon, ORIGIN.lat];
			const { version: _v, createdAtMs: _c, updatedAtMs: _u, ...bare } = BARE_INCIDENT;
			const given = { lon, lat, crs: 'wgs84', address: null, buildingId: null } as never;
			await add('incident', { ...bare, lon, lat, given, district, assessed: null, caller: CALLER });
			await add('keyUnit', {
				name,
				category: null,
				address: '',
				lon,
				lat,
				buildingIds: [],
				stationId: null,
				contacts: CONTACTS,
				notes: '',
				surveyedAtMs: null,
				nextSurveyDueMs: null,
				district,
			});
			await add('plan', {
				keyUnitId: `keyUnit-${name}`,
				title: name,
				state: 'draft',
				sections: [],
				approvedBy: null,
				district,
			});
			await add('task', {
				title: name,
				details: '',
				incidentId: null,
				keyUnitId: null,
				assignee: null,
				dueAtMs: null,
				state: 'open',
				reports: [],
				district,
			});
			await add('drawing', {
				incidentId: null,
				geometry: { type: 'Point', coordinates: [lon, lat] },
				symbol: '',
				label: name,
				district,
			});
		}
	});
});
afterAll(async () => {
	await server.close();
	await removeServerFolder(dir);
});

async function enter(name: string, roles: Role[], districts: string[] | null = ['Nancheng']): Promise<void> {
	const { id, login } = await addUser(server.store, { login: `user-${name.toLowerCase()}`, roles, districts });
	const answer = await server.post('/api/session', { login, password: PASSWORD });
	const cookie = (answer.headers.get('set-cookie') as string).split(';')[0] as string;
	people[name] = { id, cookie, token: (await answer.json()).csrfToken };
}
async function ask(who: string, method: string, path: string, body?: object) {
	const { cookie, token } = people[who] as { cookie: string; token: string };
	const answer = await fetch(server.url + path, {
		method,
		headers: { cookie, 'x-csrf-token': token, ...(body ? { 'content-type': 'application/json' } : {}) },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	const text = await answer.text();
	return { status: answer.status, text, json: text === '' ? null : JSON.parse(text) };
}
/** Opens the feed; gives the first message, and the last with the code it was closed by. */
function openFeed(who: string) {
	const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/feed`, {
		headers: { cookie: people[who]?.cookie },
	});
	const first = new Promise<FeedMessage>((done, fail) => {
		socket.once('message', (data) => done(JSON.parse(String(data))));
		socket.once('unexpected-response', (request, { statusCode }) => {
			request.destroy();
			fail(new Error(String(statusCode)));
		});
		socket.once('error', fail);
	});
	const closed = new Promise<number>((done) => socket.once('close', done));
	return { first, closed, end: () => socket.terminate() };
}

/** Names of the records that are told: n(ear), f(ar), l(ost); '-' = refused. */
const initials = (list: readonly { id: string }[]) =>
	list
		.map(({ id }) => (id.split('-')[1] as string)[0])
		.sort()
		.reverse()
		.join('');

describe('lists tell what the districts allow', () => {
	it.each([
		['/api/incidents', 'incidents', 'nlf nlf nlf nl nl - nlf'],
		['/api/key-units', 'keyUnits', 'nlf nlf nlf nl nl - nlf'],
		['/api/plans', 'plans', 'nlf nlf nlf nl nl - nlf'],
		['/api/tasks', 'tasks', 'nlf nlf nlf nl nl - nlf'],
		['/api/drawings', 'drawings', 'nlf nlf nlf nl nl - nlf'],
	])('%s', async (path, key, expected) => {
		const told: string[] = [];
		for (const who of 'CDKGPAU') {
			const { status, json, text } = await ask(who, 'GET', path);
			told.push(status === 403 ? '-' : initials(json[key]));
			expect(text).not.toContain('13900000000');
			expect(text).not.toContain('13800000000');
		}
		expect(told.join(' ')).toBe(expected);
	});

	it.each([...'CDKGPAU'].map((who) => [who] as const))('GET /api/changes and the feed, to %s', async (who) => {
		const { json, text } = await ask(who, 'GET', '/api/changes?limit=1000');
		const of = (collection: string) =>
			initials(json.changes.filter((change: { collection: string }) => change.collection === collection));
		const sees = 'CDKU'.includes(who) ? 'nlf' : who === 'A' ? '' : 'nl';
		for (const collection of ['incident', 'keyUnit', 'plan', 'task', 'drawing'])
			expect([collection, of(collection)]).toEqual([collection, sees]);
		const users = json.changes.filter((change: { collection: string }) => change.collection === 'user').length;
		expect(users).toBe('AU'.includes(who) ? Object.keys(people).length : 0);
		const feed = openFeed(who);
		const snapshot = await feed.first;
		feed.end();
		if (snapshot.kind !== 'snapshot') throw new Error(snapshot.kind);
		expect([initials(snapshot.incidents), initials(snapshot.tasks), initials(snapshot.drawings)]).toEqual([
			sees,
			sees,
			sees,
		]);
		for (const told of [text, JSON.stringify(snapshot)]) {
			expect(told).not.toContain('13900000000');
			expect(told).not.toContain('13800000000');
		}
	});
});

describe('one record', () => {
	/** Status of near, far and lost; a `+` after it: personal data were told. */
	it.each([
		[
			'/api/incidents/incident',
			'200+ 200 200+',
			'200+ 200+ 200+',
			'200+ 200 200+',
			'200 403 200',
			'200 403 200',
			'403 403 403',
			'200 200 200',
		],
		[
			'/api/key-units/keyUnit',
			'200+ 200 200+',
			'200+ 200+ 200+',
			'200+ 200 200+',
			'200 403 200',
			'200+ 403 200+',
			'403 403 403',
			'200 200 200',
		],
	])('GET %s-...', async (path, ...expected) => {
		const told: string[] = [];
		for (const who of 'CDKGPAU') {
			const answers: string[] = [];
			for (const name of Object.keys(DISTRICTS)) {
				const { status, text } = await ask(who, 'GET', `${path}-${name}`);
				answers.push(`${status}${/13[89]00000000/.test(text) ? '+' : ''}`);
			}
			told.push(answers.join(' '));
		}
		expect(told).toEqual(expected);
		const { rows } = await server.store.pool.query(
			"SELECT count(*) AS n FROM audit WHERE what = 'personal/read' AND about LIKE $1",
			[`${path.split('/').at(-1)}%`],
		);
		expect(rows[0].n).toBe(told.join(' ').split('+').length - 1);
	});

	it.each([
		['PATCH', '/api/incidents/incident-far', { version: 0, description: 'x' }, 'D'],
		['POST', '/api/tasks/task-far/reports', { text: 'x' }, 'K'],
	])('%s %s with %o is refused before anything else is looked at, but to %s', async (method, path, body, allowed) => {
		const codes: string[] = [];
		for (const who of 'CDKGPAU') {
			const { status, json } = await ask(who, method, path, body);
			codes.push(`${who} ${status === 403 ? json.error.code : 'in'}`);
		}
		expect(codes).toEqual([...'CDKGPAU'].map((who) => `${who} ${allowed === who ? 'in' : 'access/denied'}`));
	});

	it('of another district is neither changed nor removed by who may do so at home', async () => {
		const before = await server.store.readSeq();
		const codes: unknown[] = [];
		for (const [who, method, path, body] of [
			['K', 'PATCH', '/api/key-units/keyUnit-far', { version: 1, notes: 'x' }],
			['P', 'DELETE', '/api/key-units/keyUnit-far', undefined],
			['K', 'PATCH', '/api/plans/plan-far', { version: 1, title: 'x' }],
			['C', 'PATCH', '/api/tasks/task-far', { version: 1, title: 'x' }],
			['C', 'PATCH', '/api/drawings/drawing-far', { version: 1, label: 'x' }],
			['P', 'DELETE', '/api/drawings/drawing-far', undefined],
			['C', 'POST', '/api/incidents/incident-far/close', { reason: 'x' }],
			['C', 'POST', '/api/incidents/incident-far/reopen', { reason: 'x' }],
			['C', 'POST', '/api/incidents/incident-near/merge', { reason: 'x', into: 'incident-far' }],
			['C', 'POST', '/api/incidents/incident-far/acknowledge', undefined],
			[
				'C',
				'POST',
				'/api/incidents/incident-far/hand-over',
				{ direction: 'to', agency: '110', reason: 'x', threeWayNote: 'x' },
			],
			['G', 'GET', '/api/incidents/incident-far/events', undefined],
			['C', 'POST', '/api/incidents/incident-far/dispatches', { unitIds: ['u'] }],
		] as const) {
			const { status, json } = await ask(who, method, path, body);
			codes.push([`${who} ${method} ${path}`, status, json?.error?.code]);
			// Nor of which district it is.
			expect(JSON.stringify(json)).not.toContain('Houjie');
		}
		expect(codes).toEqual((codes as [string][]).map(([what]) => [what, 403, 'access/denied']));
		const written = await server.store.readEvents({ since: before, limit: 1000 });
		expect(written.filter(({ by }) => by.kind === 'user')).toEqual([]);
	});

	it('cannot be moved to another district, out of sight of its own', async () => {
		for (const [path, id] of [
			['key-units', 'keyUnit-near'],
			['plans', 'plan-near'],
		] as const) {
			const { status, json } = await ask('K', 'PATCH', `/api/${path}/${id}`, { version: 1, district: 'Houjie' });
			// A plan lies where its key unit does, whatever is said of it.
			expect([path, status, json.district]).toEqual([
				path,
				...(path === 'plans' ? [200, 'Nancheng'] : [403, undefined]),
			]);
		}
	});
});

describe('the feed', () => {
	it('is cut when the person is disabled, and not opened again', async () => {
		await enter('L', ['commander']);
		const feed = openFeed('L');
		await feed.first;
		const { id } = people.L as { id: string };
		expect((await ask('A', 'PATCH', `/api/users/${id}`, { version: 1, isDisabled: true })).status).toBe(200);
		expect(await feed.closed).toBe(FEED_CLOSE.signedOut);
		await expect(openFeed('L').first).rejects.toThrow('401');
	});

	it('is not opened by nobody, nor by one without roles', async () => {
		people.nobody = { id: '', cookie: '', token: '' };
		await expect(openFeed('nobody').first).rejects.toThrow('401');
		await enter('M', []);
		await expect(openFeed('M').first).rejects.toThrow('403');
	});
});
