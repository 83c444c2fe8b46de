import { describe, expect, it } from 'vitest';
import { findVehicleAt } from '../../../../src/client/replay/find-vehicle-at.ts';
import { makeHistory } from '../../../support/make-history.ts';

const [track] = makeHistory().tracks;
const at = (seconds: number) => track && findVehicleAt(track, seconds * 1000);

describe('a vehicle in a replay', () => {
	it('is nowhere before it was heard of', () => {
		expect(at(129.9)).toBeNull();
	});

	it('drives on the straight line between two samples and turns the shorter way', () => {
		// Half of 113.74 to 113.742; 350 to 10 degrees over north is 20.
		const place = at(135);
		expect(place?.lon).toBeCloseTo(113.741, 9);
		expect(place?.headingDeg).toBeCloseTo(0, 6);
		expect(place?.speedMps).toBeCloseTo(12, 6);
		expect(place?.observedAtMs).toBe(135_000);
	});

	it('stays where it was last heard of, with that time, while nothing came of it for 60 s', () => {
		expect(at(141)).toMatchObject({ lon: 113.742, headingDeg: 10, observedAtMs: 140_000 });
		expect(at(199)).toMatchObject({ lon: 113.742, observedAtMs: 140_000 });
		expect(at(200)).toMatchObject({ lon: 113.75, observedAtMs: 200_000 });
		expect(at(900)).toMatchObject({ lon: 113.75, observedAtMs: 200_000 });
	});
});
