import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RateLimitedError } from '../../../src/domain/errors.ts';
import { createSignInGuard } from '../../../src/server/identity/sign-in-guard.ts';
import { openStore } from '../../../src/server/store/open-store.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { addUser, codeOf, makeIdentityApp, openBrowser } from '../../support/identity-app.ts';
import { openTestStore } from '../../support/test-store.ts';

const MIN = 60_000;
let store: Store;
let url: string;
let destroy: () => Promise<void>;
let now = 0;
const nowMs = () => now;

beforeAll(async () => {
	({ store, url, destroy } = await openTestStore());
});
afterAll(() => destroy());
beforeEach(async () => {
	now = Date.UTC(2026, 0, 5);
	await store.pool.query('DELETE FROM sign_in_failures');
});

/** Seconds that the next try must wait, 0 = it was let through and counted as failed. */
async function fail(
	login: string,
	address: string,
	guard = createSignInGuard(store, nowMs),
	machine = 'another machine each time',
): Promise<number> {
	try {
		await guard.take(login, address, machine);
		return 0;
	} catch (error) {
		expect(error).toBeInstanceOf(RateLimitedError);
		return (error as RateLimitedError).context.retryAfterS as number;
	}
}

describe('guessing passwords (ASVS 2.2.1)', () => {
	it('five wrong ones are free; then each waits twice as long, a quarter of an hour at most', async () => {
		const waits: number[] = [];
		let taken = 0;
		while (waits.length < 9) {
			const wait = await fail('chen', '10.0.0.1');
			if (wait === 0) taken += 1;
			else waits.push(wait);
			if (waits.length === 0) continue;
			if (waits.length === 1 && wait > 0) expect(taken).toBe(5);
			now += wait * 1000;
		}
		expect(waits).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
	});

	it('fewer than 100 tries an hour are looked at, for one login, from however many addresses', async () => {
		let tried = 0;
		for (const end = now + 60 * MIN; now < end; now += 1000) {
			tried += (await fail('chen', `10.0.${tried >> 8}.${tried & 255}`)) === 0 ? 1 : 0;
		}
		expect(tried).toBeGreaterThan(20);
		expect(tried).toBeLessThan(100);
	});

	it('many at once count as many: no more than the free ones are looked at', async () => {
		const other = await openStore({ url, nowMs });
		const guards = [createSignInGuard(store, nowMs), createSignInGuard(other, nowMs)];
		const waits = await Promise.all(Array.from({ length: 20 }, (_, i) => fail('chen', '10.0.0.1', guards[i % 2])));
		expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
		await other.close();
	});

	it('does not hold up a person at a place that signed in before, whatever others do to the login', async () => {
		const guard = createSignInGuard(store, nowMs);
		await guard.take('chen', '10.9.9.9', 'tablet');
		await guard.forgive('chen', '10.9.9.9', 'tablet');
		for (let i = 0; i < 40; i++) await fail('chen', `10.0.0.${i}`);
		expect(await fail('chen', '10.8.8.8')).toBeGreaterThan(0);
		expect(await fail('chen', '10.9.9.9')).toBe(0);
	});

	it('does not hold up a person at the own desk, whatever others do behind the same address; guesses at that desk wait', async () => {
		const guard = createSignInGuard(store, nowMs);
		await guard.take('chen', '10.0.0.1', 'desk');
		await guard.forgive('chen', '10.0.0.1', 'desk');
		// A colleague guesses at it, and at many others.
		for (let i = 0; i < 60; i++) await fail(i < 10 ? 'chen' : `user${i}`, '10.0.0.1');
		expect(await fail('chen', '10.0.0.1')).toBeGreaterThan(0);
		expect(await fail('wang', '10.0.0.1')).toBeGreaterThan(0);
		for (let i = 0; i < 5; i++) expect(await fail('chen', '10.0.0.1', guard, 'desk')).toBe(0);
		expect(await fail('chen', '10.0.0.1', guard, 'desk')).toBe(15);
		// What is right at a known machine frees nobody else.
		now += 15_000;
		await guard.take('chen', '10.0.0.1', 'desk');
		await guard.forgive('chen', '10.0.0.1', 'desk');
		expect(await fail('wang', '10.0.0.1')).toBeGreaterThan(0);
		// Of somebody else it is no machine.
		expect(await fail('wang', '10.0.0.1', guard, 'desk')).toBeGreaterThan(0);
	});

	it('never holds up a command centre that types wrong twenty times an hour, all day', async () => {
		const waits: number[] = [];
		for (let i = 0; i < 200; i++) {
			now += 3 * MIN;
			waits.push(await fail(`user${i}`, '10.0.0.1'));
		}
		expect(Math.max(...waits)).toBe(0);
	});

	it('a right one clears the count; a day without tries forgets it; a clock set back locks nobody out', async () => {
		const guard = createSignInGuard(store, nowMs);
		for (let i = 0; i < 4; i++) await fail('chen', '10.0.0.1');
		await guard.forgive('chen', '10.0.0.1', 'desk');
		for (let i = 0; i < 5; i++) expect(await fail('chen', '10.0.0.1')).toBe(0);
		expect(await fail('chen', '10.0.0.1')).toBe(15);
		now -= 100 * 24 * 60 * MIN;
		expect(await fail('chen', '10.0.0.1')).toBeLessThanOrEqual(900);
		now += 102 * 24 * 60 * MIN;
		expect(await fail('chen', '10.0.0.1')).toBe(0);
		await guard.sweep();
		expect((await store.pool.query('SELECT key FROM sign_in_failures')).rows.length).toBeGreaterThan(0);
		now += 91 * 24 * 60 * MIN;
		await guard.sweep();
		expect((await store.pool.query('SELECT key FROM sign_in_failures')).rows).toEqual([]);
	});
});

