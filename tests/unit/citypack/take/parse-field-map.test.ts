import { describe, expect, it } from 'vitest';
import { parseFieldMap } from '../../../../src/citypack/read/take/parse-field-map.ts';
import type { DataError } from '../../../../src/domain/errors.ts';

function errorOf(text: string): DataError {
	try {
		parseFieldMap(text, 'map.json');
	} catch (error) {
		return error as DataError;
	}
	throw new Error('read');
}

describe('parseFieldMap', () => {
	it('reads a name, names, and a whole rule', () => {
		const text = JSON.stringify({
			id: 'BH',
			floors: ['CS', 'CS2'],
			height_m: { fields: 'GD', unit: 'cm' },
			structure: { fields: ['JG'], values: { 甲: 'rc-frame' } },
		});
		expect(parseFieldMap(text, 'map.json')).toEqual({
			id: { fields: ['BH'] },
			floors: { fields: ['CS', 'CS2'] },
			height_m: { fields: ['GD'], unit: 'cm' },
			structure: { fields: ['JG'], values: { 甲: 'rc-frame' } },
		});
	});

	it.each([
		['{', 'map/not-json', /map\.json: /],
		['[]', 'map/not-json', /expected a JSON object/],
		['{"heigth": "GD"}', 'map/unknown-role', /heigth: got an unknown role, expected one of .*height_m/],
		['{"floors": 3}', 'map/bad-rule', /floors: got 3/],
		['{"floors": []}', 'map/bad-rule', /floors/],
		['{"floors": {"field": "x"}}', 'map/bad-rule', /floors/],
		['{"height_m": {"fields": "GD", "unit": "stone"}}', 'map/bad-unit', /height_m\.unit: got stone/],
		['{"use": {"fields": "YT", "values": {"住": "living"}}}', 'map/bad-value', /use\.values\.住: got living/],
	])('refuses %s', (text, code, message) => {
		const error = errorOf(text);
		expect(error.code).toBe(code);
		expect(error.message).toMatch(message);
	});
});
