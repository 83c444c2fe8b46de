import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeCity, makeBuilding, makePlace, makeStation, makeWater, placeAt } from '../../support/fake-city.ts';
import { makeVehicle } from '../../support/make-vehicle.ts';
import { INCIDENT, write } from '../../support/record-fields.ts';
import { startRecords, type TestRecords } from './start-records.ts';

interface ChangesAnswer {
	readonly log: string;
	readonly seq: number;
	readonly changes: readonly { readonly id: string; readonly record: unknown }[];
}

const NORTH = placeAt(0, 2000);
const CITY = createFakeCity({
	buildings: [
		makeBuilding(1, [0, 0, 20, 20], { town: '南城街道' }),
		makeBuilding(2, [0, 2000, 20, 20], { town: '莞城街道' }),
	],
	places: [makePlace('v-1', 'village', '村', { town: '厚街镇', ...placeAt(-3000, 0) })],
	water: [makeWater('h-1', 10, 10), makeWater('h-2', 10, 2010)],
	stations: [
		makeStation('s-1', 0, 50, { vehicles: [makeVehicle('v-1', 'YT53')], town: '南城街道' }),
		makeStation('s-2', 0, 2050, { town: '莞城街道' }),
	],
});
const KEY_UNIT = { name: '商场', ...placeAt(5, 5), contacts: [{ name: '王某', phone: '13800000000' }] };

let records: TestRecords;
beforeAll(async () => {
	records = await startRecords(CITY);
});
afterAll(() => records.close());

const EVERYBODY = ['commander', 'dispatcher', 'crew', 'planner', 'auditor'] as const;
async function add<T = { id: string; version: number }>(path: string, body: object): Promise<T> {
	records.be(EVERYBODY);
	const answer = await records.send('POST', path, body);
	expect([answer.status, answer.code]).toEqual([201, '']);
	return answer.json<T>();
}

