import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../../../src/domain/access/identity.ts';
import type { Identity } from '../../../src/domain/access/may-do.ts';
import { openTestStore } from '../../support/test-store.ts';
import { type Answer, alarmAt, type Operations, openOperations } from '../incidents/open-operations.ts';

const START_MS = Date.UTC(2026, 10, 21, 4, 0);
const MINUTE_MS = 60_000;

let clockMs = START_MS;
let test: Awaited<ReturnType<typeof openTestStore>>;
let ops: Operations;
let incidentId: string;

beforeEach(async () => {
	clockMs = START_MS;
	test = await openTestStore({ nowMs: () => clockMs });
	ops = await openOperations(test.store, { nowMs: () => clockMs });
	incidentId = await raise();
});
afterEach(async () => {
	await ops.close();
	await test.destroy();
});

// biome-ignore lint/suspicious/noExplicitAny: an answer of any route, looked into by the test
type Body = any;

async function raise(rest: object = {}): Promise<string> {
	const { status, body } = await ops.ask('POST', '/api/incidents?assess=later', alarmAt(0, 0, rest));
	expect(status).toBe(201);
	return body.id;
}
async function done(asked: Promise<Answer>): Promise<Body> {
	const { status, body } = await asked;
	expect({ status, body }).toMatchObject({ status: expect.toSatisfy((code: number) => code < 300) });
	return body;
}
async function refused(asked: Promise<Answer>): Promise<[number, string]> {
	const { status, body } = await asked;
	return [status, body?.error?.code];
}
const post = (path: string, body: object = {}) => ops.ask('POST', path, body);
const patch = (path: string, body: object) => ops.ask('PATCH', path, body);
const listOf = async (name: string): Promise<Body[]> =>
	(await done(ops.ask('GET', `/api/${name}?incidentId=${incidentId}`)))[name];
const incident = async () => done(ops.ask('GET', `/api/incidents/${incidentId}`));
const kinds = async (id = incidentId) =>
	(await done(ops.ask('GET', `/api/incidents/${id}/events`))).events.map(({ kind }: { kind: string }) => kind);
const order = (...unitIds: string[]) => done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds }));
const tell = (unitId: string, ...states: string[]) =>
	states.reduce(
		(before, state) => before.then(() => done(post(`/api/units/${unitId}/state`, { state }))),
		Promise.resolve<Body>(null),
	);
function be(name: string, roles: readonly Role[], districts: readonly string[] | null = null): void {
	const identity: Identity = {
		actor: { kind: 'user', id: name, name },
		roles,
		districts,
		actions: null,
		sessionId: name,
	};
	ops.be(identity);
}
const sector = (rest: object = {}) => post('/api/sectors', { incidentId, name: '东侧', ...rest });
const team = (rest: object = {}) => post('/api/teams', { incidentId, name: '攻坚一组', people: 4, ...rest });

describe('sectors', () => {
	it('lie in the district of their incident, and say what was not given', async () => {
		expect(await done(sector())).toMatchObject({
			...{ incidentId, district: '东城', version: 1, name: '东侧', task: 'other', officer: '', unitIds: [], note: '' },
			createdAtMs: START_MS,
		});
		expect(await listOf('sectors')).toHaveLength(1);
	});

	it('a unit that enters one leaves the one it was in, in one step', async () => {
		await order('v1', 'v2');
		const east = await done(sector({ unitIds: ['v1', 'v2'] }));
		const west = await done(sector({ name: '西侧', unitIds: ['v1'] }));
		expect((await listOf('sectors')).map(({ name, unitIds }) => [name, unitIds])).toEqual([
			['西侧', ['v1']],
			['东侧', ['v2']],
		]);
		await done(patch(`/api/sectors/${west.id}`, { version: 1, unitIds: ['v1', 'v2', 'v2'] }));
		expect((await listOf('sectors')).map(({ unitIds }) => unitIds)).toEqual([['v1', 'v2'], []]);
		// Units that left it by themselves do not stand in the way of who renames it.
		expect(await done(patch(`/api/sectors/${east.id}`, { version: 1, officer: '李' }))).toMatchObject({
			officer: '李',
		});
	});

	it('two who put one unit into two sectors at once: it is in one', async () => {
		await order('v1');
		const answers = await Promise.all([sector({ name: 'a', unitIds: ['v1'] }), sector({ name: 'b', unitIds: ['v1'] })]);
		expect(answers.map(({ status }) => status)).toEqual([201, 201]);
		expect((await listOf('sectors')).flatMap(({ unitIds }) => unitIds)).toEqual(['v1']);
	});

	it('a unit that is not out for the incident does not enter', async () => {
		expect(await refused(sector({ unitIds: ['v1'] }))).toEqual([422, 'record/unknown-reference']);
	});

	it('a unit that leaves the scene, or is called off, is in none', async () => {
		await order('v1', 'v2');
		await done(sector({ unitIds: ['v1', 'v2'] }));
		await tell('v1', '20', '21', '22', '25');
		expect((await listOf('sectors'))[0].unitIds).toEqual(['v2']);
		await tell('v2', '20', '10');
		expect((await listOf('sectors'))[0].unitIds).toEqual([]);
	});

	it('one that is removed leaves its teams without a sector', async () => {
		const { id } = await done(sector());
		await done(team({ sectorId: id }));
		await done(ops.ask('DELETE', `/api/sectors/${id}`));
		expect(await listOf('sectors')).toEqual([]);
		expect(await listOf('teams')).toMatchObject([{ sectorId: null, version: 2 }]);
	});
});

