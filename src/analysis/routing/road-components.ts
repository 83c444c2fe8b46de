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
 * Which nodes hang together by edges, direction aside? `isOpen` leaves out edges that cannot be driven at all; without it every edge
 * counts. Cost: near linear (union-find).
 */
export function findRoadComponents(graph: RoadGraph, isOpen?: (edge: number) => boolean): RoadComponents {
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
		if (isOpen && !isOpen(e)) continue;
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
