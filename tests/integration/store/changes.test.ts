import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import type { Change } from '../../../src/domain/records/change.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store, WriteContext } from '../../../src/server/store/store.ts';
import { openTestStore } from '../../support/test-store.ts';

const BY: WriteContext = { by: SYSTEM_ACTOR, from: 'test', idempotency: null };
const SLOW = { timeout: 30_000, interval: 10 };

let opened: Awaited<ReturnType<typeof openTestStore>>;
let store: Store;
beforeEach(async () => {
	opened = await openTestStore();
	store = opened.store;
});
afterEach(() => opened.destroy());

function make(id: string, through = store) {
	return through.write(BY, (tx) => tx.append({ collection: 'task', id, kind: 'task/made', set: { title: id } }));
}

/** Collects what a store tells. */
function hear(from: Store): Change[] {
	const heard: Change[] = [];
	from.onChanges((changes) => void heard.push(...changes));
	return heard;
}

async function terminate(applicationName: string): Promise<number> {
	const client = new pg.Client({ connectionString: opened.url });
	await client.connect();
	const { rowCount } = await client.query(
		`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
		WHERE application_name = $1 AND datname = current_database() AND pid <> pg_backend_pid()`,
		[applicationName],
	);
	await client.end();
	return rowCount ?? 0;
}

async function countListeners(): Promise<number> {
	const { rows } = await store.pool.query<{ count: number }>(
		`SELECT count(*) AS count FROM pg_stat_activity WHERE application_name = 'fengtu-listen' AND datname = current_database()`,
	);
	return rows[0]?.count ?? 0;
}

describe('changes since a number', () => {
	it('come in pages, in order, one for each record', async () => {
		for (const id of ['a', 'b', 'c', 'a']) await make(id);
		expect(await store.readChanges(0, 2)).toMatchObject({
			changes: [
				{ seq: 2, id: 'b', version: 1, record: { title: 'b' } },
				{ seq: 3, id: 'c' },
			],
			seq: 3,
			more: true,
		});
		expect(await store.readChanges(3, 2)).toMatchObject({
			changes: [{ seq: 4, id: 'a', version: 2 }],
			seq: 4,
			more: false,
		});
		expect(await store.readChanges(4, 2)).toEqual({ changes: [], seq: 4, more: false });
	});

	it('never leave one out while fifty write: a number is seen only after all smaller ones', async () => {
		const seen: number[] = [];
		let last = 0;
		let isDone = false;
		const read = async () => {
			const { changes, seq } = await store.readChanges(last, 10_000);
			seen.push(...changes.map((change) => change.seq));
			last = seq;
		};
		const reading = (async () => {
			while (!isDone) await read();
			await read();
		})();
		await Promise.all(
			Array.from({ length: 50 }, async (_, writer) => {
				for (let n = 0; n < 8; n++) await make(`${writer}-${n}`);
			}),
		);
		isDone = true;
		await reading;
		expect(seen).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
	});
});

describe('whoever listens', () => {
	it('hears what another server process wrote, once each and in order', async () => {
		const other = await openStore({ url: opened.url, nowMs: () => Date.now() });
		const [here, there] = [hear(store), hear(other)];
		await Promise.all(Array.from({ length: 40 }, (_, index) => make(`r-${index}`, index % 2 === 0 ? store : other)));
		const all = Array.from({ length: 40 }, (_, index) => index + 1);
		await vi.waitFor(() => {
			expect(here.map(({ seq }) => seq)).toEqual(all);
			expect(there.map(({ seq }) => seq)).toEqual(all);
		}, SLOW);
		await other.close();
	});

	it('hears all again after its listening connection was ended', async () => {
		const problems: string[] = [];
		const other = await openStore({
			url: opened.url,
			nowMs: () => Date.now(),
			onProblem: (message) => problems.push(message),
		});
		const heard = hear(other);
		await vi.waitFor(async () => expect(await terminate('fengtu-listen')).toBe(2), SLOW);
		await make('while-away');
		await vi.waitFor(() => expect(heard.map(({ id }) => id)).toEqual(['while-away']), SLOW);
		expect(problems.length).toBeGreaterThan(0);
		// Both listen again, this one not only by looking every few seconds.
		await vi.waitFor(async () => expect(await countListeners()).toBe(2), SLOW);
		await make('later');
		await vi.waitFor(() => expect(heard.map(({ id }) => id)).toEqual(['while-away', 'later']), SLOW);
		await other.close();
	});

	it('is not stopped by another listener that throws, nor after its undo', async () => {
		store.onChanges(() => {
			throw new Error('broken');
		});
		const gone: Change[] = [];
		store.onChanges((changes) => void gone.push(...changes))();
		const heard = hear(store);
		await make('a');
		await vi.waitFor(() => expect(heard).toHaveLength(1), SLOW);
		expect(gone).toEqual([]);
	});
});