describe('teams', () => {
	it('go in, are accounted for, come out, and go in again', async () => {
		const { id } = await done(team());
		expect(await refused(post(`/api/teams/${id}/par`, { people: 4 }))).toEqual([409, 'team/not-inside']);
		await done(patch(`/api/teams/${id}`, { version: 1, enteredAtMs: START_MS }));
		clockMs += 9 * MINUTE_MS;
		expect(await done(post(`/api/teams/${id}/par`, { people: 4 }))).toMatchObject({
			par: { atMs: clockMs, people: 4, byName: 'demo' },
		});
		// Who saw it before it was accounted for may still correct what it does.
		await done(patch(`/api/teams/${id}`, { version: 2, task: '三楼搜救' }));
		clockMs += MINUTE_MS;
		expect(await done(post(`/api/teams/${id}/par`, { people: 3 }))).toMatchObject({ par: { people: 3 } });
		expect(await refused(post(`/api/teams/${id}/par`, { people: 5 }))).toEqual([422, 'team/too-many-answered']);
		expect(await refused(post(`/api/teams/${id}/par`, { people: 4, atMs: START_MS }))).toEqual([
			409,
			'team/time-out-of-order',
		]);
		expect(await done(post(`/api/teams/${id}/exit`))).toMatchObject({ exitedAtMs: clockMs });
		expect(await done(post(`/api/teams/${id}/exit`))).toMatchObject({ exitedAtMs: clockMs, version: 6 });
		const again = { version: 6, enteredAtMs: clockMs + 1 };
		clockMs += MINUTE_MS;
		expect(await done(patch(`/api/teams/${id}`, again))).toMatchObject({ par: null, exitedAtMs: null });
		expect((await kinds()).filter((kind: string) => kind.startsWith('team'))).toEqual([
			...[
				'team/added',
				'team/entered',
				'team/par-told',
				'team/changed',
				'team/par-short',
				'team/exited',
				'team/entered',
			],
		]);
	});

	it('name a sector and a unit of their incident, and no time to come', async () => {
		const other = await raise();
		const { id: elsewhere } = await done(post('/api/sectors', { incidentId: other, name: 'x' }));
		const unknown = [422, 'record/unknown-reference'];
		expect(await refused(team({ sectorId: elsewhere }))).toEqual(unknown);
		expect(await refused(team({ unitId: 'v1' }))).toEqual(unknown);
		expect(await refused(team({ enteredAtMs: START_MS + 10 * MINUTE_MS }))).toEqual([400, 'unit/time-in-future']);
		await order('v1');
		expect(await done(team({ unitId: 'v1', enteredAtMs: START_MS }))).toMatchObject({ unitId: 'v1' });
	});

	it('inside, they keep their incident open', async () => {
		const { id } = await done(team({ enteredAtMs: START_MS }));
		await done(team({ name: '待命组' }));
		expect(await refused(post(`/api/incidents/${incidentId}/close`, { reason: 'x' }))).toEqual([
			409,
			'incident/teams-inside',
		]);
		await done(post(`/api/teams/${id}/exit`));
		await done(post(`/api/incidents/${incidentId}/close`, { reason: 'x' }));
	});
});

