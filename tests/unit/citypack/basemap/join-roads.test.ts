import { describe, expect, it } from 'vitest';
import { joinRoads } from '../../../../src/citypack/basemap/join-roads.ts';
import { mercatorX } from '../../../../src/citypack/basemap/mercator.ts';
import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

/** Roads on the equator by their longitudes, in degrees. */
function makeRoads(lines: readonly (readonly number[])[], oneway = 0): RoadLine[] {
	return lines.map((lons, i) => ({
		id: `r${i}`,
		lonLat: Int32Array.from(lons.flatMap((lon) => [lon * 1e7, 0])),
		...BARE_ROAD,
		oneway,
	}));
}

function joinLons(roads: RoadLine[], groups: number[]): number[][] {
	return [...joinRoads(roads, Int32Array.from(groups))].map(({ xy }) =>
		xy.filter((_, i) => i % 2 === 0).map((x) => Math.round((x - mercatorX(0)) * 360)),
	);
}

describe('joinRoads', () => {
	it('joins two-way pieces whichever way they were drawn', () => {
		expect(
			joinLons(
				makeRoads(
					[
						[0, 1],
						[2, 1],
						[2, 3],
					].map((lons) => lons),
				),
				[0, 0, 0],
			),
		).toEqual([[0, 1, 2, 3]]);
	});

	it('leaves a fork of three apart, and roads of other groups', () => {
		const fork = makeRoads([
			[0, 1],
			[1, 2],
			[1, 3],
		]);
		expect(joinLons(fork, [0, 0, 0])).toEqual([
			[0, 1],
			[1, 2],
			[1, 3],
		]);
		expect(joinLons(fork, [0, 0, 1])).toEqual([
			[0, 1, 2],
			[1, 3],
		]);
		expect(joinLons(fork, [0, 0, -1])).toEqual([[0, 1, 2]]);
	});

	it('joins one-way pieces in the direction of travel only', () => {
		expect(
			joinLons(
				makeRoads(
					[
						[1, 2],
						[0, 1],
					],
					1,
				),
				[0, 0],
			),
		).toEqual([[0, 1, 2]]);
		expect(
			joinLons(
				makeRoads(
					[
						[0, 1],
						[2, 1],
					],
					1,
				),
				[0, 0],
			),
		).toEqual([
			[0, 1],
			[2, 1],
		]);
	});

	it('gives a ring of pieces once', () => {
		const ring = makeRoads([
			[0, 1],
			[1, 2],
			[2, 0],
		]);
		expect(joinLons(ring, [0, 0, 0])).toEqual([[0, 1, 2, 0]]);
	});
});
