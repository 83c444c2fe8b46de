import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { listArcCosts } from './arc-costs.ts';
import { CornerTest } from './corner-test.ts';
import { makeNetworkKey, type NetworkOptions, rulesOf } from './network-options.ts';
import { codeTurns, listKindRows, listTurnCosts, NEVER, rowAt, TOO_TIGHT, type TurnJudge } from './turn-codes.ts';
import { findRoadRefusals } from './vehicle-limits.ts';
import type { VehicleNetwork } from './vehicle-network.ts';

/** Refuses what signs and corners refuse. */
class StrictJudge implements TurnJudge {
	readonly #rows: Uint8Array;
	readonly #corners: CornerTest | null;

	constructor(graph: RoadGraph, { vehicle, exemptions }: NetworkOptions) {
		this.#rows = listKindRows(exemptions);
		this.#corners = vehicle && new CornerTest(graph, vehicle);
	}

	rowOf(arcIn: number, arcOut: number, angle: number, flags: number): number {
		const row = this.#rows[rowAt(angle, flags)] as number;
		if (row === NEVER || arcIn === (arcOut ^ 1) || this.#corners === null) return row;
		return this.#corners.fits(arcIn >>> 1, arcOut >>> 1, angle) ? row : TOO_TIGHT;
	}
}

/**
 * What one kind of vehicle may drive on and what it costs it: hard limits first (an arc refused costs Infinity), then the class's speed
 * in the band, gates, turns and signals. Junctions too tight for the vehicle are refused; U-turns: see codeTurns.
 * Cost: 450,000 edges with 3 million turns take some 100 ms; 16 bytes an edge and one a turn.
 */
export function createVehicleNetwork(graph: RoadGraph, options: NetworkOptions): VehicleNetwork {
	const rules = rulesOf(options);
	const isOpen = new Uint8Array(graph.roadCount);
	for (let road = 0; road < graph.roadCount; road++)
		if (findRoadRefusals(graph, road, rules).length === 0) isOpen[road] = 1;
	const arcCost = listArcCosts(graph, options, isOpen, options.exemptions.contraflow);
	const turnCode = codeTurns(graph, arcCost, new StrictJudge(graph, options));
	const turnCosts = listTurnCosts(options);
	return { graph, metric: options.metric, key: makeNetworkKey(options), arcCost, turnCode, turnCosts };
}
