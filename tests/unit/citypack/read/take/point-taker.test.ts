import { describe, expect, it } from 'vitest';
import type { SourceGeometry } from '../../../../../src/citypack/read/source-record.ts';
import type { FieldMap } from '../../../../../src/citypack/read/take/field-map.ts';
import { createPointTaker } from '../../../../../src/citypack/read/take/point-taker.ts';

type Row = Record<string, unknown>;
const EMPTY: SourceGeometry = { kind: 'empty' };
const point = (x: number, y: number): SourceGeometry => ({ kind: 'point', points: [Float64Array.of(x, y)] });
const HERE = point(113.75, 23.02);

function createTaker(fields: FieldMap | null = null, crs = 'wgs84') {
	return createPointTaker({ sourceKey: 'w', source: 0, crs, fields, unit: 'line' }, 'water');
}

/** Water of rows; each at HERE unless it brings a geometry. */
function take(rows: readonly (Row | [Row, SourceGeometry])[], fields: FieldMap | null = null, crs = 'wgs84') {
	const made = createTaker(fields, crs);
	rows.forEach((row, i) => {
		const [properties, geometry] = Array.isArray(row) ? row : [row, HERE];
		made.record({ id: null, number: i + 2, properties, geometry });
	});
	return made.finish();
}
const takeOne = (row: Row, fields: FieldMap | null = null) => {
	const taken = take([row], fields);
	return { water: taken.points[0], rejects: taken.rejects, notes: taken.notes, fields: taken.fields };
};

