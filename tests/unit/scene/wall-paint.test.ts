import { describe, expect, it } from 'vitest';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import type { Point3 } from '../../../src/scene/engine/prism-edges.ts';
import { paintBand, paintWall, walkRound } from '../../../src/scene/engine/wall-paint.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const line = (...points: readonly (readonly [number, number])[]): Position[] => points.map((xy) => plane.toLonLat(xy));
/** Metres east, north and up, to the centimetre. */
const metres = ([lon, lat, heightM]: Point3) =>
	[...plane.toXY([lon, lat]), heightM].map((value) => Math.round(value * 100) / 100 + 0);

/** A south wall of 10 m, the building to its north: walked from west to east it lies on the left. */
const SOUTH = line([0, 0], [10, 0]);

describe('paint on a wall', () => {
	it('stands a few centimetres before the wall, on the side away from the building', () => {
		const { quads, outlines } = paintWall(SOUTH, [2], [12], 100);
		const norths = quads.flat().map(({ at }) => metres(at)[1]);
		expect(new Set(norths)).toEqual(new Set([-0.15]));
		expect(outlines).toHaveLength(1);
		expect(outlines[0]?.at(-1)).toEqual(outlines[0]?.[0]);
	});

	it('covers as much as its columns say: two columns of 5 m, 10 m and 10 m high', () => {
		const { quads } = paintWall(SOUTH, [0, 0], [10, 10], 0);
		const area = quads.reduce(
			(sum, [a, b, c, d]) => sum + ((b.alongM - a.alongM) * (c.upM - b.upM + (d.upM - a.upM))) / 2,
			0,
		);
		expect(area).toBeCloseTo(100, 6);
	});

	it('has a step where the reach has one: a podium ends at 5 m', () => {
		// Columns of 5 m, painted 4 to 10 m and 0 to 20 m: round both of them, counter-clockwise as seen from outside.
		const { outlines, quads } = paintWall(SOUTH, [4, 0], [10, 20], 0);
		expect(outlines.map((outline) => outline.map(metres).map(([x, , up]) => [x, up]))).toEqual([
			[
				[0, 4],
				[5, 4],
				[5, 0],
				[10, 0],
				[10, 20],
				[5, 20],
				[5, 10],
				[0, 10],
				[0, 4],
			],
		]);
		expect(quads.map((quad) => quad.map(({ alongM, upM }) => [Math.round(alongM), upM]))).toEqual([
			[
				[0, 4],
				[5, 4],
				[5, 10],
				[0, 10],
			],
			[
				[5, 0],
				[10, 0],
				[10, 20],
				[5, 20],
			],
		]);
	});

	it('is one quad where neighbouring columns are equal', () => {
		const { outlines, quads } = paintWall(SOUTH, [0, 0, 0, 0], [10, 10, 10, 10], 0);
		expect([quads.length, outlines[0]?.length]).toEqual([1, 5]);
	});

	it('leaves a gap where a column is not reached, and where two columns do not meet', () => {
		expect(paintWall(SOUTH, [0, -1, 0], [9, -1, 9], 0).outlines).toHaveLength(2);
		expect(paintWall(SOUTH, [0, 12], [9, 20], 0).outlines).toHaveLength(2);
		expect(paintWall(SOUTH, [-1, -1], [-1, -1], 0)).toEqual({ quads: [], outlines: [] });
	});

	it('follows the wall round a corner', () => {
		// 10 m east, then 10 m north: one column over all, outward is south and then east.
		const { quads } = paintWall(line([0, 0], [10, 0], [10, 10]), [0], [6], 0);
		const feet = quads.flatMap(([a, b]) => [metres(a.at), metres(b.at)]);
		expect(feet.every(([x, y]) => y === -0.15 || x === 10.15)).toBe(true);
		expect(feet).toContainEqual([10.15, 10, 0]);
	});

	it('is nothing on a line without length', () => {
		expect(paintWall([], [0], [5], 0).quads).toEqual([]);
		expect(paintWall(line([3, 3], [3, 3]), [0], [5], 0).quads).toEqual([]);
	});
});

describe('band round a building', () => {
	const ring = [
		[0, 0],
		[10, 0],
		[10, 6],
		[0, 6],
	] as const;

	it.each([
		['counter-clockwise', ring],
		['clockwise', [...ring].reverse()],
	])('lies outside of its walls whichever way the ring runs: %s', (_, points) => {
		const { quads } = paintBand([[line(...points)]], 50, 53, 7);
		const at = quads.flat().map((point) => metres(point.at));
		expect(at.every(([x, y]) => x === -0.15 || x === 10.15 || y === -0.15 || y === 6.15)).toBe(true);
		expect(new Set(at.map(([, , up]) => up))).toEqual(new Set([57, 60]));
		// All round: 10 + 6 + 10 + 6 m.
		expect(Math.max(...quads.flat().map(({ alongM }) => alongM))).toBeCloseTo(32, 6);
	});

	it('takes a closed ring as it takes an open one', () => {
		const open = line(...ring);
		expect(walkRound([...open, open[0] as Position])).toEqual(walkRound(open));
		expect(walkRound(open)).toHaveLength(5);
	});
});
