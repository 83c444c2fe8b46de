import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_IDENTITY } from '../../../src/domain/access/may-do.ts';
import { openTestStore } from '../../support/test-store.ts';
import { alarmAt, BY_TEST, type Operations, openOperations, until } from './open-operations.ts';

const START_MS = Date.UTC(2026, 10, 21, 4, 0);
const MINUTE_MS = 60_000;

let clockMs = START_MS;
let test: Awaited<ReturnType<typeof openTestStore>>;
let ops: Operations;

beforeEach(async () => {
	clockMs = START_MS;
	test = await openTestStore({ nowMs: () => clockMs });
	ops = await openOperations(test.store, { nowMs: () => clockMs });
});
afterEach(async () => {
	await ops.close();
	await test.destroy();
});

async function raise(xM: number, yM: number, rest: object = {}): Promise<string> {
	const { status, body } = await ops.ask('POST', '/api/incidents', alarmAt(xM, yM, rest));
	expect(status).toBe(201);
	return body.id;
}
const read = async (id: string) => (await ops.ask('GET', `/api/incidents/${id}`)).body;
const kindsOf = async (id: string) =>
	(await ops.ask('GET', `/api/incidents/${id}/events`)).body.events.map((event: { kind: string }) => event.kind);
const codeOf = ({ status, body }: { status: number; body: { error: { code: string } } }) => [status, body.error.code];

