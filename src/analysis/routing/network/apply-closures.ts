import { listPlaceEdges } from '../../../domain/pack/road-graph.ts';
import { stretchCost } from './arc-costs.ts';
import { VIOLATION_S } from './create-least-violation-network.ts';
import { toCost, type VehicleNetwork } from './vehicle-network.ts';

/** An edge on which only a share of the usual speed is left; 0 = it is closed. */
export interface EdgeChange {
	readonly edge: number;
	readonly speedShare: number;
}

/**
 * The network with some edges closed or slower, their twins too; where an edge is there more than once the least share holds. Closed
 * arcs cost Infinity. Slow roads are no longer by distance. The parts that did not change are shared. Cost: a copy of the arc costs.
 */
export function applyClosures(network: VehicleNetwork, changes: readonly EdgeChange[]): VehicleNetwork {
	return change(network, changes, () => Number.POSITIVE_INFINITY);
}

/** As applyClosures for a least-violation network: to drive a closed road is a violation that costs VIOLATION_S.closure. */
export function chargeClosures(network: VehicleNetwork, changes: readonly EdgeChange[]): VehicleNetwork {
	return change(network, changes, (cost) => cost + toCost(VIOLATION_S.closure));
}

function change(
	network: VehicleNetwork,
	changes: readonly EdgeChange[],
	close: (cost: number) => number,
): VehicleNetwork {
	if (changes.length === 0) return network;
	const least = new Map<number, number>();
	for (const { edge, speedShare } of changes)
		for (const place of listPlaceEdges(network.graph, edge))
			least.set(place, Math.min(speedShare, least.get(place) ?? 1));
	const arcCost = network.arcCost.slice();
	const isTime = network.metric === 'time';
	for (const [edge, share] of least) {
		for (let arc = edge * 2; arc <= edge * 2 + 1; arc++) {
			const cost = arcCost[arc] as number;
			if (share === 0) arcCost[arc] = close(cost);
			else if (isTime) arcCost[arc] = stretchCost(cost, 1 / share);
		}
	}
	const said = [...least].sort(([a], [b]) => a - b).map(([edge, share]) => `${edge}:${share}`);
	return { ...network, key: `${network.key} ${said.join(',')}`, arcCost };
}
