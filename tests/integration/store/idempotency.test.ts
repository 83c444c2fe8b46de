import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import { cleanIdempotency } from '../../../src/server/store/run-write.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { openTestStore } from '../../support/test-store.ts';

let opened: Awaited<ReturnType<typeof openTestStore>>;
let store: Store;
beforeAll(async () => {
	opened = await openTestStore();
	store = opened.store;
});
afterAll(() => opened.destroy());

function contextOf(key: string, request = 'hash', id = 'u-1'): WriteContext {
	return { by: { kind: 'user', id, name: id }, from: 'test', idempotency: { key, request } };
}

/** Raises a task under a key; its answer is the id of the day. */
function raise(context: WriteContext): Promise<{ id: string }> {
	return store.write(context, async (tx) => {
		const id = await tx.takeDayId('task');
		await tx.append({ collection: 'task', id, kind: 'task/made', set: { title: '火🔥' } });
		return { id };
	});
}

describe('the same request under the same key', () => {
	it('is done once, one after the other', async () => {
		const first = await raise(contextOf('key-00001'));
		expect(await raise(contextOf('key-00001'))).toEqual(first);
		expect(await store.readEvents({ collection: 'task', id: first.id, limit: 5 })).toHaveLength(1);
	});

	it('is done once, at the same time', async () => {
		const before = await store.readSeq();
		const answers = await Promise.all(Array.from({ length: 20 }, () => raise(contextOf('key-00002'))));
		expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
		expect(await store.readSeq()).toBe(before + 1);
	});

	it('is done once, through two servers', async () => {
		const { openStore } = await import('../../../src/server/store/open-store.ts');
		const other = await openStore({ url: opened.url, nowMs: () => Date.now() });
		const before = await store.readSeq();
		const write = (through: Store) =>
			through.write(contextOf('key-00003'), async (tx) => {
				await tx.append({ collection: 'task', id: 'twice', kind: 'task/made', set: { title: 'x' } });
				return 'done';
			});
		expect(await Promise.all([write(store), write(other)])).toEqual(['done', 'done']);
		expect(await store.readSeq()).toBe(before + 1);
		await other.close();
	});

	it('is done again when it failed: nothing was kept', async () => {
		const fail = store.write(contextOf('key-00004'), async (tx) => {
			await tx.append({ collection: 'task', id: 'never', kind: 'task/made', set: { title: 'x' } });
			throw new Error('stopped');
		});
		await expect(fail).rejects.toThrow('stopped');
		await expect(raise(contextOf('key-00004'))).resolves.toMatchObject({ id: expect.any(String) });
	});

	it('gives an answer of nothing again as nothing', async () => {
		const write = () => store.write(contextOf('key-00005'), async () => {});
		expect(await write()).toBeUndefined();
		expect(await write()).toBeUndefined();
	});
});

describe('a key', () => {
	it('used for another request is refused', async () => {
		await raise(contextOf('key-00006', 'one'));
		await expect(raise(contextOf('key-00006', 'other'))).rejects.toMatchObject({
			name: 'ConflictError',
			code: 'http/idempotency-key-reused',
		});
	});

	it('of another person is another key', async () => {
		const [one, other] = [
			await raise(contextOf('key-00007', 'x', 'u-1')),
			await raise(contextOf('key-00007', 'x', 'u-2')),
		];
		expect(one?.id).not.toBe(other?.id);
	});

	it('is forgotten after seven days, not before', async () => {
		const age = (key: string, days: number) =>
			store.pool.query(`UPDATE idempotency SET made_at = now() - make_interval(days => $2) WHERE key = $1`, [
				key,
				days,
			]);
		const [old, young] = [await raise(contextOf('key-00008')), await raise(contextOf('key-00009'))];
		await age('key-00008', 8);
		await age('key-00009', 6);
		await cleanIdempotency(store.pool);
		expect((await raise(contextOf('key-00008'))).id).not.toBe(old?.id);
		expect(await raise(contextOf('key-00009'))).toEqual(young);
	});
});

it('writes without a key are done each time', async () => {
	const context: WriteContext = { by: SYSTEM_ACTOR, from: 'test', idempotency: null };
	expect((await raise(context)).id).not.toBe((await raise(context)).id);
});
