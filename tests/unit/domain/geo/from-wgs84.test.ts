import { describe, expect, it } from 'vitest';
import { createToWgs84, parseCrs } from '../../../../src/domain/geo/crs.ts';
import { createFromWgs84 } from '../../../../src/domain/geo/from-wgs84.ts';

describe('createFromWgs84', () => {
	it.each([
		// pyproj 4326 -> 4547 and 32650, always_xy.
		['EPSG:4547', 113.7364, 23.0089, 472976.7650017707, 2545547.4987069587],
		['EPSG:32650', 117.2, 31.5, 518992.8817884983, 3485033.9664587593],
	])('projects into %s', (name, lon, lat, x, y) => {
		const [gotX, gotY] = createFromWgs84(parseCrs(name))(Float64Array.of(lon, lat));
		expect(gotX).toBeCloseTo(x, 3);
		expect(gotY).toBeCloseTo(y, 3);
	});

	it('is undone by createToWgs84, also over a shifted datum', () => {
		const crs = parseCrs('gcj02');
		const there = createFromWgs84(crs)(Float64Array.of(113.75, 23.02));
		expect(there[0]).toBeGreaterThan(113.754);
		const [lon, lat] = createToWgs84(crs)(there);
		expect(lon).toBeCloseTo(113.75, 8);
		expect(lat).toBeCloseTo(23.02, 8);
	});

	it('gives the very array back where nothing is to convert', () => {
		const places = Float64Array.of(113.75, 23.02);
		expect(createFromWgs84(parseCrs('EPSG:4490'))(places)).toBe(places);
	});
});
