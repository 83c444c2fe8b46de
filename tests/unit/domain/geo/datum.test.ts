import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWgs84, toWgs84 } from '../../../../src/domain/geo/datum.ts';
import { distanceM } from '../../../../src/domain/geo/local-plane.ts';

describe('fromWgs84', () => {
	// The pairs that the public eviltransform libraries test themselves with.
	it.each([
		['Shanghai', 121.5272106, 31.1774276, 121.531541859215, 31.17530398364597],
		['Shenzhen', 113.912316, 22.543847, 113.9171764808363, 22.540796131694766],
		['Beijing', 116.377817, 39.911954, 116.38404722455657, 39.91334545536069],
	])('gives the published GCJ-02 of %s', (_, lon, lat, gcjLon, gcjLat) => {
		const there = fromWgs84({ lon, lat }, 'gcj02');
		expect(there.lon).toBeCloseTo(gcjLon, 6);
		expect(there.lat).toBeCloseTo(gcjLat, 6);
	});

	// Offsets at Dongguan: reference/fire-facts.md section 8, computed with another program.
	it('shifts Dongguan by +0.0050..52, -0.0027..29 degrees in GCJ-02 and by +0.0116, +0.0028..36 in BD-09', () => {
		const at = { lon: 113.752, lat: 23.021 };
		const gcj = fromWgs84(at, 'gcj02');
		expect(gcj.lon - at.lon).toBeCloseTo(0.0051, 3.7);
		expect(gcj.lat - at.lat).toBeCloseTo(-0.0028, 3.7);
		const bd = fromWgs84(at, 'bd09');
		expect(bd.lon - at.lon).toBeCloseTo(0.0116, 3.7);
		expect(bd.lat - at.lat).toBeGreaterThan(0.0028);
		expect(bd.lat - at.lat).toBeLessThan(0.00365);
	});
});

describe('toWgs84', () => {
	it.each(['gcj02', 'bd09'] as const)('undoes %s to better than 1 mm everywhere in Guangdong', (crs) => {
		fc.assert(
			fc.property(
				fc.double({ min: 109.6, max: 117.3, noNaN: true }),
				fc.double({ min: 20.2, max: 25.5, noNaN: true }),
				(lon, lat) => {
					expect(distanceM(toWgs84(fromWgs84({ lon, lat }, crs), crs), { lon, lat })).toBeLessThan(0.001);
				},
			),
		);
	});

	it('leaves WGS84 as it is', () => {
		expect(toWgs84({ lon: 113.7, lat: 23 }, 'wgs84')).toEqual({ lon: 113.7, lat: 23 });
	});

	it('leaves GCJ-02 as it is outside China', () => {
		expect(toWgs84({ lon: 9.52, lat: 47.14 }, 'gcj02')).toEqual({ lon: 9.52, lat: 47.14 });
	});
});
