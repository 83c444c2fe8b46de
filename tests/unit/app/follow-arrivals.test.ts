import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { followArrivals } from '../../../src/app/state/follow-arrivals.ts';
import { followStations } from '../../../src/app/state/follow-stations.ts';
import { createForceStore } from '../../../src/app/state/force-store.ts';
import { createPackStore } from '../../../src/app/state/pack-store.ts';
import { createWaysStore } from '../../../src/app/state/ways-store.ts';
import { createLiveStore } from '../../../src/client/state/live-store.ts';
import { type Unit, unitSchema } from '../../../src/domain/records/unit.ts';
import type { VehiclePosition } from '../../../src/domain/topics.ts';
import { fakeIncident } from './fake-incident.ts';

const NOW_MS = 1_000_000_000;

beforeEach(() => {
	vi.useFakeTimers({ now: NOW_MS });
});
afterEach(() => {
	vi.useRealTimers();
});

const unit = (id: string, state: Unit['state']): Unit =>
	unitSchema.parse({
		...{ id, version: 1, createdAtMs: 0, updatedAtMs: 0, district: null, plate: id, type: 'SG', model: 'SG50' },
		...{ stationId: 's', state, stateSinceMs: 1, incidentId: 'a', dispatchId: `d-${id}`, note: '' },
	});
const position = (id: string, more: Partial<VehiclePosition> = {}): VehiclePosition => ({
	...{ id, plate: id, type: 'SG', lon: 113.7, lat: 23, headingDeg: 0, speedMps: 10, status: '21', demo: false },
	...{ observedAtMs: NOW_MS - 2_000, ...more },
});

function follow(units: Unit[], positions: VehiclePosition[]) {
	const asked: { from: { lon: number } }[] = [];
	const live = createLiveStore();
	live.setState({ serverOffsetMs: 0, units });
	const force = createForceStore();
	const shown = { positions };
	const stop = followArrivals({
		...{ live, force, ways: createWaysStore() },
		api: {
			findRoute: async (query: { from: { lon: number } }) => {
				asked.push(query);
				return { routes: [{ durationS: 90, distanceM: 1200 }] } as never;
			},
		} as never,
		vehicles: { get: () => shown.positions, subscribe: () => () => {} },
		read: () => fakeIncident('a'),
		profileOf: () => undefined,
	});
	return { asked, force, shown, stop };
}

describe('arrivals of units on the road', () => {
	it('are found from where each is, by the server while the page has no roads, from the time of the position', async () => {
		const { asked, force, stop } = follow([unit('x', '21'), unit('y', '22')], [position('x'), position('y')]);
		await vi.advanceTimersByTimeAsync(0);
		expect(asked).toHaveLength(1);
		expect(force.getState().arrivals).toEqual({
			x: { etaMs: NOW_MS - 2_000 + 90_000, distanceM: 1200, fromMs: NOW_MS - 2_000, by: 'server' },
		});
		stop();
	});

	it('are found anew once the vehicle has driven on, and not for one that stands', async () => {
		const { asked, shown, stop } = follow([unit('x', '21')], [position('x')]);
		await vi.advanceTimersByTimeAsync(3_500);
		expect(asked).toHaveLength(1);
		shown.positions = [position('x', { lon: 113.702, observedAtMs: NOW_MS + 3_000 })];
		await vi.advanceTimersByTimeAsync(3_500);
		expect(asked.map(({ from }) => from.lon)).toEqual([113.7, 113.702]);
		stop();
	});

	it('are not found from made-up positions, or from those older than a minute', async () => {
		const { asked, stop } = follow(
			[unit('x', '21'), unit('y', '21')],
			[position('x', { demo: true }), position('y', { observedAtMs: NOW_MS - 61_000 })],
		);
		await vi.advanceTimersByTimeAsync(10_000);
		expect(asked).toEqual([]);
		stop();
	});
});

describe('stations on screen', () => {
	it('are read anew when the service changed one', async () => {
		const live = createLiveStore();
		const pack = createPackStore();
		pack.setState({ status: 'ready', stations: [] } as never, true);
		const stop = followStations({
			...{ live, pack },
			api: { listStations: async () => ({ stations: [{ id: 'new' }] }) as never },
		});
		live.setState({ changedSeq: { unit: 3 } });
		await vi.advanceTimersByTimeAsync(0);
		expect(pack.getState()).toMatchObject({ stations: [] });
		live.setState({ changedSeq: { unit: 3, station: 4 } });
		await vi.advanceTimersByTimeAsync(0);
		expect(pack.getState()).toMatchObject({ stations: [{ id: 'new' }] });
		stop();
	});
});
