import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CutFinder } from '../../../../src/citypack/roads/partition-cut.ts';
import { createPartitionNet, divideRegion } from '../../../../src/citypack/roads/partition-net.ts';
import { makePartitionInput, type Pair } from '../../../support/make-partition-input.ts';

/** Places, edges and the two sides found, by node. */
function cut(places: readonly Pair[], edges: readonly Pair[]) {
	const net = createPartitionNet(makePartitionInput(places, edges));
	const finder = new CutFinder(net);
	finder.findCut(0, net.nodeCount);
	const second = Array.from(finder.second);
	const side = new Array<number>(places.length);
	for (const [p, node] of net.nodeAt.entries()) side[node] = second[p] as number;
	return { side, count: edges.filter(([a, b]) => side[a] !== side[b]).length, net, finder };
}

function grid(columns: number, rows: number) {
	const places: Pair[] = [];
	const edges: Pair[] = [];
	for (let y = 0; y < rows; y++)
		for (let x = 0; x < columns; x++) {
			places.push([x, y]);
			const n = y * columns + x;
			if (x + 1 < columns) edges.push([n, n + 1]);
			if (y + 1 < rows) edges.push([n, n + columns]);
		}
	return { places, edges };
}

describe('CutFinder', () => {
	it.each([
		[40, 7],
		[7, 40],
	])('cuts a grid of %i x %i nodes across: as many edges as its short side has nodes', (columns, rows) => {
		const { places, edges } = grid(columns, rows);
		const { side, count } = cut(places, edges);
		expect(count).toBe(7);
		const second = side.filter((s) => s === 1).length;
		expect(Math.min(second, 280 - second)).toBeGreaterThanOrEqual(70);
	});

	it('finds the one bridge between two halves, wherever it is', () => {
		const left = grid(6, 6);
		const places = [...left.places, ...left.places.map(([x, y]): Pair => [x + 7, y])];
		const edges: Pair[] = [...left.edges, ...left.edges.map(([a, b]): Pair => [a + 36, b + 36]), [5, 36 + 30]];
		const { side, count } = cut(places, edges);
		expect(count).toBe(1);
		expect(new Set(side.slice(0, 36)).size).toBe(1);
		expect(new Set(side.slice(36)).size).toBe(1);
	});

	it('counts parallel edges each and self loops not at all', () => {
		// A chain of eight; every link is double but the third (2-3), which lies at the first quarter's end or beyond.
		const places = Array.from({ length: 8 }, (_, i): Pair => [i, 0]);
		const edges = Array.from({ length: 7 }, (_, i): Pair[] =>
			i === 2
				? [[2, 3]]
				: [
						[i, i + 1],
						[i + 1, i],
					],
		).flat();
		const { side } = cut(places, [...edges, [2, 2], [3, 3]]);
		expect([side.slice(0, 3), side.slice(3)].map((part) => new Set(part).size)).toEqual([1, 1]);
		expect(side[2]).not.toBe(side[3]);
	});

	it('cuts nothing where two components lie side by side', () => {
		const left = grid(5, 5);
		const places = [...left.places, ...left.places.map(([x, y]): Pair => [x + 9, y + 2])];
		const { count } = cut(places, [...left.edges, ...left.edges.map(([a, b]): Pair => [a + 25, b + 25])]);
		expect(count).toBe(0);
	});

	it('is the least cut of a direction, and no direction has a better one (all subsets tried)', () => {
		const size = 18;
		const held = 4; // a quarter of 18 nodes
		const node = fc.integer({ min: 0, max: size - 1 });
		const step = fc.integer({ min: 0, max: 30 });
		fc.assert(
			fc.property(
				fc.array(fc.tuple(step, step), { minLength: size, maxLength: size }),
				fc.array(fc.tuple(node, node), { minLength: 15, maxLength: 45 }),
				(places, edges) => {
					const { side, count, net } = cut(places, edges);
					const smaller = Math.min(side.filter((s) => s).length, side.filter((s) => !s).length);
					expect(smaller).toBeGreaterThanOrEqual(held);
					const least = net.sorted.map((list) => {
						const nodes = Array.from(list, (p) => net.nodeAt[p] as number);
						const second = new Array<boolean>(size);
						let best = Number.POSITIVE_INFINITY;
						for (let mask = 0; mask < 1 << (size - 2 * held); mask++) {
							for (const [i, n] of nodes.entries()) {
								second[n] = i >= size - held || (i >= held && ((mask >> (i - held)) & 1) === 1);
							}
							best = Math.min(best, edges.filter(([a, b]) => second[a] !== second[b]).length);
						}
						return best;
					});
					expect(least).toContain(count);
					// Had another direction fewer cut edges a node even at its worst balance, it would have been taken.
					for (const other of least) expect((count + 1) / smaller).toBeLessThanOrEqual((other + 1) / held);
				},
			),
			{ numRuns: 100, seed: 4 },
		);
	});
});

describe('divideRegion', () => {
	it('keeps the arcs within a side and the order of the nodes along each direction', () => {
		const { places, edges } = grid(6, 4);
		const { net, finder, side } = cut(places, edges);
		const middle = divideRegion(net, 0, 24, finder.second);
		expect(Array.from(net.nodeAt, (node) => side[node])).toEqual([
			...new Array(middle).fill(0),
			...new Array(24 - middle).fill(1),
		]);
		const arcs: string[] = [];
		for (let p = 0; p < 24; p++)
			for (let k = net.arcStart[p] as number; k < (net.arcEnd[p] as number); k += 2)
				arcs.push(`${net.nodeAt[p]}-${net.nodeAt[net.arcs[k] as number]}`);
		const kept = edges.filter(([a, b]) => side[a] === side[b]).flatMap(([a, b]) => [`${a}-${b}`, `${b}-${a}`]);
		expect(arcs.sort()).toEqual(kept.sort());
		for (const [lo, hi] of [
			[0, middle],
			[middle, 24],
		] as const) {
			const along = [([x]: Pair) => x, ([, y]: Pair) => y, ([x, y]: Pair) => x + y, ([x, y]: Pair) => x - y];
			for (const [direction, place] of along.entries()) {
				const list = (net.sorted[direction] as Uint32Array).subarray(lo, hi);
				const nodes = Array.from(list, (p) => net.nodeAt[p] as number);
				const keys = nodes.map((n) => place(places[n] as Pair));
				expect(keys).toEqual(keys.toSorted((a, b) => a - b));
				expect(nodes.every((n) => side[n] === (lo === 0 ? 0 : 1))).toBe(true);
			}
		}
	});
});
