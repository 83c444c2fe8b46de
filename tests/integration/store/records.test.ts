import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import type { NewEvent, Store, WriteContext } from '../../../src/server/store/store.ts';
import { openTestStore } from '../../support/test-store.ts';

const BY: WriteContext = { by: SYSTEM_ACTOR, from: 'test', idempotency: null };
const NOON = Date.UTC(2026, 10, 21, 12);

let nowMs = NOON;
let opened: Awaited<ReturnType<typeof openTestStore>>;
let store: Store;
beforeAll(async () => {
	opened = await openTestStore({ nowMs: () => nowMs });
	store = opened.store;
});
afterAll(() => opened.destroy());

function appendTask(event: Omit<NewEvent<'task'>, 'collection' | 'kind'>) {
	return store.write(BY, (tx) => tx.append({ collection: 'task', kind: 'task/told', ...event }));
}

function appendKeyUnit(id: string, lon: number, lat: number) {
	return store.write(BY, (tx) =>
		tx.append({ collection: 'keyUnit', id, kind: 'key-unit/told', set: { name: id, lon, lat } as never }),
	);
}

describe('records', () => {
	it('keep what is appended, with the fields that the schema adds', async () => {
		const task = await appendTask({ id: 't-1', set: { title: ' 六熟悉 ' } });
		expect(task).toEqual({
			id: 't-1',
			version: 1,
			createdAtMs: NOON,
			updatedAtMs: NOON,
			district: null,
			title: '六熟悉',
			details: '',
			incidentId: null,
			keyUnitId: null,
			assignee: null,
			dueAtMs: null,
			state: 'open',
			reports: [],
		});
		expect(await store.read('task', 't-1')).toEqual(task);
	});

	it('change field by field; the log says who did what, when, from where and why', async () => {
		await appendTask({ id: 't-2', set: { title: 'A', district: '南城街道' } });
		nowMs = NOON + 5;
		const task = await store.write(
			{ by: { kind: 'user', id: 'u-1', name: '李' }, from: '10.0.0.7', idempotency: null },
			(tx) =>
				tx.append({
					collection: 'task',
					id: 't-2',
					kind: 'task/accepted',
					set: { state: 'accepted' },
					reason: '',
					expectVersion: 1,
				}),
		);
		expect(task).toMatchObject({
			version: 2,
			title: 'A',
			state: 'accepted',
			createdAtMs: NOON,
			updatedAtMs: NOON + 5,
			district: '南城街道',
		});
		const events = await store.readEvents({ collection: 'task', id: 't-2', limit: 10 });
		expect(events).toHaveLength(2);
		expect(events[1]).toEqual({
			seq: (events[0]?.seq ?? 0) + 1,
			atMs: NOON + 5,
			collection: 'task',
			id: 't-2',
			version: 2,
			kind: 'task/accepted',
			by: { kind: 'user', id: 'u-1', name: '李' },
			from: '10.0.0.7',
			reason: '',
			set: { state: 'accepted' },
		});
	});

	it('of another version than the one seen are not overwritten: the conflict carries both', async () => {
		await appendTask({ id: 't-3', set: { title: 'first' } });
		const theirs = await appendTask({ id: 't-3', set: { title: 'second' } });
		await expect(appendTask({ id: 't-3', set: { title: 'mine' }, expectVersion: 1 })).rejects.toMatchObject({
			code: 'record/version-conflict',
			context: {
				collection: 'task',
				id: 't-3',
				yours: { version: 1, set: { title: 'mine' } },
				theirs,
			},
		});
		await expect(appendTask({ id: 't-3', set: { title: 'mine' }, expectVersion: 0 })).rejects.toMatchObject({
			code: 'record/version-conflict',
		});
		await expect(appendTask({ id: 't-none', set: { title: 'mine' }, expectVersion: 4 })).rejects.toMatchObject({
			context: { theirs: null },
		});
		expect(await store.read('task', 't-3')).toEqual(theirs);
	});

	it('are refused when they are not what their schema says, and nothing of the transaction stays', async () => {
		await expect(
			store.write(BY, async (tx) => {
				await tx.append({ collection: 'task', id: 't-4', kind: 'task/made', set: { title: 'good' } });
				await tx.append({ collection: 'task', id: 't-4', kind: 'task/told', set: { state: 'lost' as 'open' } });
			}),
		).rejects.toMatchObject({ code: 'record/invalid', context: { issues: [{ where: 'state' }] } });
		expect(await store.read('task', 't-4')).toBeUndefined();
		expect(await store.readEvents({ collection: 'task', id: 't-4', limit: 10 })).toEqual([]);
	});

	it.each([['a\0b'], ['half \ud83d'], ['\udd25']])('refuse a text that cannot be kept: %j', async (text) => {
		await expect(appendTask({ id: 't-5', set: { title: 'x', details: text } })).rejects.toMatchObject({
			code: 'record/invalid',
			message: expect.stringContaining('details'),
		});
		await expect(appendTask({ id: `t-${text}`, set: { title: 'x' } })).rejects.toMatchObject({
			code: 'record/invalid',
		});
		await expect(appendTask({ id: 't-5', set: { title: 'x' }, reason: text })).rejects.toMatchObject({
			code: 'record/invalid',
		});
		expect(await store.read('task', `t-${text}`)).toBeUndefined();
		expect(await store.list('task', { where: { title: text } })).toEqual([]);
		expect(await store.readEvents({ id: `t-${text}`, limit: 1 })).toEqual([]);
	});

	it('that were removed are gone from lists and told as such; made again they go on counting versions', async () => {
		nowMs = NOON;
		const { seq } = await store.readChanges(await store.readSeq(), 1);
		await appendTask({ id: 't-6', set: { title: 'x', details: 'old' } });
		nowMs = NOON + 1;
		await appendTask({ id: 't-6', set: null });
		expect(await store.read('task', 't-6')).toBeUndefined();
		expect((await store.list('task')).map(({ id }) => id)).not.toContain('t-6');
		expect((await store.readChanges(seq, 10)).changes).toEqual([
			{ seq: seq + 2, collection: 'task', id: 't-6', version: 2, atMs: NOON + 1, record: null },
		]);
		await expect(appendTask({ id: 't-6', set: null })).rejects.toMatchObject({ code: 'record/not-found' });
		const again = await appendTask({ id: 't-6', set: { title: 'new' }, expectVersion: 0 });
		expect(again).toMatchObject({ version: 3, createdAtMs: NOON + 1, details: '' });
	});

	it('read in a transaction are what it appended itself, and are locked for others', async () => {
		await appendTask({ id: 't-7', set: { title: '0' } });
		await Promise.all(
			Array.from({ length: 20 }, () =>
				store.write(BY, async (tx) => {
					const task = await tx.read('task', 't-7');
					const title = String(Number(task?.title) + 1);
					await tx.append({ collection: 'task', id: 't-7', kind: 'task/counted', set: { title } });
					expect((await tx.read('task', 't-7'))?.title).toBe(title);
				}),
			),
		);
		expect(await store.read('task', 't-7')).toMatchObject({ title: '20', version: 21 });
	});

	it('made twice at once are made once: the second sees the first', async () => {
		const results = await Promise.allSettled(
			Array.from({ length: 10 }, (_, index) =>
				appendTask({ id: 't-8', set: { title: String(index) }, expectVersion: 0 }),
			),
		);
		expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		for (const result of results) {
			if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'record/version-conflict' });
		}
		expect(await store.readEvents({ collection: 'task', id: 't-8', limit: 20 })).toHaveLength(1);
	});

	it('are listed newest first, by equal fields, by fields that are told, by place', async () => {
		await appendKeyUnit('k-1', 113.7, 23.0);
		await appendKeyUnit('k-2', 113.8, 23.0);
		await appendKeyUnit('k-3', 113.7, 23.1);
		await store.write(BY, (tx) =>
			tx.append({ collection: 'keyUnit', id: 'k-3', kind: 'key-unit/classed', set: { category: 3, stationId: 's' } }),
		);
		const ids = async (filter?: Parameters<Store['list']>[1]) =>
			(await store.list('keyUnit', filter)).map(({ id }) => id);
		expect(await ids()).toEqual(['k-3', 'k-2', 'k-1']);
		expect(await ids({ limit: 2 })).toEqual(['k-3', 'k-2']);
		expect(await ids({ box: [113.7, 22.9, 113.75, 23.05] })).toEqual(['k-1']);
		expect(await ids({ box: [113.75, 22.9, 113.7, 23.05] })).toEqual([]);
		expect(await ids({ where: { category: 3 } })).toEqual(['k-3']);
		expect(await ids({ where: { category: null } })).toEqual(['k-2', 'k-1']);
		expect(await ids({ where: { stationId: 's', category: 4 } })).toEqual([]);
		expect(await ids({ notNull: ['stationId'] })).toEqual(['k-3']);
		expect(await store.write(BY, async (tx) => (await tx.list('keyUnit', { limit: 1 }))[0]?.id)).toBe('k-3');
	});

	it('have numbers of the day that are never given twice', async () => {
		nowMs = new Date(2026, 10, 22, 0, 0, 1).getTime();
		const ids = await Promise.all(Array.from({ length: 12 }, () => store.write(BY, (tx) => tx.takeDayId('incident'))));
		expect(ids.toSorted()).toEqual(
			Array.from({ length: 12 }, (_, index) => `2026-1122-${String(index + 1).padStart(4, '0')}`),
		);
		nowMs = new Date(2026, 10, 23, 0, 0, 1).getTime();
		expect(await store.write(BY, (tx) => tx.takeDayId('incident'))).toBe('2026-1123-0001');
		expect(await store.write(BY, (tx) => tx.takeDayId('closure'))).toBe('2026-1123-0001');
	});

	it('keep their log as it was: the database refuses to change or delete an event', async () => {
		for (const sql of ['UPDATE events SET seq = seq', 'DELETE FROM events', 'TRUNCATE events']) {
			await expect(store.pool.query(sql)).rejects.toThrow(/append-only/);
		}
	});
});
