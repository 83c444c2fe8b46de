import type { RoadGraph } from '../../../domain/pack/road-graph.ts';

/**
 * Cost of a microsecond, or of a millimetre on a network of distance. Costs are whole numbers, so that sums are exact and every way of
 * searching finds the same least one; what is below a step is a number of the arc's place that lets no two ways cost the same.
 */
export const COST_STEP = 65_536;
/** Cost of a second on a network of time. */
export const COST_PER_SECOND = COST_STEP * 1e6;

/** Seconds as a cost, to the microsecond. */
export function toCost(seconds: number): number {
	return Math.round(seconds * 1e6) * COST_STEP;
}

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

/** Whether all that may be driven and all that it costs is the same on two networks of one graph. Cost: at most a look at each arc and turn. */
export function isSameNetwork(a: VehicleNetwork, b: VehicleNetwork): boolean {
	return (
		a.metric === b.metric &&
		isSameRow(a.turnCosts, b.turnCosts) &&
		isSameRow(a.arcCost, b.arcCost) &&
		isSameRow(a.turnCode, b.turnCode)
	);
}

function isSameRow(a: Float64Array | Uint8Array, b: Float64Array | Uint8Array): boolean {
	if (a.length !== b.length) return false;
	for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
	return true;
}
