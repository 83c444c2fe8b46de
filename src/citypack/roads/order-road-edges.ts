import type { RoadEdges } from './cut-road-lines.ts';
import { partitionRoads, type RoadPartition } from './partition-roads.ts';

/** A road network whose nodes are numbered by cell, and where its old nodes and edges are now. */
export interface OrderedRoads {
	readonly edges: RoadEdges;
	/** As in RoadGraph. */
	readonly cells: Pick<RoadPartition, 'cellLevel' | 'cellStart'>;
	/** Old number -> new number. */
	readonly newNode: Uint32Array;
	readonly newEdge: Uint32Array;
}

/**
 * Numbers nodes by the cells of partitionRoads, and edges by their lower node, then by their higher, then as they were: what is near on
 * the ground lies together in memory. Directions stay. The same network gives the same numbers.
 */
export function orderRoadEdges(edges: RoadEdges): OrderedRoads {
	const { nodeCount, edgeCount } = edges;
	const { order, cellLevel, cellStart } = partitionRoads(edges);
	const newNode = invert(order);
	const nodeLonLat = new Int32Array(nodeCount * 2);
	for (let n = 0; n < nodeCount; n++) {
		const old = order[n] as number;
		nodeLonLat[n * 2] = edges.nodeLonLat[old * 2] as number;
		nodeLonLat[n * 2 + 1] = edges.nodeLonLat[old * 2 + 1] as number;
	}
	const from = edges.edgeFrom.map((node) => newNode[node] as number);
	const to = edges.edgeTo.map((node) => newNode[node] as number);
	const lower = from.map((node, e) => Math.min(node, to[e] as number));
	const higher = from.map((node, e) => Math.max(node, to[e] as number));
	const unsorted = new Uint32Array(edgeCount).map((_, e) => e);
	const oldEdge = sortStably(sortStably(unsorted, higher, nodeCount), lower, nodeCount);
	const take = (column: Uint32Array): Uint32Array => oldEdge.map((edge) => column[edge] as number);
	return {
		edges: {
			nodeCount,
			edgeCount,
			nodeLonLat,
			edgeFrom: take(from),
			edgeTo: take(to),
			edgeLengthCm: take(edges.edgeLengthCm),
			edgeRoad: take(edges.edgeRoad),
			...takeGeometry(edges, oldEdge),
		},
		cells: { cellLevel, cellStart },
		newNode,
		newEdge: invert(oldEdge),
	};
}

/** The geometry of some edges, in their order. */
export function takeGeometry(
	{ geomStart, geomLonLat }: Pick<RoadEdges, 'geomStart' | 'geomLonLat'>,
	taken: Uint32Array,
): Pick<RoadEdges, 'geomStart' | 'geomLonLat'> {
	const starts = new Uint32Array(taken.length + 1);
	for (let e = 0; e < taken.length; e++) {
		const edge = taken[e] as number;
		starts[e + 1] = (starts[e] as number) + (geomStart[edge + 1] as number) - (geomStart[edge] as number);
	}
	const lonLat = new Int32Array((starts[taken.length] as number) * 2);
	for (let e = 0; e < taken.length; e++) {
		const edge = taken[e] as number;
		const vertices = geomLonLat.subarray((geomStart[edge] as number) * 2, (geomStart[edge + 1] as number) * 2);
		lonLat.set(vertices, (starts[e] as number) * 2);
	}
	return { geomStart: starts, geomLonLat: lonLat };
}

function invert(order: Uint32Array): Uint32Array {
	const inverse = new Uint32Array(order.length);
	for (let i = 0; i < order.length; i++) inverse[order[i] as number] = i;
	return inverse;
}

/** Counting sort of items by a key below `keyCount`; equals keep their order. */
function sortStably(items: Uint32Array, keyOf: Uint32Array, keyCount: number): Uint32Array {
	const next = new Uint32Array(keyCount + 1);
	for (const item of items) next[(keyOf[item] as number) + 1]!++;
	for (let k = 0; k < keyCount; k++) next[k + 1]! += next[k] as number;
	const sorted = new Uint32Array(items.length);
	for (const item of items) sorted[next[keyOf[item] as number]!++] = item;
	return sorted;
}
