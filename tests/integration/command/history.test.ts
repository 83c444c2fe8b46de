import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_IDENTITY } from '../../../src/domain/access/may-do.ts';
import { ROUTES } from '../../../src/domain/api.ts';
import type { ClosureShape } from '../../../src/domain/closure.ts';
import { insertTracks } from '../../../src/server/command/track-table.ts';
import { placeAt } from '../../support/fake-city.ts';
import { DRAWING, TASK, write } from '../../support/record-fields.ts';
import { openTestStore } from '../../support/test-store.ts';
import { alarmAt, type Operations, openOperations } from '../incidents/open-operations.ts';

const START_MS = Date.UTC(2026, 10, 21, 4, 0);
const MINUTE_MS = 60_000;
const SHA256 = 'a'.repeat(64);

let clockMs = START_MS;
let test: Awaited<ReturnType<typeof openTestStore>>;
let ops: Operations;
let id: string;
let other: string;

// biome-ignore lint/suspicious/noExplicitAny: an answer of any route, looked into by the test
async function ask(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: object): Promise<any> {
	const answer = await ops.ask(method, path, method === 'POST' ? (body ?? {}) : body);
	expect([path, answer.status, answer.body], path).toEqual([
		path,
		expect.toSatisfy((s: number) => s < 300),
		answer.body,
	]);
	return answer.body;
}
const later = (minutes: number) => {
	clockMs = START_MS + minutes * MINUTE_MS;
};
/** So far north of the incident: 20 m across its one road, or in the field 100 m east of it. */
const lineAt = (yM: number, xM: number): ClosureShape => ({
	type: 'LineString',
	coordinates: [placeAt(xM, yM), placeAt(xM + 20, yM)].map(({ lon, lat }) => [lon, lat]),
});
const close = (closureId: string, yM: number, rest: object = {}, xM = 100) =>
	write(test.store, {
		...{ collection: 'closure', id: closureId, kind: 'closure/added' },
		set: {
			shape: lineAt(yM, xM),
			speedShare: 0,
			reason: '',
			fromMs: clockMs,
			untilMs: null,
			liftedAtMs: null,
			...rest,
		},
	});
const lift = (closureId: string) =>
	write(test.store, {
		...{ collection: 'closure', id: closureId, kind: 'closure/lifted' },
		set: { liftedAtMs: clockMs },
	});
const state = (unitId: string, code: string) => ask('POST', `/api/units/${unitId}/state`, { state: code });

beforeAll(async () => {
	test = await openTestStore({ nowMs: () => clockMs });
	later(-70);
	await close('c-over', 50);
	await close('c-slow-on-the-way', 600, { speedShare: 0.5 }, 5);
	await close('c-lifted-before', 50);
	await close('c-far', 5000);
	await lift('c-lifted-before');
	await close('c-was-near', 250, { reason: '施工' });
	ops = await openOperations(test.store, { nowMs: () => clockMs });
	later(-60);
	await lift('c-over');
	await state('v1', '30');
	later(0);
	({ id } = await ask(
		'POST',
		'/api/incidents?assess=now',
		alarmAt(0, 0, { caller: { name: '王', phone: '139-0000' } }),
	));
	({ id: other } = await ask('POST', '/api/incidents?assess=later', alarmAt(5000, 0)));
	later(1);
	await ask('POST', `/api/incidents/${id}/dispatches`, { unitIds: ['v1', 'v3'] });
	await state('v1', '20');
	await state('v1', '21');
	await state('v1', '22');
	later(2);
	const sector = await ask('POST', '/api/sectors', { incidentId: id, name: '东侧', unitIds: ['v1'] });
	const note = await ask('POST', '/api/notes', { incidentId: id, text: '到场' });
	await ask('POST', '/api/notes', { incidentId: other, text: '别处' });
	await write(test.store, {
		...{ collection: 'attachment', id: 'a-1', kind: 'attachment/added' },
		set: {
			...{ sha256: SHA256, bytes: 1, mediaType: 'image/jpeg', fileName: 'x.jpg' },
			of: { collection: 'note', id: note.id },
		},
	});
	await write(test.store, {
		...{ collection: 'drawing', id: 'd-1', kind: 'drawing/added' },
		set: { ...DRAWING, incidentId: id },
	});
	await write(test.store, { collection: 'task', id: 't-1', kind: 'task/added', set: { ...TASK, incidentId: id } });
	await close('c-near', 100);
	await close('c-beside', 320);
	later(3);
	await ask('DELETE', `/api/sectors/${sector.id}`);
	await write(test.store, { collection: 'drawing', id: 'd-1', kind: 'drawing/removed', set: null });
	await state('v1', '25');
	later(4);
	// Sent on from its way back: what it does there is no part of this one.
	await ask('POST', `/api/incidents/${other}/dispatches`, { unitIds: ['v1'] });
	await state('v1', '20');
	await state('v3', '20');
	await state('v3', '10');
	await lift('c-was-near');
	await lift('c-slow-on-the-way');
	later(5);
	await ask('POST', `/api/incidents/${id}/close`, { reason: '完毕' });
	later(7);
	await close('c-late', 100);
	await lift('c-near');
	later(9);
});
afterAll(async () => {
	await ops.close();
	await test.destroy();
});

