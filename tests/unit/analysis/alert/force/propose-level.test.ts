import { describe, expect, it } from 'vitest';
import {
	type LevelFacts,
	nameCardObject,
	proposeLevel,
} from '../../../../../src/analysis/alert/force/propose-level.ts';
import { PLAIN_SITUATION, type Situation } from '../../../../../src/domain/alert/situation.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';

const HOUSE: LevelFacts = {
	use: 'urban-village',
	codeClass: 'single-multi',
	heightM: 18,
	floors: 6,
	floorsBelow: null,
	keyUnit: null,
	footprintM2: 120,
};
const unit = (category: number) => ({ keyUnit: { id: 'u', name: '某单位', nameEn: null, category } });
const { values } = createServiceTable();

function propose(facts: Partial<LevelFacts> | null, situation: Partial<Situation> = {}) {
	const { level, reasons } = proposeLevel(
		facts && { ...HOUSE, ...facts },
		{ ...PLAIN_SITUATION, ...situation },
		values,
	);
	return [level, ...reasons.map(({ code }) => code).filter((code) => !code.endsWith('-unknown'))];
}

// Expected levels: the table of XF/T 1340 in fire-facts 1.7 by hand, the burning area small and nobody known to be trapped.
describe('A19 level by what the data can tell', () => {
	it.each([
		['a house', {}, {}, [1, 'level-ordinary']],
		['a factory', { use: 'factory' as const }, {}, [1, 'level-ordinary']],
		['a high-rise', { codeClass: 'high-1', heightM: 80 }, {}, [2, 'level-high-rise']],
		['a building above 100 m', { codeClass: 'super-high', heightM: 120 }, {}, [3, 'level-super-high']],
		['a fire below ground', {}, { fireFloor: -1 }, [2, 'level-underground']],
		['a shop', { use: 'commercial' as const }, {}, [2, 'level-crowded']],
		['a hospital on the list', unit(2), {}, [2, 'level-crowded-unit']],
		['a chemical works on the list', unit(8), {}, [2, 'level-flammable']],
		['a power station on the list', unit(7), {}, [2, 'level-important']],
		['a substance', {}, { substance: 'lpg' }, [2, 'level-hazardous']],
		['a leak', {}, { type: 'hazmat' as const }, [2, 'level-hazardous']],
		['a rescue in a high-rise', { codeClass: 'high-1' }, { type: 'rescue' as const }, [1, 'level-no-fire']],
	])('A19 %s', (_, facts, situation, expected) => {
		expect(propose(facts, situation)).toEqual(expected);
	});

	it('A19 says that people and area are unknown, and that the class is', () => {
		const { reasons, sourced } = proposeLevel({ ...HOUSE, codeClass: null }, PLAIN_SITUATION, values);
		const codes = reasons.map(({ code }) => code);
		expect(codes).toEqual(
			expect.arrayContaining(['level-people-unknown', 'level-area-unknown', 'level-class-unknown']),
		);
		expect(sourced.inputs).toMatchObject({ peopleTrapped: null, burningAreaM2: null, codeClass: null });
	});

	it('A19 without a target is the smallest, and said', () => {
		expect(propose(null)).toEqual([1, 'level-no-target']);
	});

	it('A19 the levels are the service’s', () => {
		const own = createServiceTable({ values: { 'force.specialLevel': 3 } });
		expect(proposeLevel({ ...HOUSE, codeClass: 'high-2' }, PLAIN_SITUATION, own.values).level).toBe(3);
	});
});

describe('A20 which run card', () => {
	it.each([
		['ordinary', {}, {}],
		['industrial', { use: 'warehouse' as const }, {}],
		['high-rise', { codeClass: 'high-2' }, {}],
		['underground', { codeClass: 'high-2' }, { fireFloor: -2 }],
		['chemical', { codeClass: 'high-2' }, { type: 'hazmat' as const, substance: 'chlorine' }],
		['chemical', unit(8), { type: 'hazmat' as const }],
		['chemical-fire', { codeClass: 'high-2' }, { substance: 'chlorine' }],
		['chemical-fire', unit(8), {}],
		['chemical-fire', unit(8), { type: 'hazmat' as const, fireFloor: 1 }],
		['rescue', { codeClass: 'high-2' }, { type: 'rescue' as const }],
	])('A20 %s', (object, facts, situation) => {
		expect(nameCardObject({ ...HOUSE, ...facts }, { ...PLAIN_SITUATION, ...situation })).toBe(object);
	});
});