describe('requests', () => {
	const ask = (rest: object = {}) =>
		post('/api/requests', { incidentId, what: { kind: 'vehicle', type: 'YT' }, count: 2, ...rest });

	it('go from asked over approved and sent to arrived, with the time of each', async () => {
		const { id } = await done(ask({ reason: '高层内攻' }));
		clockMs += MINUTE_MS;
		await done(post(`/api/requests/${id}/answer`, { version: 1, state: 'approved', answer: '派两车' }));
		clockMs += MINUTE_MS;
		await done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v1'], requestId: id }));
		await done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v2'], requestId: id }));
		expect((await listOf('requests'))[0]).toMatchObject({ state: 'sent', unitIds: ['v1', 'v2'], answer: '派两车' });
		clockMs += MINUTE_MS;
		await tell('v1', '20', '21', '22');
		expect((await listOf('requests'))[0].state).toBe('sent');
		clockMs += MINUTE_MS;
		await tell('v2', '20', '21', '22');
		expect((await listOf('requests'))[0]).toMatchObject({
			state: 'arrived',
			times: {
				asked: START_MS,
				approved: START_MS + MINUTE_MS,
				sent: START_MS + 2 * MINUTE_MS,
				arrived: START_MS + 4 * MINUTE_MS,
			},
		});
		expect((await kinds()).filter((kind: string) => kind.startsWith('request'))).toEqual([
			...['request/asked', 'request/approved', 'request/sent', 'request/units-added', 'request/arrived'],
		]);
	});

	it('have arrived when one came and the other turned back', async () => {
		const { id } = await done(ask());
		await done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v1', 'v2'], requestId: id }));
		await tell('v1', '20', '21', '22');
		await tell('v2', '20', '10');
		expect((await listOf('requests'))[0].state).toBe('arrived');
	});

	it('are what they were before when the orders given for them are taken back', async () => {
		const { id } = await done(ask());
		clockMs += MINUTE_MS;
		await done(post(`/api/requests/${id}/answer`, { version: 1, state: 'approved', answer: '派两车' }));
		const before = (await listOf('requests'))[0];
		const send = async (unitId: string) =>
			(await done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds: [unitId], requestId: id }))).dispatches[0]
				.id;
		const recall = (...dispatchIds: string[]) =>
			done(post(`/api/incidents/${incidentId}/dispatches/recall`, { dispatchIds }));
		clockMs += MINUTE_MS;
		const [first, second] = [await send('v1'), await send('v2')];
		await recall(second);
		expect((await listOf('requests'))[0]).toMatchObject({ state: 'sent', unitIds: ['v1'] });
		await recall(first);
		const { version: _, updatedAtMs: __, ...after } = (await listOf('requests'))[0];
		expect(before).toMatchObject(after);
		expect(await kinds()).toEqual(expect.arrayContaining(['request/units-recalled', 'request/recalled']));
	});

	it('that have arrived name only who came; that nobody had answered, nobody has answered again', async () => {
		const { id } = await done(ask());
		const { dispatches } = await done(
			post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v1', 'v2'], requestId: id }),
		);
		await tell('v1', '20', '21', '22');
		await done(post(`/api/incidents/${incidentId}/dispatches/recall`, { dispatchIds: [dispatches[1].id] }));
		expect((await listOf('requests'))[0]).toMatchObject({ state: 'arrived', unitIds: ['v1'] });

		const other = (await done(ask())).id;
		const order3 = await done(post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v3'], requestId: other }));
		await done(
			post(`/api/incidents/${incidentId}/dispatches/recall`, {
				dispatchIds: order3.dispatches.map((one: Body) => one.id),
			}),
		);
		const again = (await listOf('requests')).find((one: Body) => one.id === other);
		expect(again).toMatchObject({ state: 'asked', answeredBy: null, unitIds: [], times: { asked: clockMs } });
	});

	it('go no other way', async () => {
		const { id } = await done(ask());
		const answer = (version: number, state: string) => post(`/api/requests/${id}/answer`, { version, state });
		expect(await refused(answer(1, 'arrived'))).toEqual([409, 'request/illegal-step']);
		await done(answer(1, 'refused'));
		expect(await refused(answer(1, 'approved'))).toEqual([409, 'record/version-conflict']);
		expect(await refused(post(`/api/requests/${id}/withdraw`))).toEqual([409, 'request/illegal-step']);
		await done(answer(2, 'approved'));
		await done(post(`/api/requests/${id}/withdraw`));
		expect(await done(post(`/api/requests/${id}/withdraw`))).toMatchObject({ state: 'withdrawn', version: 4 });
		const sending = post(`/api/incidents/${incidentId}/dispatches`, { unitIds: ['v1'], requestId: id });
		expect(await refused(sending)).toEqual([409, 'request/illegal-step']);
		// All or nothing: nobody was sent for it.
		expect((await done(ops.ask('GET', `/api/incidents/${incidentId}/dispatches`))).dispatches).toEqual([]);
	});
});