describe('key units', () => {
	it('are found by name, pinyin and with a slip, by those who may read them, and never with their contacts', async () => {
		const { id } = await add('/api/key-units', { ...KEY_UNIT, name: '荣汇广场', buildingIds: ['b-1'] });
		const find = async (q: string) =>
			(await records.send('GET', `/api/search?q=${encodeURIComponent(q)}`)).json<{ hits: { id: string }[] }>().hits;
		await expect.poll(() => find('荣汇广场')).toHaveLength(1);
		const [hit] = await find('荣汇广场');
		expect(hit).toMatchObject({ id, kind: 'key-unit', town: '南城街道', buildingId: 'b-1', inexact: false });
		expect(JSON.stringify(hit)).not.toContain('13800000000');
		expect(await find('rhgc')).toMatchObject([{ id, inexact: false }]);
		expect(await find('荣辉广场')).toMatchObject([{ id, inexact: true }]);

		records.be(['grid-assistant'], ['莞城街道']);
		expect(await find('荣汇广场')).toEqual([]);
		records.be(['grid-assistant'], ['南城街道']);
		expect(await find('荣汇广场')).toMatchObject([{ id }]);
		records.be(EVERYBODY);
		await records.send('DELETE', `/api/key-units/${id}`);
		await expect.poll(() => find('荣汇广场')).toEqual([]);
	});

	it('are added in the town of the building beside, changed field by field, and removed', async () => {
		const { id } = await add('/api/key-units', { ...KEY_UNIT, notes: '三层', buildingIds: ['b-1'] });
		const read = (await records.send('GET', `/api/key-units/${id}`)).json();
		expect(read).toMatchObject({
			district: '南城街道',
			version: 1,
			notes: '三层',
			buildingIds: ['b-1'],
			stationId: null,
		});

		const changed = await records.send('PATCH', `/api/key-units/${id}`, { version: 1, category: 3 });
		expect(changed.json()).toMatchObject({ version: 2, category: 3, notes: '三层', buildingIds: ['b-1'] });
		const moved = await records.send('PATCH', `/api/key-units/${id}`, { version: 2, ...NORTH });
		expect(moved.json()).toMatchObject({ district: '莞城街道' });

		expect((await records.send('DELETE', `/api/key-units/${id}`)).status).toBe(204);
		expect((await records.send('GET', `/api/key-units/${id}`)).code).toBe('record/not-found');
		expect((await records.send('DELETE', `/api/key-units/${id}`)).code).toBe('record/not-found');
	});

	it('a change of a version that is no longer is refused with both, and without anybody’s telephone', async () => {
		const { id } = await add('/api/key-units', KEY_UNIT);
		await records.send('PATCH', `/api/key-units/${id}`, { version: 1, notes: 'theirs' });
		const late = await records.send('PATCH', `/api/key-units/${id}`, { version: 1, notes: 'mine' });
		expect([late.status, late.code]).toEqual([409, 'record/version-conflict']);
		const { context } = late.json<{ error: { context: object } }>().error;
		expect(context).toMatchObject({
			yours: { version: 1, set: { notes: 'mine' } },
			theirs: { version: 2, notes: 'theirs' },
		});
		expect(late.bytes.toString()).not.toContain('13800000000');
	});

	it('contacts are told by their own page only, to who may read them, and that is audited', async () => {
		const { id } = await add('/api/key-units', KEY_UNIT);
		const before = records.audit.length;
		const list = await records.send('GET', '/api/key-units');
		const changes = await records.send('GET', '/api/changes?limit=1000');
		const events = await records.send('GET', `/api/events?collection=keyUnit&id=${id}`);
		for (const answer of [list, changes, events]) {
			expect(answer.bytes.toString()).toContain(id);
			expect(answer.bytes.toString()).not.toContain('13800000000');
		}
		expect((await records.send('GET', `/api/key-units/${id}`)).json()).toMatchObject({ contacts: [{ name: '王某' }] });
		expect(records.audit.slice(before)).toMatchObject([{ what: 'personal/read', about: `keyUnit/${id}` }]);
		records.be(['auditor']);
		expect((await records.send('GET', `/api/key-units/${id}`)).json()).toMatchObject({ contacts: [] });
		expect(records.audit.slice(before)).toHaveLength(1);
	});

	it('those who work in other districts do not change them', async () => {
		const { id } = await add('/api/key-units', KEY_UNIT);
		records.be(['planner'], ['莞城街道']);
		expect((await records.send('PATCH', `/api/key-units/${id}`, { version: 1, notes: 'x' })).code).toBe(
			'access/denied',
		);
		const taken = await records.send('PATCH', `/api/key-units/${id}`, { version: 1, ...NORTH, district: '莞城街道' });
		expect(taken.code).toBe('access/denied');
		expect((await records.send('DELETE', `/api/key-units/${id}`)).code).toBe('access/denied');
		expect((await records.send('POST', '/api/key-units', KEY_UNIT)).code).toBe('access/denied');
		expect((await records.send('POST', '/api/key-units', { ...KEY_UNIT, ...NORTH })).status).toBe(201);
		const { keyUnits } = (await records.send('GET', '/api/key-units')).json<{ keyUnits: { district: string }[] }>();
		expect(new Set(keyUnits.map(({ district }) => district))).toEqual(new Set(['莞城街道']));
	});

	it('name stations and buildings that are there', async () => {
		records.be(EVERYBODY);
		for (const [field, value] of Object.entries({ stationId: 's-9', buildingIds: ['b-1', 'b-9'] })) {
			const answer = await records.send('POST', '/api/key-units', { ...KEY_UNIT, [field]: value });
			expect([answer.status, answer.code]).toEqual([422, 'record/unknown-reference']);
			expect(answer.bytes.toString()).toMatch(/got (station s-9|building b-9) that is not there/);
		}
	});
});

