import { describe, expect, it } from 'vitest';
import { ArrivalFinder, type Candidate } from '../../../../../src/analysis/alert/force/find-arrivals.ts';
import { NO_CLOSURES } from '../../../../../src/analysis/routing/answer/active-closures.ts';
import { COST_PER_SECOND } from '../../../../../src/analysis/routing/network/vehicle-network.ts';
import { createRoadIndex, type RoadIndex } from '../../../../../src/analysis/routing/road-index.ts';
import { findStop, listArcPlaces, listPathEnds } from '../../../../../src/analysis/routing/road-stop.ts';
import type { LonLat } from '../../../../../src/domain/geo/lon-lat.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import type { Vehicle } from '../../../../../src/domain/vehicle.ts';
import { makeStation, placeAt } from '../../../../support/fake-city.ts';
import { createLot, makeRandomTown } from '../../../../support/make-random-town.ts';
import { makeVehicle } from '../../../../support/make-vehicle.ts';
import { findNaiveRoute } from '../../../../support/naive-route.ts';

const DAY_MS = Date.UTC(2026, 10, 21, 4);
const MODELS = ['AP50', 'SG80', 'SG20', 'DG53', 'YT32', 'GS250'];

/** Driving seconds of one vehicle by textbook Dijkstra on its own network; undefined = no way. */
function findNaiveTravelS(index: RoadIndex, { station, vehicle }: Candidate, to: LonLat): number | undefined {
	const { profile } = vehicle as Vehicle;
	const prepared = index.findNetwork({ vehicle: profile, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: DAY_MS });
	const { network } = prepared;
	const start = findStop(index, prepared, station, 'start');
	const end = findStop(index, prepared, to, 'end');
	if (!start || !end) return undefined;
	const route = findNaiveRoute(
		network,
		listPathEnds(network, listArcPlaces(network, start, 'start'), 'start'),
		listPathEnds(network, listArcPlaces(network, end, 'end'), 'end'),
	);
	return route && route.cost / COST_PER_SECOND;
}

describe('A20 arrivals', () => {
	it.each([11, 12, 13])('A20 come in the order of a textbook search for each vehicle, town %i', (seed) => {
		const lot = createLot(seed);
		const index = createRoadIndex(makeRandomTown(lot));
		const candidates = Array.from({ length: 8 }, (_, i) => {
			const model = (k: number) => MODELS[(lot(MODELS.length) + k) % MODELS.length] as string;
			const vehicles = [makeVehicle(`${i}-1`, model(0)), makeVehicle(`${i}-2`, model(1))];
			return makeStation(`s${i}`, lot(1600), lot(1600), { vehicles });
		}).flatMap((station) => station.vehicles.map((vehicle) => ({ station, vehicle })));
		const to = placeAt(lot(1600), lot(1600));
		const query = { to, target: null, departAtMs: DAY_MS, closures: NO_CLOSURES };
		const naive = candidates
			.map((candidate, rank) => ({ id: candidate.vehicle.id, rank, s: findNaiveTravelS(index, candidate, to) }))
			.filter((one): one is { id: string; rank: number; s: number } => one.s !== undefined)
			.sort((a, b) => a.s - b.s || a.rank - b.rank);
		expect(naive.length).toBeGreaterThan(5);
		for (const count of [1, 3, 16]) {
			const found = new ArrivalFinder(index, query).findFirst(candidates, count);
			expect(found.map(({ vehicle }) => vehicle?.id)).toEqual(naive.slice(0, count).map(({ id }) => id));
			for (const [i, { travelS, arrivalS, distanceM }] of found.entries()) {
				expect(travelS).toBeCloseTo(naive[i]?.s as number, 0);
				expect(arrivalS - travelS).toBeCloseTo(45, 6);
				expect(distanceM).toBeGreaterThan(0);
			}
		}
		const oneEach = new ArrivalFinder(index, query).findFirst(candidates, 4, true).map(({ station }) => station.id);
		const firstOfEach = [...new Set(naive.map(({ id }) => `s${id.split('-')[0]}`))].slice(0, 4);
		expect(oneEach).toEqual(firstOfEach);
	});
});