describe('notes', () => {
	const note = (rest: object = {}) => post('/api/notes', { incidentId, text: '三楼有人呼救', ...rest });

	it('are of who wrote them: nobody else changes them, and what they said before stays in the log', async () => {
		be('chen', ['crew']);
		const { id, ...said } = await done(note({ kind: 'radio', atMs: START_MS - MINUTE_MS }));
		expect(said).toMatchObject({ byName: 'chen', byId: 'chen', atMs: START_MS - MINUTE_MS, district: '东城' });
		be('li', ['commander']);
		expect(await refused(patch(`/api/notes/${id}`, { version: 1, text: 'x' }))).toEqual([403, 'note/not-own']);
		be('chen', ['crew']);
		await done(patch(`/api/notes/${id}`, { version: 1, text: '四楼有人呼救' }));
		const { events } = await done(ops.ask('GET', `/api/incidents/${incidentId}/events`));
		expect(events.filter((event: Body) => event.id === id).map((event: Body) => event.set.text)).toEqual([
			'三楼有人呼救',
			'四楼有人呼救',
		]);
	});

	it('may be written when the incident is over; nothing else may', async () => {
		const kept = await done(sector());
		const { id: teamId } = await done(team());
		await done(post(`/api/incidents/${incidentId}/close`, { reason: 'x' }));
		expect(await done(note())).toMatchObject({ text: '三楼有人呼救' });
		const closed = [409, 'incident/closed'];
		expect(await refused(sector())).toEqual(closed);
		expect(await refused(patch(`/api/sectors/${kept.id}`, { version: 1, name: 'x' }))).toEqual(closed);
		expect(await refused(ops.ask('DELETE', `/api/sectors/${kept.id}`))).toEqual(closed);
		expect(await refused(patch(`/api/teams/${teamId}`, { version: 1, name: 'x' }))).toEqual(closed);
		expect(await refused(post(`/api/incidents/${incidentId}/evacuation`, { reason: 'x' }))).toEqual(closed);
	});

	it('under one key one note', async () => {
		const key = { 'idempotency-key': 'note-0000-0001' };
		const body = { incidentId, text: 'x' };
		const [first, again] = [
			await done(ops.ask('POST', '/api/notes', body, key)),
			await done(ops.ask('POST', '/api/notes', body, key)),
		];
		expect(again).toEqual(first);
		expect(await listOf('notes')).toHaveLength(1);
	});
});

describe('measurements', () => {
	it('are kept as the page made them, renamed and removed', async () => {
		const point = { lon: 113.75, lat: 23.02, heightM: 0, snap: { kind: 'corner', buildingId: 'b-1' } };
		const measured = {
			...{ kind: 'clear-width', points: [point], value: 6.25, error: 0.3, surface: 'pack-geometry' },
			...{ datum: 'EPSG:4547', packVersion: 'p' },
		};
		const { id, ...kept } = await done(post('/api/measurements', { incidentId, ...measured }));
		expect(kept).toMatchObject({ ...measured, byName: 'demo', problem: null, district: '东城' });
		expect(await done(patch(`/api/measurements/${id}`, { version: 1, name: '消防通道' }))).toMatchObject({
			name: '消防通道',
			value: 6.25,
		});
		await done(ops.ask('DELETE', `/api/measurements/${id}`));
		expect(await listOf('measurements')).toEqual([]);
		expect(await kinds()).toContain('measurement/removed');
	});
});

