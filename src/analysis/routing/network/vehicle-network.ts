import type { RoadGraph } from '../../../domain/pack/road-graph.ts';

/**
 * Costs are whole numbers, so that sums are exact and every way of searching finds the same least one: microseconds (millimetres
 * for distance) x 65,536, the rest below being a number of the edge's place that lets no two ways cost the same.
 */
export const COST_PER_SECOND = 65_536e6;
export const COST_PER_METRE = 65_536e3;

/** What one kind of vehicle may drive on and turn at, and what it costs it, at one time of day. */
export interface VehicleNetwork {
	readonly graph: RoadGraph;
	readonly metric: 'time' | 'distance';
	/** Equal for networks that are equal. */
	readonly key: string;
	/** Cost of driving an arc from end to end; Infinity = it may not. */
	readonly arcCost: Float64Array;
	/** Per turn of the graph: its row in turnCosts. */
	readonly turnCode: Uint8Array;
	/** 256 rows; Infinity = it may not turn so. */
	readonly turnCosts: Float64Array;
}
