import { isTwin, type RoadGraph } from '../../../domain/pack/road-graph.ts';

/** Can one go on from a node more than one way? Elsewhere a road ends, or only goes on. Twins are no ways of their own. */
export function isJunction(graph: RoadGraph, node: number): boolean {
	const first = graph.outStart[node] as number;
	const end = graph.outStart[node + 1] as number;
	if (end - first <= 2 || graph.twinOf.length === 0) return end - first > 2;
	let ways = 0;
	for (let i = first; i < end; i++) if (!isTwin(graph, (graph.outArc[i] as number) >>> 1)) ways++;
	return ways > 2;
}