describe('raising', () => {
	it('keeps the incident, answers with its assessment, and says where it is', async () => {
		const { status, headers, body } = await ops.ask('POST', '/api/incidents', alarmAt(0, 0, { description: '浓烟' }));
		expect(status).toBe(201);
		expect(headers.location).toBe(`/api/incidents/${body.id}`);
		expect(body).toMatchObject({ district: '东城', description: '浓烟', closedAtMs: null, createdAtMs: START_MS });
		expect(body.assessed).toMatchObject({ revision: 1, stale: false });
		expect(body.assessment.target.id).toBe('b-1');
		expect(await kindsOf(body.id)).toEqual(['incident/raised', 'incident/assessed']);
	});

	it('an address is found; one that is not is 404 with what was found', async () => {
		const found = await ops.ask('POST', '/api/incidents?assess=later', { address: '学院路1号' });
		expect(found.body).toMatchObject({ district: '东城', given: { address: '学院路1号', lon: null } });
		const unknown = await ops.ask('POST', '/api/incidents?assess=later', { address: '没有路9号' });
		expect(codeOf(unknown)).toEqual([404, 'incident/unknown-address']);
	});

	it('under one key one alarm, however often it is sent', async () => {
		const key = { 'idempotency-key': 'call-119-0001' };
		const answers = await Promise.all(
			[1, 2, 3].map(() => ops.ask('POST', '/api/incidents?assess=later', alarmAt(0, 0), key)),
		);
		expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
		const { body } = await ops.ask('GET', '/api/incidents');
		expect(body.incidents).toHaveLength(1);
		const other = await ops.ask('POST', '/api/incidents?assess=later', alarmAt(5, 0), key);
		expect(codeOf(other)).toEqual([409, 'http/idempotency-key-reused']);
	});

	it('a kind of the service settles as what it is assessed; an unknown one and a level that its scheme has not are 400', async () => {
		const id = await raise(0, 0, { typeCode: 'rescue.traffic', levelScheme: 'rescue', level: 4 });
		expect(await read(id)).toMatchObject({ type: 'rescue', typeCode: 'rescue.traffic', level: 4 });
		const unknown = await ops.ask('POST', '/api/incidents', alarmAt(0, 0, { typeCode: 'nonsense' }));
		expect(codeOf(unknown)).toEqual([400, 'incident/unknown-type-code']);
		const fifth = await ops.ask('POST', '/api/incidents', alarmAt(0, 0, { levelScheme: 'rescue', level: 5 }));
		expect(codeOf(fifth)).toEqual([400, 'incident/unknown-level']);
	});

	it.each([{ typeCode: 'rescue.traffic' }, { type: 'rescue' }])(
		'%o is graded as 应急救援, 一级 to 四级, when no scheme is told',
		async (what) => {
			const fifth = await ops.ask('POST', '/api/incidents', alarmAt(0, 0, { ...what, level: 5 }));
			expect(codeOf(fifth)).toEqual([400, 'incident/unknown-level']);
			expect(await read(await raise(0, 0, { ...what, level: 4 }))).toMatchObject({ levelScheme: 'rescue', level: 4 });
		},
	);

	it('is refused outside the districts of who calls', async () => {
		ops.be({ ...DEMO_IDENTITY, roles: ['commander'], districts: ['南城'] });
		expect(codeOf(await ops.ask('POST', '/api/incidents', alarmAt(0, 0)))).toEqual([403, 'access/denied']);
		ops.be({ ...DEMO_IDENTITY, roles: ['commander'], districts: ['东城'] });
		expect((await ops.ask('POST', '/api/incidents', alarmAt(0, 0))).status).toBe(201);
	});

	it('who called is told of the one incident only, and that is audited', async () => {
		const caller = { name: '张三', phone: '13800000000' };
		const answer = await ops.ask('POST', '/api/incidents?assess=later', alarmAt(0, 0, { caller }));
		expect(answer.body.caller).toBeNull();
		const { id } = answer.body;
		expect((await ops.ask('GET', '/api/incidents')).body.incidents[0].caller).toBeNull();
		expect(ops.audit).toEqual([]);
		expect((await read(id)).caller).toEqual(caller);
		expect(ops.audit).toMatchObject([{ what: 'personal/read', about: `incident/${id}` }]);
		const events = (await ops.ask('GET', `/api/incidents/${id}/events`)).body.events;
		expect(JSON.stringify(events)).not.toContain('13800000000');
		const conflict = await ops.ask('PATCH', `/api/incidents/${id}`, { version: 99, description: 'x' });
		expect(conflict.status).toBe(409);
		expect(JSON.stringify(conflict.body)).not.toContain('13800000000');
		ops.be({ ...DEMO_IDENTITY, roles: ['auditor'] });
		expect((await read(id)).caller).toBeNull();
	});

	it('tells of its log only what came after the number that is known', async () => {
		const { id } = (await ops.ask('POST', '/api/incidents?assess=later', alarmAt(0, 0))).body;
		await ops.ask('POST', `/api/incidents/${id}/acknowledge`);
		const read = async (since: number) =>
			(await ops.ask('GET', `/api/incidents/${id}/events?since=${since}`)).body.events;
		// Its assessment is kept beside the answer.
		const [raised, ...later] = await until(async () => {
			const events = await read(0);
			return events.length === 3 && events;
		});
		expect(raised.kind).toBe('incident/raised');
		expect(await read(raised.seq)).toEqual(later);
		expect(await read(later.at(-1).seq)).toEqual([]);
	});
});

