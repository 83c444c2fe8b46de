import { describe, expect, it } from 'vitest';
import { type JoinInput, joinAttributes } from '../../../../src/citypack/join/join-attributes.ts';
import type { BuildingRow } from '../../../../src/citypack/model/building-row.ts';
import { UNKNOWN_U8, UNKNOWN_U32 } from '../../../../src/citypack/model/building-table.ts';
import { createBuildingTableBuilder } from '../../../../src/citypack/model/building-table-builder.ts';
import type { SourceGeometry } from '../../../../src/citypack/read/source-record.ts';
import { BASES, BUILDING_STRUCTURES, BUILDING_USES } from '../../../../src/domain/building.ts';
import { BARE_BUILDING } from '../../../support/bare-records.ts';

/** A square of 0.001 degrees (about 100 m) whose south-west corner is x, y thousandths of a degree from 113, 23. */
function square(x: number, y: number, side = 1): Int32Array {
	const [west, south] = [1_130_000_000 + x * 10_000, 230_000_000 + y * 10_000];
	const length = side * 10_000;
	return Int32Array.of(west, south, west + length, south, west + length, south + length, west, south + length);
}
const reversed = (ring: Int32Array) => {
	const [a, b, c, d, e, f, g, h] = ring as unknown as number[];
	return Int32Array.of(...([g, h, e, f, c, d, a, b] as number[]));
};

function row(id: string, rings: readonly Int32Array[], given: Partial<BuildingRow> = {}): BuildingRow {
	return { ...BARE_BUILDING, id, rings, ...given };
}

function tableOf(rows: readonly BuildingRow[]) {
	const builder = createBuildingTableBuilder();
	for (const building of rows) builder.addBuilding(building);
	return builder.finish();
}

type Row = Record<string, unknown>;
function join(
	rows: readonly (Row | [Row, SourceGeometry])[],
	given: Partial<JoinInput> = {},
	source: Partial<JoinInput['source']> = {},
): JoinInput {
	return {
		on: 'id',
		crs: 'wgs84',
		fields: null,
		input: {
			unit: 'line',
			crs: null,
			count: null,
			fields: null,
			readAll: async (sink) => {
				rows.forEach((given, i) => {
					const [properties, geometry] = Array.isArray(given) ? given : [given, { kind: 'empty' } as const];
					sink.record({ id: null, number: i + 2, properties, geometry });
				});
			},
			close: async () => {},
		},
		source: {
			key: 'cim',
			title: 'CIM',
			kind: 'attributes',
			format: 'CSV',
			licence: null,
			date: '2026-06-30',
			crs: 'EPSG:4326',
			crsEvidence: 'default',
			synthetic: false,
			...source,
		},
		...given,
	};
}
const statementsOf = (table: { statements: { at(row: number): string } }, at: number) =>
	JSON.parse(table.statements.at(at) || '[]');

