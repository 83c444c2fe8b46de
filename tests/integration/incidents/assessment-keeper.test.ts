import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident.ts';
import type { WaterRecord } from '../../../src/domain/records/water-record.ts';
import type { ServedPack } from '../../../src/server/follow-pack.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { NewEvent } from '../../../src/server/store/store.ts';
import { placeAt } from '../../support/fake-city.ts';
import { makeClosure } from '../../support/make-closure.ts';
import { serveCity } from '../../support/serve-city.ts';
import { openTestStore } from '../../support/test-store.ts';
import { alarmAt, BY_TEST, type Operations, openOperations, TOWN, until } from './open-operations.ts';

let test: Awaited<ReturnType<typeof openTestStore>>;
const opened: Operations[] = [];

beforeEach(async () => {
	test = await openTestStore();
});
afterEach(async () => {
	for (const ops of opened.splice(0)) await ops.close();
	await test.destroy();
});

async function open(options: Parameters<typeof openOperations>[1] = {}, store = test.store): Promise<Operations> {
	const ops = await openOperations(store, options);
	opened.push(ops);
	return ops;
}
const raise = async (ops: Operations, rest: object = {}, assess = 'now'): Promise<Incident> =>
	(await ops.ask('POST', `/api/incidents?assess=${assess}`, alarmAt(0, 0, rest))).body;
const read = async (ops: Operations, id: string, query = ''): Promise<Incident> =>
	(await ops.ask('GET', `/api/incidents/${id}${query}`)).body;
/** Waits for a revision that is not out of date. */
const revision = (ops: Operations, id: string, number: number) =>
	until(async () => {
		const incident = await read(ops, id);
		return incident.assessed?.revision === number && !incident.assessed.stale && incident;
	});
const kinds = async (ops: Operations, id: string) =>
	(await ops.ask('GET', `/api/incidents/${id}/events`)).body.events.map(({ kind }: { kind: string }) => kind);
const append = <C extends 'closure' | 'water' | 'station'>(event: NewEvent<C>) =>
	test.store.write(BY_TEST, async (tx) => {
		await tx.append(event);
		return null;
	});
const close = (id: string) => {
	const { version: _version, createdAtMs: _created, updatedAtMs: _updated, id: _id, ...set } = makeClosure(id);
	return append({ collection: 'closure', id, kind: 'closure/added', set });
};
const hydrant = (id: string, xM: number, state: WaterRecord['state']) =>
	append({
		collection: 'water',
		id,
		kind: 'water/put',
		set: {
			...placeAt(xM, 40),
			...{ kind: 'hydrant', name: null, state, flowLps: 20, diameterMm: 100, volumeM3: null, testedOn: null },
			...{ district: null, lastTest: null, note: '' },
		},
	});

