import { describe, expect, it } from 'vitest';
import {
	requireSeparation,
	type SeparatedBuilding,
} from '../../../../../src/analysis/alert/surroundings/require-separation.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';

const { values } = createServiceTable();
type Known = Partial<SeparatedBuilding>;
const make = (rest: Known): SeparatedBuilding => ({
	use: 'commercial',
	structure: 'rc-frame',
	heightM: 15,
	floors: 4,
	footprintM2: 500,
	...rest,
});
const tower = make({ heightM: 60, floors: 15 });
const podium = make({ heightM: 20, floors: 4 });
const brick = make({ structure: 'brick-timber', heightM: 6, floors: 2 });
const shed = make({ structure: 'shed', heightM: 4, floors: 1 });
const plant = make({ use: 'factory', structure: 'rc-frame', heightM: 18, floors: 4 });
const highPlant = make({ use: 'warehouse', heightM: 30, floors: 5 });
const plantBrick = make({ use: 'factory', structure: 'brick-timber', heightM: 6 });
const metres = (a: SeparatedBuilding, b: SeparatedBuilding) => requireSeparation(a, b, 5, values).requiredM;

// Expected figures: GB 50016-2014 (2018) tables 5.2.2 and 3.4.1 as in reference/fire-facts.md section 1.4.
describe('A6 separation', () => {
	it.each([
		['two towers', tower, tower, 13],
		['a tower and a podium, which counts as multi-storey', tower, podium, 9],
		['a tower and a grade 3 building', tower, brick, 11],
		['a tower and a grade 4 building', tower, shed, 14],
		['two low ones', podium, podium, 6],
		['grade 3 and 4', brick, shed, 10],
		['two grade 4', shed, shed, 12],
	])('A6 5.2.2: %s, either way round', (_, a, b, requiredM) => {
		expect(metres(a, b)).toBe(requiredM);
		expect(metres(b, a)).toBe(requiredM);
	});

	it.each([
		['two factories', plant, plant, 10],
		['a factory and one of grade 3', plant, plantBrick, 12],
		['a factory and a high-rise warehouse', plant, highPlant, 13],
		['a factory and homes', plant, make({ use: 'residential' }), 10],
		['a factory and a grade 4 civil building', plant, shed, 14],
		['a factory and a civil high-rise of the first class', plant, tower, 20],
		['a factory and one of the second', plant, make({ heightM: 30, floors: 8 }), 15],
	])('A6 3.4.1 (丙): %s, either way round', (_, a, b, requiredM) => {
		expect(metres(a, b)).toBe(requiredM);
		expect(metres(b, a)).toBe(requiredM);
	});

	it('A6 says what is missing, and nothing below zero', () => {
		expect(requireSeparation(tower, podium, 3.99, values)).toEqual({
			requiredM: 9,
			deficitM: 5.01,
			clause: '5.2.2',
			row: 'high',
			column: 'low-12',
			reason: null,
		});
		expect(requireSeparation(tower, podium, 9, values).deficitM).toBe(0);
	});

	it('A6 what is unknown stays unknown, with the reason', () => {
		const reason = (a: SeparatedBuilding, b: SeparatedBuilding) => {
			const { requiredM, deficitM, reason } = requireSeparation(a, b, 5, values);
			expect([requiredM, deficitM]).toEqual([null, null]);
			return reason;
		};
		expect(reason(make({ use: 'unknown' }), tower)).toBe('target-use-unknown');
		expect(reason(tower, make({ heightM: null }))).toBe('neighbour-height-unknown');
		expect(reason(tower, make({ structure: 'unknown' }))).toBe('neighbour-structure-unknown');
		expect(reason(plant, make({ use: 'public', heightM: 30, floors: 8 }))).toBe('neighbour-class-unknown');
		// Between civil buildings it is enough that it is a high-rise.
		expect(metres(tower, make({ use: 'public', heightM: 30, floors: 8, structure: 'unknown' }))).toBe(13);
	});
});
