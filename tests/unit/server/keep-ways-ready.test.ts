import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RoadIndex } from '../../../src/analysis/routing/road-index.ts';
import { keepWaysReady } from '../../../src/server/keep-ways-ready.ts';

describe('keepWaysReady', () => {
	beforeEach(() => {
		vi.useFakeTimers({ now: 1_000, toFake: ['setTimeout', 'Date'] });
	});
	afterEach(() => vi.useRealTimers());

	it('prepares slice by slice, lets others work in between, and stops when told', async () => {
		const stop = new AbortController();
		const done: string[] = [];
		const index = {
			findNetwork: () => done.push('network'),
			*prepareOverlay({ departAtMs }: { departAtMs: number }) {
				for (let slice = 0; slice < 100; slice++) {
					done.push(`slice ${slice} at ${departAtMs}`);
					yield;
				}
			},
		};
		const keeping = keepWaysReady(index as unknown as RoadIndex, {
			stations: [],
			limitS: 300,
			nowMs: () => 7,
			pause: () => nextTurn(),
			signal: stop.signal,
		});
		await new Promise<void>((turn) => setImmediate(turn));
		done.push('request');
		await new Promise<void>((turn) => setImmediate(turn));
		stop.abort();
		await keeping;
		expect(done[0]).toBe('network');
		expect(done).toContain('slice 0 at 7');
		expect(done.indexOf('request')).toBeGreaterThan(0);
		expect(done.length).toBeLessThan(20);
		expect(done.at(-1)).not.toBe('request');
	});
});