describe('plans, tasks and drawings', () => {
	it('a plan belongs to a key unit, which stays as long, and is approved by who says so', async () => {
		const unit = await add('/api/key-units', KEY_UNIT);
		const plan = await add<{ id: string; district: string }>('/api/plans', {
			keyUnitId: unit.id,
			title: '灭火预案',
			sections: [{ title: '概况', text: '…' }],
		});
		expect(plan.district).toBe('南城街道');
		expect((await records.send('DELETE', `/api/key-units/${unit.id}`)).code).toBe('record/in-use');
		const approved = await records.send('PATCH', `/api/plans/${plan.id}`, { version: 1, state: 'approved' });
		expect(approved.json()).toMatchObject({ approvedBy: EVERYBODY.join(' and ') });
		records.be(['crew']);
		const reworded = await records.send('PATCH', `/api/plans/${plan.id}`, { version: 2, title: '新' });
		expect(reworded.json()).toMatchObject({ state: 'approved', approvedBy: 'crew', sections: [{ title: '概况' }] });
		const drafted = await records.send('PATCH', `/api/plans/${plan.id}`, { version: 3, state: 'draft' });
		expect(drafted.json()).toMatchObject({ approvedBy: null });
		const { plans } = (await records.send('GET', `/api/plans?keyUnitId=${unit.id}`)).json<{ plans: unknown[] }>();
		expect(plans).toHaveLength(1);
		await records.send('DELETE', `/api/plans/${plan.id}`);
		expect((await records.send('DELETE', `/api/key-units/${unit.id}`)).status).toBe(204);
		expect((await records.send('POST', '/api/plans', { keyUnitId: unit.id, title: 'x' })).code).toBe(
			'record/unknown-reference',
		);
	});

	it('of two reports at once both stay', async () => {
		const { id } = await add('/api/tasks', { title: '查消火栓', assignee: { kind: 'station', id: 's-2' } });
		const texts = Array.from({ length: 12 }, (_, i) => `report ${i}`);
		const answers = await Promise.all(texts.map((text) => records.send('POST', `/api/tasks/${id}/reports`, { text })));
		expect(answers.map(({ status }) => status)).toEqual(texts.map(() => 200));
		const done = await records.send('POST', `/api/tasks/${id}/reports`, { text: 'last', state: 'done' });
		const task = done.json<{ state: string; reports: { text: string; byName: string }[] }>();
		expect(task.state).toBe('done');
		expect(task.reports.map(({ text }) => text).sort()).toEqual(['last', ...texts].sort());
		expect(task.reports.at(-1)).toMatchObject({ text: 'last', byName: EVERYBODY.join(' and ') });
	});

	it('a task names what is there', async () => {
		records.be(EVERYBODY);
		const bad = [
			{ incidentId: 'no' },
			{ keyUnitId: 'no' },
			{ assignee: { kind: 'user', id: 'no' } },
			{ assignee: { kind: 'station', id: 'no' } },
		];
		for (const fields of bad) {
			const answer = await records.send('POST', '/api/tasks', { title: 'x', ...fields });
			expect([answer.status, answer.code]).toEqual([422, 'record/unknown-reference']);
		}
		const { id } = await add('/api/tasks', { title: 'x' });
		const report = await records.send('POST', `/api/tasks/${id}/reports`, { text: 'x', attachmentIds: ['a-1'] });
		expect(report.code).toBe('record/unknown-reference');
	});

	it('a drawing lies in the town where it begins', async () => {
		const { lon, lat } = placeAt(-2800, 0);
		const drawing = await add<{ id: string; district: string }>('/api/drawings', {
			geometry: { type: 'Point', coordinates: [lon, lat] },
			label: '集结点',
		});
		expect(drawing.district).toBe('厚街镇');
		const changed = await records.send('PATCH', `/api/drawings/${drawing.id}`, { version: 1, symbol: 'assembly' });
		expect(changed.json()).toMatchObject({ label: '集结点', symbol: 'assembly', district: '厚街镇' });
	});

	it('what is of another record lies where that does, whatever its writer says', async () => {
		const unit = await add('/api/key-units', { ...KEY_UNIT, ...NORTH });
		await write(records.store, {
			...{ collection: 'incident', id: 'i-north', kind: 'incident/raised' },
			set: { ...INCIDENT, district: '莞城街道' },
		});
		const geometry = { type: 'Point', coordinates: [placeAt(5, 5).lon, placeAt(5, 5).lat] };
		const bodies: [string, object][] = [
			['/api/drawings', { geometry, incidentId: 'i-north' }],
			['/api/tasks', { title: 'x', incidentId: 'i-north' }],
			['/api/plans', { title: 'x', keyUnitId: unit.id }],
		];
		for (const [path, body] of bodies) {
			const made = await add<{ id: string; district: string }>(path, { ...body, district: '南城街道' });
			expect([path, made.district]).toEqual([path, '莞城街道']);
			const moved = await records.send('PATCH', `${path}/${made.id}`, { version: 1, district: '南城街道' });
			expect([path, moved.json().district]).toEqual([path, '莞城街道']);
		}
		records.be(['commander'], ['南城街道']);
		const foreign = await records.send('POST', '/api/drawings', {
			...{ geometry, incidentId: 'i-north', district: '南城街道' },
		});
		expect(foreign.code).toBe('access/denied');
	});

	it('plans, tasks and files of a key unit move with it', async () => {
		const unit = await add('/api/key-units', KEY_UNIT);
		const plan = await add('/api/plans', { title: 'x', keyUnitId: unit.id });
		const task = await add('/api/tasks', { title: 'x', keyUnitId: unit.id });
		const file = {
			sha256: 'a'.repeat(64),
			bytes: 1,
			mediaType: 'image/png' as const,
			fileName: 'x',
			district: '南城街道',
		};
		for (const [id, of] of [
			['a-unit', { collection: 'keyUnit', id: unit.id }],
			['a-plan', { collection: 'plan', id: plan.id }],
		] as const) {
			await write(records.store, { collection: 'attachment', id, kind: 'attachment/added', set: { ...file, of } });
		}
		await records.send('PATCH', `/api/key-units/${unit.id}`, { version: 1, ...NORTH });
		const moved = await Promise.all([
			...(['a-unit', 'a-plan'] as const).map((id) => records.store.read('attachment', id)),
			records.store.read('plan', plan.id),
			records.store.read('task', task.id),
		]);
		expect(moved.map((record) => record?.district)).toEqual(moved.map(() => '莞城街道'));
	});

	it('nothing is drawn, moved or wiped on the map of a closed incident', async () => {
		const incident = { collection: 'incident', id: 'i-over' } as const;
		await write(records.store, { ...incident, kind: 'incident/raised', set: INCIDENT });
		const drawing = { geometry: { type: 'Point', coordinates: [113.75, 23.02] }, incidentId: 'i-over' };
		const { id } = await add('/api/drawings', drawing);
		await write(records.store, { ...incident, kind: 'incident/closed', set: { closedAtMs: 1_700_000_000_000 } });
		records.be(EVERYBODY);
		const answers = [
			await records.send('POST', '/api/drawings', drawing),
			await records.send('PATCH', `/api/drawings/${id}`, { version: 1, label: 'x' }),
			await records.send('PATCH', `/api/drawings/${id}`, { version: 1, incidentId: null }),
			await records.send('DELETE', `/api/drawings/${id}`),
		];
		expect(answers.map(({ status, code }) => [status, code])).toEqual(answers.map(() => [409, 'incident/closed']));
	});

	it('the same request again under its key is one record', async () => {
		const key = { 'idempotency-key': 'drawing-key-1' };
		const body = { geometry: { type: 'Point', coordinates: [113.75, 23.02] }, label: 'once' };
		records.be(EVERYBODY);
		const first = await records.send('POST', '/api/drawings', body, key);
		const again = await records.send('POST', '/api/drawings', body, key);
		expect(again.json()).toEqual(first.json());
		const { drawings } = (await records.send('GET', '/api/drawings')).json<{ drawings: { label: string }[] }>();
		expect(drawings.filter(({ label }) => label === 'once')).toHaveLength(1);
	});
});