describe('what is told and not kept', () => {
	it('is heard by other processes on its channel, not by its own', async () => {
		const other = await openStore({ url: opened.url, nowMs: () => Date.now() });
		const [here, there, elsewhere]: [string[], string[], string[]] = [[], [], []];
		store.onTold('positions', (text) => here.push(text));
		other.onTold('positions', (text) => there.push(text));
		other.onTold('sessions', (text) => elsewhere.push(text));
		const text = `{"a b":"火 ${'x'.repeat(7_800)}"}\n`;
		// Until this one knows of the other it tells nobody.
		await vi.waitFor(() => {
			if (there.length === 0) store.tell('positions', text);
			expect(there[0] === text).toBe(true);
		}, SLOW);
		expect(here).toEqual([]);
		expect(elsewhere).toEqual([]);
		await other.close();
	});

	it('too long is left out and said so, and nothing breaks', async () => {
		const problems: string[] = [];
		const [one, other] = await Promise.all([
			openStore({ url: opened.url, nowMs: () => 0, onProblem: (message) => problems.push(message) }),
			openStore({ url: opened.url, nowMs: () => 0 }),
		]);
		one.tell('positions', '火'.repeat(7_900));
		expect(problems).toEqual([expect.stringContaining('left out')]);
		await Promise.all([one.close(), other.close()]);
	});
});

describe('a database that goes away', () => {
	it('is told as unavailable, and all goes on after it is back', async () => {
		const heard = hear(store);
		const during = store.write(BY, async (tx) => {
			await tx.append({ collection: 'task', id: 'lost', kind: 'task/made', set: { title: 'x' } });
			await terminate('fengtu');
		});
		await expect(during).rejects.toMatchObject({ name: 'UnavailableError', code: 'store/unavailable' });
		await make('after');
		expect((await store.list('task')).map(({ id }) => id)).toEqual(['after']);
		await vi.waitFor(() => expect(heard.map(({ id }) => id)).toEqual(['after']), SLOW);
		expect(await store.check()).toBe(true);
	});

	it('and is not there at all is said so by every method', async () => {
		const nowhere = new URL(opened.url);
		nowhere.port = '1';
		await expect(openStore({ url: nowhere.href, nowMs: () => 0 })).rejects.toMatchObject({ code: 'store/unavailable' });
		await opened.destroy();
		const { store: closed } = await openTestStore();
		await closed.close();
		expect(await closed.check()).toBe(false);
		await expect(closed.read('task', 'x')).rejects.toMatchObject({ code: 'store/unavailable' });
		await expect(closed.list('task')).rejects.toMatchObject({ code: 'store/unavailable' });
		await expect(closed.readChanges(0, 1)).rejects.toMatchObject({ code: 'store/unavailable' });
		await expect(closed.write(BY, async () => {})).rejects.toMatchObject({ code: 'store/unavailable' });
	});
});

it('the name of a log is its own, and stays', async () => {
	const again = await openStore({ url: opened.url, nowMs: () => 0 });
	const another = await openTestStore();
	expect(again.log).toBe(store.log);
	expect(another.store.log).not.toBe(store.log);
	await Promise.all([again.close(), another.destroy()]);
});
