import { describe, expect, it } from 'vitest';
import { assignVehicles } from '../../../../../src/analysis/alert/force/assign-vehicles.ts';
import type { ArrivalFinder, Candidate } from '../../../../../src/analysis/alert/force/find-arrivals.ts';
import { makeStation } from '../../../../support/fake-city.ts';
import { makeVehicle } from '../../../../support/make-vehicle.ts';

/** Arrivals by vehicle, as if the roads said so. */
const ARRIVAL_S: Readonly<Record<string, number>> = { tower: 200, platform: 700, ladder: 900, 'tower-2': 300 };
let arrivalS = ARRIVAL_S;
const FINDER = {
	findFirst: (candidates: readonly Candidate[], count: number) =>
		candidates
			.map((each) => ({ ...each, arrivalS: arrivalS[each.vehicle?.id ?? ''] ?? 0, travelS: 0, distanceM: 0 }))
			.sort((a, b) => a.arrivalS - b.arrivalS)
			.slice(0, count),
} as unknown as ArrivalFinder;
const STATIONS = [
	makeStation('all', 0, 0, {
		vehicles: [
			makeVehicle('tower', 'JP32'),
			makeVehicle('tower-2', 'JP18'),
			makeVehicle('platform', 'DG53'),
			makeVehicle('ladder', 'YT32'),
		],
	}),
];

function assign(count: number, streamOnlyWaitS: number, away: readonly string[] = [], heightM: number | null = null) {
	const card = { vehicles: [{ types: ['DG', 'YT', 'JP'] as const, count }] };
	const { assigned } = assignVehicles(FINDER, STATIONS, card as never, new Set(away), {
		streamOnlyWaitS,
		sameArrivalS: 30,
		heightM,
	});
	return assigned.map(({ vehicle: { id } }) => id);
}

describe('A20 aerials that carry people', () => {
	it('A20 a water tower is sent for a ladder or platform only where that comes too much later', () => {
		expect(assign(1, 600)).toEqual(['platform']);
		expect(assign(1, 469)).toEqual(['tower']);
		expect(assign(2, 600)).toEqual(['tower', 'platform']);
		expect(assign(2, 700)).toEqual(['platform', 'ladder']);
	});

	it('A20 without any that carries people the water towers come', () => {
		expect(assign(1, 600, ['platform', 'ladder'])).toEqual(['tower']);
	});

	it('A20 of those of one time the one that gets as high as the fire, then the smaller, a water tower last', () => {
		arrivalS = { tower: 300, 'tower-2': 300, platform: 330, ladder: 300 };
		// DG53 works at 53 m, YT32 at 32 m.
		expect(assign(1, 0, [], 45)).toEqual(['platform']);
		expect(assign(1, 0, [], 20)).toEqual(['ladder']);
		// None gets so high: the highest.
		expect(assign(1, 0, [], 60)).toEqual(['platform']);
		expect(assign(4, 0, [], 45)).toEqual(['ladder', 'tower', 'tower-2', 'platform']);
		arrivalS = { ...arrivalS, platform: 331 };
		expect(assign(1, 0, [], 45)).toEqual(['ladder']);
		arrivalS = ARRIVAL_S;
	});
});
