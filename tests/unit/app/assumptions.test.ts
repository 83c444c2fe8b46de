import { describe, expect, it } from 'vitest';
import { filterAssumptions, listRuleIds } from '../../../src/app/command/assumptions/filter-assumptions.ts';
import { createI18n } from '../../../src/app/i18n/create-i18n.ts';
import { findAssumption, listAssumptions } from '../../../src/app/i18n/say-assumption.ts';
import { sayInput, splitUnit } from '../../../src/app/i18n/say-input.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';

const i18n = createI18n('zh-CN');

describe('assumptions in words', () => {
	it('a figure nobody has checked is to confirm; one that the service changed says so and what it was', () => {
		expect(findAssumption(i18n, 'collapse.heightFactor', null)).toMatchObject({
			value: '1.5',
			was: null,
			state: 'to-confirm',
			rules: ['A14'],
		});
		const table = createServiceTable({ values: { 'collapse.heightFactor': 2 }, confirmed: ['facade.leastM'] }, 'test');
		expect(findAssumption(i18n, 'collapse.heightFactor', table)).toMatchObject({
			value: '2',
			was: '1.5',
			state: 'changed',
		});
		expect(findAssumption(i18n, 'facade.leastM', table)).toMatchObject({ value: '15 m', state: 'confirmed' });
		expect(findAssumption(i18n, 'no.such', null)).toBeUndefined();
	});

	it('a row of figures names each by its column', () => {
		expect(findAssumption(i18n, 'smoke.halfAngleDeg', null)?.value).toBe(
			'below 2 m/s: 30 · 2 to 6 m/s: 25 · above 6 m/s: 20 deg',
		);
	});

	it('every figure of the table is listed with its rules', () => {
		const all = listAssumptions(i18n, null);
		expect(all.length).toBeGreaterThan(20);
		expect(all.every(({ rules, source }) => rules.length > 0 && source !== '')).toBe(true);
	});

	it('is found by name, id, source and rule', () => {
		const all = listAssumptions(i18n, null);
		const ids = (filter: Partial<Parameters<typeof filterAssumptions>[1]>) =>
			filterAssumptions(all, { query: '', ruleId: '', state: '', ...filter }).map(({ id }) => id);
		expect(ids({ query: 'collapse height' })).toEqual(['collapse.heightFactor']);
		expect(ids({ query: 'Art. 19' })).toEqual(['uav.ceilingM']);
		expect(ids({ ruleId: 'A15' })).toContain('smoke.leastM');
		expect(ids({ ruleId: 'A15' })).not.toContain('uav.ceilingM');
		expect(ids({ state: 'changed' })).toEqual([]);
	});

	it('rules come in the order of their numbers', () => {
		const rules = listRuleIds(listAssumptions(i18n, null));
		expect(rules.indexOf('A2')).toBeLessThan(rules.indexOf('A14'));
		expect(new Set(rules).size).toBe(rules.length);
	});
});

describe('inputs of a number in words', () => {
	it.each([
		['heightM', 'height', 'm'],
		['footprintM2', 'footprint', 'm²'],
		['flowLps', 'flow', 'L/s'],
		['radiationKwM2', 'radiation', 'kW/m²'],
		['pumpMpa', 'pump', 'MPa'],
		['floors', 'floors', ''],
		['use', 'use', ''],
	])('%s is %s in %s', (name, stem, unit) => {
		expect(splitUnit(name)).toEqual({ stem, unit });
	});

	it('says names, values with units, codes by their words, and unknown', () => {
		expect(sayInput(i18n, 'heightM', 79.6)).toEqual({ name: '高度', value: '79.6 m' });
		expect(sayInput(i18n, 'footprintM2', 1008)).toEqual({ name: '占地', value: '1,008 m²' });
		expect(sayInput(i18n, 'use', 'residential')).toEqual({ name: '用途', value: '住宅' });
		expect(sayInput(i18n, 'row', 'low-12')).toEqual({ name: '本栋类别', value: '一、二级单多层民用' });
		expect(sayInput(createI18n('en'), 'column', 'high')).toEqual({ name: 'column', value: 'civil high-rise' });
		expect(sayInput(i18n, 'storeyM', null)).toEqual({ name: '层高', value: '未知' });
		expect(sayInput(createI18n('en'), 'someNewThingM', 3)).toEqual({ name: 'some new thing', value: '3 m' });
	});
});