describe('duplicates', () => {
	it('are proposed on both sides, the nearest first: within 300 m and 60 minutes, open ones only', async () => {
		const far = await raise(0, 250);
		const near = await raise(0, 100);
		await raise(0, 700);
		// Within 300 m east and south, but 352 m off.
		await raise(290, -200);
		const over = await raise(0, 5);
		await ops.ask('POST', `/api/incidents/${over}/close`, { reason: '误报' });
		clockMs += 10 * MINUTE_MS;
		const id = await raise(0, 0);
		expect((await read(id)).duplicates).toEqual([
			{ id: near, distanceM: 100, apartS: 600 },
			{ id: far, distanceM: 250, apartS: 600 },
		]);
		expect((await read(far)).duplicates).toEqual([
			{ id: near, distanceM: 150, apartS: 0 },
			{ id, distanceM: 250, apartS: 600 },
		]);
		clockMs += 61 * MINUTE_MS;
		expect((await read(await raise(0, 1))).duplicates).toEqual([]);
	});

	it('two alarms of one moment see one another', async () => {
		const ids = await Promise.all([raise(0, 0), raise(0, 10), raise(0, 20)]);
		const known = await Promise.all(
			ids.map(async (id) => (await read(id)).duplicates.map((d: { id: string }) => d.id)),
		);
		for (const [i, id] of ids.entries()) expect(known[i].sort()).toEqual(ids.filter((other) => other !== id).sort());
	});

	it('a closed one is proposed no more; opened again it is', async () => {
		const a = await raise(0, 0);
		const b = await raise(0, 10);
		await ops.ask('POST', `/api/incidents/${b}/close`, { reason: '误报' });
		expect((await read(a)).duplicates).toEqual([]);
		expect((await read(b)).duplicates).toEqual([]);
		await ops.ask('POST', `/api/incidents/${b}/reopen`, { reason: '复燃' });
		expect((await read(a)).duplicates).toEqual([{ id: b, distanceM: 10, apartS: 0 }]);
		expect((await read(b)).duplicates).toEqual([{ id: a, distanceM: 10, apartS: 0 }]);
	});
});

describe('merging', () => {
	it('moves dispatches and units, closes the one and tells the other', async () => {
		const [a, b] = [await raise(0, 0), await raise(0, 10)];
		const sent = await ops.ask('POST', `/api/incidents/${b}/dispatches`, { unitIds: ['v1'] });
		const dispatchId = sent.body.dispatches[0].id;
		const merged = await ops.ask('POST', `/api/incidents/${b}/merge`, { into: a, reason: '同一起火灾' });
		expect(merged.status).toBe(200);
		expect(merged.body).toMatchObject({ mergedInto: a, closedAtMs: START_MS, duplicates: [] });
		expect(merged.body.closings).toEqual([{ kind: 'closed', atMs: START_MS, reason: '同一起火灾', byName: 'demo' }]);
		expect((await read(a)).duplicates).toEqual([]);
		const events = (await ops.ask('GET', `/api/incidents/${a}/events`)).body.events;
		expect(events.at(-1)).toMatchObject({ kind: 'incident/took-over', reason: `${b}: 同一起火灾` });
		expect((await ops.ask('GET', `/api/incidents/${b}/dispatches`)).body.dispatches).toEqual([]);
		const moved = (await ops.ask('GET', `/api/incidents/${a}/dispatches`)).body.dispatches;
		expect(moved).toMatchObject([{ id: dispatchId, unitId: 'v1', endedAtMs: null }]);
		const { units } = (await ops.ask('GET', '/api/units')).body;
		expect(units[0]).toMatchObject({ id: 'v1', incidentId: a, dispatchId });
	});

	it('moves tasks and drawings too', async () => {
		const [a, b] = [await raise(0, 0), await raise(0, 10)];
		const geometry = { type: 'Point' as const, coordinates: [113.75, 23.02] as [number, number] };
		await test.store.write(BY_TEST, async (tx) => {
			const set = { district: null, incidentId: b };
			const task = { title: '疏散', details: '', keyUnitId: null, assignee: null, dueAtMs: null };
			await tx.append({
				collection: 'task',
				id: 't1',
				kind: 'task/added',
				set: { ...set, ...task, state: 'open', reports: [] },
			});
			await tx.append({
				collection: 'drawing',
				id: 'd1',
				kind: 'drawing/added',
				set: { ...set, geometry, symbol: '', label: '' },
			});
			return null;
		});
		await ops.ask('POST', `/api/incidents/${b}/merge`, { into: a, reason: '同一起' });
		expect(await test.store.read('task', 't1')).toMatchObject({ incidentId: a, district: '东城' });
		expect(await test.store.read('drawing', 'd1')).toMatchObject({ incidentId: a, district: '东城' });
	});

	it('into itself, into a closed one, or back in a circle is refused', async () => {
		const [a, b] = [await raise(0, 0), await raise(0, 10)];
		const merge = (id: string, into: string) => ops.ask('POST', `/api/incidents/${id}/merge`, { into, reason: 'x' });
		expect(codeOf(await merge(a, a))).toEqual([400, 'incident/merge-into-itself']);
		expect(codeOf(await merge(a, 'nobody'))).toEqual([404, 'incident/not-found']);
		expect((await merge(a, b)).status).toBe(200);
		expect(codeOf(await merge(b, a))).toEqual([409, 'incident/closed']);
		expect(codeOf(await merge(a, b))).toEqual([409, 'incident/closed']);
	});

	it('two at once the two ways round: one is done, the other refused', async () => {
		const [a, b] = [await raise(0, 0), await raise(0, 10)];
		const answers = await Promise.all([
			ops.ask('POST', `/api/incidents/${a}/merge`, { into: b, reason: 'x' }),
			ops.ask('POST', `/api/incidents/${b}/merge`, { into: a, reason: 'x' }),
		]);
		expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
	});
});

