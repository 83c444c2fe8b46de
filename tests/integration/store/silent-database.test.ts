import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SYSTEM_ACTOR } from '../../../src/domain/access/identity.ts';
import { createPool } from '../../../src/server/store/create-pool.ts';
import { GIVE_UP_MS } from '../../../src/server/store/patient-client.ts';
import { runWrite } from '../../../src/server/store/run-write.ts';
import { askDatabase } from '../../../src/server/store/store-error.ts';
import { openTestDatabase } from '../../support/test-store.ts';
import { openQuietLine } from './quiet-line.ts';

const SHORT_MS = 300;
/** Much longer than a wait for the answer lasts. */
const BLOCK_MS = 1_500;

let database: Awaited<ReturnType<typeof openTestDatabase>>;
beforeAll(async () => {
	database = await openTestDatabase();
});
afterAll(() => database.destroy());

function open(url: string, max: number): Pool {
	const pool = createPool(url, max, () => {}, SHORT_MS);
	onTestFinished(() => pool.end());
	return pool;
}

/** Lets nothing in this process happen for a while. */
function blockLoop(): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BLOCK_MS);
}

describe('a database that falls silent', () => {
	it('is given up after five seconds at most', () => {
		expect(GIVE_UP_MS).toBeLessThanOrEqual(5_000);
	});

	// Without an end of its own each of these waits for as long as the test may last.
	it('is told to who asks, who connects, who waits for a connection and who writes; and works again when it speaks', async () => {
		const line = await openQuietLine(database.url);
		onTestFinished(() => line.close());
		const pool = open(line.url, 2);
		const unavailable = { code: 'store/unavailable' };
		await pool.query('SELECT 1');
		const held = await pool.connect();
		line.hush();
		const asking = askDatabase(() => held.query('SELECT 1'));
		const connecting = askDatabase(() => pool.query('SELECT 1'));
		const waiting = askDatabase(() => pool.query('SELECT 1'));
		await expect(asking).rejects.toMatchObject(unavailable);
		await expect(connecting).rejects.toMatchObject(unavailable);
		await expect(waiting).rejects.toMatchObject(unavailable);
		held.release();
		line.speak();
		expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);

		const writing = runWrite(
			pool,
			{ by: SYSTEM_ACTOR, from: 'test', idempotency: null },
			Date.now,
			async ({ client }) => {
				line.hush();
				await client.query('SELECT 1');
			},
		);
		await expect(writing).rejects.toMatchObject(unavailable);
		line.speak();
		expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
	}, 20_000);
});

describe('an event loop that stands still', () => {
	it('is not taken for a database that is away: not by who connects, who asks or who waits for a connection', async () => {
		const pool = open(database.url, 1);
		const connecting = pool.connect();
		await new Promise((turn) => setImmediate(turn));
		blockLoop();
		const client = await connecting;
		const asking = client.query('SELECT 1 AS one');
		blockLoop();
		expect((await asking).rows).toEqual([{ one: 1 }]);
		const waiting = pool.query('SELECT 2 AS two');
		blockLoop();
		client.release();
		expect((await waiting).rows).toEqual([{ two: 2 }]);
	});
});
