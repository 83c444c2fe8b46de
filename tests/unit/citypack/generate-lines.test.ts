import { describe, expect, it } from 'vitest';
import { arrangeLines } from '../../../src/citypack/generate/arrangement.ts';
import { toLatE7, toLonE7, toX, toY } from '../../../src/citypack/generate/city-plane.ts';
import { LotSpace } from '../../../src/citypack/generate/lot-space.ts';
import { type Block, blockAreaM2, blockCentre, mainDirection } from '../../../src/citypack/generate/polygon.ts';
import { splitBlock } from '../../../src/citypack/generate/split-block.ts';
import { StreetNet } from '../../../src/citypack/generate/street-net.ts';

const SQUARE = [
	[0, 0],
	[100, 0],
	[100, 100],
	[0, 100],
	[0, 0],
] as const;

describe('arrangeLines', () => {
	it('cuts two overlapping squares into three faces', () => {
		const shifted = SQUARE.map(([x, y]) => [x + 50, y + 50] as const);
		const { vertices, edges, faces } = arrangeLines([SQUARE, shifted]);
		// 8 corners and 2 crossings; 8 sides, of which 4 are cut in two; Euler: F = E - V + 1.
		expect([vertices.length, edges.length, faces.length]).toEqual([10, 12, 3]);
	});

	it('takes loose ends off and joins an island to what surrounds it', () => {
		const island = SQUARE.map(([x, y]) => [x * 0.2 + 40, y * 0.2 + 41] as const);
		const spur = [
			[-30, 50],
			[30, 50],
		] as const;
		const { edges, faces } = arrangeLines([SQUARE, island, spur]);
		// The spur ends in nothing and goes. Two connectors cut the ring around the island in half: ring, ring, island.
		expect(faces.length).toBe(3);
		expect(edges.filter((edge) => edge.line === -1).length).toBe(2);
		expect(edges.some((edge) => edge.line === 2)).toBe(false);
	});
});

function squareBlock(net: StreetNet, sideM: number, widthM: number): Block {
	const corners = [0, 0, sideM, 0, sideM, sideM, 0, sideM, 0, 0];
	net.addStreet({ roadClass: 'tertiary', widthM, name: 'a', nameEn: null }, corners);
	return { x: [0, sideM, sideM, 0], y: [0, 0, sideM, sideM], side: [0, 1, 2, 3] };
}

describe('splitBlock', () => {
	const lane = { roadClass: 'lane', widthM: 3, name: null, nameEn: null } as const;

	it('halves a square, and the street meets both sides at vertices of theirs', () => {
		const net = new StreetNet();
		const block = squareBlock(net, 200, 8);
		const split = splitBlock(net, block, { x: 80, y: 100, dx: 0, dy: 1, snapM: 5, bendM: 0 }, lane);
		expect(split).not.toBeNull();
		const areas = [blockAreaM2(split?.left as Block), blockAreaM2(split?.right as Block)].sort((a, b) => a - b);
		expect(areas).toEqual([16_000, 24_000]);
		const around = net.lineOf(0).lonLat;
		const across = net.lineOf(split?.street as number).lonLat;
		const points = new Set<string>();
		for (let i = 0; i < around.length; i += 2) points.add(`${around[i]},${around[i + 1]}`);
		expect(around.length / 2).toBe(7);
		expect(points.has(`${across[0]},${across[1]}`)).toBe(true);
		expect(points.has(`${across.at(-2)},${across.at(-1)}`)).toBe(true);
	});

	it('refuses a street within the carriageway beside it', () => {
		const net = new StreetNet();
		const block = squareBlock(net, 200, 32);
		expect(splitBlock(net, block, { x: 12, y: 100, dx: 0, dy: 1, snapM: 0, bendM: 0 }, lane)).toBeNull();
	});

	it('refuses a street that would leave a block with a bay', () => {
		const net = new StreetNet();
		const bay: Block = {
			x: [0, 300, 300, 200, 200, 100, 100, 0],
			y: [0, 0, 200, 200, 100, 100, 200, 200],
			side: [-1, -1, -1, -1, -1, -1, -1, -1],
		};
		const split = splitBlock(net, bay, { x: 50, y: 150, dx: 1, dy: 0, snapM: 0, bendM: 0 }, lane);
		// The cut along y = 150 crosses the bay; only the piece over the left arm, 0..100, may become a street.
		const line = net.lineOf(split?.street as number).lonLat;
		expect([line[0], line.at(-2)].sort()).toEqual([toLonE7(0), toLonE7(100)].sort());
	});
});

describe('polygon', () => {
	it('tells area, centre and direction of a turned rectangle', () => {
		// 100 x 40 around (10, 20), turned by atan(3/4): (4, 3)/5 along, (-3, 4)/5 across.
		const corner = (u: number, v: number): [number, number] => [10 + (4 * u - 3 * v) / 5, 20 + (3 * u + 4 * v) / 5];
		const corners = [corner(-50, -20), corner(50, -20), corner(50, 20), corner(-50, 20)];
		const block: Block = { x: corners.map((c) => c[0]), y: corners.map((c) => c[1]), side: [-1, -1, -1, -1] };
		expect(blockAreaM2(block)).toBeCloseTo(4000, 6);
		expect(blockCentre(block)[0]).toBeCloseTo(10, 6);
		expect(blockCentre(block)[1]).toBeCloseTo(20, 6);
		expect(mainDirection(block)).toBeCloseTo(Math.atan2(3, 4), 6);
	});
});

describe('LotSpace', () => {
	it('leaves each side its clearance', () => {
		const space = new LotSpace();
		space.load({ x: [0, 60, 60, 0], y: [0, 0, 30, 30], side: [-1, -1, -1, -1] }, { c: 1, s: 0 });
		space.clearM.set([5, 2, 3, 2]);
		expect(space.findStretch(10, 20)).toBe(true);
		expect([space.low, space.high]).toEqual([5, 27]);
		// Nearer than 2 m to the right-hand side nothing is free.
		expect(space.findStretch(50, 59)).toBe(false);
		space.addObstacle(0, 20, 60, 20, 4);
		expect(space.findStretch(10, 20)).toBe(true);
		expect([space.low, space.high]).toEqual([5, 16]);
	});
});

describe('city plane', () => {
	it('is a metre grid about the city: 1 km east of 113.88 at 22.92 is 0.009750 degrees', () => {
		// GeographicLib: 1 degree of longitude at 22.92 N on WGS84 is 102,570 m; of latitude 110,745 m.
		expect(toX(114.88)).toBeGreaterThan(102_550);
		expect(toX(114.88)).toBeLessThan(102_590);
		expect(toY(23.92)).toBeGreaterThan(110_725);
		expect(toY(23.92)).toBeLessThan(110_765);
		expect([toLonE7(toX(113.7654321)), toLatE7(toY(23.0123456))]).toEqual([1_137_654_321, 230_123_456]);
	});
});
