import type { RoadGraph } from '../../../domain/pack/road-graph.ts';

/** What every search over the arcs of a graph looks up all the time, laid out by arc. */
export interface ArcView {
	readonly graph: RoadGraph;
	readonly arcCount: number;
	/** Node an arc leads to; that of `arc ^ 1` is the node it comes from. */
	readonly arcHead: Uint32Array;
	/** Place of an arc among those leaving its tail: turn `turnStart[into] + arcRank[arc]` leads into it. */
	readonly arcRank: Uint16Array;
}

/** Lays a graph out for searching. Cost: one pass over its arcs (897,000 arcs: 10 ms, 5 MB). */
export function createArcView(graph: RoadGraph): ArcView {
	const arcCount = graph.edgeCount * 2;
	const arcHead = new Uint32Array(arcCount);
	const arcRank = new Uint16Array(arcCount);
	for (let edge = 0; edge < graph.edgeCount; edge++) {
		arcHead[edge * 2] = graph.edgeTo[edge] as number;
		arcHead[edge * 2 + 1] = graph.edgeFrom[edge] as number;
	}
	for (let node = 0; node < graph.nodeCount; node++) {
		const start = graph.outStart[node] as number;
		const end = graph.outStart[node + 1] as number;
		for (let i = start; i < end; i++) arcRank[graph.outArc[i] as number] = i - start;
	}
	return { graph, arcCount, arcHead, arcRank };
}
