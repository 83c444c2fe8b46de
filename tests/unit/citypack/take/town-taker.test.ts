import { describe, expect, it } from 'vitest';
import { createTownTaker } from '../../../../src/citypack/read/take/town-taker.ts';

const PLAN = { sourceKey: 'towns', source: 0, crs: 'wgs84', fields: null, unit: 'feature' };
const outline = (...xy: number[]) => ({ kind: 'area', polygons: [[Float64Array.from(xy)]] }) as const;
const SQUARE = outline(113.7, 23, 113.8, 23, 113.8, 23.1, 113.7, 23.1, 113.7, 23);

describe('createTownTaker', () => {
	it('takes names and outlines', () => {
		const taker = createTownTaker(PLAN);
		taker.record({ id: null, number: 1, properties: { id: '6783', name: '麻涌镇' }, geometry: SQUARE });
		const { towns, counts, fields } = taker.finish();
		expect(towns).toEqual([
			{
				name: '麻涌镇',
				rings: [
					Int32Array.of(1137000000, 230000000, 1138000000, 230000000, 1138000000, 231000000, 1137000000, 231000000),
				],
			},
		]);
		expect(counts).toEqual({ read: 1, kept: 1, repaired: 0, refused: 0 });
		expect(fields).toContainEqual({ field: 'name', role: 'name', values: 1 });
	});

	it('refuses an outline of two points and a town without a name', () => {
		const taker = createTownTaker(PLAN);
		taker.record({
			id: null,
			number: 1,
			properties: { name: '寮步镇' },
			geometry: outline(113.7, 23, 113.8, 23, 113.7, 23),
		});
		taker.record({ id: null, number: 2, properties: { 面积: 3 }, geometry: SQUARE });
		const { rejects, counts } = taker.finish();
		expect(rejects.map(({ id, reason }) => [id, reason])).toEqual([
			['寮步镇', 'town/too-few-vertices'],
			['feature 2', 'town/no-name'],
		]);
		expect(counts).toEqual({ read: 2, kept: 0, repaired: 0, refused: 2 });
	});
});
