import { describe, expect, it } from 'vitest';
import { measureBuildings } from '../../../../../src/analysis/alert/measured-building.ts';
import { expectFireGrade } from '../../../../../src/analysis/alert/target/expect-fire-grade.ts';
import { expectRefugeFloors } from '../../../../../src/analysis/alert/target/expect-refuge-floors.ts';
import { findKeyUnit } from '../../../../../src/analysis/alert/target/find-key-unit.ts';
import { createLocalPlane } from '../../../../../src/domain/geo/local-plane.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import { makeBuilding, makePlace, ORIGIN, placeAt } from '../../../../support/fake-city.ts';

const { values } = createServiceTable();
const office = (heightM: number | null, floors: number | null) =>
	expectRefugeFloors({ use: 'office', heightM, floors }, values);

describe('A1 refuge floors', () => {
	// By hand: a storey of 4 m; floor n lies (n - 1) x 4 m up. First at most 50 m: floor 13 at 48 m. Next at most 98 m: floor 25 at 96 m.
	it('A1 a 120 m tower of 30 floors has them on 13 and 25', () => {
		expect(office(120, 30)).toEqual([13, 25]);
	});

	// A storey of 5 m: floor 11 at exactly 50 m, 21 at exactly 100 m; the top floor at 120 m is within 50 m of that.
	it('A1 a floor at exactly 50 m serves', () => {
		expect(office(125, 25)).toEqual([11, 21]);
	});

	it('A1 up to 100 m none is needed; unknown height, floors or use stay unknown', () => {
		expect(office(100, 25)).toEqual([]);
		expect(office(null, 30)).toBeNull();
		expect(office(120, null)).toBeNull();
		expect(expectRefugeFloors({ use: null, heightM: 120, floors: 30 }, values)).toBeNull();
		expect(expectRefugeFloors({ use: 'factory', heightM: 120, floors: 30 }, values)).toEqual([]);
		expect(expectRefugeFloors({ use: null, heightM: null, floors: 1 }, values)).toEqual([]);
	});
});

describe('A1 fire grade', () => {
	it.each([
		['rc-frame', 'single-multi', 2],
		['rc-frame', 'high-1', 1],
		['rc-shear-wall', 'high-2', 1],
		['masonry', null, 2],
		['brick-timber', null, 3],
		['shed', null, 4],
		['shed', 'super-high', 4],
		[null, 'high-1', null],
	] as const)('A1 %s of class %s lets expect %s', (structure, codeClass, grade) => {
		expect(expectFireGrade(structure, codeClass, values)).toBe(grade);
	});
});

describe('A1 key unit', () => {
	const plane = createLocalPlane(ORIGIN);
	const [target] = measureBuildings([makeBuilding(7, [-10, -5, 30, 20])], plane);
	const find = (...places: ReturnType<typeof makePlace>[]) => target && findKeyUnit(places, target, plane)?.id;

	it('A1 is the one that names the building, else one that lies in it, the more important first', () => {
		const named = makePlace('named', 'key-unit', '商场', { ...placeAt(500, 0), buildingId: 'b-7', rank: 9 });
		const inside = makePlace('inside', 'key-unit', '宾馆', { ...placeAt(5, 5), rank: 3 });
		const lesser = makePlace('lesser', 'key-unit', '网吧', { ...placeAt(6, 5), rank: 4 });
		const other = makePlace('other', 'key-unit', '医院', { ...placeAt(5, 5), buildingId: 'b-8', rank: 1 });
		expect(find(lesser, inside, other, named)).toBe('named');
		expect(find(lesser, inside, other)).toBe('inside');
		expect(find(other)).toBeUndefined();
	});
});
