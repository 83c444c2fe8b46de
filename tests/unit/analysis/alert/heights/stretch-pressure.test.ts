import { describe, expect, it } from 'vitest';
import {
	countRelayPumps,
	findRiserHeadM,
	findStretchHeadM,
	toHeadM,
	toMpa,
} from '../../../../../src/analysis/alert/heights/stretch-pressure.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';

const { values } = createServiceTable();

describe('A18 pressures', () => {
	// Check values of fire-facts section 4: 65 mm hose, 6.5 L/s, 40 m on the ground and 1.2 x the height.
	it.each([
		[30, 63],
		[50, 84],
		[60, 96],
		[100, 139],
		[150, 193],
	])('A18 hose up %i m takes %i m of water', (heightM, headM) => {
		expect(Math.round(findStretchHeadM(heightM, values))).toBe(headM);
	});

	it('A18 one length of 65 mm hose loses as the table of fire-facts says', () => {
		// 20 m more on the ground at a height that fills its last length: one length more. 6.5 -> 1.48, 7.5 -> 1.97, 13 -> 5.92, 20 -> 14.0.
		const lossAt = (flowLps: number) => {
			const own = { ...values, 'height.lineFlowLps': flowLps };
			return findStretchHeadM(50, { ...own, 'height.groundHoseM': 60 }) - findStretchHeadM(50, own);
		};
		for (const [flow, loss] of [
			[6.5, 1.48],
			[7.5, 1.97],
			[13, 5.92],
			[20, 14],
		] as const)
			expect(lossAt(flow)).toBeCloseTo(loss, 1);
	});

	it('A18 through the riser: nozzle, two lengths on the floor, coupling and pipes, lift', () => {
		// 27 + 2 x 0.035 x 6.5^2 + 10 + 60 = 99.96 m.
		expect(findRiserHeadM(60, values)).toBeCloseTo(99.9575, 6);
	});

	it('A18 pumps in relay: each but the first needs 10 m at its inlet and gives 0.8 of its pressure', () => {
		// 1.0 MPa = 101.97 m, 81.58 m of it used: two pumps give 2 x 81.58 - 10 = 153.2 m, three 224.7 m.
		expect(countRelayPumps(80, 1, values)).toBe(1);
		expect(countRelayPumps(139, 1, values)).toBe(2);
		expect(countRelayPumps(153.1, 1, values)).toBe(2);
		expect(countRelayPumps(153.3, 1, values)).toBe(3);
		expect(countRelayPumps(193, 1, values)).toBe(3);
		expect(countRelayPumps(193, 1, { ...values, 'height.relayShare': 0.09 })).toBeNull();
	});

	it('A18 metres of water are MPa by g', () => {
		expect(toMpa(101.97)).toBe(1);
		expect(toHeadM(1)).toBeCloseTo(101.97, 2);
	});
});
