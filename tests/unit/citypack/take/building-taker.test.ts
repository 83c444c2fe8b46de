import { describe, expect, it } from 'vitest';
import { openBuildingTable } from '../../../../src/citypack/model/building-table-builder.ts';
import type { SourceGeometry } from '../../../../src/citypack/read/source-record.ts';
import { createBuildingTaker } from '../../../../src/citypack/read/take/building-taker.ts';
import type { TakePlan } from '../../../../src/citypack/read/take/take-plan.ts';
import { BUILDING_STRUCTURES, BUILDING_USES } from '../../../../src/domain/building.ts';

const PLAN: TakePlan = { sourceKey: 'city', source: 2, crs: 'wgs84', fields: null, unit: 'line' };
type Ring = readonly (readonly [number, number])[];

function area(...polygons: Ring[][]): SourceGeometry {
	return {
		kind: 'area',
		polygons: polygons.map((rings) => rings.map((ring) => Float64Array.from(ring.flat()))),
	};
}

/** A square of 0.0001 degrees (about 10 m), clockwise and closed, as shapefiles have it. */
function square(lon: number, lat: number, size = 0.0001): Ring {
	return [
		[lon, lat],
		[lon, lat + size],
		[lon + size, lat + size],
		[lon + size, lat],
		[lon, lat],
	];
}

const HERE = area([square(113.75, 23.02)]);

function take(
	records: { id?: string | null; properties?: Record<string, unknown>; geometry?: SourceGeometry }[],
	plan: Partial<TakePlan> = {},
) {
	const taker = createBuildingTaker({ ...PLAN, ...plan });
	records.forEach(({ id = null, properties = {}, geometry = HERE }, i) => {
		taker.record({ id, number: i + 1, properties, geometry });
	});
	const taken = taker.finish();
	return { ...taken, table: openBuildingTable(taken.table) };
}

function reasonsOf(taken: ReturnType<typeof take>): string[] {
	return taken.rejects.map(({ outcome, reason }) => `${outcome} ${reason}`);
}

