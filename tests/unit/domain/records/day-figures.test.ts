import { describe, expect, it } from 'vitest';
import { countDay, readArrivals } from '../../../../src/domain/records/day-figures.ts';
import type { Dispatch } from '../../../../src/domain/records/dispatch.ts';

const H = 3_600_000;
/** 2026-11-21 10:00, midnight ten hours before. */
const AT = 1_795_255_200_000;
const DAY = { fromMs: AT - 10 * H, atMs: AT };
const alarm = (id: string, createdAtMs: number, mergedInto: string | null = null) => ({ id, createdAtMs, mergedInto });
const sent = (incidentId: string, orderedAtMs: number, arrived: number | null) =>
	({ incidentId, orderedAtMs, times: { arrived } }) as unknown as Pick<
		Dispatch,
		'incidentId' | 'orderedAtMs' | 'times'
	>;

describe('figures of the day', () => {
	it('counts alarms since midnight; one merged into another is none of its own', () => {
		const alarms = [alarm('a', AT - H), alarm('b', DAY.fromMs), alarm('c', DAY.fromMs - 1), alarm('d', AT - H, 'a')];
		expect(countDay(alarms, [], DAY).raised).toBe(2);
	});

	it('counts them by the hour from midnight on, the hour that runs last', () => {
		const alarms = [alarm('a', AT), alarm('b', DAY.fromMs), alarm('c', DAY.fromMs + 2 * H - 1), alarm('d', AT - 1)];
		expect(countDay(alarms, [], DAY).raisedByHour).toEqual([1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
	});

	it('an arrival is from the first order to the first unit there, of the last 24 hours, least first', () => {
		const alarms = [alarm('a', AT - H), alarm('b', AT - 23 * H), alarm('c', AT - 25 * H), alarm('d', AT - H)];
		const dispatches = [
			// Ordered at 0:30 and 0:40, there after 4:00 and 3:20: the first is there 210 s after the first order.
			sent('a', AT - H + 30_000, AT - H + 240_000),
			sent('a', AT - H + 40_000, AT - H + 320_000),
			sent('b', AT - 23 * H, AT - 23 * H + 100_000),
			sent('c', AT - 25 * H, AT - 25 * H + 50_000),
			sent('d', AT - H, null),
		];
		expect(countDay(alarms, dispatches, DAY)).toMatchObject({ arrivalsS: [100, 210], notArrived: 1 });
	});

	it('an incident that nobody was sent to has no arrival and misses none', () => {
		expect(countDay([alarm('a', AT - H)], [], DAY)).toMatchObject({ raised: 1, arrivalsS: [], notArrived: 0 });
	});
});

describe('arrivals', () => {
	it('share within the limit (at it counts) and the middle one', () => {
		expect(readArrivals([120, 252, 300, 301, 500], 300)).toEqual({ withinShare: 0.6, medianS: 300 });
	});

	it('of an even number the middle lies between two; the order given does not matter', () => {
		expect(readArrivals([400, 100, 200, 260], 300)).toEqual({ withinShare: 0.75, medianS: 230 });
	});

	it('none is not zero', () => {
		expect(readArrivals([], 300)).toBeNull();
	});
});
