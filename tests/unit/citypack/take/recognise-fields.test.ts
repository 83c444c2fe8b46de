import { describe, expect, it } from 'vitest';
import { normaliseFieldName, recogniseField } from '../../../../src/citypack/read/take/recognise-fields.ts';

describe('recogniseField', () => {
	it.each([
		['建物ID', 'id'],
		['BuildingID', 'id'],
		['building_id', 'id'],
		['房屋编号', 'id'],
		['楼栋编号', 'id'],
		['osm_id', 'id'],
		['gid', 'row-number'],
		['OBJECTID', 'row-number'],
		['高度', 'height_m'],
		['建筑高度', 'height_m'],
		['Height', 'height_m'],
		['measuredHeight', 'height_m'],
		['bldg_h', 'height_m'],
		['height_m', 'height_m'],
		['Ｈｅｉｇｈｔ', 'height_m'],
		['楼层', 'floors'],
		['层数', 'floors'],
		['地上层数', 'floors'],
		['地上階数', 'floors'],
		['storeysAboveGround', 'floors'],
		['building:levels', 'floors'],
		['地下层数', 'floors_below'],
		['地下階数', 'floors_below'],
		['floors_below', 'floors_below'],
		['结构类型', 'structure'],
		['構造種別', 'structure'],
		['用途', 'use'],
		['使用性质', 'use'],
		['建成年份', 'year'],
		['建築年', 'year'],
		['地址', 'address'],
		['门牌号', 'housenumber'],
		['镇街', 'town'],
		['min_height_m', 'min_height_m'],
		['residents', 'residents'],
		['shape_area', null],
		['code', null],
	])('%s is %s', (field, role) => {
		expect(recogniseField(field).role).toBe(role);
	});

	it.each([
		['height_cm', 'height', 'cm'],
		['高度(米)', '高度', '米'],
		['高度（厘米）', '高度', '厘米'],
		['H_ft', 'h', 'ft'],
		['heightM', 'height', 'm'],
		['层数(层)', '层数', null],
		['高度(相对)', '高度(相对)', null],
		['name', 'name', null],
	])('%s is %s in %s', (field, name, unit) => {
		expect(normaliseFieldName(field)).toEqual({ name, unit });
	});

	it('prefers the measured height', () => {
		expect(recogniseField('measuredHeight').preference).toBeLessThan(recogniseField('height').preference);
	});
});