describe('changing', () => {
	it('two who saw the same version: the second is told both', async () => {
		const id = await raise(0, 0);
		const first = await ops.ask('PATCH', `/api/incidents/${id}`, { version: 2, level: 2 });
		expect(first.body).toMatchObject({ version: 3, level: 2 });
		const second = await ops.ask('PATCH', `/api/incidents/${id}`, { version: 2, level: 3 });
		expect(codeOf(second)).toEqual([409, 'record/version-conflict']);
		expect(second.body.error.context).toMatchObject({
			yours: { version: 2, set: { level: 3 } },
			theirs: { version: 3, level: 2 },
		});
	});

	it('what the server noted since is in nobody’s way', async () => {
		const { id, version } = (await ops.ask('POST', '/api/incidents', alarmAt(0, 0))).body;
		expect(version).toBe(2);
		await raise(0, 10);
		const changed = await ops.ask('PATCH', `/api/incidents/${id}`, { version: 1, fireFloor: 5 });
		expect(changed.status).toBe(200);
		expect(changed.body).toMatchObject({ version: 4, fireFloor: 5 });
	});

	it('a kind brings its type; a type that is not the kind’s takes the kind away; another scheme takes the level', async () => {
		const id = await raise(0, 0, { typeCode: 'fire.factory', level: 5 });
		const patch = async (change: object) => {
			const { version } = await read(id);
			return (await ops.ask('PATCH', `/api/incidents/${id}`, { version, ...change })).body;
		};
		expect(await patch({ typeCode: 'fire.chemical' })).toMatchObject({ type: 'hazmat', level: 5, levelScheme: 'fire' });
		expect(await patch({ typeCode: 'rescue.hazmat' })).toMatchObject({ levelScheme: 'rescue', level: null });
		expect(await patch({ levelScheme: 'fire', level: 5 })).toMatchObject({ levelScheme: 'fire', level: 5 });
		expect(await patch({ levelScheme: 'rescue' })).toMatchObject({ levelScheme: 'rescue', level: null });
		expect((await patch({ level: 5 })).error.code).toBe('incident/unknown-level');
		expect(await patch({ type: 'fire' })).toMatchObject({ type: 'fire', typeCode: null });
		expect((await patch({ fireFloor: 0 })).error.code).toBe('http/bad-request');
	});
});

