import { describe, expect, it } from 'vitest';
import { classifyBuilding } from '../../../../../src/analysis/alert/classify-building.ts';
import { fireDurationS, listNeeds, type NeedInputs } from '../../../../../src/analysis/alert/water/list-needs.ts';
import type { BuildingUse } from '../../../../../src/domain/building.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';
import { makeBuilding } from '../../../../support/fake-city.ts';

const { values } = createServiceTable();

function inputsOf(
	use: BuildingUse,
	footprintM2: number,
	heightM: number | null,
	floors: number | null,
	fireFloor: number | null = null,
): NeedInputs {
	const building = makeBuilding(1, [0, 0, 10, 10], { use, heightM, floors });
	const { codeClass } = classifyBuilding({ use, heightM, floors, footprintM2 }, values);
	return { building, footprintM2, codeClass, fireFloor };
}

function byTable(...inputs: Parameters<typeof inputsOf>) {
	return listNeeds(inputsOf(...inputs), values)[0];
}

describe('A13 needed flow', () => {
	it('A13 the jet that needs are counted in is that of a 19 mm nozzle', () => {
		// fire-facts 4: q = sqrt(B x H), B = 1.577 for 19 mm, H = 27 m.
		expect(values['need.jetLps']).toBeCloseTo(Math.sqrt(1.577 * 27), 1);
	});

	// Volume = footprint x height; GB 50974 table 3.3.2 as in fire-facts 1.5 [K].
	it.each<[BuildingUse, number, number, number, number]>([
		['residential', 100, 12, 4, 15],
		['residential', 1008, 79.6, 24, 15],
		['public', 70, 20, 5, 15],
		['public', 240, 20, 5, 15],
		['office', 500, 20, 5, 25],
		['commercial', 2000, 20, 4, 30],
		['commercial', 4000, 20, 4, 40],
		['office', 500, 40, 10, 25],
		['office', 1000, 40, 10, 30],
		['office', 2000, 40, 10, 40],
		['factory', 100, 12, 2, 15],
		['factory', 400, 12, 2, 20],
		['factory', 1500, 12, 2, 25],
		['factory', 4000, 12, 2, 30],
		['factory', 5000, 12, 2, 40],
		['warehouse', 400, 10, 1, 25],
		['warehouse', 1900, 10, 1, 25],
		['warehouse', 4900, 10, 1, 35],
		['warehouse', 6000, 10, 1, 45],
	])('A13 GB 50974 table 3.3.2: %s of %d m2 x %d m (%d floors) needs %d L/s', (use, area, height, floors, flow) => {
		expect(byTable(use, area, height, floors)?.flowLps).toBe(flow);
	});

	it('A13 doubles above 500,000 m3, and reads the row below ground for a fire there', () => {
		expect(byTable('warehouse', 30_000, 20, 2)?.flowLps).toBe(90);
		expect(byTable('office', 500, 40, 10, -1)?.flowLps).toBe(20);
	});

	it('A13 an unknown use or height is an unknown need, except where every column is the same', () => {
		expect(byTable('unknown', 500, 20, 5)).toMatchObject({ flowLps: null, reason: 'use-unknown' });
		expect(byTable('factory', 500, null, null)).toMatchObject({ flowLps: null, reason: 'height-unknown' });
		expect(byTable('office', 500, null, null)).toMatchObject({ flowLps: null, reason: 'height-unknown' });
		expect(byTable('residential', 500, null, null)?.flowLps).toBe(15);
	});

	it('A13 tells the indoor flow of a high-rise beside, and does not add it', () => {
		const indoor = (...inputs: Parameters<typeof inputsOf>) => byTable(...inputs)?.sourced.inputs?.indoorLps;
		expect(indoor('residential', 500, 40, 13)).toBe(10);
		expect(indoor('residential', 500, 80, 26)).toBe(20);
		expect(indoor('office', 500, 40, 10)).toBe(20);
		expect(indoor('office', 2000, 40, 10)).toBe(30);
		expect(indoor('office', 500, 60, 15)).toBe(40);
		expect(indoor('residential', 500, 12, 4)).toBeNull();
	});

	it('A13 area x intensity counts whole jets of 6.5 L/s', () => {
		const of = (...inputs: Parameters<typeof inputsOf>) => listNeeds(inputsOf(...inputs), values)[1]?.flowLps;
		// 100 m2 x 0.2 = 20 L/s -> 4 jets = 26; 300 m2 supposed of 4000 x 0.15 = 45 -> 7 jets; x 0.25 = 75 -> 12 jets.
		expect(of('residential', 100, 12, 4)).toBe(26);
		expect(of('factory', 4000, 12, 2)).toBe(45.5);
		expect(of('warehouse', 4000, 12, 1)).toBe(78);
		// High-rise: 300 x 0.2 = 60 -> 10 jets.
		expect(of('office', 1008, 79.6, 24)).toBe(65);
	});

	it('A13 NFA 0.226 L/s a m2 of floor and Iowa 0.0223 L/s a m3, for comparison', () => {
		const [, , nfa, iowa] = listNeeds(inputsOf('factory', 1000, 10, 2), values);
		expect(nfa?.flowLps).toBe(226);
		// One storey of 5 m: 5000 m3.
		expect(iowa?.flowLps).toBe(111.5);
	});

	it('A13 the units of NFA and Iowa: gpm by ft2 / 3 and ft3 / 100', () => {
		const lpsPerGpm = 3.785411784 / 60;
		const ft = 0.3048;
		expect(values['need.nfaLpsM2']).toBeCloseTo(lpsPerGpm / 3 / ft ** 2, 3);
		expect(values['need.iowaLpsM3']).toBeCloseTo(lpsPerGpm / 100 / ft ** 3, 4);
	});

	it('A13 water must last 2 h, 3 h in factories, warehouses and the highest civil class', () => {
		expect(fireDurationS(inputsOf('residential', 500, 80, 26), values)).toBe(7200);
		expect(fireDurationS(inputsOf('office', 500, 60, 15), values)).toBe(10_800);
		expect(fireDurationS(inputsOf('office', 500, 40, 10), values)).toBe(7200);
		expect(fireDurationS(inputsOf('factory', 500, 10, 2), values)).toBe(10_800);
	});
});
