import { describe, expect, it } from 'vitest';
import { createLocalPlane } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { hatchPolygon } from '../../../src/scene/engine/hatch-polygon.ts';
import { cutShared, spreadLines } from '../../../src/scene/engine/spread-lines.ts';
import { findRouteLook } from '../../../src/scene/style/line-material.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const place = (x: number, y: number): Position => plane.toLonLat([x, y]);
/** A road of four places to the east; two roads lead to its second place, two away from its third. */
const [A, B, C, D] = [place(0, 0), place(100, 0), place(200, 0), place(300, 0)] as const;
const [NORTH, SOUTH] = [place(100, 100), place(100, -100)] as const;

describe('ways that share a road', () => {
	it('a way alone keeps to the middle', () => {
		expect(spreadLines([[A, B, C]], 8)).toEqual([[0, 0, 0]]);
	});

	it('two side by side where they share, together again about the middle', () => {
		const [first, second] = spreadLines(
			[
				[A, B, C, D],
				[NORTH, B, C, D],
			],
			8,
		);
		expect(first).toEqual([0, -4, -4, -4]);
		expect(second).toEqual([0, 4, 4, 4]);
	});

	it('one that comes the other way stands on the same side of the road, not on the line of the first', () => {
		const [first, second] = spreadLines(
			[
				[A, B, C],
				[C, B, A],
			],
			8,
		);
		// Seen along each line both are on its left: on the road they are apart.
		expect(first).toEqual([-4, -4, -4]);
		expect(second).toEqual([-4, -4, -4]);
	});

	it('three keep their order, and close up where one leaves', () => {
		const [first, second, third] = spreadLines(
			[
				[A, B, C, D],
				[SOUTH, B, C, D],
				[NORTH, B, C],
			],
			10,
		);
		expect(first).toEqual([0, -10, -7.5, -5]);
		expect(second).toEqual([0, 0, 5, 5]);
		expect(third).toEqual([0, 10, 10]);
	});

	it('what a refused way shares with the ways is left out of it', () => {
		expect(cutShared([A, B, C, D], [[D, C]])).toEqual([[A, B, C]]);
		expect(cutShared([A, B, C, D], [[B, C]])).toEqual([
			[A, B],
			[C, D],
		]);
		expect(cutShared([A, B], [[A, B]])).toEqual([]);
		expect(cutShared([A, B], [])).toEqual([[A, B]]);
	});

	it('six looks, then anew; no two of the six are alike', () => {
		const looks = Array.from({ length: 6 }, (_, index) => JSON.stringify(findRouteLook(index + 1)));
		expect(new Set(looks).size).toBe(6);
		expect(findRouteLook(7)).toEqual(findRouteLook(1));
		expect(findRouteLook(2)).toMatchObject({ widthPx: 4, dashPx: [16, 7] });
	});
});

describe('hatching', () => {
	const square = [place(0, 0), place(100, 0), place(100, 100), place(0, 100)];
	const length = ([from, to]: readonly [Position, Position]) => {
		const [x1, y1] = plane.toXY(from);
		const [x2, y2] = plane.toXY(to);
		return Math.hypot(x2 - x1, y2 - y1);
	};
	const total = (rings: readonly (readonly Position[])[], spacingM: number) =>
		hatchPolygon(rings, spacingM).reduce((sum, stroke) => sum + length(stroke) * spacingM, 0);

	it('strokes times their spacing are the area', () => {
		expect(total([square], 5)).toBeCloseTo(10_000, -2);
	});

	it('leaves holes out, rings closed or not', () => {
		const hole = [place(25, 25), place(25, 75), place(75, 75), place(75, 25), place(25, 25)];
		expect(total([[...square, square[0] as Position], hole], 5)).toBeCloseTo(7_500, -2);
	});

	it('runs at 45 degrees', () => {
		const [[from, to]] = hatchPolygon([square], 20) as [readonly [Position, Position]];
		const [x1, y1] = plane.toXY(from);
		const [x2, y2] = plane.toXY(to);
		expect((y2 - y1) / (x2 - x1)).toBeCloseTo(1, 3);
	});

	it('a large area gets no more than 60 strokes, one without size none', () => {
		const large = [place(0, 0), place(5_000, 0), place(5_000, 5_000), place(0, 5_000)];
		expect(hatchPolygon([large], 5).length).toBeLessThanOrEqual(60);
		expect(hatchPolygon([[A, A, A]], 5)).toEqual([]);
		expect(hatchPolygon([], 5)).toEqual([]);
	});
});
