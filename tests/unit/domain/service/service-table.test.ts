import { describe, expect, it } from 'vitest';
import { DataError } from '../../../../src/domain/errors.ts';
import { ASSUMPTIONS } from '../../../../src/domain/service/assumptions.ts';
import { ASSUMPTION_IDS, createServiceTable } from '../../../../src/domain/service/service-table.ts';

function messageOf(override: unknown): string {
	try {
		createServiceTable(override, 'dongguan.json');
	} catch (error) {
		expect(error).toBeInstanceOf(DataError);
		expect((error as DataError).code).toBe('service/bad-table');
		return (error as DataError).message;
	}
	return 'no error';
}

describe('service table', () => {
	it('without a file holds every default, nothing changed, nothing confirmed', () => {
		const { values, changed, confirmed, runCards } = createServiceTable();
		for (const id of ASSUMPTION_IDS) expect(values[id]).toEqual(ASSUMPTIONS[id].value);
		expect([changed.size, confirmed.size]).toEqual([0, 0]);
		expect(runCards.length).toBeGreaterThan(0);
	});

	it('takes figures and rows, and tells the changed from the confirmed', () => {
		const { values, changed, confirmed } = createServiceTable({
			values: { 'target.nearM': 80, 'surroundings.radiusM': 100, 'separation.civilHighM': [13, 9, 11, 15] },
			confirmed: ['water.radiusM'],
		});
		expect(values['target.nearM']).toBe(80);
		expect(values['separation.civilHighM']).toEqual([13, 9, 11, 15]);
		expect([...changed]).toEqual(['target.nearM', 'separation.civilHighM']);
		expect([...confirmed]).toEqual(['surroundings.radiusM', 'water.radiusM']);
	});

	it.each([
		[{ values: { 'target.nearKm': 1 } }, 'dongguan.json: values: got target.nearKm, expected an id'],
		[{ confirmed: ['nothing'] }, 'dongguan.json: confirmed: got nothing, expected an id'],
		[{ values: { 'target.nearM': 500 } }, 'dongguan.json: values.target.nearM: got 500, expected 5 to 200 m'],
		[{ values: { 'target.nearM': [50] } }, 'values.target.nearM: got a row of 1, expected one number'],
		[{ values: { 'separation.civilHighM': 13 } }, 'values.separation.civilHighM: got 13, expected a row of 4'],
		[
			{ values: { 'separation.civilHighM': [13, 9] } },
			'values.separation.civilHighM: got a row of 2, expected a row of 4',
		],
		[{ values: { 'separation.civilHighM': [13, 9, 11, 99] } }, 'got 99, expected 3 to 50 m'],
		[{ value: {} }, 'dongguan.json: whole'],
		[{ values: { constructor: 1 } }, 'got constructor, expected an id'],
	])('refuses %j and says where', (override, message) => {
		expect(messageOf(override)).toContain(message);
	});

	it('a run card stands in the place of the default for its object and level; two for one are refused', () => {
		const card = {
			object: 'ordinary',
			level: 1,
			vehicles: [{ types: ['SG'], count: 9 }],
			source: '东莞支队',
			verified: true,
		};
		const { runCards } = createServiceTable({ runCards: [card] });
		expect(runCards.filter(({ object, level }) => object === 'ordinary' && level === 1)).toEqual([card]);
		expect(runCards).toHaveLength(createServiceTable().runCards.length);
		expect(messageOf({ runCards: [card, card] })).toContain('got ordinary 1 twice, expected once');
	});
});

describe('assumptions', () => {
	it('each lies within its own range, and names rules and source', () => {
		for (const id of ASSUMPTION_IDS) {
			const { value, range, rules, source } = ASSUMPTIONS[id];
			for (const entry of typeof value === 'number' ? [value] : value) {
				expect(entry, id).toBeGreaterThanOrEqual(range[0]);
				expect(entry, id).toBeLessThanOrEqual(range[1]);
			}
			expect(rules.length, id).toBeGreaterThan(0);
			expect(source, id).not.toBe('');
		}
	});
});
