import { describe, expect, it } from 'vitest';
import {
	createOutline,
	findMiddleOfSide,
	findSideOf,
	findWalk,
	type Outline,
} from '../../../../../src/analysis/routing/answer/walk-around.ts';

type Place = [number, number];
const outlineOf = (...rings: Place[][]) => createOutline(rings) as Outline;
/** 60 x 20 m about the origin. */
const SLAB = outlineOf([
	[-30, -10],
	[30, -10],
	[30, 10],
	[-30, 10],
]);
/** A U open to the north: 60 x 40 m, the court 20 m wide and 30 m deep. */
const COURT = outlineOf([
	[0, 0],
	[60, 0],
	[60, 40],
	[40, 40],
	[40, 10],
	[20, 10],
	[20, 40],
	[0, 40],
]);
const lengthOf = (line: readonly (readonly [number, number])[]) =>
	line.slice(1).reduce((sum, [x, y], i) => sum + Math.hypot(x - (line[i]?.[0] ?? 0), y - (line[i]?.[1] ?? 0)), 0);

describe('findWalk', () => {
	it('goes around the box of a building with thousands of corners, in a notch or not', () => {
		const teeth = Array.from({ length: 6000 }, (_, i): Place => {
			const [angle, radius] = [(2 * Math.PI * i) / 6000, i % 2 === 0 ? 50 : 48];
			return [radius * Math.cos(angle), radius * Math.sin(angle)];
		});
		const walk = findWalk(outlineOf(teeth), [0, -60], [0, 50], 'north');
		// By two corners of the box of 100 x 100 m, a metre off it.
		expect(lengthOf(walk)).toBeCloseTo(Math.hypot(51, 9) + 102 + Math.hypot(51, 1), 0);
	});

	it('goes straight to a side it faces, and a metre off the corners to one behind', () => {
		const north = findMiddleOfSide(SLAB, 'north');
		expect(north).toEqual([0, 10]);
		expect(findWalk(SLAB, [5, 60], north, 'north')).toEqual([
			[5, 60],
			[0, 10],
		]);
		const around = findWalk(SLAB, [40, -30], north, 'north');
		// By the north-east corner: straight from (40,-30) to (31,11), and from there to the middle of the wall.
		expect(around[1]?.[0]).toBeCloseTo(31, 6);
		expect(around[1]?.[1]).toBeCloseTo(11, 6);
		expect(lengthOf(around)).toBeCloseTo(Math.hypot(9, 41) + Math.hypot(31, 1), 6);
		// From the very south both corners of a side are passed: by (31,-11) and (31,11), or the like in the west.
		const farthest = findWalk(SLAB, [0, -40], north, 'north');
		expect(lengthOf(farthest)).toBeCloseTo(Math.hypot(31, 29) + 22 + Math.hypot(31, 1), 6);
	});

	it('walks into a court for the side that lies in it', () => {
		const north = findMiddleOfSide(COURT, 'north');
		expect(north).toEqual([30, 10]);
		const walk = findWalk(COURT, [30, 90], north, 'north');
		expect(lengthOf(walk)).toBeCloseTo(80, 6);
		// From the west: round the corner at (-1, 41), to the mouth of the court, then in.
		const around = findWalk(COURT, [-40, 0], north, 'north');
		expect(lengthOf(around)).toBeGreaterThan(Math.hypot(39, 41) + 31 + 31 - 3);
		expect(lengthOf(around)).toBeLessThan(Math.hypot(39, 41) + 31 + 31 + 3);
	});

	it('tells the side a place is on by the diagonals of the building', () => {
		const places: Place[] = [
			[0, 30],
			[50, 0],
			[0, -30],
			[-50, 5],
			[35, 9],
			[29, 11],
		];
		expect(places.map((place) => findSideOf(SLAB, place))).toEqual(['north', 'east', 'south', 'west', 'east', 'north']);
	});
});
