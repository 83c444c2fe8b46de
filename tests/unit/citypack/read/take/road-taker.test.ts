import { describe, expect, it } from 'vitest';
import type { SourceGeometry } from '../../../../../src/citypack/read/source-record.ts';
import { parseFieldMap } from '../../../../../src/citypack/read/take/parse-field-map.ts';
import { createRoadTaker } from '../../../../../src/citypack/read/take/road-taker.ts';
import type { TakePlan } from '../../../../../src/citypack/read/take/take-plan.ts';

type Row = Readonly<Record<string, unknown>>;
const PLAN: TakePlan = { sourceKey: 'net', source: 0, crs: 'wgs84', fields: null, unit: 'feature' };
const lineOf = (...lines: readonly (readonly number[])[]): SourceGeometry => ({
	kind: 'line',
	lines: lines.map((line) => Float64Array.from(line)),
});
const LINE = lineOf([113.75, 23.02, 113.76, 23.02]);

function take(rows: readonly (readonly [Row, SourceGeometry?])[], plan: Partial<TakePlan> = {}) {
	const taker = createRoadTaker({ ...PLAN, ...plan });
	for (const [i, [properties, geometry = LINE]] of rows.entries())
		taker.record({ id: null, number: i + 1, properties, geometry });
	return taker.finish();
}
const map = (content: object) => parseFieldMap(JSON.stringify(content), 'map.json');
const rejectsOf = ({ rejects }: ReturnType<typeof take>) =>
	rejects.map(({ id, outcome, reason }) => [id, outcome, reason]);

