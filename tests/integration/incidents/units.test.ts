import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEMO_IDENTITY } from '../../../src/domain/access/may-do.ts';
import { openTestStore } from '../../support/test-store.ts';
import { type Answer, alarmAt, type Operations, openOperations } from './open-operations.ts';

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

async function raise(xM = 0): Promise<string> {
	return (await ops.ask('POST', '/api/incidents?assess=later', alarmAt(xM, 0))).body.id;
}
const send = (id: string, unitIds: string[], headers?: Record<string, string>) =>
	ops.ask('POST', `/api/incidents/${id}/dispatches`, { unitIds }, headers);
const tell = (unit: string, state: string, rest: object = {}) =>
	ops.ask('POST', `/api/units/${unit}/state`, { state, ...rest });
const dispatchesOf = async (id: string) => (await ops.ask('GET', `/api/incidents/${id}/dispatches`)).body.dispatches;
const unit = async (id: string) =>
	(await ops.ask('GET', '/api/units')).body.units.find((one: { id: string }) => one.id === id);
const codeOf = ({ status, body }: Answer) => [status, body.error.code];

it('every vehicle of every station is a unit; one of which nothing was told stands by', async () => {
	const { units } = (await ops.ask('GET', '/api/units')).body;
	expect(units.map(({ id, stationId, district }: Record<string, string>) => [id, stationId, district])).toEqual([
		['v1', 'north', '东城'],
		['v2', 'north', '东城'],
		['v3', 'south', '南城'],
	]);
	expect(units[0]).toMatchObject({ version: 0, state: '10', stateSinceMs: null, incidentId: null, plate: '粤S·v1' });
});

describe('sending', () => {
	it('makes a dispatch a unit, and the unit is out for it until the crew tells otherwise', async () => {
		const id = await raise();
		const { status, body } = await send(id, ['v1', 'v3']);
		expect(status).toBe(201);
		expect(body.dispatches).toMatchObject([
			{ incidentId: id, unitId: 'v1', plate: '粤S·v1', type: 'SG', stationId: 'north', orderedAtMs: START_MS },
			{ incidentId: id, unitId: 'v3', endedAtMs: null, district: '东城' },
		]);
		expect(body.dispatches[0].times).toMatchObject({ received: START_MS, departed: null });
		expect(await unit('v1')).toMatchObject({ state: '10', incidentId: id, dispatchId: body.dispatches[0].id });
	});

	it('all or none: one that is out is named and nobody goes', async () => {
		const [a, b] = [await raise(), await raise(900)];
		await send(a, ['v2']);
		const refused = await send(b, ['v1', 'v2', 'v3']);
		expect(codeOf(refused)).toEqual([409, 'unit/out']);
		expect(refused.body.error.context.units).toEqual([{ id: 'v2', plate: '粤S·v2', state: '10', incidentId: a }]);
		expect(await dispatchesOf(b)).toEqual([]);
		expect((await unit('v1')).incidentId).toBeNull();
		expect(codeOf(await send(b, ['v1', 'ghost']))).toEqual([404, 'unit/not-found']);
		expect((await unit('v1')).incidentId).toBeNull();
	});

	it('two dispatchers at once: one has it, the other is told who does; ten times', async () => {
		for (let i = 0; i < 10; i++) {
			const [a, b] = [await raise(), await raise(900)];
			const answers = await Promise.all([send(a, ['v1', 'v3']), send(b, ['v3', 'v1'])]);
			expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
			const winner = answers[0].status === 201 ? a : b;
			const loser = answers.find(({ status }) => status === 409) as Answer;
			expect(loser.body.error.code).toBe('unit/out');
			expect(loser.body.error.context.units).toMatchObject([{ id: 'v1', incidentId: winner }, { id: 'v3' }]);
			expect([...(await dispatchesOf(a)), ...(await dispatchesOf(b))]).toHaveLength(2);
			for (const id of ['v1', 'v3']) expect((await tell(id, '10')).status).toBe(200);
		}
	});

	it('the same order under one key is one order', async () => {
		const id = await raise();
		const key = { 'idempotency-key': 'order-00001' };
		const first = await send(id, ['v1'], key);
		const again = await send(id, ['v1'], key);
		expect(again.status).toBe(201);
		expect(again.body).toEqual(first.body);
		expect(await dispatchesOf(id)).toHaveLength(1);
	});

	it('one on its way back is sent again: its dispatch before is over, and 21 is its 出动', async () => {
		const [a, b] = [await raise(), await raise(900)];
		await send(a, ['v1']);
		for (const state of ['20', '21', '22', '25']) await tell('v1', state);
		clockMs += MINUTE_MS;
		expect((await send(b, ['v1'])).status).toBe(201);
		expect(await dispatchesOf(a)).toMatchObject([{ endedAtMs: clockMs, times: { returned: null } }]);
		clockMs += MINUTE_MS;
		await tell('v1', '21');
		expect((await dispatchesOf(b))[0].times).toMatchObject({
			received: START_MS + MINUTE_MS,
			departed: START_MS + 2 * MINUTE_MS,
		});
	});
});