describe('createPointTaker: water', () => {
	it('reads a hydrant by the usual names: simplified and traditional Chinese, Japanese, English', () => {
		const simplified = {
			消火栓编号: 'XHS-1',
			类型: '地下式',
			名称: '鸿福路口',
			使用状态: '完好',
			'流量（L/s）': '15',
			管径: 'DN150',
			检测日期: '2025年3月9日',
		};
		const traditional = {
			消防栓編號: 'XHS-1',
			種類: '地下',
			消防栓位置: '鸿福路口',
			是否停用: 'False',
			'出水量(L/min)': '900',
			管徑: '150mm',
			檢查日期: '2025/3/9 下午 07:38:26',
		};
		const japanese = {
			消火栓番号: 'XHS-1',
			種別: '地下式',
			名称: '鸿福路口',
			状況: '使用可',
			'流量(m3/h)': 54,
			口径: 150,
			点検日: '2025-03-09',
		};
		const english = {
			hydrant_id: 'XHS-1',
			hydrant_type: 'Underground',
			name: '鸿福路口',
			in_service: true,
			flow_lps: 15,
			'Pipe Diameter (cm)': 15,
			last_inspection: new Date('2025-03-09T00:00:00Z'),
		};
		const expected = {
			id: 'XHS-1',
			kind: 'hydrant-underground',
			lon: 113.75,
			lat: 23.02,
			name: '鸿福路口',
			state: 'ok',
			flowLps: 15,
			diameterMm: 150,
			volumeM3: null,
			testedOn: '2025-03-09',
			source: 'w',
		};
		for (const row of [simplified, traditional, japanese, english]) {
			expect(takeOne(row)).toMatchObject({ water: expected, rejects: [], notes: [] });
		}
	});

	it.each([
		['地上', 'hydrant'],
		['市政消火栓', 'hydrant'],
		['地下式', 'hydrant-underground'],
		['消防水鹤', 'standpipe'],
		['地下消防水池', 'tank'],
		['大樓蓄水池', 'tank'],
		['防火水槽', 'tank'],
		['天然水源取水口', 'natural'],
		['河流', 'natural'],
	])('knows the kind %s as %s', (word, kind) => {
		expect(takeOne({ id: 1, 类型: word }).water?.kind).toBe(kind);
	});

	it.each([
		[{ 是否停用: 'True', 水壓不足: 'False' }, 'faulty'],
		[{ 是否停用: 'False', 水壓不足: 'True' }, 'faulty'],
		[{ 是否停用: '否', 状态: '漏水待修' }, 'faulty'],
		[{ 是否完好: '是' }, 'ok'],
		[{ 是否完好: 0 }, 'faulty'],
		[{ 状态: '不正常' }, 'faulty'],
		[{ 状态: '正常' }, 'ok'],
		[{ status: 'Out of order' }, 'faulty'],
		[{ 状态: '' }, 'unknown'],
		[{ 状态: '待定' }, 'unknown'],
		[{}, 'unknown'],
	])('reads the state of %j as %s', (row, state) => {
		expect(takeOne({ id: 1, kind: 'hydrant', ...row }).water?.state).toBe(state);
	});

	it('never guesses the unit of a flow, and tells once that it is missing', () => {
		const { points, rejects, notes, fields } = take([
			{ id: 1, kind: '地上', 出水量: '1352.0' },
			{ id: 2, kind: '地上', 出水量: '30 L/s' },
			{ id: 3, kind: '地上', 出水量: '700' },
		]);
		expect(points.map((water) => water.flowLps)).toEqual([null, 30, null]);
		expect(rejects).toEqual([]);
		expect(notes).toEqual([{ code: 'water/flow-without-unit', message: expect.stringContaining('w: 2 flows') }]);
		expect(fields).toContainEqual({ field: '出水量', role: 'flow_lps', values: 3, unread: 2 });
	});

	it.each([
		[
			{ flow_lps: -5 },
			'flowLps',
			'water/bad-flow',
			'flow_lps=-5 (lps), kept as unknown, expected above 0, up to 500 L/s',
		],
		[
			{ flow_lps: 9999 },
			'flowLps',
			'water/bad-flow',
			'flow_lps=9999 (lps), kept as unknown, expected above 0, up to 500 L/s',
		],
		[
			{ '流量(L/s)': '很大' },
			'flowLps',
			'water/bad-flow',
			'流量(L/s)=很大, kept as unknown, expected above 0, up to 500 L/s',
		],
		[{ 管径: 'DN5' }, 'diameterMm', 'water/bad-diameter', '管径=DN5, kept as unknown, expected 20 to 3000 mm'],
		[
			{ kind: 'tank', 容积: '-1' },
			'volumeM3',
			'water/bad-volume',
			'容积=-1, kept as unknown, expected above 0, up to 10000000 m3',
		],
		[{ 检测日期: '2025-02-30' }, 'testedOn', 'water/bad-date', '检测日期=2025-02-30, expected a date'],
	])('keeps what cannot be as unknown and tells it: %j', (row, key, reason, detail) => {
		const { water, rejects } = takeOne({ id: 'a', kind: 'hydrant', ...row });
		expect(water).toMatchObject({ [key]: null });
		expect(rejects).toEqual([{ source: 'w', id: 'a', outcome: 'repaired', reason, detail }]);
	});

	it('takes the volume of tanks and ponds, in cubic metres', () => {
		expect(takeOne({ id: 1, 类型: '消防水池', 容积: '500立方米' }).water).toMatchObject({
			kind: 'tank',
			volumeM3: 500,
		});
		expect(takeOne({ id: 1, 種別: '防火水槽', 容量: '40t' }).water).toMatchObject({ kind: 'tank', volumeM3: 40 });
		expect(takeOne({ id: 1, 种类: '地上', 容积: '500' }).water).toMatchObject({ kind: 'hydrant', volumeM3: null });
	});

	it('finds the place by the geometry, else by the fields, and puts swapped coordinates right', () => {
		const { points, counts, rejects } = take([
			[{ id: 'geometry', kind: 'h', 经度: 1, 纬度: 2 }, HERE],
			[{ id: 'fields', kind: '地上', 經度: '120.695594', 緯度: '24.1018706' }, EMPTY],
			[{ id: 'degrees', kind: '地上', lng: `113°45'0"`, lat: '23度1分12秒' }, EMPTY],
			[{ id: 'swapped', kind: '地上' }, point(23.02, 113.75)],
			[
				{ id: 'pond', kind: '水池' },
				{ kind: 'area', polygons: [[Float64Array.of(113, 23, 113.2, 23, 113.2, 23.1)]] },
			],
		]);
		expect(points.map(({ id, lon, lat }) => [id, lon, lat])).toEqual([
			['geometry', 113.75, 23.02],
			['fields', 120.695594, 24.1018706],
			['degrees', 113.75, 23.02],
			['swapped', 113.75, 23.02],
			['pond', 113.1, 23.05],
		]);
		expect(counts).toEqual({ read: 5, kept: 5, repaired: 3, refused: 0 });
		expect(rejects.map(({ id, reason }) => [id, reason])).toEqual([
			['geometry', 'water/unknown-kind'],
			['swapped', 'water/swapped-coordinates'],
			['pond', 'water/area-to-point'],
		]);
	});

	it('converts from the coordinate system of the plan', () => {
		// 441 000 E 2 546 000 N of EPSG:4547 (CGCS2000 3-degree zone, 114 E) by pyproj: 113.4244720, 23.0121594.
		const rows: [Row, SourceGeometry][] = [[{ id: 1, kind: '地上', x: '441000', y: '2546000' }, EMPTY]];
		const [water] = take(rows, null, 'EPSG:4547').points;
		expect(water?.lon).toBeCloseTo(113.424472, 6);
		expect(water?.lat).toBeCloseTo(23.0121594, 6);
	});

	it.each([
		['water/no-place', {}, EMPTY],
		['water/no-place', { 经度: '113.75' }, EMPTY],
		['water/bad-coordinates', { 经度: '东边', 纬度: '23' }, EMPTY],
		['water/bad-coordinates', {}, point(Number.NaN, 23)],
		['water/zero-coordinates', { lon: '0', lat: '0.0' }, EMPTY],
		['water/out-of-range', {}, point(1137, 23)],
		['water/not-a-point', {}, { kind: 'line', lines: [Float64Array.of(1, 2, 3, 4)] }],
		['water/several-places', {}, { kind: 'point', points: [Float64Array.of(1, 2), Float64Array.of(3, 4)] }],
	] as const)('refuses %s: %j', (reason, row, geometry) => {
		const { counts, rejects } = take([[{ id: 'a', kind: '地上', ...row }, geometry]]);
		expect(counts).toEqual({ read: 1, kept: 0, repaired: 0, refused: 1 });
		expect(rejects).toMatchObject([{ source: 'w', id: 'a', outcome: 'refused', reason }]);
	});

	it('refuses an id that was there before, and numbers what has none', () => {
		const { points, rejects, notes } = take([
			{ id: 'a', kind: '地上' },
			{ id: 'a', kind: '地上' },
			{ id: '', kind: '地上' },
		]);
		expect(points.map(({ id }) => id)).toEqual(['a', 'w-4']);
		expect(rejects).toEqual([
			{ source: 'w', id: 'a', outcome: 'refused', reason: 'water/duplicate-id', detail: 'line 3 has the id of line 2' },
		]);
		expect(notes).toEqual([
			{
				code: 'water/no-id',
				message: "w: 1 records have no id field: their ids are made of their numbers ('w-12')",
			},
		]);
	});

	it('says when a kind is assumed, and refuses records of which nothing is understood', () => {
		const { points, rejects, notes } = take([
			{ 消防栓編號: '14107.0' },
			{ F0: '263', F1: '大樓蓄水池', name: '樹孝路' },
			{ name: '河东路' },
		]);
		expect(points.map(({ id, kind, name }) => [id, kind, name])).toEqual([
			['14107.0', 'hydrant', null],
			['w-4', 'hydrant', '河东路'],
		]);
		expect(rejects).toMatchObject([
			{ id: 'line 3', outcome: 'refused', reason: 'water/unknown-fields', detail: expect.stringContaining('F0, F1') },
		]);
		expect(notes.map(({ code }) => code)).toEqual(['water/kind-assumed', 'water/no-id']);
	});

	it('reads by a mapping alone where there is one', () => {
		const fields: FieldMap = {
			id: { fields: ['F0'] },
			kind: { fields: ['F1'], values: { 大樓: 'tank' } },
			volume_m3: { fields: ['F8'], unit: '吨' },
			flow_lps: { fields: ['F9'], unit: 'L/min' },
			state: { fields: ['F12'], values: { A: 'ok', B: 'faulty' } },
			lon: { fields: ['F14'] },
			lat: { fields: ['F15'] },
		};
		const row = {
			F0: '263',
			F1: '大樓',
			F8: '40',
			F9: '600',
			F12: 'B',
			F14: '120.7',
			F15: '24.1',
			name: 'x',
			管径: '100',
		};
		const { points, fields: uses } = take([[row, EMPTY]], fields);
		expect(points).toMatchObject([
			{ id: '263', kind: 'tank', volumeM3: 40, flowLps: 10, state: 'faulty', lon: 120.7, name: null, diameterMm: null },
		]);
		expect(uses).toContainEqual({ field: 'F9', role: 'flow_lps', values: 1 });
		expect(uses).toContainEqual({ field: '管径', role: null, values: 1 });
	});

	it('refuses a mapping that a water input cannot have', () => {
		expect(() => createTaker({ flow_lps: { fields: ['f'], unit: 'furlongs' } })).toThrow(/flow_lps.unit: got furlongs/);
		expect(() => createTaker({ kind: { fields: ['f'], values: { a: 'well' } } })).toThrow(/kind.values.a: got well/);
	});

	it('counts a record that the reader could not read', () => {
		const made = createTaker();
		made.bad({ number: 7, reason: 'record/columns', detail: '3 columns, the header has 2' });
		const { counts, rejects } = made.finish();
		expect(counts).toEqual({ read: 1, kept: 0, repaired: 0, refused: 1 });
		expect(rejects).toEqual([
			{
				source: 'w',
				id: 'line 7',
				outcome: 'refused',
				reason: 'record/columns',
				detail: '3 columns, the header has 2',
			},
		]);
	});
});

