import { describe, expect, it } from 'vitest';
import { balanceWater } from '../../../../../src/analysis/alert/water/balance-water.ts';
import type { DueVehicle } from '../../../../../src/domain/alert/force.ts';
import { createServiceTable } from '../../../../../src/domain/service/service-table.ts';

const { values } = createServiceTable();

function vehicle(vehicleId: string, arrivalS: number, tankT: number | null, pumpLps: number | null): DueVehicle {
	const bare = {
		plate: vehicleId,
		type: 'SG',
		model: 'SG80',
		stationId: 's',
		stationName: null,
		stationNameEn: null,
	} as const;
	return { vehicleId, ...bare, arrivalS, distanceM: 1000, tankT, pumpLps, workHeightM: null };
}

describe('A13 the balance of water', () => {
	it('A13 tanks run dry when no hydrant is there', () => {
		// 8000 L from 300 + 210 = 510 s on, 40 L/s: dry at 710 s. Alone it would shuttle; its first load comes back at
		// 510 + 533.3 + 2 x 180 + 133.3 = 1536.7 s.
		const { balance, shortFromS } = balanceWater(
			[vehicle('a', 300, 8, 60)],
			[],
			{ neededLps: 40, durationS: 3600 },
			values,
		);
		expect(shortFromS).toBe(710);
		expect(balance.map(({ atS, event, storedL }) => [atS, event, storedL])).toEqual([
			[510, 'arrived', 8000],
			[710, 'tank-empty', 0],
			[1537, 'shuttle', 0],
			[4110, 'end', 0],
		]);
		expect(balance[2]?.outflowLps).toBeCloseTo(7.8, 1);
	});

	it('A13 each pumper takes the nearest source that is left, and water lasts where they give enough', () => {
		const vehicles = [vehicle('a', 300, 4, 60), vehicle('b', 360, 4, 60), vehicle('ladder', 320, null, null)];
		const sources = [
			{ flowLps: 25, lengths: 3 },
			{ flowLps: 20, lengths: 5 },
			{ flowLps: 99, lengths: 6 },
		];
		const { balance, shortFromS } = balanceWater(vehicles, sources, { neededLps: 40, durationS: 7200 }, values);
		expect(shortFromS).toBeNull();
		// a is at work at 510, its 3 lengths lie at 570: 4000 - 60 x 40 = 1600 L; b brings 4000 L then, and 20 L/s at 670.
		expect(
			balance.map(({ atS, event, vehicleId, inflowLps, storedL }) => [atS, event, vehicleId, inflowLps, storedL]),
		).toEqual([
			[510, 'arrived', 'a', 0, 4000],
			[570, 'connected', 'a', 25, 1600],
			[570, 'arrived', 'b', 25, 5600],
			[670, 'connected', 'b', 45, 4100],
			[7710, 'end', null, 45, 8000],
		]);
		expect(balance.every(({ outflowLps }) => outflowLps === 40)).toBe(true);
	});

	it('A13 pumps give no more than they can, and no pump gives nothing', () => {
		const { balance } = balanceWater([vehicle('a', 0, 20, 15)], [], { neededLps: 40, durationS: 600 }, values);
		expect(balance[0]?.outflowLps).toBe(15);
		expect(balanceWater([vehicle('a', 0, 20, null)], [], { neededLps: 40, durationS: 600 }, values)).toEqual({
			balance: [],
			shortFromS: null,
		});
	});

	it('A13 tells at most 25 points, the end among them', () => {
		const vehicles = Array.from({ length: 40 }, (_, i) => vehicle(`v${i}`, 100 + i * 30, 8, 60));
		const { balance } = balanceWater(
			vehicles,
			[{ flowLps: 10, lengths: 2 }],
			{ neededLps: 200, durationS: 7200 },
			values,
		);
		expect(balance.length).toBeLessThanOrEqual(25);
		expect(balance.at(-1)?.event).toBe('end');
	});
});