describe('an order that is taken back', () => {
	const recall = (id: string, dispatches: { readonly id: string }[]) =>
		ops.ask('POST', `/api/incidents/${id}/dispatches/recall`, { dispatchIds: dispatches.map((one) => one.id) });
	const without = ({ version: _, updatedAtMs: __, createdAtMs: ___, ...fields }: Record<string, unknown>) => fields;

	it('leaves every unit as it was: standing by, waiting elsewhere, training', async () => {
		const id = await raise();
		await tell('v2', '26', { note: '补位' });
		await tell('v3', '30');
		const before = [await unit('v1'), await unit('v2'), await unit('v3')].map(without);
		clockMs += 1000;
		const { dispatches } = (await send(id, ['v1', 'v2', 'v3'])).body;
		clockMs += 3000;
		const { status, body } = await recall(id, dispatches);
		expect([status, body.left]).toEqual([200, []]);
		expect([await unit('v1'), await unit('v2'), await unit('v3')].map(without)).toEqual(before);
		expect(body.units.map(without)).toEqual(before);
		expect(await dispatchesOf(id)).toMatchObject([1, 2, 3].map(() => ({ endedAtMs: clockMs, turnedBackAtMs: null })));
	});

	it('one on its way back is on that way again, and its first dispatch goes on to its end', async () => {
		const [a, b] = [await raise(), await raise(900)];
		await send(a, ['v1']);
		for (const state of ['20', '21', '22', '25']) await tell('v1', state);
		const [before, first] = [await unit('v1'), (await dispatchesOf(a))[0]];
		clockMs += MINUTE_MS;
		const { dispatches } = (await send(b, ['v1'])).body;
		clockMs += 3000;
		expect((await recall(b, dispatches)).body.left).toEqual([]);
		expect(without(await unit('v1'))).toEqual(without(before));
		expect(without((await dispatchesOf(a))[0])).toEqual(without(first));
		clockMs += MINUTE_MS;
		await tell('v1', '10');
		expect(await dispatchesOf(a)).toMatchObject([{ endedAtMs: clockMs, times: { returned: clockMs } }]);
		// Twice is not done twice.
		expect((await recall(b, dispatches)).body.left).toEqual([{ unitId: 'v1', plate: '粤S·v1', why: 'unitChanged' }]);
	});

	it('a unit that somebody told about since keeps its order, and is named with why', async () => {
		const [a, b] = [await raise(), await raise(900)];
		await send(a, ['v3']);
		for (const state of ['20', '21', '25']) await tell('v3', state);
		clockMs += 1000;
		const { dispatches } = (await send(b, ['v1', 'v2', 'v3'])).body;
		await tell('v1', '20');
		await ops.ask('PATCH', `/api/dispatches/${dispatches[1].id}`, { times: { departed: clockMs } });
		await ops.ask('PATCH', `/api/dispatches/${(await dispatchesOf(a))[0].id}`, { times: { returned: clockMs } });
		expect((await recall(b, dispatches)).body).toEqual({
			dispatches: [],
			units: [],
			left: [
				{ unitId: 'v1', plate: '粤S·v1', why: 'unitChanged' },
				{ unitId: 'v2', plate: '粤S·v2', why: 'dispatchChanged' },
				{ unitId: 'v3', plate: '粤S·v3', why: 'earlierChanged' },
			],
		});
		for (const id of ['v1', 'v2', 'v3']) expect(await unit(id)).toMatchObject({ incidentId: b });
		expect(codeOf(await recall(a, dispatches))).toEqual([404, 'dispatch/not-found']);
	});
});

