import { describe, expect, it } from 'vitest';
import {
	createGroundGrid,
	encodeGroundGrid,
	type GroundPosts,
	lowestUnderPolygonsM,
	openGroundGrid,
} from '../../../../src/domain/pack/ground-grid.ts';

/** 3 x 3 posts 0.1 degrees apart; metres, from the south: 0 10 20 / 30 40 50 / 60 70 200, all 100 m up. */
const POSTS: GroundPosts = {
	...{ west: 10, south: 50, lonStep: 0.1, latStep: 0.1, columns: 3, rows: 3, baseM: 100 },
	heightDm: Uint16Array.of(0, 100, 200, 300, 400, 500, 600, 700, 2000),
	voids: new Uint32Array(),
};

describe('ground grid', () => {
	it('lies bilinear between its posts', () => {
		const grid = createGroundGrid(POSTS);
		expect(grid.groundAtM(10.1, 50.1)).toBeCloseTo(140, 6);
		// A quarter east, half north of the first cell: 0.25 x 10 + 0.5 x 30.
		expect(grid.groundAtM(10.025, 50.05)).toBeCloseTo(117.5, 6);
		// The middle of the last cell: the mean of 40, 50, 70 and 200.
		expect(grid.groundAtM(10.15, 50.15)).toBeCloseTo(190, 6);
	});

	it('is unknown outside, where its edge goes on for drawing', () => {
		const grid = createGroundGrid(POSTS);
		expect(grid.groundAtM(9.99, 50.1)).toBeNull();
		expect(grid.groundAtM(10.1, 50.21)).toBeNull();
		expect(grid.drawnGroundM(5, 50.1)).toBeCloseTo(130, 6);
		expect(grid.drawnGroundM(30, 80)).toBeCloseTo(300, 6);
	});

	it('is unknown wherever a void post counts, and nowhere else', () => {
		const grid = createGroundGrid({ ...POSTS, voids: Uint32Array.of(4, 1) });
		expect(grid.groundAtM(10.05, 50.05)).toBeNull();
		expect(grid.drawnGroundM(10.05, 50.05)).toBeCloseTo(120, 6);
		// On the southern line of posts the void, one line further, does not count.
		expect(grid.groundAtM(10.05, 50)).toBeCloseTo(105, 6);
	});

	it('gives a building the lowest ground under its vertices and the middle of its box', () => {
		const valley = createGroundGrid({ ...POSTS, heightDm: Uint16Array.of(500, 0, 500, 500, 0, 500, 500, 0, 500) });
		const ring = [
			[10.05, 50.05],
			[10.15, 50.05],
			[10.15, 50.1],
			[10.05, 50.1],
		] as const;
		// 25 m at the corners, 0 m in the middle.
		expect(lowestUnderPolygonsM(valley, [[ring]])).toBeCloseTo(100, 6);
		const half = ring.map(([lon, lat]) => [lon > 10.1 ? 10.1 : lon, lat] as const);
		expect(lowestUnderPolygonsM(createGroundGrid(POSTS), [[half]])).toBeCloseTo(120, 6);
		expect(lowestUnderPolygonsM(valley, [])).toBe(0);
	});

	it('comes out of its file as it went in', () => {
		const grid = openGroundGrid(encodeGroundGrid({ ...POSTS, voids: Uint32Array.of(1, 2) }), 'ground.grid');
		const { west, south, lonStep, latStep, columns, rows, baseM } = POSTS;
		expect(grid).toMatchObject({ west, south, lonStep, latStep, columns, rows, baseM });
		expect([...grid.heightDm]).toEqual([...POSTS.heightDm]);
		expect([...grid.voids]).toEqual([1, 2]);
	});

	it.each([
		['one height too few', { heightDm: POSTS.heightDm.subarray(1) }],
		['a single column', { columns: 1, rows: 9 }],
		['steps that go nowhere', { lonStep: 0 }],
		['a void beyond the last post', { voids: Uint32Array.of(8, 2) }],
		['voids that overlap', { voids: Uint32Array.of(1, 3, 2, 1) }],
		['a void without its length', { voids: Uint32Array.of(1) }],
	])('refuses a file with %s', (_what, change) => {
		expect(() => openGroundGrid(encodeGroundGrid({ ...POSTS, ...change }), 'ground.grid')).toThrowError(
			expect.objectContaining({ code: 'pack/bad-ground', message: expect.stringContaining('ground.grid') }),
		);
	});

	it('refuses a file that ends early', () => {
		const bytes = encodeGroundGrid(POSTS);
		expect(() => openGroundGrid(bytes.subarray(0, bytes.length - 16), 'ground.grid')).toThrowError(
			expect.objectContaining({ code: 'pack/truncated' }),
		);
	});
});
