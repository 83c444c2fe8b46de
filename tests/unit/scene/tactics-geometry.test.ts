import { describe, expect, it } from 'vitest';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { outlineSector } from '../../../src/scene/engine/ground-sector.ts';
import { findRingAnchors } from '../../../src/scene/engine/ring-anchors.ts';
import { moveCorners, shapeSpot } from '../../../src/scene/engine/spot-shape.ts';

const centre = { lon: 113.75, lat: 23.02 };
const plane = createLocalPlane(centre);
const line = (...points: readonly (readonly [number, number])[]): Position[] => points.map((xy) => plane.toLonLat(xy));
const metres = (at: Position) => plane.toXY(at).map((value) => Math.round(value * 100) / 100 + 0);

describe('sector on the ground', () => {
	/** A wall from 10 m west to 10 m east, 8 m to the north of the truck. */
	const wall = line([-10, 8], [10, 8], [10, 20], [-10, 20]);

	it('begins and ends at the truck and stops at the wall', () => {
		const sector = outlineSector(centre, 30, line([-6, 8], [6, 8]), [wall]);
		expect(metres(sector[0] as Position)).toEqual([0, 0]);
		expect(metres(sector.at(-1) as Position)).toEqual([0, 0]);
		const rim = sector.slice(1, -1).map(metres);
		expect(rim[0]).toEqual([-6, 8]);
		expect(rim.at(-1)).toEqual([6, 8]);
		expect(rim.every(([, y]) => y === 8)).toBe(true);
	});

	it('goes no farther than the outreach', () => {
		const rim = outlineSector(centre, 5, line([-6, 8], [6, 8]), [wall])
			.slice(1, -1)
			.map(metres);
		for (const [x = 0, y = 0] of rim) expect(Math.hypot(x, y)).toBeCloseTo(5, 1);
	});

	it('takes the least angle when what is reached lies on both sides of due south', () => {
		const rim = outlineSector(centre, 10, line([-3, -10], [3, -10]), [])
			.slice(1, -1)
			.map(metres);
		expect(rim.every(([, y]) => (y as number) < 0)).toBe(true);
	});

	it('is nothing when nothing is reached', () => {
		expect(outlineSector(centre, 10, [], [wall])).toEqual([]);
	});
});

describe('shape of a spot', () => {
	/** 15 x 10 m, its length to the east. */
	const corners = line([-7.5, -5], [7.5, -5], [7.5, 5], [-7.5, 5]);

	it('has an outrigger straight out of each corner and its nose at the front', () => {
		const shape = shapeSpot(centre, corners, 90);
		expect(shape?.outline).toHaveLength(5);
		expect(shape?.jacks.map(([, end]) => metres(end as Position))).toEqual([
			[-7.5, -6.6],
			[7.5, -6.6],
			[7.5, 6.6],
			[-7.5, 6.6],
		]);
		expect(metres(shape?.nose[1] as Position)).toEqual([7.5, 0]);
		expect(metres(shape?.handle as Position)).toEqual([11.5, 0]);
	});

	it('is none of fewer than three corners', () => {
		expect(shapeSpot(centre, corners.slice(0, 2), 0)).toBeUndefined();
	});

	it('moves and turns with its truck: from east to north its length points north', () => {
		const [lon, lat] = plane.toLonLat([100, 50]);
		const moved = moveCorners(corners, { ...centre, headingDeg: 90 }, { lon, lat, headingDeg: 0 });
		// The front right corner (7.5 ahead, 5 to the right) of a truck that looks north stands 7.5 m north and 5 m east of it.
		expect(metres(moved[1] as Position)).toEqual([105, 57.5]);
	});
});

describe('names on a ring', () => {
	it('begin at its southernmost point and go on to both sides of it', () => {
		const square = line([0, 0], [10, -10], [20, 0], [10, 10], [0, 0]);
		const found = findRingAnchors(square, 4).map(metres);
		expect(found[0]).toEqual([10, -10]);
		expect(new Set(found.slice(1, 3).map(([x]) => x))).toEqual(new Set([0, 20]));
		expect(found[3]).toEqual([10, 10]);
	});

	it('have no place on a ring without length', () => {
		expect(findRingAnchors(line([1, 1], [1, 1]), 4)).toEqual([]);
		expect(findRingAnchors([], 4)).toEqual([]);
	});
});
