import { describe, expect, it } from 'vitest';
import type { Arrival } from '../../../src/app/command/force/read-arrival.ts';
import { readStripTimes } from '../../../src/app/command/strip/read-strip-times.ts';
import { type Dispatch, NO_TIMES } from '../../../src/domain/records/dispatch.ts';

const sent = (incidentId: string, times: Partial<Dispatch['times']>) => ({
	incidentId,
	times: { ...NO_TIMES, ...times },
});
const coming = (leftS: number): Arrival => ({ kind: 'coming', leftS, basis: 'way', distanceM: null });
const late = (overS: number): Arrival => ({ kind: 'late', overS, basis: 'assessed' });

describe('times of the incident strip', () => {
	it('each is the first that any unit of this incident told, and no other incident’s', () => {
		const dispatches = [
			sent('a', { departed: 50_000, arrived: 290_000 }),
			sent('a', { departed: 61_000, arrived: 240_000, waterOn: 400_000 }),
			sent('b', { departed: 1000, deployed: 2000 }),
		];
		expect(readStripTimes('a', dispatches, [])).toEqual([
			{ name: 'departed', atMs: 50_000, expectedInS: null },
			{ name: 'arrived', atMs: 240_000, expectedInS: null },
			{ name: 'deployed', atMs: null, expectedInS: null },
			{ name: 'waterOn', atMs: 400_000, expectedInS: null },
		]);
	});

	it('with nobody sent nothing has happened and nothing is expected', () => {
		expect(readStripTimes('a', [], [])).toEqual(
			['departed', 'arrived', 'deployed', 'waterOn'].map((name) => ({ name, atMs: null, expectedInS: null })),
		);
	});

	const expected = (arrivals: readonly Arrival[], times: Partial<Dispatch['times']> = { departed: 1 }) =>
		readStripTimes('a', [sent('a', times)], arrivals).find(({ name }) => name === 'arrived')?.expectedInS;

	it('the first that comes is expected, though another is late already', () => {
		expect(expected([late(36), coming(108), coming(200), { kind: 'unknown' }])).toBe(108);
	});

	it('when all are late, by as much as the least late one, as a number below zero', () => {
		expect(expected([late(90), late(36)])).toBe(-36);
	});

	it('who leaves, or of whom nothing is known, is not expected', () => {
		expect(expected([{ kind: 'leaving' }, { kind: 'unknown' }])).toBeNull();
	});

	it('nobody is expected any more once somebody is there, even when only the water was told', () => {
		expect(expected([coming(60)], { arrived: 5 })).toBeNull();
		expect(expected([coming(60)], { waterOn: 5 })).toBeNull();
	});
});