describe('createPointTaker: stations', () => {
	const VEHICLE = {
		id: 'v1',
		plate: '粤S1',
		type: 'SG',
		model: 'SG80',
		profile: { lengthM: 8.5, widthM: 2.5, heightM: 3.5, massT: 19, turningRadiusM: 9, jackSpreadM: null },
		workHeightM: null,
		tankT: 8,
		pumpLps: 60,
	};
	const takeStation = (properties: Row) => {
		const made = createPointTaker(
			{ sourceKey: 's', source: 0, crs: 'wgs84', fields: null, unit: 'feature' },
			'stations',
		);
		made.record({ id: null, number: 1, properties, geometry: HERE });
		return made.finish();
	};

	it.each([
		[{ 队站类别: '特勤站' }, 'special'],
		[{ 站级: '一级普通消防站' }, 'first'],
		[{ 等级: '二级' }, 'second'],
		[{ 类型: '小型站' }, 'small'],
		[{ 名称: '鸿福社区微型消防站' }, 'micro'],
		[{ kind: 'first', name: '特勤一站' }, 'first'],
		[{ 类型: '战勤保障站' }, 'unknown'],
		[{ 名称: '莞城消防救援站' }, 'unknown'],
	])('reads the kind of %j as %s', (row, kind) => {
		expect(takeStation({ id: 1, ...row }).points).toMatchObject([{ kind }]);
	});

	it('reads name, town and its vehicles, as a list or as its JSON; no list is unknown', () => {
		const row = { 队站编号: 'S1', 队站名称: '莞城站', 英文名称: 'Guancheng', 镇街: '莞城街道' };
		const expected = {
			id: 'S1',
			name: '莞城站',
			nameEn: 'Guancheng',
			town: '莞城街道',
			lon: 113.75,
			lat: 23.02,
			source: 's',
		};
		expect(takeStation({ ...row, vehicles: [VEHICLE] }).points).toEqual([
			{ ...expected, kind: 'unknown', vehicles: [VEHICLE] },
		]);
		expect(takeStation({ ...row, vehicles: JSON.stringify([VEHICLE]) }).points).toMatchObject([
			{ vehicles: [VEHICLE] },
		]);
		const { points, rejects } = takeStation({ ...row, vehicles: '2辆水罐车' });
		expect(points).toMatchObject([{ vehicles: [] }]);
		expect(rejects).toMatchObject([{ id: 'S1', outcome: 'repaired', reason: 'station/bad-vehicles' }]);
	});
});