describe('joinAttributes', () => {
	it('takes what only the register has, keeps both of what contradicts, and says nothing of what agrees', async () => {
		const own = row('a', [square(0, 0)], {
			name: '鸿福大厦',
			heightM: 21.3,
			heightBasis: 'measured',
			floors: 6,
			floorsBelow: 0,
			use: 'residential',
			structure: 'unknown',
			year: 1998,
			source: 1,
		});
		const table = tableOf([row('z', [square(5, 5)], { name: '邻楼', heightM: 9, heightBasis: 'registered' }), own]);
		const cim = {
			建筑编号: 'a',
			名称: '鸿福大厦',
			建筑高度: '24.0',
			地上层数: '6层',
			地下层数: '2',
			结构类型: '框架',
			用途: '住宅',
			建成年份: '2001年',
			居住人数: '120',
			备注: '-',
		};
		const { table: joined, reports, rejects } = await joinAttributes(table, ['osm', 'survey'], [join([cim])]);
		expect(joined.heightCm[1]).toBe(2400);
		expect(BASES[joined.heightBasis[1] as number]).toBe('registered');
		expect(joined.floors[1]).toBe(6);
		expect(joined.floorsBelow[1]).toBe(2);
		expect(BUILDING_STRUCTURES[joined.structure[1] as number]).toBe('rc-frame');
		expect(BUILDING_USES[joined.use[1] as number]).toBe('residential');
		expect(joined.year[1]).toBe(2001);
		expect(joined.residents[1]).toBe(120);
		expect(joined.name.at(1)).toBe('鸿福大厦');
		expect(statementsOf(joined, 1)).toEqual([
			{ field: 'height_m', value: 24, source: 'cim', used: true },
			{ field: 'height_m', value: 21.3, source: 'survey', used: false },
			{ field: 'floors_below', value: 2, source: 'cim', used: true },
			{ field: 'floors_below', value: 0, source: 'survey', used: false },
			{ field: 'structure', value: 'rc-frame', source: 'cim', used: true },
			{ field: 'year', value: 2001, source: 'cim', used: true },
			{ field: 'year', value: 1998, source: 'survey', used: false },
			{ field: 'residents', value: 120, source: 'cim', used: true },
		]);
		expect(rejects).toEqual([]);
		expect(reports).toMatchObject([
			{ source: { key: 'cim', read: 1, kept: 1, repaired: 0, refused: 0 }, matched: 1, unmatched: 0, conflicts: 1 },
		]);
		expect(reports[0]?.fields).toContainEqual({ field: '建筑编号', role: 'id', values: 1 });
		expect(reports[0]?.fields).toContainEqual({ field: '建筑高度', role: 'height_m', values: 1 });
		// The other building, and the geometry, are as they were.
		expect(joined.name.at(0)).toBe('邻楼');
		expect(joined.statements.at(0)).toBe('');
		expect(joined.heightCm[0]).toBe(900);
		expect(joined.lonLat).toBe(table.lonLat);
		expect(table.heightCm[1]).toBe(2130);
	});

	it('counts heights within 5 cm as equal', async () => {
		const table = tableOf([
			row('a', [square(0, 0)], { heightM: 24.05, heightBasis: 'measured' }),
			row('b', [square(2, 0)], { heightM: 24.06, heightBasis: 'measured' }),
		]);
		const rows = [
			{ id: 'a', height: 24 },
			{ id: 'b', height: 24 },
		];
		const { table: joined } = await joinAttributes(table, ['s'], [join(rows)]);
		expect([...joined.heightCm]).toEqual([2405, 2400]);
		expect(BASES[joined.heightBasis[0] as number]).toBe('measured');
		expect(joined.statements.at(0)).toBe('');
		expect(statementsOf(joined, 1)).toHaveLength(2);
	});

	it('makes the height anew where only floors or use come from the join', async () => {
		const table = tableOf([
			row('a', [square(0, 0)]),
			row('b', [square(2, 0)], { floors: 2, heightM: 6, heightBasis: 'estimated' }),
			row('c', [square(4, 0)], { heightM: 30, heightBasis: 'measured' }),
		]);
		const rows = [
			{ id: 'a', floors: 5 },
			{ id: 'b', use: '厂房' },
			{ id: 'c', floors: 9 },
		];
		const { table: joined } = await joinAttributes(table, ['s'], [join(rows)]);
		// STOREY_HEIGHT_M: unknown use 3 m, factory 5 m.
		expect([...joined.heightCm]).toEqual([1500, 1000, 3000]);
		expect([...joined.heightBasis].map((basis) => BASES[basis])).toEqual(['estimated', 'estimated', 'measured']);
		expect(statementsOf(joined, 0)).toEqual([{ field: 'floors', value: 5, source: 'cim', used: true }]);
		expect(statementsOf(joined, 1)).toEqual([{ field: 'use', value: 'factory', source: 'cim', used: true }]);
	});

	it('leaves unknown what neither knows', async () => {
		const { table: joined } = await joinAttributes(
			tableOf([row('a', [square(0, 0)])]),
			['s'],
			[join([{ id: 'a', height: '不详', floors: '', residents: '-' }])],
		);
		expect(joined.heightCm[0]).toBe(UNKNOWN_U32);
		expect(joined.residents[0]).toBe(UNKNOWN_U32);
		expect(joined.floorsBelow[0]).toBe(UNKNOWN_U8);
		expect(joined.statements.at(0)).toBe('');
	});

	it('matches ids exactly first, then without blanks and full width, and refuses what it cannot match', async () => {
		const table = tableOf([
			row('B-1', [square(0, 0)]),
			row(' Ｂ－１', [square(2, 0)]),
			row('way/7 ', [square(4, 0)]),
			row('０８', [square(6, 0)]),
		]);
		const rows = [
			{ 编号: 'B-1', 层数: 1 },
			{ 编号: ' Ｂ－１', 层数: 2 },
			{ 编号: '　way/7', 层数: 3 },
			{ 编号: '08', 层数: 4 },
			{ 编号: 'way/8', 层数: 5 },
			{ 编号: '', 层数: 6 },
			{ 编号: 'Ｂ－１', 层数: 7 },
		];
		const { table: joined, reports, rejects } = await joinAttributes(table, ['s'], [join(rows, { on: '编号' })]);
		expect([...joined.floors]).toEqual([1, 2, 3, 4]);
		expect(rejects).toEqual([
			{
				source: 'cim',
				id: 'way/8',
				outcome: 'refused',
				reason: 'join/unknown-id',
				detail: 'line 6: no building has the id "way/8"',
			},
			{
				source: 'cim',
				id: 'line 7',
				outcome: 'refused',
				reason: 'join/no-key',
				detail: 'line 7: no value in its key column',
			},
			{
				source: 'cim',
				id: 'Ｂ－１',
				outcome: 'refused',
				reason: 'join/second-record',
				detail: 'line 8: an earlier record is joined to the same building',
			},
		]);
		expect(reports).toMatchObject([
			{ source: { read: 7, kept: 4, repaired: 0, refused: 3 }, matched: 4, unmatched: 1, conflicts: 0 },
		]);
	});

	it('uses the column that is named before those that are known as ids', async () => {
		const rows = [{ id: 'wrong', 房号: 'a', 层数: 4 }];
		const table = tableOf([row('a', [square(0, 0)])]);
		expect([...(await joinAttributes(table, ['s'], [join(rows, { on: '房号' })])).table.floors]).toEqual([4]);
		await expect(joinAttributes(table, ['s'], [join([{ 房号: 'a' }])])).rejects.toMatchObject({
			code: 'join/no-key',
			message: 'CIM: got the columns 房号, expected a column id, or one that is known as an id',
		});
	});

	it('joins by place: the smallest footprint that holds it, not a court, not beside it', async () => {
		const table = tableOf([
			row('small', [square(2, 2, 2)]),
			row('large', [square(0, 0, 10)]),
			row('ring', [square(20, 0, 10), reversed(square(24, 4, 2))]),
		]);
		const point = (x: number, y: number): SourceGeometry => ({
			kind: 'point',
			points: [Float64Array.of(113 + x / 1000, 23 + y / 1000)],
		});
		const rows: (Row | [Row, SourceGeometry])[] = [
			[{ floors: 1 }, point(3, 3)],
			{ floors: 2, 经度: '113.008', 纬度: '23.008' },
			[{ floors: 3 }, point(25, 5)],
			[{ floors: 4 }, point(21, 5)],
			[{ floors: 5 }, point(-0.1, 5)],
			{ floors: 6, 经度: '', 纬度: '' },
			[{ floors: 7 }, { kind: 'point', points: [Float64Array.of(23.003, 113.003)] }],
		];
		const { table: joined, reports, rejects } = await joinAttributes(table, ['s'], [join(rows, { on: 'place' })]);
		expect([...joined.floors]).toEqual([1, 2, 4]);
		expect(rejects.map(({ id, reason }) => [id, reason])).toEqual([
			['line 4', 'join/no-building'],
			['line 6', 'join/no-building'],
			['line 7', 'join/no-place'],
			['line 8', 'join/second-record'],
		]);
		expect(reports).toMatchObject([{ source: { read: 7, kept: 3, refused: 4 }, matched: 3, unmatched: 2 }]);
	});

	it('believes the first join of several, and keeps what the others say', async () => {
		const table = tableOf([row('a', [square(0, 0)], { floors: 5 })]);
		const joins = [join([{ id: 'a', floors: 6 }]), join([{ id: 'a', floors: 7, year: 1999 }], {}, { key: 'tax' })];
		const { table: joined, reports } = await joinAttributes(table, ['osm'], joins);
		expect(joined.floors[0]).toBe(6);
		expect(joined.year[0]).toBe(1999);
		expect(statementsOf(joined, 0)).toEqual([
			{ field: 'floors', value: 6, source: 'cim', used: true },
			{ field: 'floors', value: 5, source: 'osm', used: false },
			{ field: 'floors', value: 7, source: 'tax', used: false },
			{ field: 'year', value: 1999, source: 'tax', used: true },
		]);
		expect(reports.map(({ conflicts }) => conflicts)).toEqual([1, 1]);
	});

	it('reads by a mapping file, with units and words, and tells what a record has that cannot be', async () => {
		const fields = {
			id: { fields: ['K'] },
			height_m: { fields: ['H'], unit: 'cm' },
			structure: { fields: ['S'], values: { A: '砖木' } },
		};
		const rows = [
			{ K: 'a', H: '1250', S: 'A', floors: 9 },
			{ K: 'b', H: '-3', S: 'A', floors: 9 },
		];
		const table = tableOf([row('a', [square(0, 0)]), row('b', [square(2, 0)])]);
		const { table: joined, reports, rejects } = await joinAttributes(table, ['s'], [join(rows, { fields })]);
		expect([...joined.heightCm]).toEqual([1250, UNKNOWN_U32]);
		expect([...joined.floors]).toEqual([0, 0]);
		expect([...joined.structure].map((code) => BUILDING_STRUCTURES[code])).toEqual(['brick-timber', 'brick-timber']);
		expect(rejects).toMatchObject([
			{ source: 'cim', id: 'b', outcome: 'repaired', reason: 'building/impossible-height' },
		]);
		expect(reports).toMatchObject([{ source: { read: 2, kept: 2, repaired: 1, refused: 0 } }]);
		expect(reports[0]?.fields).toContainEqual({ field: 'floors', role: null, values: 2 });
	});
});