describe('states', () => {
	it('a whole run stamps the times of the dispatch, and 10 ends it', async () => {
		const id = await raise();
		await send(id, ['v1']);
		const run = ['20', '21', '22', '23', '24', '25', '10'];
		for (const state of run) {
			clockMs += MINUTE_MS;
			const { status, body } = await tell('v1', state);
			expect(status).toBe(200);
			expect(body).toMatchObject({ state, stateSinceMs: clockMs });
		}
		const [dispatch] = await dispatchesOf(id);
		const minute = (minutes: number) => START_MS + minutes * MINUTE_MS;
		expect(dispatch).toMatchObject({ turnedBackAtMs: null, endedAtMs: minute(7) });
		expect(dispatch.times).toEqual({
			received: START_MS,
			departed: minute(1),
			arrived: minute(3),
			deployed: null,
			waterOn: minute(4),
			controlled: null,
			decontaminated: null,
			extinguished: null,
			ended: null,
			withdrawn: minute(6),
			returned: minute(7),
		});
		expect(await unit('v1')).toMatchObject({ incidentId: null, dispatchId: null });
	});

	it('one that may not follow is refused, with those that may', async () => {
		const refused = await tell('v1', '22');
		expect(codeOf(refused)).toEqual([409, 'unit/illegal-transition']);
		expect(refused.body.error.context).toEqual({ id: 'v1', from: '10', to: '22', next: ['20', '26', '30'] });
		expect(refused.body.error.message).toContain('20, 26, 30');
		expect(codeOf(await tell('ghost', '20'))).toEqual([404, 'unit/not-found']);
	});

	it('the state that it has already changes nothing', async () => {
		const first = (await tell('v1', '20')).body;
		clockMs += MINUTE_MS;
		expect((await tell('v1', '20')).body).toEqual(first);
	});

	it('a late report counts from when it happened; not before the last one, and not in the future', async () => {
		const id = await raise();
		await send(id, ['v1']);
		clockMs += 10 * MINUTE_MS;
		expect((await tell('v1', '20', { atMs: START_MS + MINUTE_MS })).body.stateSinceMs).toBe(START_MS + MINUTE_MS);
		const early = await tell('v1', '21', { atMs: START_MS });
		expect(codeOf(early)).toEqual([409, 'unit/late-report']);
		expect(early.body.error.context).toMatchObject({ current: '20', sinceMs: START_MS + MINUTE_MS });
		expect(codeOf(await tell('v1', '21', { atMs: clockMs + 2 * MINUTE_MS + 1 }))).toEqual([400, 'unit/time-in-future']);
		// A clock that is fast by two minutes at most: now.
		expect((await tell('v1', '21', { atMs: clockMs + 2 * MINUTE_MS })).body.stateSinceMs).toBe(clockMs);
		expect((await dispatchesOf(id))[0].times.departed).toBe(START_MS + MINUTE_MS);
	});

	it('after the server’s clock was set back an hour, what is told now is not late, and no time goes backwards', async () => {
		const id = await raise();
		await send(id, ['v1']);
		expect((await tell('v1', '20')).status).toBe(200);
		clockMs -= 60 * MINUTE_MS;
		expect((await tell('v1', '21')).body).toMatchObject({ state: '21', stateSinceMs: START_MS });
		expect((await tell('v1', '22', { atMs: clockMs })).body).toMatchObject({ state: '22', stateSinceMs: START_MS });
		expect((await dispatchesOf(id))[0].times).toMatchObject({ departed: START_MS, arrived: START_MS });
	});

	it('10 calls off an order that nobody obeyed yet, but not one that was given after it', async () => {
		const id = await raise();
		clockMs += MINUTE_MS;
		await send(id, ['v1']);
		expect(codeOf(await tell('v1', '10', { atMs: START_MS }))).toEqual([409, 'unit/late-report']);
		clockMs += MINUTE_MS;
		expect((await tell('v1', '10')).body).toMatchObject({ incidentId: null });
		expect(await dispatchesOf(id)).toMatchObject([{ endedAtMs: clockMs, times: { departed: null, returned: null } }]);
	});

	it('turned back on the way', async () => {
		const id = await raise();
		await send(id, ['v1']);
		for (const state of ['20', '21', '25']) await tell('v1', state);
		expect(await dispatchesOf(id)).toMatchObject([{ turnedBackAtMs: START_MS, times: { withdrawn: null } }]);
	});

	it('two who saw the same version: the second is told', async () => {
		expect((await tell('v1', '20', { version: 0 })).body.version).toBe(1);
		const second = await tell('v1', '26', { version: 0 });
		expect(codeOf(second)).toEqual([409, 'record/version-conflict']);
		expect(second.body.error.context.theirs).toMatchObject({ state: '20', version: 1 });
	});

	it('a crew tells the state of its own district only', async () => {
		ops.be({ ...DEMO_IDENTITY, roles: ['crew'], districts: ['南城'] });
		expect(codeOf(await tell('v1', '20'))).toEqual([403, 'access/denied']);
		expect((await tell('v3', '20')).status).toBe(200);
	});
});

