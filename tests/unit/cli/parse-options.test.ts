import { describe, expect, it } from 'vitest';
import { parseFloor, parseTime, parseTruck, parseWind } from '../../../src/cli/parse-options.ts';

describe('options of fengtu assess', () => {
	it('wind: where it comes from and how fast', () => {
		expect(parseWind('135, 4.5')).toEqual({ fromDeg: 135, speedMps: 4.5, basis: 'said', observedAtMs: null });
		for (const text of ['135', '135,', '135,x', '361,2', '90,-1', '90,2,3'])
			expect(() => parseWind(text), text).toThrow(`got ${text}, expected FROM,SPEED`);
	});

	it('a truck: a model of the catalogue, a place, and where it points; several one after another', () => {
		const first = parseTruck('DG53,113.752,23.021');
		expect(first).toEqual([{ model: 'DG53', lon: 113.752, lat: 23.021, headingDeg: null }]);
		expect(parseTruck('YT32,113.7,23,90', first)[1]).toEqual({ model: 'YT32', lon: 113.7, lat: 23, headingDeg: 90 });
		for (const text of ['XX1,113,23', 'SG80,113,23', 'DG53,113', 'DG53,113,', 'DG53,113,23,90,1', 'DG53,a,b'])
			expect(() => parseTruck(text), text).toThrow('expected MODEL,LON,LAT');
	});

	it('a floor is counted from 1 or from -1: there is no floor 0', () => {
		expect([parseFloor('16'), parseFloor('-2')]).toEqual([16, -2]);
		for (const text of ['0', '-10', '201', '1.5', 'x'])
			expect(() => parseFloor(text), text).toThrow(
				`got ${text}, expected a floor from 1 to 200, or from -1 to -9 below ground`,
			);
	});

	it('a time has its offset', () => {
		expect(parseTime('2026-11-21T08:00+08:00')).toBe(1_795_219_200_000);
		expect(() => parseTime('2026-11-21 08:00')).toThrow('expected ISO 8601 with offset');
	});
});
