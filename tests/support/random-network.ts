import * as fc from 'fast-check';
import type { VehicleNetwork } from '../../src/analysis/routing/network/vehicle-network.ts';
import type { PathEnd } from '../../src/analysis/routing/search/road-path.ts';
import type { RoadGraph } from '../../src/domain/pack/road-graph.ts';

/** Costs are steps x 2^32 + a number of the arc's own, which lets no two ways cost the same. */
const STEP = 2 ** 32;
const MOST_NODES = 30;
const LEVELS = 3;

const edgeArbitrary = fc.record({
	from: fc.nat(MOST_NODES - 1),
	/** How many nodes on. */
	on: fc.constantFrom(0, 1, 1, 2, 2, 3, 11),
	steps: fc.integer({ min: 1, max: 40 }),
	open: fc.constantFrom('both', 'both', 'both', 'along', 'against', 'neither'),
});

/**
 * Small networks with one-ways, closed roads, loops, parallel edges and forbidden turns, on graphs with up to three levels of cells. Many have
 * a street along all nodes, so that ways are long and lead through cells.
 */
export const networkArbitrary: fc.Arbitrary<VehicleNetwork> = fc
	.record({
		nodeCount: fc.integer({ min: 1, max: MOST_NODES }),
		street: fc.boolean(),
		more: fc.array(edgeArbitrary, { minLength: 1, maxLength: 40 }),
		turns: fc.array(fc.nat(16), { minLength: 1, maxLength: 40 }),
		/** Per node: the coarsest level on which a cell begins at it, 0 = none. */
		borders: fc.array(fc.constantFrom(0, 0, 0, 0, 0, 0, 0, 1, 1, 2, LEVELS), {
			minLength: MOST_NODES,
			maxLength: MOST_NODES,
		}),
		levels: fc.nat(LEVELS),
	})
	.map(({ nodeCount, street, more, turns, borders, levels }) => {
		const along = street
			? Array.from({ length: nodeCount - 1 }, (_, from) => ({ from, on: 1, steps: 9, open: 'both' }))
			: [];
		const edges = [...along, ...more];
		const ends = edges.map(({ from, on }) => [from % nodeCount, (from + on) % nodeCount] as const);
		const cellStarts = Array.from({ length: levels }, (_, level) => [
			0,
			...borders.flatMap((border, node) => (node > 0 && node < nodeCount && border > level ? [node] : [])),
			nodeCount,
		]);
		const graph = makeGraph(nodeCount, ends, cellStarts);
		const arcCost = Float64Array.from({ length: edges.length * 2 }, (_, arc) => {
			const { steps, open } = edges[arc >> 1] as (typeof edges)[number];
			const isOpen = open === 'both' || open === (arc % 2 === 0 ? 'along' : 'against');
			return isOpen ? costOf(arc, steps) : Number.POSITIVE_INFINITY;
		});
		return {
			graph,
			metric: 'time',
			key: '',
			arcCost,
			turnCode: Uint8Array.from({ length: graph.turnAngle.length }, (_, turn) => turns[turn % turns.length] as number),
			turnCosts: Float64Array.from({ length: 256 }, (_, code) =>
				code > 15 ? Number.POSITIVE_INFINITY : (code % 4) * STEP,
			),
		};
	});

/** Ends of a search, one or two arcs, none of them need be open. `salt`: another one for each set of ends, so that no costs are equal. */
export function pickEnds(
	{ graph }: VehicleNetwork,
	seeds: readonly { arc: number; steps: number }[],
	salt: number,
): PathEnd[] {
	return seeds.map(({ arc, steps }) => {
		const at = arc % (graph.edgeCount * 2);
		return { arc: at, cost: costOf(at + (salt + 1) * 1000, steps) };
	});
}

/** What `pickEnds` takes. */
export const endSeedsArbitrary = fc.array(fc.record({ arc: fc.nat(139), steps: fc.nat(20) }), {
	minLength: 1,
	maxLength: 2,
});

/** The same network with some edges closed (`steps` 0) or dearer. */
export function changeEdges(
	network: VehicleNetwork,
	changes: readonly { edge: number; steps: number }[],
): { changed: VehicleNetwork; edges: number[] } {
	const arcCost = network.arcCost.slice();
	const edges = changes.map(({ edge, steps }) => {
		const at = edge % network.graph.edgeCount;
		for (const arc of [at * 2, at * 2 + 1]) arcCost[arc] = steps === 0 ? Number.POSITIVE_INFINITY : costOf(arc, steps);
		return at;
	});
	return { changed: { ...network, arcCost }, edges };
}

/** What `changeEdges` takes. */
export const changesArbitrary = fc.array(fc.record({ edge: fc.nat(69), steps: fc.nat(60) }), {
	minLength: 1,
	maxLength: 4,
});

function costOf(arc: number, steps: number): number {
	let hash = Math.imul(arc + 1, 0x9e37_79b1);
	hash = Math.imul(hash ^ (hash >>> 15), 0x85eb_ca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
	return steps * STEP + ((hash ^ (hash >>> 16)) >>> 0);
}

function makeGraph(
	nodeCount: number,
	ends: readonly (readonly [number, number])[],
	cellStarts: readonly (readonly number[])[],
): RoadGraph {
	const edgeCount = ends.length;
	const arcs = ends.flatMap(([from, to]) => [
		{ tail: from, head: to },
		{ tail: to, head: from },
	]);
	const listArcs = (end: 'tail' | 'head') =>
		Array.from({ length: nodeCount }, (_, node) => arcs.flatMap((arc, i) => (arc[end] === node ? [i] : [])));
	const startsOf = (lists: readonly (readonly unknown[])[]): Uint32Array =>
		Uint32Array.from([0, ...lists.map((_, i) => lists.slice(0, i + 1).flat().length)]);
	const out = listArcs('tail');
	const into = listArcs('head');
	const turns = arcs.map(({ head }) => out[head] as number[]);
	const turnCount = turns.flat().length;
	return {
		nodeCount,
		edgeCount,
		roadCount: 1,
		nodeLonLat: new Int32Array(nodeCount * 2),
		nodeFlags: new Uint8Array(nodeCount),
		edgeFrom: Uint32Array.from(ends, ([from]) => from),
		edgeTo: Uint32Array.from(ends, ([, to]) => to),
		edgeLengthCm: new Uint32Array(edgeCount),
		edgeRoad: new Uint32Array(edgeCount),
		edgeFlags: new Uint8Array(edgeCount),
		twinOf: new Uint32Array(0),
		geomStart: new Uint32Array(edgeCount + 1),
		geomLonLat: new Int32Array(0),
		outStart: startsOf(out),
		outArc: Uint32Array.from(out.flat()),
		inStart: startsOf(into),
		inArc: Uint32Array.from(into.flat()),
		turnStart: startsOf(turns),
		turnAngle: new Int8Array(turnCount),
		turnFlags: new Uint8Array(turnCount),
		cellLevel: startsOf(cellStarts),
		cellStart: Uint32Array.from(cellStarts.flat()),
		roadClass: new Uint8Array(1),
		roadOneway: new Uint8Array(1),
		roadAccess: new Uint8Array(1),
		roadFlags: new Uint8Array(1),
		roadLanes: new Uint8Array(1),
		roadWidthDm: new Uint16Array(1),
		roadMaxHeightDm: new Uint16Array(1),
		roadMaxWidthDm: new Uint16Array(1),
		roadMaxWeight100Kg: new Uint16Array(1),
		roadMaxLengthDm: new Uint16Array(1),
		roadName: new Uint32Array(1),
		roadNameEn: new Uint32Array(1),
		names: [''],
	};
}