describe('createBuildingTaker: fields', () => {
	it('maps usual names, keeps the rest as attributes in their order', () => {
		const { table, fields, counts } = take([
			{
				properties: {
					房屋编号: 'A-7',
					'高度(厘米)': 1250,
					层数: '４层',
					地下层数: 'B1',
					结构类型: '框架',
					使用性质: '厂房',
					建成年份: '1998年',
					地址: '东莞市长安镇振安中路88号',
					人口: 12,
					备注: '好',
					SHAPE_Area: 100.5,
					leer: null,
				},
			},
		]);
		expect(counts).toEqual({ read: 1, kept: 1, repaired: 0, refused: 0 });
		expect(table.id.at(0)).toBe('A-7');
		expect(table.heightCm[0]).toBe(1250);
		expect(table.floors[0]).toBe(4);
		expect(table.floorsBelow[0]).toBe(1);
		expect(BUILDING_STRUCTURES[table.structure[0] as number]).toBe('rc-frame');
		expect(BUILDING_USES[table.use[0] as number]).toBe('factory');
		expect(table.year[0]).toBe(1998);
		expect(table.residents[0]).toBe(12);
		expect(table.source[0]).toBe(2);
		expect([table.town.at(0), table.street.at(0), table.houseNumber.at(0)]).toEqual(['长安镇', '振安中路', '88']);
		expect(JSON.parse(table.tags.at(0))).toEqual({
			备注: '好',
			SHAPE_Area: '100.5',
			地址: '东莞市长安镇振安中路88号',
		});
		expect(fields.find(({ field }) => field === '层数')).toEqual({ field: '层数', role: 'floors', values: 1 });
	});

	it('takes the preferred of two fields, the other becomes an attribute', () => {
		const { table } = take([{ properties: { height: 9, measuredHeight: 12.3 } }]);
		expect(table.heightCm[0]).toBe(1230);
		expect(table.heightBasis[0]).toBe(1);
		expect(JSON.parse(table.tags.at(0))).toEqual({ height: '9' });
	});

	it('falls back field by field where the preferred one is empty', () => {
		const { table } = take([{ properties: { height: 9, measuredHeight: null } }]);
		expect(table.heightCm[0]).toBe(900);
	});

	it('keeps words that it cannot read among the attributes and counts them', () => {
		const { table, fields, rejects } = take([{ properties: { 结构: '甲级', building: 'yes' } }]);
		expect(table.structure[0]).toBe(0);
		expect(JSON.parse(table.tags.at(0))).toEqual({ 结构: '甲级', building: 'yes' });
		expect(fields[0]).toEqual({ field: '结构', role: 'structure', values: 1, unread: 1 });
		expect(rejects).toEqual([]);
	});

	it('tells numbers that it cannot read, and keeps them too', () => {
		const taken = take([{ properties: { 高度: '很高', year: 99 } }]);
		expect(reasonsOf(taken)).toEqual(['repaired building/bad-number', 'repaired building/bad-number']);
		expect(taken.counts.repaired).toBe(1);
		expect(JSON.parse(taken.table.tags.at(0))).toEqual({ 高度: '很高', year: '99' });
	});

	it('derives a height from floors and says so', () => {
		const { table } = take([{ properties: { floors: 6, use: 'residential' } }]);
		expect(table.heightCm[0]).toBe(1800);
		expect(table.heightBasis[0]).toBe(5);
	});

	it('follows a mapping file: unit, words, nothing else recognised', () => {
		const { table } = take([{ properties: { GD: 12500, JG: '甲', height: 3 } }], {
			fields: { height_m: { fields: ['GD'], unit: 'mm' }, structure: { fields: ['JG'], values: { 甲: 'steel' } } },
		});
		expect(table.heightCm[0]).toBe(1250);
		expect(BUILDING_STRUCTURES[table.structure[0] as number]).toBe('steel');
		expect(JSON.parse(table.tags.at(0))).toEqual({ height: '3' });
	});

	it('leaves geometry as text and documents out, and counts them', () => {
		const wkt = 'POLYGON((113.75 23.02,113.76 23.02,113.76 23.03,113.75 23.02))';
		const { table, fields } = take([{ properties: { the_geom: wkt, note: 'x'.repeat(3000), list: [1, 'a'] } }]);
		expect(JSON.parse(table.tags.at(0))).toEqual({ list: '[1,"a"]' });
		expect(fields.map(({ leftOut }) => leftOut)).toEqual([1, 1, undefined]);
	});

	it('takes a code for no town', () => {
		const { table } = take([{ properties: { town: '13101005001', ward: '千代田区' } }]);
		expect(table.town.at(0)).toBe('');
		expect(JSON.parse(table.tags.at(0))).toEqual({ ward: '千代田区', town: '13101005001' });
	});

	it('unpacks our own tags column', () => {
		const { table } = take([{ properties: { tags: '{"roof":"flat"}' } }]);
		expect(JSON.parse(table.tags.at(0))).toEqual({ roof: 'flat' });
	});
});

describe('createBuildingTaker: ids', () => {
	it('takes the mapped id, the record id, the row number with its source, or makes one', () => {
		const { table, madeIds } = take([
			{ id: 'way/1', properties: { BuildingID: 7 } },
			{ id: 'way/1', properties: { gid: 3 } },
			{ properties: { gid: 3 } },
			{ properties: {} },
		]);
		expect([0, 1, 2, 3].map((row) => table.id.at(row))).toEqual(['7', 'way/1', 'city-gid-3', 'city-4']);
		expect(madeIds).toBe(1);
	});
});