describe('closing', () => {
	it('makes it read-only until it is opened again, each with its reason', async () => {
		const id = await raise(0, 0);
		await ops.ask('POST', `/api/incidents/${id}/close`, { reason: '误报' });
		const path = `/api/incidents/${id}`;
		const { version } = await read(id);
		const three = { direction: 'to', agency: '110', reason: 'x', threeWayNote: 'y' };
		for (const [way, body] of [
			['acknowledge', undefined],
			['hand-over', three],
			['dispatches', { unitIds: ['v1'] }],
		] as const) {
			expect(codeOf(await ops.ask('POST', `${path}/${way}`, body)), way).toEqual([409, 'incident/closed']);
		}
		expect(codeOf(await ops.ask('PATCH', path, { version, level: 1 }))).toEqual([409, 'incident/closed']);
		expect((await read(id)).version).toBe(version);
		expect((await ops.ask('POST', `${path}/close`, { reason: 'again' })).body.version).toBe(version);
		clockMs += MINUTE_MS;
		const open = (await ops.ask('POST', `${path}/reopen`, { reason: '复燃' })).body;
		expect(open).toMatchObject({
			closedAtMs: null,
			closings: [
				{ kind: 'closed', atMs: START_MS, reason: '误报', byName: 'demo' },
				{ kind: 'reopened', atMs: START_MS + MINUTE_MS, reason: '复燃', byName: 'demo' },
			],
		});
		expect(codeOf(await ops.ask('POST', `${path}/reopen`, { reason: 'x' }))).toEqual([409, 'incident/open']);
		expect((await ops.ask('PATCH', path, { version: open.version, level: 1 })).status).toBe(200);
	});

	it('waits for the units: refused by name while one is ordered or at the scene, not while it drives home', async () => {
		const id = await raise(0, 0);
		await ops.ask('POST', `/api/incidents/${id}/dispatches`, { unitIds: ['v1', 'v2'] });
		const close = () => ops.ask('POST', `/api/incidents/${id}/close`, { reason: '扑灭' });
		const refused = await close();
		expect(codeOf(refused)).toEqual([409, 'incident/units-out']);
		expect(refused.body.error.message).toContain('粤S·v1');
		expect(refused.body.error.context.units).toHaveLength(2);
		const state = (unit: string, to: string) => ops.ask('POST', `/api/units/${unit}/state`, { state: to });
		for (const to of ['20', '21', '22']) await state('v1', to);
		expect((await state('v2', '10')).status).toBe(200);
		expect((await close()).body.error.context.units).toEqual([{ unitId: 'v1', plate: '粤S·v1', state: '22' }]);
		await state('v1', '25');
		expect((await close()).status).toBe(200);
		expect((await state('v1', '10')).body).toMatchObject({ state: '10', incidentId: null });
		const [back] = (await ops.ask('GET', `/api/incidents/${id}/dispatches`)).body.dispatches.filter(
			(dispatch: { unitId: string }) => dispatch.unitId === 'v1',
		);
		expect(back).toMatchObject({ times: { returned: START_MS }, endedAtMs: START_MS });
	});
});

it('its log tells who sent which unit, what that did and when, but not to who may not see units', async () => {
	const id = await raise(0, 0);
	const other = await raise(0, 900);
	await ops.ask('POST', `/api/incidents/${id}/dispatches`, { unitIds: ['v1', 'v2'] });
	for (const state of ['20', '21', '22', '25', '10']) await ops.ask('POST', '/api/units/v1/state', { state });
	await ops.ask('POST', `/api/incidents/${other}/dispatches`, { unitIds: ['v1'] });
	await ops.ask('POST', '/api/units/v1/state', { state: '20' });
	const { events } = (await ops.ask('GET', `/api/incidents/${id}/events`)).body;
	const told = events.map((event: { kind: string; id: string; set: { state?: string } }) =>
		[event.kind, event.set.state].filter(Boolean).join(' '),
	);
	expect(told).toEqual([
		'incident/raised',
		'incident/assessed',
		'dispatch/ordered',
		'unit/ordered 10',
		'dispatch/ordered',
		'unit/ordered 10',
		'unit/state-set 20',
		'dispatch/times-told',
		'unit/state-set 21',
		'unit/state-set 22',
		'dispatch/times-told',
		'unit/state-set 25',
		'dispatch/times-told',
		'unit/state-set 10',
		'dispatch/ended',
	]);
	ops.be({ ...DEMO_IDENTITY, roles: ['grid-assistant'] });
	expect(await kindsOf(id)).toEqual(['incident/raised', 'incident/assessed']);
});