describe('POST /api/session', () => {
	it('says 429 with the time to wait, of a login that is there and of one that is not alike; the right password waits too', async () => {
		const { app } = await makeIdentityApp(store, { nowMs });
		const user = await addUser(store, { login: 'wu', roles: ['crew'] });
		const told: unknown[] = [];
		for (const login of [user.login, 'not-there']) {
			const browser = openBrowser(app, login === 'wu' ? '10.0.0.1' : '10.0.0.2');
			const codes: string[] = [];
			for (let i = 0; i < 6; i++) codes.push(codeOf(await browser.signIn(login, 'wrong')));
			const blocked = await browser.signIn(login);
			told.push([
				codes,
				codeOf(blocked),
				blocked.headers['retry-after'],
				blocked.json().error.context,
				blocked.json().error.message,
			]);
			now += 15_000;
			expect((await browser.signIn(login)).statusCode).toBe(login === 'wu' ? 200 : 401);
		}
		expect(told[0]).toEqual(told[1]);
		expect(told[0]).toMatchObject([
			[...Array(5).fill('401 session/bad-credentials'), '429 session/too-many-attempts'],
			'429 session/too-many-attempts',
			'15',
			{ retryAfterS: 15 },
			expect.any(String),
		]);
		await app.close();
	});

	it('counts an IPv6 subscriber as one: addresses of one /64 together', async () => {
		const { app } = await makeIdentityApp(store, { nowMs });
		for (let i = 1; i <= 5; i++) await openBrowser(app, `2001:db8:1:2::${i}`).signIn('zhao', 'wrong');
		expect(codeOf(await openBrowser(app, '2001:db8:1:2:ffff::9').signIn('zhao', 'wrong'))).toBe(
			'429 session/too-many-attempts',
		);
		expect(codeOf(await openBrowser(app, '2001:db8:1:3::1').signIn('zhao', 'wrong'))).toBe(
			'401 session/bad-credentials',
		);
		await app.close();
	});

	it('takes at most 300 tries a minute from one address, whatever logins', async () => {
		const { app } = await makeIdentityApp(store);
		const browser = openBrowser(app, '10.0.0.77');
		const codes: string[] = [];
		for (let i = 0; i < 301; i++) codes.push(codeOf(await browser.ask('POST', '/api/session', { login: 'x' })));
		expect(codes.slice(0, 300)).toEqual(Array(300).fill('400 http/bad-request'));
		expect(codes[300]).toBe('429 access/too-many-requests');
		await app.close();
	});
});
