import type { RoadGraph } from '../../domain/pack/road-graph.ts';

/** The node an arc ends at. */
export function headOf(graph: RoadGraph, arc: number): number {
	return ((arc & 1) === 0 ? graph.edgeTo[arc >>> 1] : graph.edgeFrom[arc >>> 1]) as number;
}
