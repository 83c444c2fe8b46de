import { describe, expect, it } from 'vitest';
import { findStationRoutes } from '../../../../src/analysis/routing/find-station-routes.ts';
import { createRoadIndex } from '../../../../src/analysis/routing/road-index.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../src/domain/vehicle.ts';
import { at, network, street } from './road-network.ts';

/** A street of 4 km west to east, a spur behind a 10 t bridge at its east end. */
const STREETS = [
	street([
		[0, 0],
		[2000, 0],
		[4000, 0],
	]),
	street(
		[
			[4000, 0],
			[4000, 200],
		],
		{ maxWeightT: 10 },
	),
	street([
		[4000, 200],
		[4000, 1200],
	]),
];
const STATIONS = [
	{ id: 'west', ...at(0, 0) },
	{ id: 'middle', ...at(2500, 10) },
	{ id: 'east', ...at(3900, 0) },
	{ id: 'behind', ...at(4000, 900) },
	{ id: 'forest', ...at(2000, 5000) },
];

function routes(options: Parameters<typeof findStationRoutes>[4]) {
	const graph = network(...STREETS);
	return findStationRoutes(graph, createRoadIndex(graph), at(2000, 0), STATIONS, options);
}

describe('findStationRoutes', () => {
	it('gives the nearest by time with turnout, first come first, then those without a way and why', () => {
		const results = routes({ vehicle: DEFAULT_VEHICLE_PROFILE, count: 9, turnoutS: 45 });
		// 20 km/h: 500 m in 90 s, 1,900 m in 342 s, 2,000 m in 360 s.
		expect(
			results.map((result) =>
				result.found
					? [result.station.id, Math.round(result.distanceM), Math.round(result.arrivalS)]
					: [result.station.id, result.reason],
			),
		).toEqual([
			['middle', 500, 135],
			['east', 1900, 387],
			['west', 2000, 405],
			['forest', 'no-road-near-start'],
			['behind', 'vehicle-limits'],
		]);
		const behind = results.at(-1);
		expect(behind).toMatchObject({ limits: [{ kind: 'weight', limit: 10 }] });
	});

	it('stops at the count, runs from station to incident, and takes 60 s of turnout for granted', () => {
		const [first, ...rest] = routes({ count: 1 });
		expect(rest.map(({ station, found }) => [station.id, found])).toEqual([['forest', false]]);
		if (!first?.found) throw new Error('no route');
		expect(first.arrivalS - first.travelS).toBeCloseTo(60, 9);
		expect(first.startGapM).toBeCloseTo(10, 1);
		expect(first.geometry[0]?.[0]).toBeCloseTo(at(2500, 0).lon, 6);
		expect(first.geometry.at(-1)?.[0]).toBeCloseTo(at(2000, 0).lon, 6);
	});

	it('answers for every station when the incident has no road near', () => {
		const graph = network(...STREETS);
		const results = findStationRoutes(graph, createRoadIndex(graph), at(0, 3000), STATIONS, {});
		expect(results.map((result) => (result.found ? 'found' : result.reason))).toEqual(
			Array.from(STATIONS, () => 'no-road-near-end'),
		);
	});
});
