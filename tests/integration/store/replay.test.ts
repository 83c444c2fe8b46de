import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { replayEvents } from '../../../src/server/backup/replay-events.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { doWrites, randomWrites } from '../../support/random-writes.ts';
import { openTestStore } from '../../support/test-store.ts';

const BY: WriteContext = {
	by: { kind: 'user', id: 'u-1', name: '李' },
	from: '127.0.0.1',
	idempotency: null,
};

let nowMs = Date.UTC(2026, 10, 21);
let opened: Awaited<ReturnType<typeof openTestStore>>;
let store: Store;
beforeAll(async () => {
	// A clock that also goes back.
	opened = await openTestStore({ nowMs: () => (nowMs += nowMs % 3 === 0 ? -4 : 7) });
	store = opened.store;
});
afterAll(() => opened.destroy());

describe('the log', () => {
	it('adds up to the current state, whatever was written', async () => {
		await fc.assert(
			fc.asyncProperty(randomWrites, async (writes) => {
				await doWrites(store, BY, writes);
				expect(await replayEvents(opened.url)).toMatchObject({ ok: true, differences: [] });
			}),
			{ numRuns: 40, seed: 6 },
		);
		expect((await replayEvents(opened.url)).events).toBeGreaterThan(100);
	});

	it('names a record that is not what it says', async () => {
		await doWrites(store, BY, [
			{
				isFailing: false,
				events: [
					{ collection: 'task', id: 'good', kind: 'task/made', set: { title: 'x' } },
					{ collection: 'task', id: 'forged', kind: 'task/made', set: { title: 'x' } },
					{ collection: 'task', id: 'lost', kind: 'task/made', set: { title: 'x' } },
				],
			},
		]);
		await store.pool.query(`UPDATE records SET state = state || '{"title":"y"}' WHERE id = 'forged'`);
		await store.pool.query(`UPDATE records SET id = 'invented' WHERE id = 'lost'`);
		const { ok, differences } = await replayEvents(opened.url);
		expect(ok).toBe(false);
		expect(differences.toSorted()).toEqual([
			'task/forged: state is not what its events add up to',
			'task/invented: is there without an event',
			'task/lost: is not there, but its events are',
		]);
	});
});
