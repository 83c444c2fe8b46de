import { expect, it } from 'vitest';
import { isWorthKeeping, type TrackPoint } from '../../../../src/server/command/thin-track.ts';

/** At 23 degrees north a degree of latitude is 110.8 km. */
const NORTH_14_M = 14 / 110_800;
const NORTH_16_M = 16 / 110_800;
const LAST: TrackPoint = { atMs: 1000, lon: 113.75, lat: 23, headingDeg: 350, speedMps: 10 };

it.each<[string, Partial<TrackPoint>, boolean]>([
	['14 m on', { lat: 23 + NORTH_14_M }, false],
	['16 m on', { lat: 23 + NORTH_16_M }, true],
	['20 degrees over north', { headingDeg: 10 }, true],
	['19 degrees over north', { headingDeg: 9 }, false],
	['20 degrees to the left', { headingDeg: 330 }, true],
	['turned round as it stands', { headingDeg: 170, speedMps: 0.9 }, false],
	['29.9 s later', { atMs: 30_900 }, false],
	['30 s later', { atMs: 31_000, speedMps: 0 }, true],
	['not later, far off', { atMs: 1000, lat: 24 }, false],
	['earlier, far off', { atMs: 900, lat: 24 }, false],
])('%s: %o %s', (_, rest, isKept) => {
	expect(isWorthKeeping(LAST, { ...LAST, atMs: 2000, ...rest })).toBe(isKept);
});
