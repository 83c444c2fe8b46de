import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nameInput } from '../../../../src/citypack/read/name-input.ts';
import { parseInputSpec } from '../../../../src/citypack/read/parse-input-spec.ts';

let dir: string;
const at = (name: string) => join(dir, name);

beforeAll(() => {
	dir = mkdtempSync(join(tmpdir(), 'fengtu-spec-'));
	mkdirSync(at('folder'));
	for (const name of ['a.geojson', 'b,crs=gcj02.geojson', 'water=c.csv', '图,二.shp', 'map.json']) {
		writeFileSync(at(name), '');
	}
});
afterAll(() => rmSync(dir, { recursive: true }));

describe('parseInputSpec', () => {
	it('takes a path that is there as it stands, whatever is in its name', () => {
		for (const name of ['a.geojson', 'folder', 'b,crs=gcj02.geojson', 'water=c.csv', '图,二.shp']) {
			expect(parseInputSpec(at(name))).toEqual({ path: at(name) });
		}
	});

	it('reads kind and options', () => {
		expect(
			parseInputSpec(
				`water=${at('a.geojson')},crs=EPSG:4547,name=城区, 二期,date=2026-03-01,licence=ODbL 1.0,encoding=gbk,map=${at('map.json')}`,
			),
		).toEqual({
			path: at('a.geojson'),
			kind: 'water',
			crs: 'EPSG:4547',
			name: '城区, 二期',
			date: '2026-03-01',
			licence: 'ODbL 1.0',
			encoding: 'gbk',
			map: at('map.json'),
		});
	});

	it('keeps the commas and equals signs of a PROJ definition and of a path', () => {
		const crs = '+proj=tmerc +lon_0=114 +towgs84=12,-3,4,0,0,0,0';
		expect(parseInputSpec(`${at('图,二.shp')},crs=${crs}`)).toEqual({ path: at('图,二.shp'), crs });
		expect(parseInputSpec(`${at('b,crs=gcj02.geojson')},crs=bd09`)).toEqual({
			path: at('b,crs=gcj02.geojson'),
			crs: 'bd09',
		});
		expect(parseInputSpec(`stations=${at('water=c.csv')}`)).toEqual({ path: at('water=c.csv'), kind: 'stations' });
	});

	it.each([
		['rivers=x.geojson', 'build/unknown-kind', 'expected buildings, roads, turns, signals, water, stations, towns'],
		['nothing.geojson', 'build/no-input', 'got nothing there'],
		['nothing.geojson,crs=gcj02', 'build/no-input', 'nothing.geojson: got nothing there'],
	])('says of %s what is allowed', (text, code, words) => {
		expect(() => parseInputSpec(text)).toThrow(expect.objectContaining({ code }));
		expect(() => parseInputSpec(text)).toThrow(words);
	});

	it.each([
		['colour=red', 'build/unknown-option', 'expected crs=C, name=N, date=YYYY-MM-DD'],
		['crs=', 'build/bad-option', 'crs without a value'],
		['crs=a,crs=b', 'build/bad-option', 'crs twice'],
		['date=yesterday', 'build/bad-option', 'got date yesterday'],
		['map=none.json', 'build/no-input', 'no file at none.json'],
	])('says of the option %s what is allowed', (option, code, words) => {
		const text = `${at('a.geojson')},${option}`;
		expect(() => parseInputSpec(text)).toThrow(expect.objectContaining({ code }));
		expect(() => parseInputSpec(text)).toThrow(words);
	});
});

describe('nameInput', () => {
	it('leaves out the extensions of formats and nothing else', () => {
		expect(
			['x/13101.geojsonl.zst', 'dongguan.v2.osm.pbf', 'a.city.json', 'folder/', '.json', 'city', 'B.SHP'].map(
				nameInput,
			),
		).toEqual(['13101', 'dongguan.v2', 'a', 'folder', '.json', 'city', 'B']);
	});
});