describe('createBuildingTaker: geometry', () => {
	it('opens and winds a ring, in 1e-7 degrees', () => {
		const { table, counts } = take([{}]);
		expect(counts.repaired).toBe(0);
		expect([...table.lonLat]).toEqual([
			1137500000, 230200000, 1137501000, 230200000, 1137501000, 230201000, 1137500000, 230201000,
		]);
	});

	it('keeps holes and several polygons', () => {
		const { table } = take([
			{ geometry: area([square(113.75, 23.02, 0.001), square(113.7502, 23.0202)], [square(113.76, 23.02)]) },
		]);
		expect([...table.buildingRing]).toEqual([0, 3]);
	});

	it.each([
		['no-geometry', { kind: 'empty' } as const],
		['not-an-area', { kind: 'point', points: [Float64Array.of(1, 2)] } as const],
		['no-rings', area()],
		['no-rings', area([[]])],
		[
			'too-few-vertices',
			area([
				[
					[113, 23],
					[113.001, 23],
					[113, 23],
				],
			]),
		],
		[
			'zero-area',
			area([
				[
					[113, 23],
					[113.001, 23],
					[113.002, 23],
					[113, 23],
				],
			]),
		],
		['zero-area', area([square(113.75, 23.02, 0.000002)])],
		['bad-coordinate', area([[...square(113, 23).slice(0, 3), [Number.NaN, 23]]])],
		['bad-coordinate', area([[...square(113, 23).slice(0, 3), [Number.POSITIVE_INFINITY, 23]]])],
		['null-island', area([[...square(113, 23).slice(0, 3), [0, 0]]])],
		['out-of-range', area([square(200, 23)])],
		['out-of-range', area([square(113, 100)])],
	] as [string, SourceGeometry][])('refuses %s', (reason, geometry) => {
		const taken = take([{ geometry }, {}]);
		expect(taken.rejects).toMatchObject([
			{ source: 'city', id: 'city-1', outcome: 'refused', reason: `building/${reason}` },
		]);
		expect(taken.counts).toEqual({ read: 2, kept: 1, repaired: 0, refused: 1 });
	});

	it('exchanges latitude and longitude where only that lies on the globe', () => {
		const taken = take([{ geometry: area([square(23.02, 113.75)]) }]);
		expect(reasonsOf(taken)).toEqual(['repaired building/swapped-axes']);
		expect([taken.table.lonLat[0], taken.table.lonLat[1]]).toEqual([1137500000, 230200000]);
	});

	it('tells what it repairs', () => {
		const bow: Ring = [
			[113.75, 23.02],
			[113.751, 23.021],
			[113.751, 23.02],
			[113.75, 23.021],
			[113.75, 23.02],
		];
		const taken = take([{ geometry: area([bow]) }]);
		expect(reasonsOf(taken)).toEqual(['repaired building/self-intersection']);
		expect(taken.table.buildingRing[1]).toBe(2);
	});

	it('counts records that could not be read at all', () => {
		const taker = createBuildingTaker(PLAN);
		taker.bad({ number: 12, reason: 'record/bad-json', detail: 'ends' });
		const { counts, rejects } = taker.finish();
		expect(counts).toEqual({ read: 1, kept: 0, repaired: 0, refused: 1 });
		expect(rejects).toEqual([
			{ source: 'city', id: 'line 12', outcome: 'refused', reason: 'record/bad-json', detail: 'ends' },
		]);
	});
});

describe('createBuildingTaker: coordinate systems', () => {
	it('converts projected coordinates', () => {
		// pyproj: EPSG:4526 of 113.7518, 23.0207.
		const [x, y] = [38474557.7328, 2546851.5329];
		const ring: Ring = [
			[x, y],
			[x + 10, y],
			[x + 10, y + 10],
			[x, y + 10],
		];
		const { table, counts } = take([{ geometry: area([ring]) }], { crs: 'EPSG:4526' });
		expect(counts.kept).toBe(1);
		expect([table.lonLat[0], table.lonLat[1]]).toEqual([1137518000, 230207000]);
	});

	it('says that projected numbers are no degrees, and which zone they look like', () => {
		const geometry = area([square(38504321.2, 2546851.5, 10)]);
		expect(() => take([{ geometry }])).toThrow(
			/got x = 38504321\.2, .*expected degrees; if it is projected say --crs EPSG:n; likely EPSG:4526/,
		);
		expect(() => take(Array.from({ length: 20 }, () => ({ geometry })))).toThrow(/crs EPSG:4326/);
	});

	it('takes a single wild number for a slip', () => {
		const taken = take([{ geometry: area([square(38504321, 2546851, 10)]) }, {}, {}]);
		expect(reasonsOf(taken)).toEqual(['refused building/out-of-range']);
	});

	it('says that degrees are no lengths', () => {
		expect(() => take([{}], { crs: 'EPSG:4547' })).toThrow(/expected lengths from an origin; if they are degrees/);
	});
});

describe('createBuildingTaker: heights', () => {
	it('makes heights and floors that cannot be unknown, and tells each', () => {
		const taken = take([
			{ properties: { height: -1 } },
			{ properties: { height: 9999 } },
			{ properties: { floors: 0 } },
			{ properties: { height: 100, floors: 3 } },
		]);
		expect(reasonsOf(taken)).toEqual([
			'repaired building/impossible-height',
			'repaired building/impossible-height',
			'repaired building/impossible-floors',
			'repaired building/floors-against-height',
		]);
		expect([...taken.table.heightCm]).toEqual([0xffffffff, 0xffffffff, 0xffffffff, 10000]);
		expect([...taken.table.floors]).toEqual([0, 0, 0, 0]);
	});
});
