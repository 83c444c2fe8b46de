import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import { PASS } from './vehicle-limits.ts';

/** The parts of a road network that hang together, direction aside. */
export interface RoadComponents {
	/** Component of each node. */
	readonly of: Uint32Array;
	/** Nodes in each component. */
	readonly sizes: Uint32Array;
	/** Number of the largest component; -1 = the graph has no nodes. */
	readonly largest: number;
}

/**
 * Which nodes hang together by edges, direction aside? `passable` (PASS bits per edge) leaves out edges that cannot be driven at
 * all; without it every edge counts. Cost: near linear (union-find).
 */
export function findRoadComponents(graph: RoadGraph, passable?: Uint8Array): RoadComponents {
	const { nodeCount, edgeCount, edgeFrom, edgeTo } = graph;
	const parent = new Uint32Array(nodeCount);
	for (let n = 0; n < nodeCount; n++) parent[n] = n;
	const rootOf = (node: number): number => {
		let root = node;
		while (parent[root] !== root) {
			const next = parent[parent[root] as number] as number;
			parent[root] = next;
			root = next;
		}
		return root;
	};
	for (let e = 0; e < edgeCount; e++) {
		if (passable && passable[e] === 0) continue;
		const a = rootOf(edgeFrom[e] as number);
		const b = rootOf(edgeTo[e] as number);
		if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
	}
	const of = new Uint32Array(nodeCount);
	const sizes: number[] = [];
	// A root is the lowest node of its component: it is met, and numbered, first.
	for (let n = 0; n < nodeCount; n++) {
		const root = rootOf(n);
		const component = root === n ? sizes.push(0) - 1 : (of[root] as number);
		of[n] = component;
		sizes[component] = (sizes[component] as number) + 1;
	}
	let largest = -1;
	for (const [component, size] of sizes.entries()) {
		if (largest < 0 || size > (sizes[largest] as number)) largest = component;
	}
	return { of, sizes: Uint32Array.from(sizes), largest };
}

/** Which share of all nodes lies in the largest component? 0 to 1; 0 for an empty graph. */
export function largestComponentShare(graph: RoadGraph): number {
	const { sizes, largest } = findRoadComponents(graph);
	return largest < 0 ? 0 : (sizes[largest] as number) / graph.nodeCount;
}

/** Marks in `reached` what can be driven to from `seed` (or what can drive to it); returns the number of nodes. */
function spread(graph: RoadGraph, passable: Uint8Array, seed: number, reverse: boolean, reached: Uint8Array): number {
	const start = reverse ? graph.inStart : graph.outStart;
	const arcs = reverse ? graph.inArc : graph.outArc;
	const stack = new Uint32Array(graph.nodeCount);
	let depth = 1;
	let count = 1;
	stack[0] = seed;
	reached[seed] = 1;
	while (depth > 0) {
		const node = stack[--depth] as number;
		const end = start[node + 1] as number;
		for (let i = start[node] as number; i < end; i++) {
			const arc = arcs[i] as number;
			const edge = arc >>> 1;
			const along = (arc & 1) === 0;
			if (((passable[edge] as number) & (along ? PASS.forward : PASS.backward)) === 0) continue;
			const next = (along !== reverse ? graph.edgeTo[edge] : graph.edgeFrom[edge]) as number;
			if (reached[next] === 1) continue;
			reached[next] = 1;
			stack[depth++] = next;
			count++;
		}
	}
	return count;
}

/** Places to try as the heart of the network: one in a one-way trap shows itself by a small reach. */
const SEEDS = 8;

/**
 * The network proper, for one vehicle: 1 for each node from which every other one of them can be driven to and back, with the
 * one-ways. A stop chosen there can be reached from wherever else is there; cut-off yards and one-way stubs at the edge of
 * an extract are not in it. Cost: components, then at most eight times two sweeps of the graph (two as a rule).
 */
export function findMainNetwork(graph: RoadGraph, passable: Uint8Array): Uint8Array {
	const { of, sizes, largest } = findRoadComponents(graph, passable);
	let best = new Uint8Array(graph.nodeCount);
	let bestCount = 0;
	if (largest < 0) return best;
	const size = sizes[largest] as number;
	const stride = Math.max(1, Math.floor(size / SEEDS));
	let rank = 0;
	for (let node = 0; node < graph.nodeCount && bestCount * 2 <= size; node++) {
		if (of[node] !== largest || rank++ % stride !== 0 || best[node] === 1) continue;
		const onward = new Uint8Array(graph.nodeCount);
		const backward = new Uint8Array(graph.nodeCount);
		spread(graph, passable, node, false, onward);
		spread(graph, passable, node, true, backward);
		let count = 0;
		for (let n = 0; n < onward.length; n++) {
			onward[n] = (onward[n] as number) & (backward[n] as number);
			count += onward[n] as number;
		}
		if (count > bestCount) {
			best = onward;
			bestCount = count;
		}
	}
	return best;
}
