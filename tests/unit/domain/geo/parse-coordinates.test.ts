import { describe, expect, it } from 'vitest';
import type { BBox } from '../../../../src/domain/geo/lon-lat.ts';
import { parseCoordinates } from '../../../../src/domain/geo/parse-coordinates.ts';

const DONGGUAN: BBox = [113.5, 22.6, 114.3, 23.2];
const LIECHTENSTEIN: BBox = [9.47, 47.04, 9.64, 47.28];

describe('parseCoordinates', () => {
	it.each([
		['113.7520, 23.0210', 113.752, 23.021],
		['113.7520 23.0210', 113.752, 23.021],
		['113.7520，23.0210', 113.752, 23.021],
		['１１３．７５，２３．０２', 113.75, 23.02],
		['23.0210, 113.7520', 113.752, 23.021],
		['23.021N 113.752E', 113.752, 23.021],
		['N23.021 E113.752', 113.752, 23.021],
		['东经113.75 北纬23.02', 113.75, 23.02],
		['北纬23.02度，东经113.75度', 113.75, 23.02],
		['lat=23.021, lon=113.752', 113.752, 23.021],
		['经度：113.752 纬度：23.021', 113.752, 23.021],
		// 23 + 1/60 + 15.6/3600 = 23.021; 113 + 45/60 + 7.2/3600 = 113.752
		[`23°01'15.6"N 113°45'07.2"E`, 113.752, 23.021],
		['23°01′15.6″N, 113°45′07.2″E', 113.752, 23.021],
		['东经113度45分7.2秒 北纬23度1分15.6秒', 113.752, 23.021],
		// 45.5 minutes = 0.758333 degrees
		[`113°45.5' 23°1'`, 113.75833333333334, 23.016666666666666],
		['-70.5, -33.4', -70.5, -33.4],
		['33.4S 70.5W', -70.5, -33.4],
	])('reads %s', (text, lon, lat) => {
		const parsed = parseCoordinates(text, DONGGUAN);
		expect(parsed.ok).toBe(true);
		if (!parsed.ok) return;
		expect(parsed.at.lon).toBeCloseTo(lon, 9);
		expect(parsed.at.lat).toBeCloseTo(lat, 9);
	});

	it('takes the order that lies in the city when both are possible', () => {
		expect(parseCoordinates('47.14, 9.52', LIECHTENSTEIN)).toEqual({ ok: true, at: { lon: 9.52, lat: 47.14 } });
		expect(parseCoordinates('9.52, 47.14', LIECHTENSTEIN)).toEqual({ ok: true, at: { lon: 9.52, lat: 47.14 } });
	});

	it.each(['鸿福路218号', '218', '1 2 3', 'Landstrasse 12', 'way/123', '', '113.75,', '441900004-000123', '5e3, 23'])(
		'does not take %j for coordinates',
		(text) => {
			expect(parseCoordinates(text, DONGGUAN)).toEqual({ ok: false, reason: 'not-coordinates' });
		},
	);

	it('says that two numbers out of range are no place', () => {
		expect(parseCoordinates('213.7, 123.0', DONGGUAN)).toEqual({ ok: false, reason: 'out-of-range' });
	});
});
