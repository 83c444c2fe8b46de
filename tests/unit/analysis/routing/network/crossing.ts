import type { NetworkOptions } from '../../../../../src/analysis/routing/network/network-options.ts';
import { findGraphTurn, type GraphTurn } from '../../../../../src/analysis/routing/network/vehicle-limits.ts';
import type { VehicleNetwork } from '../../../../../src/analysis/routing/network/vehicle-network.ts';
import { COST_PER_SECOND } from '../../../../../src/analysis/routing/network/vehicle-network.ts';
import type { RoadGraph } from '../../../../../src/domain/pack/road-graph.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../../../../src/domain/route.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../../../src/domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../../../../src/domain/vehicle.ts';
import { makeRoadGraph, type StraightNetwork, type StraightRoad } from '../../../../support/make-road-graph.ts';

/** Road numbers of the crossing: arms of 100 m from its middle. */
export const SOUTH = 0;
export const NORTH = 1;
export const EAST = 2;
export const WEST = 3;

const ENDS = [
	[0, -100],
	[0, 100],
	[100, 0],
	[-100, 0],
] as const;

/** A crossing of four arms, each drawn towards its middle or, `outwards`, away from it. */
export function makeCrossing(arms: readonly Partial<StraightRoad>[] = [], network: StraightNetwork = {}): RoadGraph {
	return makeRoadGraph(
		ENDS.map((end, i) => ({ roadClass: 'residential', from: end, to: [0, 0], ...arms[i] })),
		network,
	);
}

/** The arc that drives a road of the crossing into its middle, or out of it; all arms are drawn inwards. */
export function arcOf(graph: RoadGraph, road: number, way: 'in' | 'out'): number {
	const edge = graph.edgeRoad.indexOf(road);
	const towards = (graph.edgeTo[edge] as number) === middleOf(graph) ? 'in' : 'out';
	return edge * 2 + (towards === way ? 0 : 1);
}

function middleOf(graph: RoadGraph): number {
	for (let n = 0; n < graph.nodeCount; n++)
		if ((graph.outStart[n + 1] as number) - (graph.outStart[n] as number) > 1) return n;
	throw new Error('no crossing');
}

/** The turn from one arm into another. */
export function turnOf(graph: RoadGraph, from: number, to: number): GraphTurn {
	return findGraphTurn(graph, arcOf(graph, from, 'in'), arcOf(graph, to, 'out')) as GraphTurn;
}

/** Options of an ordinary fire engine by day. */
export function optionsOf(options: Partial<NetworkOptions> = {}): NetworkOptions {
	return {
		vehicle: DEFAULT_VEHICLE_PROFILE,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		band: 'day',
		metric: 'time',
		table: DEFAULT_TRAVEL_TABLE,
		...options,
	};
}

/** Whole seconds of an arc. */
export function secondsOf(network: VehicleNetwork, arc: number): number {
	return Math.round(((network.arcCost[arc] as number) / COST_PER_SECOND) * 1000) / 1000;
}

/** Seconds of a turn. */
export function turnSecondsOf(network: VehicleNetwork, from: number, to: number): number {
	const { turn } = turnOf(network.graph, from, to);
	return (network.turnCosts[network.turnCode[turn] as number] as number) / COST_PER_SECOND;
}
