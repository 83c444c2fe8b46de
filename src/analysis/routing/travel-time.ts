import { ROAD_ACCESS, type RoadGraph } from '../../domain/pack/road-graph.ts';
import { ROAD_CLASS_DEFAULTS, ROAD_CLASSES } from '../../domain/road.ts';

/** What opening a gate costs, seconds. fire-facts section 6 "gate 30 s" [K]: assumption, not sourced. */
export const GATE_DELAY_S = { value: 30, verified: false } as const;

/**
 * From the order to the first engine rolling, seconds. 60 s at night, 45 s by day are the figures quoted for the "15-minute fire
 * time" (fire-facts 1.6 [S8], section 6): corroborated by reprints, official text not seen.
 */
export const DEFAULT_TURNOUT_S = { value: 60, verified: false } as const;

/**
 * Seconds to drive each edge, either way: length over the free speed of its class (ROAD_CLASS_DEFAULTS), plus the gate's delay
 * on an edge with a gate. Turns and signals cost nothing in this model: the class speeds are door-to-door figures.
 */
export function listEdgeSeconds(graph: RoadGraph): Float64Array {
	const metresPerSecond = ROAD_CLASSES.map((name) => ROAD_CLASS_DEFAULTS[name].speedKmh / 3.6);
	const seconds = new Float64Array(graph.edgeCount);
	for (let edge = 0; edge < graph.edgeCount; edge++) {
		const road = graph.edgeRoad[edge] as number;
		const speed = metresPerSecond[graph.roadClass[road] as number] as number;
		const delay = graph.roadAccess[road] === ROAD_ACCESS.gate ? GATE_DELAY_S.value : 0;
		seconds[edge] = (graph.edgeLengthCm[edge] as number) / 100 / speed + delay;
	}
	return seconds;
}

/** Metres of each edge. */
export function listEdgeMetres(graph: RoadGraph): Float64Array {
	return Float64Array.from(graph.edgeLengthCm, (cm) => cm / 100);
}