describe('a place put right', () => {
	it('changes district and duplicates on both sides, keeps what was given, and is assessed anew', async () => {
		const near = await raise(0, 100);
		const id = await raise(0, 0);
		const far = await raise(0, 900);
		const { version, given } = await read(id);
		const moved = await ops.ask('PATCH', `/api/incidents/${id}`, { version, ...alarmAt(0, 880) });
		expect(moved.status).toBe(200);
		const duplicatesOf = async (of: string) => (await read(of)).duplicates.map((known: { id: string }) => known.id);
		expect([await duplicatesOf(id), await duplicatesOf(near), await duplicatesOf(far)]).toEqual([[far], [], [id]]);
		expect(moved.body).toMatchObject({ ...alarmAt(0, 880), given });
		expect((await ops.keeper.assess(id))?.at).toEqual(alarmAt(0, 880));
		const half = await ops.ask('PATCH', `/api/incidents/${id}`, { version: moved.body.version, lon: 113.75 });
		expect(half.status).toBe(400);
	});

	it('takes its dispatches along into the other district', async () => {
		const id = await raise(0, 0);
		await ops.ask('POST', `/api/incidents/${id}/dispatches`, { unitIds: ['v1'] });
		const { version } = await read(id);
		const away = { version, lon: 120, lat: 30 };
		expect((await ops.ask('PATCH', `/api/incidents/${id}`, away)).body.district).toBeNull();
		const { dispatches } = (await ops.ask('GET', `/api/incidents/${id}/dispatches`)).body;
		expect(dispatches).toMatchObject([{ unitId: 'v1', district: null }]);
	});
});

it('acknowledging twice is one', async () => {
	const id = await raise(0, 0);
	const first = (await ops.ask('POST', `/api/incidents/${id}/acknowledge`)).body;
	expect(first.acknowledgedAtMs).toBe(START_MS);
	clockMs += MINUTE_MS;
	const second = (await ops.ask('POST', `/api/incidents/${id}/acknowledge`)).body;
	expect(second).toMatchObject({ acknowledgedAtMs: START_MS, version: first.version });
});

it('a hand-over is kept with its reason, the note of the three-way call and who did it; it stays open', async () => {
	const id = await raise(0, 0, { urgency: 'not-urgent' });
	const given = {
		direction: 'to',
		agency: '12345',
		reason: '非紧急',
		threeWayNote: '12345 王工已接',
		reference: 'T-1',
	};
	const { body } = await ops.ask('POST', `/api/incidents/${id}/hand-over`, given);
	expect(body).toMatchObject({ closedAtMs: null, urgency: 'not-urgent' });
	expect(body.handovers).toEqual([{ ...given, atMs: START_MS, byName: 'demo' }]);
	expect((await ops.ask('POST', `/api/incidents/${id}/hand-over`, { ...given, threeWayNote: '' })).status).toBe(400);
});

it('a list has the open ones and as many closed as asked for, of the districts of who reads', async () => {
	const [a, b, c] = [await raise(0, 0), await raise(500, 0), await raise(1000, 0)];
	for (const id of [a, b]) await ops.ask('POST', `/api/incidents/${id}/close`, { reason: 'x' });
	const list = async (closed: number) =>
		(await ops.ask('GET', `/api/incidents?closed=${closed}`)).body.incidents.map(({ id }: { id: string }) => id);
	expect(await list(0)).toEqual([c]);
	expect(await list(1)).toEqual([c, b]);
	expect(await list(20)).toEqual([c, b, a]);
	ops.be({ ...DEMO_IDENTITY, roles: ['planner'], districts: ['南城'] });
	expect(await list(20)).toEqual([]);
	expect((await ops.ask('GET', `/api/incidents/${c}`)).status).toBe(403);
});