const TOLD = [
	'0 incident/raised',
	'0 incident/assessed',
	'1 dispatch/ordered v1',
	'1 unit/ordered v1',
	'1 dispatch/ordered v3',
	'1 unit/ordered v3',
	'1 unit/state-set v1 20',
	'1 dispatch/times-told',
	'1 unit/state-set v1 21',
	'1 unit/state-set v1 22',
	'1 dispatch/times-told',
	'2 sector/added',
	'2 note/added',
	'2 attachment/added',
	'2 drawing/added',
	'2 task/added',
	'2 closure/added c-near',
	'3 sector/removed',
	'3 drawing/removed',
	'3 unit/state-set v1 25',
	'3 dispatch/times-told',
	'4 dispatch/ended',
	'4 unit/ordered v1',
	'4 unit/state-set v3 20',
	'4 dispatch/times-told',
	'4 unit/state-set v3 10',
	'4 dispatch/ended',
	'4 closure/lifted c-was-near',
	'4 closure/lifted c-slow-on-the-way',
	'5 incident/closed',
];
interface Told {
	readonly kind: string;
	readonly atMs: number;
	readonly id: string;
	readonly set: Record<string, unknown> | null;
}
function tellShort({ kind, atMs, id: of, set }: Told): string {
	const unit = kind === 'dispatch/ordered' ? set?.unitId : /^(unit|closure)\//.test(kind) ? of : undefined;
	const code = kind === 'unit/state-set' ? set?.state : undefined;
	return [(atMs - START_MS) / MINUTE_MS, kind, unit, code].filter((word) => word !== undefined).join(' ');
}

describe('the history of an incident', () => {
	it('is all that happened to it and to what hung on it, removed things too, and nothing of another', async () => {
		const { events } = await ask('GET', `/api/incidents/${id}/history`);
		expect(events.map(tellShort)).toEqual(TOLD);
		// The log says the same.
		expect((await ask('GET', `/api/incidents/${id}/events`)).events).toEqual(events);
		expect(JSON.stringify(events)).not.toContain('139-0000');
	});

	it('begins with the alarm and ends when it was closed; each unit is as it was before', async () => {
		const history = await ask('GET', `/api/incidents/${id}/history`);
		expect(history).toMatchObject({ incidentId: id, fromMs: START_MS, toMs: START_MS + 5 * MINUTE_MS });
		expect(history.assessments).toEqual([{ revision: 1, madeAtMs: expect.any(Number) }]);
		expect(history.units).toMatchObject([
			{
				id: 'v1',
				version: 1,
				state: '30',
				stateSinceMs: START_MS - 60 * MINUTE_MS,
				incidentId: null,
				stationId: 'north',
			},
			{ id: 'v3', version: 0, state: '10', stateSinceMs: null, incidentId: null, stationId: 'south', district: '南城' },
		]);
		const open = await ask('GET', `/api/incidents/${other}/history`);
		expect(open.toMs).toBe(clockMs);
		// When that one was raised the other had not begun to use it.
		expect(open.units).toMatchObject([{ id: 'v1', state: '30' }]);
		expect(ROUTES.incidentHistory.response.parse(open)).toEqual(open);
	});

	it('has the closures that were set before and concern it, as they were then: near it, or on a way of an assessment', async () => {
		const { closures } = await ask('GET', `/api/incidents/${id}/history`);
		expect(closures).toMatchObject([
			{ id: 'c-slow-on-the-way', version: 1, speedShare: 0.5, liftedAtMs: null },
			{ id: 'c-was-near', version: 1, reason: '施工', liftedAtMs: null },
		]);
	});

	it('has where its vehicles drove, one track a unit, made-up ones apart', async () => {
		const { dispatches } = await ask('GET', `/api/incidents/${id}/dispatches`);
		const of = (unitId: string) => dispatches.find((dispatch: { unitId: string }) => dispatch.unitId === unitId).id;
		const at = (unitId: string, s: number, lon: number, demo = false) => ({
			...{ dispatchId: of(unitId), atMs: START_MS + s * 1000, lon, lat: 23, headingDeg: 90, speedMps: 12.34, demo },
		});
		await insertTracks(test.store.pool, [
			at('v1', 1, 113.75),
			// Of another process, a moment later: it says nothing new.
			at('v1', 1.5, 113.75001),
			at('v1', 2, 113.751),
			at('v3', 1, 113.8, true),
		]);
		await insertTracks(test.store.pool, [at('v1', 1, 113.75)]);
		const { tracks } = await ask('GET', `/api/incidents/${id}/history`);
		expect(tracks).toEqual([
			{
				...{ unitId: 'v1', plate: expect.any(String), type: 'SG', demo: false },
				samples: [
					[START_MS + 1000, 113.75, 23, 90, 12.3],
					[START_MS + 2000, 113.751, 23, 90, 12.3],
				],
			},
			{
				...{ unitId: 'v3', plate: expect.any(String), type: 'AP', demo: true },
				samples: [[START_MS + 1000, 113.8, 23, 90, 12.3]],
			},
		]);
	});

	it('who may not see units and tasks is told neither, nor where they drove', async () => {
		ops.be({ ...DEMO_IDENTITY, roles: ['grid-assistant'], districts: ['东城'] });
		const { events, units, tracks } = await ask('GET', `/api/incidents/${id}/history`);
		ops.be(DEMO_IDENTITY);
		expect(events.map(tellShort)).toEqual(TOLD.filter((line) => !/ (unit|dispatch)\//.test(line)));
		expect([units, tracks]).toEqual([[], []]);
	});
});