describe('the signal to leave', () => {
	const path = () => `/api/incidents/${incidentId}/evacuation`;

	it('sounds until it is ended; every sector says that its people are out, also one made since', async () => {
		expect(await refused(post(`${path()}/end`, { reason: 'x' }))).toEqual([409, 'evacuation/none']);
		const east = await done(sector());
		const { version } = await done(post(path(), { reason: '楼板变形' }));
		expect(await refused(post(path(), { reason: 'again' }))).toEqual([409, 'evacuation/sounding']);
		const west = await done(sector({ name: '西侧' }));
		clockMs += MINUTE_MS;
		await done(post(`${path()}/confirm`, { sectorId: east.id }));
		await done(post(`${path()}/confirm`, { sectorId: east.id }));
		expect(await refused(post(`${path()}/confirm`, { sectorId: 'nowhere' }))).toEqual([
			422,
			'record/unknown-reference',
		]);
		// Who changes the incident need not have seen who is out.
		await done(patch(`/api/incidents/${incidentId}`, { version, phase: 'all-out' }));
		await done(post(`${path()}/confirm`, { sectorId: west.id }));
		expect(await incident()).toMatchObject({
			phase: 'all-out',
			evacuation: {
				...{ orderedAtMs: START_MS, byName: 'demo', reason: '楼板变形', endedAtMs: null },
				confirmed: [
					{ sectorId: east.id, atMs: clockMs, byName: 'demo' },
					{ sectorId: west.id, atMs: clockMs, byName: 'demo' },
				],
			},
		});
		await done(post(`${path()}/end`, { reason: '全部撤出' }));
		expect((await incident()).evacuation.endedAtMs).toBe(clockMs);
		await done(post(path(), { reason: '再次' }));
		await done(post(`/api/incidents/${incidentId}/close`, { reason: 'x' }));
		expect((await incident()).evacuation).toMatchObject({ reason: '再次', endedAtMs: clockMs });
	});
});

describe('what belongs to an incident', () => {
	it('goes with it into another, and the signal goes on sounding there', async () => {
		await order('v1');
		const { id: sectorId } = await done(sector({ unitIds: ['v1'] }));
		await done(team({ sectorId, enteredAtMs: START_MS }));
		await done(post('/api/requests', { incidentId, what: { kind: 'people' }, count: 3 }));
		await done(post('/api/notes', { incidentId, text: 'x' }));
		await done(post(`/api/incidents/${incidentId}/evacuation`, { reason: '坍塌' }));
		const into = await raise();
		await done(post(`/api/incidents/${incidentId}/merge`, { into, reason: 'same' }));
		expect((await incident()).evacuation.endedAtMs).toBe(START_MS);
		incidentId = into;
		expect(await incident()).toMatchObject({ evacuation: { reason: '坍塌', endedAtMs: null } });
		expect(await listOf('sectors')).toMatchObject([{ id: sectorId, unitIds: ['v1'] }]);
		for (const name of ['teams', 'requests', 'notes']) expect(await listOf(name), name).toHaveLength(1);
	});

	it('is seen by all who see incidents, and changed by those of its district', async () => {
		const { id: sectorId } = await done(sector());
		const { id: teamId } = await done(team());
		const denied = [403, 'access/denied'];
		be('far', ['commander'], ['南城']);
		expect(await listOf('sectors')).toHaveLength(1);
		expect(await refused(sector())).toEqual(denied);
		expect(await refused(patch(`/api/sectors/${sectorId}`, { version: 1, name: 'x' }))).toEqual(denied);
		expect(await refused(post(`/api/teams/${teamId}/par`, { people: 1 }))).toEqual(denied);
		be('grid', ['grid-assistant'], ['南城']);
		expect(await listOf('sectors')).toEqual([]);
		be('near', ['commander'], ['东城']);
		await done(sector({ name: '南侧' }));
		be('crew', ['crew'], ['南城']);
		await done(team({ name: '二组' }));
	});

	it('who took an alarm is named', async () => {
		be('wang', ['dispatcher']);
		await done(post(`/api/incidents/${incidentId}/acknowledge`));
		expect(await incident()).toMatchObject({ acknowledgedBy: 'wang', acknowledgedAtMs: START_MS });
	});
});
