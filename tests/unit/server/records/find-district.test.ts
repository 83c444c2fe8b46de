import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/domain/errors.ts';
import { findDistrict } from '../../../../src/server/records/find-district.ts';
import { createFakeCity, makeBuilding, makePlace, placeAt } from '../../../support/fake-city.ts';

const CITY = createFakeCity({
	buildings: [
		makeBuilding(1, [0, 0, 20, 20], { town: '南城街道' }),
		makeBuilding(2, [60, 0, 20, 20], { town: '莞城街道' }),
		makeBuilding(3, [40, 0, 10, 20], { town: null }),
	],
	places: [
		makePlace('p-1', 'village', '近', { town: '厚街镇', ...placeAt(2000, 0) }),
		makePlace('p-2', 'village', '远', { town: '虎门镇', ...placeAt(4000, 0) }),
		makePlace('p-3', 'poi', '无', { town: null, ...placeAt(1500, 0) }),
	],
});

describe('the district of a place', () => {
	it.each([
		['in a building', [10, 10], '南城街道'],
		['nearer to one building than to the other', [45, 10], '莞城街道'],
		['out of reach of buildings: of the nearest named place', [1500, 0], '厚街镇'],
		['nearer to another named place', [3500, 0], '虎门镇'],
		['far from all', [-3500, 0], null],
		['outside the city', [90_000, 0], null],
	] as const)('%s', async (_where, [x, y], district) => {
		expect(await findDistrict(CITY, placeAt(x, y))).toBe(district);
	});

	it('is unknown where the pack cannot be read', async () => {
		const broken = {
			...CITY,
			findBuildingsIn: () => Promise.reject(new DataError('pack/truncated', 'buildings.fgb: short')),
		};
		expect(await findDistrict(broken, placeAt(0, 0))).toBeNull();
	});
});
