import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createTurns } from '../../../src/server/incidents/create-turns.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setImmediate', 'setTimeout'] });
});
afterEach(() => {
	vi.useRealTimers();
});

it('one after another, also after one that failed', async () => {
	const takeTurn = createTurns(1000);
	const order: string[] = [];
	const failed = takeTurn(async () => {
		order.push('a');
		throw new Error('no');
	});
	const done = takeTurn(async () => {
		order.push('b');
		return 2;
	});
	await expect(failed).rejects.toThrow('no');
	await expect(done).resolves.toBe(2);
	expect(order).toEqual(['a', 'b']);
});

it('whose turn does not come in time is told that the database is away, its work is never begun, and the next one still waits', async () => {
	const takeTurn = createTurns(1000);
	let end: (value: number) => void = () => {};
	const first = takeTurn(() => new Promise<number>((done) => (end = done)));
	const work = vi.fn(async () => 2);
	const second = takeTurn(work);
	const refused = expect(second).rejects.toMatchObject({ code: 'store/unavailable' });
	await vi.advanceTimersByTimeAsync(1300);
	await refused;
	const third = takeTurn(async () => 3);
	end(1);
	await expect(first).resolves.toBe(1);
	await expect(third).resolves.toBe(3);
	expect(work).not.toHaveBeenCalled();
});
