import { describe, expect, it } from 'vitest';
import { createLocalPlane, distanceM } from '../../../src/domain/geo/local-plane.ts';
import type { Position } from '../../../src/domain/geo/lon-lat.ts';
import { drawGap, drawHeight, getDrawnHeightM } from '../../../src/scene/engine/alarm-lines.ts';
import { findClearView } from '../../../src/scene/engine/find-clear-view.ts';
import { findAnchor, findPrismEdges } from '../../../src/scene/engine/prism-edges.ts';
import { walkBack } from '../../../src/scene/engine/walk-line.ts';

const plane = createLocalPlane({ lon: 113.75, lat: 23.02 });
const box = (x: number, y: number, width: number, depth: number): Position[] =>
	[
		[x, y],
		[x + width, y],
		[x + width, y + depth],
		[x, y + depth],
	].map(([east, north]) => plane.toLonLat([east as number, north as number]));
const at = ([lon, lat]: readonly number[]) => plane.toXY([lon as number, lat as number]);

describe('prism edges', () => {
	it('closes each ring on the ground and at the roof, holes too, and raises outer corners only', () => {
		const edges = findPrismEdges([[box(0, 0, 40, 20), box(10, 5, 8, 8)]], 30);
		expect(edges.roof.map((line) => line.length)).toEqual([5, 5]);
		expect(edges.roof[0]?.every(([, , heightM]) => heightM === 30)).toBe(true);
		expect(edges.foot[0]?.[0]).toEqual(edges.foot[0]?.[4]);
		expect(edges.corners).toHaveLength(4);
		expect(edges.corners[0]?.map(([, , heightM]) => heightM)).toEqual([0, 30]);
	});

	it('draws no corner where a wall goes straight on', () => {
		const ring = box(0, 0, 40, 20);
		ring.splice(1, 0, plane.toLonLat([20, 0]));
		expect(findPrismEdges([[ring]], 30).corners).toHaveLength(4);
	});

	it('anchors a label in the middle of the corners; nothing has no anchor', () => {
		const [x, y] = at(findAnchor([[box(10, 20, 40, 20)]]) ?? []);
		expect([x, y].map((value) => Number(value.toFixed(3)))).toEqual([30, 30]);
		expect(findAnchor([])).toBeUndefined();
	});
});

describe('dimension lines', () => {
	it('draws the gap at its level with a tick of 2.4 m across each end', () => {
		const lines = drawGap([plane.toLonLat([0, 0]), plane.toLonLat([11, 0])], 22);
		expect(lines).toHaveLength(3);
		const [from = [], to = []] = (lines[1] ?? []).map(at);
		expect((to[1] as number) - (from[1] as number)).toBeCloseTo(2.4, 2);
		expect(from[0]).toBeCloseTo(0, 2);
		expect(lines.flat().every(([, , heightM]) => heightM === 22)).toBe(true);
	});

	it('draws nothing where two buildings touch', () => {
		expect(drawGap([plane.toLonLat([3, 3]), plane.toLonLat([3, 3])], 22)).toEqual([]);
	});

	it('stands the height line right of the building as seen: east of it looking north, west of it looking south', () => {
		const polygons = [[box(-20, -10, 40, 20)]];
		const east = at(drawHeight(polygons, 79.6, 0)?.lines[0]?.[1] ?? []);
		const west = at(drawHeight(polygons, 79.6, 180)?.lines[0]?.[1] ?? []);
		expect(east[0]).toBeCloseTo(22.5, 2);
		expect(west[0]).toBeCloseTo(-22.5, 2);
		expect([east, west].map(([, y]) => Math.abs(Math.round(y)))).toEqual([10, 10]);
		expect(drawHeight(polygons, 79.6, 0)?.lines[0]?.map(([, , heightM]) => heightM)).toEqual([0, 79.6]);
	});

	it('draws an unknown height as the low box of 3 m', () => {
		expect(getDrawnHeightM(null)).toBe(3);
	});
});

describe('walkBack', () => {
	const line = [plane.toLonLat([0, 0]), plane.toLonLat([300, 0]), plane.toLonLat([300, 100])];

	it('measures from the end of the line, round its corners', () => {
		const [x, y] = at(walkBack(line, 150) ?? []);
		expect(x).toBeCloseTo(250, 1);
		expect(y).toBeCloseTo(0, 1);
	});

	it('gives the start of a line that is shorter, nothing for an empty one', () => {
		expect(walkBack(line, 5_000)).toEqual(line[0]);
		expect(walkBack([], 10)).toBeUndefined();
		const [lon, lat] = walkBack(line, 0) as Position;
		expect(distanceM({ lon, lat }, { lon: line[2]?.[0] as number, lat: line[2]?.[1] as number })).toBeLessThan(0.01);
	});
});

describe('findClearView', () => {
	const target = { heightM: 30, polygons: [[box(-10, -10, 20, 20)]] };
	const tower = (x: number, y: number, heightM = 90) => ({ heightM, polygons: [[box(x - 10, y - 10, 20, 20)]] });
	const south = { line: [plane.toLonLat([-10, -10]), plane.toLonLat([10, -10])], lowM: [0], highM: [30] };
	const wish = { target, reach: [], preferredDeg: 0, pitchesDeg: [-35] };

	it('keeps the wished heading when nothing stands before the target', () => {
		expect(findClearView({ ...wish, neighbours: [tower(0, 50)] })).toEqual({ headingDeg: 0, pitchDeg: -35 });
	});

	it('looks from another side when a tower stands before it', () => {
		// Looking north the tower, its face 30 m before the south wall, hides all below 90 m - 30 m x tan 35 = 69 m.
		const { headingDeg } = findClearView({ ...wish, neighbours: [tower(0, -50)] });
		expect(headingDeg).not.toBe(0);
		expect([45, 60, 75, 90, 270, 285, 300, 315]).toContain(headingDeg);
	});

	it('stays before the facade that matters, aside of the tower that hides it', () => {
		const { headingDeg } = findClearView({ ...wish, reach: [south], neighbours: [tower(0, -50)] });
		// The tower's face stands 30 m before the 20 m of wall. 30 degrees aside a line of sight has passed 17.3 m along it: 17.3 / 20 of the
		// wall is free, x cos 30 = 0.75. At 45 degrees all of it, x cos 45 = 0.71; at 15 degrees 8 / 20 x cos 15 = 0.39.
		expect([30, 330]).toContain(headingDeg);
	});

	it('looks down more steeply into a street, when that alone shows the facade', () => {
		// Rows of houses 12 m high and 7 m away all round: at 35 degrees the lowest 7 m of the wall are hidden, at 55 degrees 2 m.
		const low = { ...target, heightM: 9 };
		const wall = { ...south, highM: [9] };
		const row = { heightM: 12, polygons: [[box(-200, -37, 400, 20)]] };
		const pitches = { pitchesDeg: [-35, -55], neighbours: [row], reach: [wall] };
		expect(findClearView({ ...wish, ...pitches, target: low }).pitchDeg).toBe(-55);
		expect(findClearView({ ...wish, ...pitches, neighbours: [], target: low }).pitchDeg).toBe(-35);
	});

	it('takes the wish where there is no outline', () => {
		expect(findClearView({ ...wish, target: { heightM: null, polygons: [] }, neighbours: [] }).headingDeg).toBe(0);
	});
});
