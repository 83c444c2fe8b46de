import { describe, expect, it } from 'vitest';
import {
	checkHeight,
	type HeightAndFloors,
	type HeightRepair,
	isPlausibleHeight,
} from '../../../../src/citypack/clean/check-height.ts';

function check(heightM: number | null, heightBasis: HeightAndFloors['heightBasis'], floors: number | null) {
	const at: HeightAndFloors = { heightM, heightBasis, floors };
	const told: HeightRepair[] = [];
	checkHeight(at, told);
	expect(isPlausibleHeight(heightM, floors)).toBe(told.length === 0);
	return [at.heightM, at.floors, ...told.map(({ reason }) => reason)];
}

describe('checkHeight', () => {
	it.each([
		[12, 4],
		[828, 163],
		[3, null],
		[null, 1],
		[null, null],
		[55, 1],
		[2, 1],
		[24, 2],
	])('leaves %s m and %s floors alone', (heightM, floors) => {
		expect(check(heightM, 'registered', floors)).toEqual([heightM, floors]);
	});

	it.each([0, -1, 9999, 999, Number.NaN])('%s m is no height', (heightM) => {
		expect(check(heightM, 'registered', 4)).toEqual([null, 4, 'building/impossible-height']);
	});

	it.each([0, -1, 201, Number.NaN])('%s is no number of floors', (floors) => {
		expect(check(12, 'registered', floors)).toEqual([12, null, 'building/impossible-floors']);
	});

	it('takes a part of a floor for a floor', () => {
		expect(check(10, 'registered', 2.5)).toEqual([10, 3, 'building/floors-not-whole']);
	});

	it.each([
		['registered', 100, 3, 100, null],
		['measured', 10, 30, 10, null],
		['estimated', 10, 30, null, 30],
		['said', 100, 3, null, 3],
		['registered', 80, 1, 80, null],
	] as const)('believes the better basis: %s, %s m against %s floors', (basis, heightM, floors, height, kept) => {
		expect(check(heightM, basis, floors)).toEqual([height, kept, 'building/floors-against-height']);
	});

	it('names both numbers', () => {
		const told: HeightRepair[] = [];
		checkHeight({ heightM: 100, heightBasis: 'registered', floors: 3 }, told);
		expect(told[0]?.detail).toBe('got 100 m (registered) and 3 floors; floors now unknown');
	});
});
