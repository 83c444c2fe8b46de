import type { RoadGraph } from '../../domain/pack/road-graph.ts';

/** Arcs of each node, as in RoadGraph. */
export type ArcLists = Pick<RoadGraph, 'outStart' | 'outArc' | 'inStart' | 'inArc'>;

/** Lists of the arcs that leave and reach each node, in rising order. */
export function buildArcLists(nodeCount: number, edgeFrom: Uint32Array, edgeTo: Uint32Array): ArcLists {
	const out = listArcs(nodeCount, edgeFrom, edgeTo);
	const into = listArcs(nodeCount, edgeTo, edgeFrom);
	return { outStart: out.start, outArc: out.arcs, inStart: into.start, inArc: into.arcs };
}

/** Counting sort: arcs by the node at their forward arc's, or backward arc's, end. */
function listArcs(nodeCount: number, forwardEnd: Uint32Array, backwardEnd: Uint32Array) {
	const edgeCount = forwardEnd.length;
	const start = new Uint32Array(nodeCount + 1);
	for (let e = 0; e < edgeCount; e++) {
		start[(forwardEnd[e] as number) + 1]!++;
		start[(backwardEnd[e] as number) + 1]!++;
	}
	for (let n = 0; n < nodeCount; n++) start[n + 1]! += start[n] as number;
	const arcs = new Uint32Array(edgeCount * 2);
	const next = start.slice(0, nodeCount);
	for (let e = 0; e < edgeCount; e++) {
		arcs[next[forwardEnd[e] as number]!++] = e * 2;
		arcs[next[backwardEnd[e] as number]!++] = e * 2 + 1;
	}
	return { start, arcs };
}