describe('stations and water', () => {
	it('a test of a hydrant that only the pack has makes its record, and the next question knows', async () => {
		const test = { atMs: Date.now() - 1000, works: false, note: '漏水' };
		records.be(['crew'], ['南城街道']);
		const answer = await records.send('POST', '/api/water/h-1/tests', test);
		expect(answer.json()).toMatchObject({
			id: 'h-1',
			version: 1,
			state: 'faulty',
			flowLps: 15,
			district: '南城街道',
			lastTest: test,
		});
		const box = [placeAt(0, 0), placeAt(50, 50)] as const;
		const found = await records.city.findWaterIn([box[0].lon, box[0].lat, box[1].lon, box[1].lat]);
		expect(found).toMatchObject([{ id: 'h-1', state: 'faulty', source: 'service', diameterMm: 100 }]);
		const { west, south, east, north } = { west: box[0].lon, south: box[0].lat, east: box[1].lon, north: box[1].lat };
		const map = await records.send('GET', `/api/water?west=${west}&south=${south}&east=${east}&north=${north}`);
		expect(map.json()).toMatchObject({ water: [{ id: 'h-1', state: 'faulty', version: 1 }], truncated: false });

		expect((await records.send('POST', '/api/water/h-2/tests', test)).code).toBe('access/denied');
		expect((await records.send('POST', '/api/water/h-9/tests', test)).code).toBe('record/not-found');
		const older = { ...test, atMs: test.atMs - 1, works: true };
		expect((await records.send('POST', '/api/water/h-1/tests', older)).code).toBe('water/older-test');
		const future = { ...test, atMs: Date.now() + 3_600_000 };
		expect((await records.send('POST', '/api/water/h-1/tests', future)).code).toBe('water/test-in-future');

		expect((await records.send('DELETE', '/api/water/h-1')).status).toBe(204);
		const again = await records.city.findWaterIn([box[0].lon, box[0].lat, box[1].lon, box[1].lat]);
		expect(again).toMatchObject([{ id: 'h-1', state: 'ok', source: 'survey' }]);
	});

	it('who works in one town cannot take another town’s hydrant by saying that it lies in theirs', async () => {
		records.be(['grid-assistant'], ['莞城街道']);
		const body = { version: 0, kind: 'hydrant', ...NORTH, name: null, state: 'ok', flowLps: null, diameterMm: null };
		const put = { ...body, volumeM3: null, testedOn: null, district: '莞城街道' };
		expect((await records.send('PUT', '/api/water/h-1', put)).code).toBe('access/denied');
		expect((await records.send('PUT', '/api/water/new-1', put)).status).toBe(200);
		expect((await records.send('PUT', '/api/water/new-1', put)).code).toBe('record/version-conflict');
	});

	it('a station out of service sends nobody, is told as such, and comes back', async () => {
		records.be(EVERYBODY);
		const { source: _source, id, ...station } = (await CITY.readStations())[0] as { source: string; id: string };
		const closed = await records.send('PUT', `/api/stations/${id}`, { ...station, version: 0, inService: false });
		expect([closed.code, closed.status]).toEqual(['', 200]);
		expect((await records.city.readStations()).map((s) => s.id)).toEqual(['s-2']);
		const { stations } = (await records.send('GET', '/api/stations')).json<{ stations: object[] }>();
		expect(stations).toMatchObject([
			{ id: 's-2', inService: true, version: 0 },
			{ id: 's-1', inService: false, version: 1 },
		]);
		const taken = await records.send('PUT', '/api/stations/s-3', { ...station, version: 0 });
		expect([taken.status, taken.code]).toEqual([422, 'station/vehicle-twice']);
		expect((await records.send('DELETE', `/api/stations/${id}`)).status).toBe(204);
		expect((await records.city.readStations()).map((s) => s.id)).toEqual(['s-1', 's-2']);
	});
});

