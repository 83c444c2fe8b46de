import { describe, expect, it } from 'vitest';
import { classifyBuilding } from '../../../../src/analysis/alert/classify-building.ts';
import type { BuildingUse } from '../../../../src/domain/building.ts';
import { createServiceTable } from '../../../../src/domain/service/service-table.ts';

const VALUES = createServiceTable().values;

// Expected classes are read off GB 50016-2014 (2018) table 5.1.1 as in reference/fire-facts.md section 1.1.
describe('A1 class of a building by GB 50016 table 5.1.1', () => {
	it.each<[BuildingUse, number, string]>([
		['residential', 27, 'single-multi'],
		['residential', 27.1, 'high-2'],
		['residential', 54, 'high-2'],
		['residential', 54.1, 'high-1'],
		['residential', 100, 'high-1'],
		['residential', 100.1, 'super-high'],
		['urban-village', 18, 'single-multi'],
		['office', 24, 'single-multi'],
		['office', 24.1, 'high-2'],
		['commercial', 50, 'high-2'],
		['office', 50.1, 'high-1'],
		['public', 60, 'high-1'],
		['public', 100.1, 'super-high'],
		['factory', 24, 'single-multi'],
		['factory', 24.1, 'high-factory'],
		['warehouse', 30, 'high-factory'],
		['unknown', 24, 'single-multi'],
	])('A1 %s of %d m is %s', (use, heightM, codeClass) => {
		expect(classifyBuilding({ use, heightM, floors: 5, footprintM2: 900 }, VALUES)).toEqual({
			codeClass,
			reason: null,
		});
	});

	it('A1 a single storey of any height is single-storey, its height known or not', () => {
		expect(classifyBuilding({ use: 'factory', heightM: 30, floors: 1, footprintM2: 9000 }, VALUES).codeClass).toBe(
			'single-multi',
		);
		expect(classifyBuilding({ use: 'unknown', heightM: null, floors: 1, footprintM2: 50 }, VALUES).codeClass).toBe(
			'single-multi',
		);
	});

	it.each<[string, Parameters<typeof classifyBuilding>[0]]>([
		['height-unknown', { use: 'residential', heightM: null, floors: null, footprintM2: 100 }],
		['use-unknown', { use: 'unknown', heightM: 25, floors: null, footprintM2: 100 }],
		['use-unknown', { use: 'other', heightM: 60, floors: 20, footprintM2: 100 }],
		['storey-area-above-24m-unknown', { use: 'commercial', heightM: 30, floors: 6, footprintM2: 1000.1 }],
		['public-kind-unknown', { use: 'public', heightM: 30, floors: 8, footprintM2: 500 }],
		['floors-unknown', { use: 'factory', heightM: 30, floors: null, footprintM2: 5000 }],
	])('A1 does not guess: %s', (reason, building) => {
		expect(classifyBuilding(building, VALUES)).toEqual({ codeClass: null, reason });
	});
});
