import type { RoadGraph } from '../../domain/pack/road-graph.ts';

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
 * Which nodes hang together by edges, direction aside? `shut`, not 0 for arcs that cannot be driven, leaves out edges that cannot either
 * way; without it every edge counts. Cost: near linear (union-find).
 */
export function findRoadComponents(graph: RoadGraph, shut?: Uint8Array): RoadComponents {
	const { nodeCount, edgeCount, edgeFrom, edgeTo } = graph;
	const parent = new Uint32Array(nodeCount);
	for (let n = 0; n < nodeCount; n++) parent[n] = n;
	for (let e = 0; e < edgeCount; e++) {
		if (shut && shut[e * 2] !== 0 && shut[e * 2 + 1] !== 0) continue;
		const a = findRoot(parent, edgeFrom[e] as number);
		const b = findRoot(parent, edgeTo[e] as number);
		if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
	}
	const of = new Uint32Array(nodeCount);
	const sizes: number[] = [];
	// A root is the lowest node of its component: it is met, and numbered, first.
	for (let n = 0; n < nodeCount; n++) {
		const root = findRoot(parent, n);
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

function findRoot(parent: Uint32Array, node: number): number {
	let root = node;
	while (parent[root] !== root) {
		const next = parent[parent[root] as number] as number;
		parent[root] = next;
		root = next;
	}
	return root;
}
