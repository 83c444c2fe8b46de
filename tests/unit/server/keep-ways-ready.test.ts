import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_VEHICLE_PROFILE, type Vehicle } from '../../../src/domain/vehicle.ts';
import { keepWaysReady, listVehicleKinds } from '../../../src/server/keep-ways-ready.ts';
import { makeStation } from '../../support/fake-city.ts';

const withHeights = (...heights: number[]): Vehicle[] =>
	heights.map((heightM, i) => ({
		id: `v${i}`,
		plate: '',
		type: 'SG',
		model: '',
		profile: { ...DEFAULT_VEHICLE_PROFILE, heightM },
		workHeightM: null,
		tankT: null,
		pumpLps: null,
	}));

describe('listVehicleKinds', () => {
	it('the default first, then none in particular, then the kinds on file by number; at most eight', () => {
		const usual = DEFAULT_VEHICLE_PROFILE.heightM;
		const stations = [
			makeStation('a', 0, 0, { vehicles: withHeights(3, 4, usual) }),
			makeStation('b', 0, 0, { vehicles: withHeights(4) }),
		];
		expect(listVehicleKinds(stations).map((kind) => kind?.heightM)).toEqual([usual, undefined, 4, 3]);
		expect(listVehicleKinds([])).toEqual([DEFAULT_VEHICLE_PROFILE, null]);
		const many = [makeStation('a', 0, 0, { vehicles: withHeights(1, 2, 3, 4, 5, 6, 7, 8, 9) })];
		expect(listVehicleKinds(many)).toHaveLength(8);
	});
});

describe('keepWaysReady', () => {
	beforeEach(() => {
		vi.useFakeTimers({ now: 1_000, toFake: ['setTimeout', 'Date'] });
	});
	afterEach(() => vi.useRealTimers());

	it('prepares slice by slice, lets others work in between, and stops when told', async () => {
		const stop = new AbortController();
		const done: string[] = [];
		const index = {
			*prepareOverlay({ departAtMs }: { departAtMs: number }) {
				for (let slice = 0; slice < 100; slice++) {
					done.push(`slice ${slice} at ${departAtMs}`);
					yield;
				}
			},
		};
		const keeping = keepWaysReady(index, [], () => 7, stop.signal);
		await new Promise<void>((turn) => setImmediate(turn));
		done.push('request');
		await new Promise<void>((turn) => setImmediate(turn));
		stop.abort();
		await keeping;
		expect(done[0]).toBe('slice 0 at 7');
		expect(done.indexOf('request')).toBeGreaterThan(0);
		expect(done.length).toBeLessThan(20);
		expect(done.at(-1)).not.toBe('request');
	});
});