describe('changes', () => {
	it('tell what came since, removed ones as null, and begin anew for another log', async () => {
		records.be(EVERYBODY);
		const read = async (query: string) =>
			(await records.send('GET', `/api/changes?limit=1000&${query}`)).json<{
				log: string;
				seq: number;
				more: boolean;
				changes: { id: string; collection: string; record: unknown }[];
			}>();
		const start = await read('since=0');
		expect(start.more).toBe(false);
		const { id } = await add('/api/tasks', { title: 'new' });
		const unit = await add('/api/key-units', KEY_UNIT);
		await records.send('DELETE', `/api/key-units/${unit.id}`);
		const since = await read(`since=${start.seq}&log=${start.log}`);
		expect(since.changes).toMatchObject([
			{ collection: 'task', id, record: { title: 'new' } },
			{ collection: 'keyUnit', id: unit.id, record: null },
		]);
		expect((await read(`since=${since.seq}&log=other`)).changes.length).toBe(start.changes.length + 2);
		const paged = (await records.send('GET', '/api/changes?limit=2')).json<{ more: boolean; changes: unknown[] }>();
		expect([paged.more, paged.changes.length]).toEqual([true, 2]);

		records.be(['grid-assistant'], ['厚街镇']);
		const theirs = await read(`since=${start.seq}&log=${start.log}`);
		expect(theirs.seq).toBe(since.seq);
	});

	it('a record whose town moved out of sight is told as removed to who knew it, and nothing of it but its id', async () => {
		const unit = await add('/api/key-units', { ...KEY_UNIT, notes: 'secret' });
		const other = await add('/api/key-units', { ...KEY_UNIT, ...NORTH });
		records.be(['planner'], ['南城街道']);
		const first = (await records.send('GET', '/api/changes?limit=1000')).json<ChangesAnswer>();
		const known = new Map(first.changes.filter(({ record }) => record !== null).map(({ id }) => [id, true]));
		expect([known.has(unit.id), known.has(other.id)]).toEqual([true, false]);

		records.be(EVERYBODY);
		await records.send('PATCH', `/api/key-units/${unit.id}`, { version: 1, ...NORTH });
		records.be(['planner'], ['南城街道']);
		const path = `/api/changes?since=${first.seq}&log=${first.log}`;
		const { changes } = (await records.send('GET', path)).json<ChangesAnswer>();
		expect(changes).toMatchObject([{ collection: 'keyUnit', id: unit.id, version: 2, record: null }]);
		// Who begins anew never knew it.
		const anew = (await records.send('GET', '/api/changes?limit=1000')).json<ChangesAnswer>();
		expect(anew.changes.map(({ id }) => id)).not.toContain(unit.id);
	});

	it('the log is read by who may read all of it', async () => {
		const { id } = await add('/api/tasks', { title: 'logged' });
		await records.send('POST', `/api/tasks/${id}/reports`, { text: 'done', state: 'done' });
		const { events } = (await records.send('GET', `/api/events?collection=task&id=${id}`)).json<{ events: object[] }>();
		expect(events).toMatchObject([
			{ kind: 'task/added', version: 1, by: { id: 'u-1' }, set: { title: 'logged' } },
			{ kind: 'task/reported', version: 2, set: { state: 'done' } },
		]);
	});
});
