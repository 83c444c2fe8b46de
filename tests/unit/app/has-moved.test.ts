import { describe, expect, it } from 'vitest';
import { hasMoved } from '../../../src/app/command/map/has-moved.ts';

const LANDING = { lon: 113.754, lat: 23.0222, heightM: 310, headingDeg: 359.95, pitchDeg: -38 };

describe('hasMoved', () => {
	it('takes what rounding leaves for the same view, across north too', () => {
		expect(hasMoved(LANDING, { ...LANDING, lon: 113.754001, heightM: 310.4, headingDeg: 0.05 })).toBe(false);
	});

	it('a map that does not stand yet has not been moved', () => {
		expect(hasMoved(LANDING, undefined)).toBe(false);
	});

	it.each([
		['a few metres east', { lon: 113.75405 }],
		['a few metres north', { lat: 23.02225 }],
		['nearer', { heightM: 290 }],
		['turned', { headingDeg: 5 }],
		['tilted', { pitchDeg: -60 }],
	])('sees that it was moved: %s', (_name, change) => {
		expect(hasMoved(LANDING, { ...LANDING, ...change })).toBe(true);
	});
});
