import { describe, expect, it } from 'vitest';
import { findClosedRoads } from '../../../../../src/analysis/routing/answer/find-closed-roads.ts';
import { at, indexOf, positionAt, street } from './road-network.ts';

/** A main street in three edges of 200 m, with side streets at its two inner junctions, and a bridge over its middle. */
const TOWN = indexOf([
	street(
		[
			[0, 0],
			[200, 0],
		],
		{ name: 'Main 1', nameEn: 'First' },
	),
	street(
		[
			[200, 0],
			[400, 0],
		],
		{ name: 'Main 2' },
	),
	street(
		[
			[400, 0],
			[600, 0],
		],
		{ name: 'Main 3' },
	),
	street(
		[
			[200, 0],
			[200, 150],
		],
		{ name: 'Side 1' },
	),
	street(
		[
			[400, 0],
			[400, -150],
		],
		{ name: 'Side 2' },
	),
	street(
		[
			[200, 0],
			[200, -12],
		],
		{ name: 'Stub' },
	),
	street(
		[
			[300, -300],
			[300, 300],
		],
		{ name: 'Over', bridge: true },
	),
]);
const closedBy = (...places: [number, number][]) =>
	findClosedRoads(TOWN, { type: 'LineString', coordinates: places.map(([x, y]) => positionAt(x, y)) }).roads.map(
		({ name }) => name,
	);
const closedIn = (...rings: [number, number][][]) =>
	findClosedRoads(TOWN, {
		type: 'Polygon',
		coordinates: rings.map((ring) => [...ring, ring[0] as [number, number]].map(([x, y]) => positionAt(x, y))),
	})
		.roads.map(({ name }) => name)
		.sort();

describe('findClosedRoads', () => {
	it('closes of a line and an area of many kilometres what it does of their parts in the town', () => {
		expect(closedBy([100, -90_000], [100, 90_000])).toEqual(['Main 1']);
		expect(closedBy([-90_000, 3], [90_000, 3]).sort()).toEqual(['Main 1', 'Main 2', 'Main 3']);
		expect(
			closedIn([
				[50, -90_000],
				[150, -90_000],
				[150, 90_000],
				[50, 90_000],
			]),
		).toEqual(['Main 1']);
		expect(
			closedIn([
				[-9000, 60],
				[9000, 60],
				[9000, 9000],
				[-9000, 9000],
			]),
		).toEqual(['Over', 'Side 1']);
	});

	it('closes what a line crosses, on both levels, and tells names and length', () => {
		expect(closedBy([100, -20], [100, 20])).toEqual(['Main 1']);
		expect(closedBy([100, 80], [350, 80]).sort()).toEqual(['Over', 'Side 1']);
		const answer = findClosedRoads(TOWN, {
			type: 'LineString',
			coordinates: [positionAt(100, -20), positionAt(100, 20)],
		});
		expect(answer.roadKm).toBeCloseTo(0.2, 4);
		expect(answer.roads).toEqual([{ name: 'Main 1', nameEn: 'First' }]);
		expect(answer.lines[0]?.[0]?.[0]).toBeCloseTo(at(0, 0).lon, 6);
	});

	it('closes what a line runs along within 10 m, but not side streets, however short, nor the bridge above', () => {
		expect(closedBy([5, 3], [210, -4], [395, 3]).sort()).toEqual(['Main 1', 'Main 2']);
		expect(closedBy([0, 12], [195, 12])).toEqual([]);
		// A short line along a long edge is that edge's.
		expect(closedBy([60, 2], [90, -2])).toEqual(['Main 1']);
		// It overshoots the junction by 40 of 200 m.
		expect(closedBy([0, 1], [240, 1])).toEqual(['Main 1']);
	});

	it('closes every road that touches an area, but not those in its holes', () => {
		const square = (x: number, y: number, half: number): [number, number][] => [
			[x - half, y - half],
			[x + half, y - half],
			[x + half, y + half],
			[x - half, y + half],
		];
		expect(closedIn(square(200, 100, 30))).toEqual(['Side 1']);
		expect(closedIn(square(200, 0, 20))).toEqual(['Main 1', 'Main 2', 'Side 1', 'Stub']);
		// A large area whose hole holds the whole town.
		expect(closedIn(square(300, 0, 5000), square(300, 0, 4000))).toEqual([]);
		expect(closedIn(square(300, 0, 5000))).toHaveLength(7);
	});
});
