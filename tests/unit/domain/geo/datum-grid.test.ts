import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWgs84 } from '../../../../src/domain/geo/datum.ts';
import { DatumGrid } from '../../../../src/domain/geo/datum-grid.ts';
import { distanceM } from '../../../../src/domain/geo/local-plane.ts';

describe('DatumGrid', () => {
	it.each(['gcj02', 'bd09'] as const)('undoes %s to better than 4 mm everywhere in China', (datum) => {
		const grid = new DatumGrid(datum);
		const out = new Float64Array(2);
		fc.assert(
			fc.property(
				fc.double({ min: 80, max: 130, noNaN: true }),
				fc.double({ min: 18, max: 50, noNaN: true }),
				(lon, lat) => {
					const there = fromWgs84({ lon, lat }, datum);
					grid.convert(there.lon, there.lat, out, 0);
					expect(distanceM({ lon: out[0] as number, lat: out[1] as number }, { lon, lat })).toBeLessThan(0.004);
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('is exact where the shift of China begins', () => {
		// gcoord: GCJ-02 is WGS84 west of 72.004 E and south of 0.8293 N.
		const grid = new DatumGrid('gcj02');
		const out = new Float64Array(2);
		grid.convert(72.0038, 30, out, 0);
		expect([...out]).toEqual([72.0038, 30]);
	});

	it('gives the same whatever came before', () => {
		const fresh = new Float64Array(2);
		new DatumGrid('bd09').convert(113.7512345, 23.0212345, fresh, 0);
		const grid = new DatumGrid('bd09');
		const out = new Float64Array(2);
		for (let i = 0; i < 100; i++) grid.convert(113.7 + i * 0.0007, 23 + i * 0.0003, out, 0);
		grid.convert(113.7512345, 23.0212345, out, 0);
		expect(out).toEqual(fresh);
	});
});
