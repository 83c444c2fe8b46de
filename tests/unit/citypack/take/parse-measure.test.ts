import { describe, expect, it } from 'vitest';
import {
	isNotGiven,
	parseFloors,
	parseFloorsBelow,
	parseHanNumber,
	parseLengthM,
	parseYear,
} from '../../../../src/citypack/read/take/parse-measure.ts';

describe('parseLengthM', () => {
	it.each([
		['12.5', 1, 12.5],
		['12.5 m', 0.01, 12.5],
		['１２．５米', 1, 12.5],
		['1,250 cm', 1, 12.5],
		['41 ft', 1, 41 * 0.3048],
		['1250', 0.01, 12.5],
		['-1', 1, -1],
		['约30米', 1, 30],
		['1e2', 1, 100],
		['abc', 1, null],
		['12 stone', 1, null],
		['', 1, null],
	])('%s', (text, unit, metres) => {
		const found = parseLengthM(text, unit);
		if (metres === null) expect(found).toBeNull();
		else expect(found).toBeCloseTo(metres, 9);
	});
});

describe('parseHanNumber', () => {
	it.each([
		['六', 6],
		['十', 10],
		['十二', 12],
		['二十', 20],
		['三十五', 35],
		['九十九', 99],
		['二〇', 20],
		['百', null],
		['十十', null],
	])('%s', (text, value) => {
		expect(parseHanNumber(text)).toBe(value);
	});
});

describe('parseFloors', () => {
	it.each([
		['6', 6],
		['６层', 6],
		['十二层', 12],
		['12F', 12],
		['12 floors', 12],
		['地上12层', 12],
		['18层/地下2层', 18],
		['3階建', 3],
		['5.5', 5.5],
		['B2', null],
		['地下2层', null],
		['高层', null],
	])('%s', (text, value) => {
		expect(parseFloors(text)).toBe(value);
	});

	it.each([
		['B2', 2],
		['-2', 2],
		['地下一层', 1],
		['负二层', 2],
		['3', 3],
		['none of them', null],
	])('below ground: %s', (text, value) => {
		expect(parseFloorsBelow(text)).toBe(value);
	});
});

describe('parseYear', () => {
	it.each([
		['1987', 1987],
		['1987年', 1987],
		['1987年建成', 1987],
		['1987-05-01', 1987],
		['1987/5', 1987],
		['20050101', 2005],
		['昭和60年', 1985],
		['平成元年', 1989],
		['令和5', 2023],
		['1990s', null],
		['八十年代', null],
	])('%s', (text, year) => {
		expect(parseYear(text)).toBe(year);
	});
});

describe('isNotGiven', () => {
	it.each(['', ' ', '-', 'NULL', '<Null>', 'N/A', 'nan', '无', '不详', '不明', '/'])('%s', (text) => {
		expect(isNotGiven(text)).toBe(true);
	});
	it.each(['0', '无锡路', 'Nanjing'])('but not %s', (text) => {
		expect(isNotGiven(text)).toBe(false);
	});
});