describe('an assessment', () => {
	it('follows by itself when nobody waits for it, and is told once', async () => {
		const ops = await open();
		ops.keeper.start();
		const { id, assessment } = await raise(ops, {}, 'later');
		expect(assessment).toBeNull();
		const incident = await revision(ops, id, 1);
		expect(incident.assessment?.target?.id).toBe('b-1');
		await until(() => ops.assessed.length > 0);
		expect(ops.assessed).toMatchObject([{ incidentId: id, revision: 1 }]);
	});

	it('is out of date when a closure comes: that is told, then it is made anew; the old one can be read', async () => {
		const ops = await open();
		ops.keeper.start();
		const { id } = await raise(ops);
		await close('c1');
		const newer = await revision(ops, id, 2);
		const older = await read(ops, id, '?revision=1');
		expect(newer.assessed?.inputs.closures).not.toBe(newer.assessed?.inputs.travel);
		expect(older.assessment?.at).toEqual(newer.assessment?.at);
		expect(await kinds(ops, id)).toEqual([
			'incident/raised',
			'incident/assessed',
			'closure/added',
			'incident/assessment-stale',
			'incident/assessed',
		]);
		const unknown = await ops.ask('GET', `/api/incidents/${id}?revision=3`);
		expect([unknown.status, unknown.body.error.code]).toEqual([404, 'incident/unknown-revision']);
	});

	it('is read by itself, the newest or an earlier one, without a word of who called and without an audit entry', async () => {
		const ops = await open();
		const { id } = await raise(ops, { caller: { name: '张三', phone: '13800000000' } }, 'later');
		const none = await ops.ask('GET', `/api/incidents/${id}/assessment`);
		expect([none.status, none.body.error.code]).toEqual([404, 'incident/not-assessed']);
		ops.keeper.start();
		const first = await revision(ops, id, 1);
		const read = await ops.ask('GET', `/api/incidents/${id}/assessment`);
		const { madeAtMs, inputs } = first.assessed ?? {};
		expect(read.body).toEqual({ incidentId: id, revision: 1, madeAtMs, inputs, assessment: first.assessment });
		await close('c1');
		await revision(ops, id, 2);
		const audited = ops.audit.length;
		const older = await ops.ask('GET', `/api/incidents/${id}/assessment?revision=1`);
		expect(older.body).toEqual(read.body);
		const unknown = await ops.ask('GET', `/api/incidents/${id}/assessment?revision=9`);
		expect([unknown.status, unknown.body.error.code]).toEqual([404, 'incident/unknown-revision']);
		expect(ops.audit).toHaveLength(audited);
	});

	it('is made anew for what was found out about the alarm, at once', async () => {
		const ops = await open();
		ops.keeper.start();
		const { id, version } = await raise(ops);
		await ops.ask('PATCH', `/api/incidents/${id}`, { version, fireFloor: 3 });
		const { assessment } = await revision(ops, id, 2);
		expect(assessment?.situation.fireFloor).toBe(3);
	});

	it('reckons without units that are out for another alarm, with its own', async () => {
		const ops = await open();
		const [mine, other] = [await raise(ops), await raise(ops)];
		await ops.ask('POST', `/api/incidents/${mine.id}/dispatches`, { unitIds: ['v1'] });
		await ops.ask('POST', `/api/incidents/${other.id}/dispatches`, { unitIds: ['v3'] });
		ops.keeper.start();
		const { assessment } = await revision(ops, mine.id, 2);
		expect(assessment?.situation.unavailable).toEqual(['v3']);
	});

	it('is made anew for a hydrant beside it, not for one far off', async () => {
		const ops = await open();
		ops.keeper.start();
		const { id } = await raise(ops);
		await hydrant('far', 3000, 'faulty');
		await hydrant('near', 30, 'ok');
		const { assessment, assessed } = await revision(ops, id, 2);
		expect(assessment?.water.map((source) => source.id)).toEqual(['near']);
		await hydrant('far', 3000, 'ok');
		await close('c1');
		await revision(ops, id, 3);
		expect((await read(ops, id)).assessed?.inputs.records).toBe(assessed?.inputs.records);
	});

	it('is made anew for another pack', async () => {
		let listener = () => {};
		let city = TOWN;
		const pack: ServedPack = {
			...serveCity(TOWN),
			get manifest() {
				return city.manifest;
			},
			use: (work) => work(city),
			onSwitch(told) {
				listener = told;
				return () => {};
			},
		};
		const ops = await open({ pack });
		ops.keeper.start();
		const { id } = await raise(ops);
		city = { ...TOWN, manifest: { ...TOWN.manifest, version: 'ba9876543210' } };
		listener();
		expect((await revision(ops, id, 2)).assessed?.inputs.packVersion).toBe('ba9876543210');
	});

	it('of a closed alarm stays as it was', async () => {
		const ops = await open();
		ops.keeper.start();
		const { id } = await raise(ops);
		const other = await raise(ops);
		await ops.ask('POST', `/api/incidents/${id}/close`, {});
		await close('c1');
		await revision(ops, other.id, 2);
		expect((await read(ops, id)).assessed).toMatchObject({ revision: 1, stale: false });
	});

	it('that fails is told once, and the incident stands; it is made when it can be', async () => {
		let isBroken = false;
		const pack: ServedPack = {
			...serveCity(TOWN),
			use: (work) => (isBroken ? Promise.reject(new Error('disk gone')) : work(TOWN)),
		};
		const ops = await open({ pack });
		const { id } = await raise(ops, {}, 'later');
		await until(() => ops.assessed.length > 0);
		isBroken = true;
		expect(await ops.keeper.assess(id)).toBeNull();
		expect(await ops.keeper.assess(id)).toBeNull();
		expect(ops.problems).toHaveLength(1);
		expect(ops.problems[0]).toContain(`incident ${id}: got disk gone`);
		expect(ops.keeper.problems()).toMatchObject([{ code: 'incident/assessment-failed' }]);
		expect((await ops.ask('GET', '/api/incidents')).body.incidents).toHaveLength(1);
		isBroken = false;
		expect(await ops.keeper.assess(id)).toMatchObject({ target: { id: 'b-1' } });
		expect(ops.keeper.problems()).toEqual([]);
	});
});

describe('two server processes', () => {
	it('make each revision once, and tell it once in both', async () => {
		const second = await openStore({ url: test.url, nowMs: () => Date.now() });
		try {
			const [a, b] = [await open(), await open({}, second)];
			for (const ops of [a, b]) ops.keeper.start();
			const raised = await Promise.all([raise(a, {}, 'later'), raise(b, {}, 'later'), raise(a), raise(b)]);
			for (const { id } of raised) await revision(a, id, 1);
			await close('c1');
			for (const { id } of raised) await revision(b, id, 2);
			for (const { id } of raised) {
				const made = (await kinds(a, id)).filter((kind: string) => kind === 'incident/assessed');
				expect(made).toHaveLength(2);
			}
			for (const ops of [a, b]) {
				await until(() => ops.assessed.length >= 8);
				const told = ops.assessed.map(({ incidentId, revision }) => `${incidentId} ${revision}`);
				expect(new Set(told).size).toBe(8);
				expect(told).toHaveLength(8);
				expect(ops.problems).toEqual([]);
			}
		} finally {
			for (const ops of opened.splice(0)) await ops.close();
			await second.close();
		}
	});
});