describe('times', () => {
	async function sent(): Promise<{ id: string; path: string }> {
		const id = await raise();
		const { body } = await send(id, ['v1']);
		for (const state of ['20', '21', '22']) {
			clockMs += MINUTE_MS;
			await tell('v1', state);
		}
		return { id, path: `/api/dispatches/${body.dispatches[0].id}` };
	}

	it('are told and corrected in their order only', async () => {
		const { path } = await sent();
		const told = await ops.ask('PATCH', path, { times: { deployed: clockMs, departed: START_MS + 30_000 } });
		expect(told.body.times).toMatchObject({ deployed: clockMs, departed: START_MS + 30_000 });
		const refused = await ops.ask('PATCH', path, { times: { arrived: START_MS + 1000 } });
		expect(codeOf(refused)).toEqual([422, 'dispatch/times-out-of-order']);
		expect(refused.body.error.context).toMatchObject({ earlier: 'departed', later: 'arrived' });
		expect((await ops.ask('PATCH', path, { times: { deployed: null } })).body.times.deployed).toBeNull();
		const future = await ops.ask('PATCH', path, { times: { controlled: clockMs + 3 * MINUTE_MS } });
		expect(codeOf(future)).toEqual([400, 'unit/time-in-future']);
	});

	it('of a closed incident are read-only; of an unknown dispatch there are none', async () => {
		const { id, path } = await sent();
		await tell('v1', '25');
		expect((await ops.ask('POST', `/api/incidents/${id}/close`, {})).status).toBe(200);
		expect(codeOf(await ops.ask('PATCH', path, { times: { deployed: clockMs } }))).toEqual([409, 'incident/closed']);
		expect(codeOf(await ops.ask('PATCH', '/api/dispatches/ghost', { times: {} }))).toEqual([404, 'dispatch/not-found']);
	});

	it('who saw an older version is told both', async () => {
		const { path } = await sent();
		const stale = await ops.ask('PATCH', path, { version: 1, times: { deployed: clockMs } });
		expect(codeOf(stale)).toEqual([409, 'record/version-conflict']);
		expect(stale.body.error.context.theirs.version).toBeGreaterThan(1);
	});
});
