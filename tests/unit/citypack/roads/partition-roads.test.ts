import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partitionRoads, type RoadPartition } from '../../../../src/citypack/roads/partition-roads.ts';
import { makePartitionInput, type Pair } from '../../../support/make-partition-input.ts';

function grid(columns: number, rows: number, at: Pair = [0, 0], firstNode = 0): { places: Pair[]; edges: Pair[] } {
	const places: Pair[] = [];
	const edges: Pair[] = [];
	for (let y = 0; y < rows; y++)
		for (let x = 0; x < columns; x++) {
			places.push([at[0] + x, at[1] + y]);
			const n = firstNode + y * columns + x;
			if (x + 1 < columns) edges.push([n, n + 1]);
			if (y + 1 < rows) edges.push([n, n + columns]);
		}
	return { places, edges };
}

/** Cells of each level as lists of the old nodes. */
function listCells({ order, cellLevel, cellStart }: RoadPartition): number[][][] {
	return Array.from({ length: cellLevel.length - 1 }, (_, level) => {
		const starts = Array.from(cellStart.subarray(cellLevel[level], cellLevel[level + 1]));
		return starts.slice(0, -1).map((start, c) => Array.from(order.subarray(start, starts[c + 1])));
	});
}

/** What RoadGraph says of cells: runs that cover all nodes, none empty, each made of whole cells of the level below. */
function checkCells({ order, cellLevel, cellStart }: RoadPartition, nodeCount: number): void {
	expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: nodeCount }, (_, n) => n));
	expect(cellLevel[0]).toBe(0);
	expect(cellLevel.at(-1)).toBe(cellStart.length);
	let below: Set<number> | undefined;
	for (let level = 0; level + 1 < cellLevel.length; level++) {
		const starts = Array.from(cellStart.subarray(cellLevel[level], cellLevel[level + 1]));
		expect(starts[0]).toBe(0);
		expect(starts.at(-1)).toBe(nodeCount);
		for (let c = 0; c + 1 < starts.length; c++) expect(starts[c + 1]).toBeGreaterThan(starts[c] as number);
		if (below) expect(starts.filter((start) => !below?.has(start))).toEqual([]);
		below = new Set(starts);
	}
}

describe('partitionRoads', () => {
	it('gives no cells to a network too small to need them', () => {
		const { places, edges } = grid(10, 5);
		const { order, cellLevel, cellStart } = partitionRoads(makePartitionInput(places, edges));
		expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, n) => n));
		expect([Array.from(cellLevel), Array.from(cellStart)]).toEqual([[0], []]);
	});

	it('takes a network without nodes', () => {
		const { order, cellLevel, cellStart } = partitionRoads(makePartitionInput([], []));
		expect([order.length, Array.from(cellLevel), cellStart.length]).toEqual([0, [0], 0]);
	});

	it('nests cells of at most 64 and 512 nodes, none below a quarter, with few edges between them', () => {
		const { places, edges } = grid(64, 48);
		const partition = partitionRoads(makePartitionInput(places, edges));
		checkCells(partition, 3072);
		const levels = listCells(partition);
		expect(levels.length).toBe(2);
		for (const [level, most] of [64, 512].entries()) {
			const sizes = (levels[level] as number[][]).map((cell) => cell.length);
			expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
			expect(Math.min(...sizes)).toBeGreaterThan(most / 4 - 1);
			// A square of that many nodes has 4 * sqrt(n) edges to the outside; no cell needs twice that.
			const cellOf = new Map((levels[level] as number[][]).flatMap((cell, c) => cell.map((node) => [node, c])));
			const border = new Array<number>(sizes.length).fill(0);
			for (const [a, b] of edges) {
				if (cellOf.get(a) === cellOf.get(b)) continue;
				border[cellOf.get(a) as number]!++;
				border[cellOf.get(b) as number]!++;
			}
			for (const [c, count] of border.entries()) expect(count).toBeLessThan(8 * Math.sqrt(sizes[c] as number));
		}
	});

	it('keeps two towns joined by one road in cells of their own, though one is larger', () => {
		// 16 x 16 and 10 x 16 junctions, so halves of equal size would run through the larger town.
		const large = grid(16, 16);
		const small = grid(10, 16, [17, 0], 256);
		const edges: Pair[] = [...large.edges, ...small.edges, [15, 256 + 150]];
		const partition = partitionRoads(makePartitionInput([...large.places, ...small.places], edges));
		checkCells(partition, 416);
		for (const cell of listCells(partition)[0] as number[][]) {
			expect(new Set(cell.map((node) => node < 256)).size).toBe(1);
		}
	});

	it('puts small components together with what lies near them', () => {
		// 200 dead pairs of nodes, in a field of 20 x 20 places: not 200 cells.
		const places: Pair[] = Array.from({ length: 400 }, (_, n) => [n % 20, Math.floor(n / 20)]);
		const edges = Array.from({ length: 200 }, (_, pair): Pair => [pair * 2, pair * 2 + 1]);
		const partition = partitionRoads(makePartitionInput(places, edges));
		checkCells(partition, 400);
		const cells = listCells(partition)[0] as number[][];
		expect(cells.length).toBeLessThanOrEqual(400 / 16);
		const cellOf = new Map(cells.flatMap((cell, c) => cell.map((node) => [node, c])));
		expect(edges.filter(([a, b]) => cellOf.get(a) !== cellOf.get(b))).toEqual([]);
	});

	it('divides any network, and the same network alike', () => {
		const count = 300;
		const node = fc.integer({ min: 0, max: count - 1 });
		const place = fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: -9000, max: 9000 }));
		fc.assert(
			fc.property(
				fc.array(place, { minLength: count, maxLength: count }),
				fc.array(fc.tuple(node, node), { maxLength: 900 }),
				(places, edges) => {
					const input = makePartitionInput(places, edges);
					const partition = partitionRoads(input);
					checkCells(partition, count);
					for (const cell of listCells(partition)[0] as number[][]) expect(cell.length).toBeLessThanOrEqual(64);
					expect(partitionRoads(input)).toEqual(partition);
				},
			),
			{ numRuns: 40 },
		);
	});

	it('divides a network whose nodes all lie at one place', () => {
		const { edges } = grid(20, 20);
		const partition = partitionRoads(makePartitionInput(new Array<Pair>(400).fill([7, 7]), edges));
		checkCells(partition, 400);
	});
});