describe('createRoadTaker', () => {
	it('reads Chinese fields and words', () => {
		const row = {
			路段编号: 'A1',
			道路名称: '鸿福路',
			道路等级: '城市主干路',
			车道数: '6',
			'路宽(米)': 21,
			单行: '正向',
			'限高(cm)': '420',
			限重: '20吨',
			限长: 12,
			限宽: '3.5米',
			桥: '是',
			货车: '禁行',
			路面: '水泥混凝土',
			通行: '门禁',
		};
		expect(take([[row]]).roads).toMatchObject([
			{
				id: 'net/A1',
				name: '鸿福路',
				roadClass: 'primary',
				lanes: 6,
				widthM: 21,
				oneway: 1,
				maxHeightM: 4.2,
				maxWeightT: 20,
				maxLengthM: 12,
				maxWidthM: 3.5,
				bridge: true,
				tunnel: false,
				hgvBanned: true,
				paved: true,
				access: 2,
				link: false,
				routable: true,
				nodes: null,
			},
		]);
	});

	it('reads the fields of OpenStreetMap extracts', () => {
		const row = { osm_id: '7', fclass: 'secondary_link', oneway: 'T', bridge: 'F', tunnel: 'T', surface: 'gravel' };
		expect(take([[row]]).roads).toMatchObject([
			{ id: 'net/7', roadClass: 'secondary', link: true, oneway: 2, bridge: false, tunnel: true, paved: false },
		]);
	});

	it.each([
		['高速公路', 'motorway'],
		['快速路', 'trunk'],
		['国道', 'trunk'],
		['主干道', 'primary'],
		['次干路', 'secondary'],
		['支路', 'tertiary'],
		['小区道路', 'residential'],
		['内部道路', 'service'],
		['巷道', 'lane'],
		['living_street', 'residential'],
		['track_grade3', 'track'],
		['Motorway', 'motorway'],
	])('takes the class %s for %s', (word, expected) => {
		expect(take([[{ 道路等级: word }]]).roads[0]?.roadClass).toBe(expected);
	});

	it.each([
		['F', 1],
		['T', 2],
		['B', 0],
		[1, 1],
		[-1, 2],
		['yes', 1],
		['no', 0],
		[true, 1],
		['双向', 0],
		['逆向', 2],
	])('takes the one-way value %s for %d', (value, expected) => {
		const taken = take([[{ class: 'primary', oneway: value }]]);
		expect([taken.roads[0]?.oneway, taken.rejects]).toEqual([expected, []]);
	});

	it('draws footways and drives on none', () => {
		expect(take([[{ highway: 'footway' }], [{ 道路等级: '人行道' }]]).roads.map(({ routable }) => routable)).toEqual([
			false,
			false,
		]);
	});

	it('knows a Chinese field that a DBF file has cut', () => {
		const { roads, fields } = take([[{ 路段编: '9', 道路等: '支路', 限: 4 }]]);
		expect(roads).toMatchObject([{ id: 'net/9', roadClass: 'tertiary', maxHeightM: null }]);
		expect(fields.map(({ field, role }) => [field, role])).toEqual([
			['路段编', 'id'],
			['道路等', 'class'],
			['限', null],
		]);
	});

	it('refuses what is no road, each with its reason', () => {
		const taken = take([
			[{ class: 'primary' }, { kind: 'point', points: [Float64Array.of(113, 23)] }],
			[{ class: 'primary' }, { kind: 'empty' }],
			[{ class: 'primary' }, lineOf([113.75, 23.02, 113.75, 23.02])],
			[{ class: 'xyzzy' }],
			[{ name: 'A' }],
			[{ class: '规划道路' }],
			[{ class: 'ferry' }],
			[{ class: 'primary' }, lineOf([0, 0, 113.75, 23.02])],
			[{ class: 'primary' }, lineOf([213, 23, 213.1, 23])],
			[{ class: 'primary' }],
		]);
		expect(taken.counts).toEqual({ read: 10, kept: 1, repaired: 0, refused: 9 });
		expect(rejectsOf(taken)).toEqual(
			[
				'not-a-line',
				'no-geometry',
				'zero-length',
				'unknown-class',
				'no-class',
				'not-built',
				'ferry',
				'null-island',
				'out-of-range',
			].map((reason, i) => [`feature ${i + 1}`, 'refused', `road/${reason}`]),
		);
	});

	it('tells numbers and words that cannot be, and keeps them as unknown; 0 is not known', () => {
		const taken = take([
			[{ id: 1, class: 'primary', maxheight: 42, maxweight: 'heavy', width: 0, oneway: 'perhaps', access: '??' }],
		]);
		expect(taken.roads).toMatchObject([{ maxHeightM: null, maxWeightT: null, widthM: null, oneway: 0, access: 0 }]);
		expect(rejectsOf(taken)).toEqual([
			['net/1', 'repaired', 'road/bad-oneway'],
			['net/1', 'repaired', 'road/impossible-number'],
			['net/1', 'repaired', 'road/bad-number'],
		]);
	});

	it('makes parts of several lines, and of records of one id', () => {
		const parts = lineOf([113.75, 23.02, 113.76, 23.02], [113.77, 23.02, 113.78, 23.02]);
		const { roads, counts, madeIds } = take([
			[{ id: 5, class: 'primary' }, parts],
			[{ id: 5, class: 'primary' }, lineOf([113.79, 23.02, 113.8, 23.02])],
			[{ class: 'primary' }],
		]);
		expect(roads.map(({ id }) => id)).toEqual(['net/5', 'net/5/2', 'net/5/3', 'net/3']);
		expect([counts.read, counts.kept, madeIds]).toEqual([3, 3, 1]);
	});

	it('puts latitude before longitude right, and projected coordinates into degrees', () => {
		const swapped = take([[{ class: 'primary' }, lineOf([23.02, 113.75, 23.02, 113.76])]]);
		expect(rejectsOf(swapped)).toEqual([['net/1', 'repaired', 'road/swapped-axes']]);
		expect(swapped.roads[0]?.lonLat).toEqual(Int32Array.of(1_137_500_000, 230_200_000, 1_137_600_000, 230_200_000));
		// 500 km east of the false origin lies the central meridian of EPSG:4547, 114 degrees.
		const projected = take([[{ class: 'primary' }, lineOf([500_000, 2_546_000, 500_000, 2_547_000])]], {
			crs: 'EPSG:4547',
		});
		expect((projected.roads[0]?.lonLat[0] as number) / 1e7).toBeCloseTo(114, 6);
		expect(() => take([[{ class: 'primary' }, lineOf([38_504_321, 2_547_000, 38_504_421, 2_547_000])]])).toThrow(
			'expected degrees',
		);
	});

	it('follows a mapping: words, a class for none, units, how near is joined', () => {
		const fields = map({
			class: { fields: ['DJ'], values: { 3: 'primary', '': 'service', 9: 'not-a-road' } },
			max_height_m: { fields: 'XG', unit: 'cm' },
			join_m: 0,
		});
		const taken = take([[{ DJ: 3, XG: 380 }], [{ DJ: '' }], [{ DJ: 9 }]], { fields });
		expect(taken.roads.map(({ roadClass, maxHeightM }) => [roadClass, maxHeightM])).toEqual([
			['primary', 3.8],
			['service', null],
		]);
		expect(rejectsOf(taken)).toEqual([['feature 3', 'refused', 'road/not-a-road']]);
		expect(() => take([], { fields: map({ class: { fields: 'DJ', values: { 3: 'boulevard' } } }) })).toThrow(
			'class.values.3: got boulevard',
		);
		expect(() => map({ join_m: -1 })).toThrow('join_m: got -1');
	});

	it('joins an end that lies half a metre from another road, and tells it', () => {
		// 1e-6 degrees of latitude are 0.11 m.
		const near = lineOf([113.755, 23.020001, 113.755, 23.03]);
		const taken = take([[{ id: 1, class: 'primary' }], [{ id: 2, class: 'lane' }, near]]);
		expect(taken.roads[0]?.lonLat).toEqual(
			Int32Array.of(1_137_500_000, 230_200_000, 1_137_550_000, 230_200_010, 1_137_600_000, 230_200_000),
		);
		expect(rejectsOf(taken)).toEqual([['net/2', 'repaired', 'road/end-joined']]);
		expect(taken.counts).toEqual({ read: 2, kept: 2, repaired: 1, refused: 0 });
	});
});
