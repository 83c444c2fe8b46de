import createGraph from 'ngraph.graph';
import { nba, type PathFinder } from 'ngraph.path';
import { COST_PER_SECOND, type VehicleNetwork } from '../../src/analysis/routing/network/vehicle-network.ts';
import { metresPerDegree } from '../../src/domain/geo/local-plane.ts';
import { E7 } from '../../src/domain/geo/lon-lat.ts';

interface Place {
	readonly xM: number;
	readonly yM: number;
}

/**
 * The yardstick: a vehicle's network without its turns in ngraph.graph, searched by the fastest of ngraph.path (two-sided A*), with
 * the straight line at the network's highest speed as its guess. Costs are seconds.
 */
export function createNgraphFinder({ graph, arcCost }: VehicleNetwork): PathFinder<Place> {
	const scale = metresPerDegree((graph.nodeLonLat[1] as number) / E7);
	const network = createGraph<Place, number>();
	for (let node = 0; node < graph.nodeCount; node++) {
		const xM = ((graph.nodeLonLat[node * 2] as number) / E7) * scale.lon;
		const yM = ((graph.nodeLonLat[node * 2 + 1] as number) / E7) * scale.lat;
		network.addNode(node, { xM, yM });
	}
	let fastestMps = 0;
	for (let arc = 0; arc < graph.edgeCount * 2; arc++) {
		const seconds = (arcCost[arc] as number) / COST_PER_SECOND;
		if (seconds === Number.POSITIVE_INFINITY) continue;
		const ends = [graph.edgeFrom[arc >> 1] as number, graph.edgeTo[arc >> 1] as number] as const;
		const [from, to] = arc % 2 === 0 ? ends : [ends[1], ends[0]];
		const known = network.getLink(from, to);
		if (!known || known.data > seconds) network.addLink(from, to, seconds);
		if (seconds > 0) fastestMps = Math.max(fastestMps, (graph.edgeLengthCm[arc >> 1] as number) / 100 / seconds);
	}
	return nba(network, {
		oriented: true,
		distance: (_from, _to, link) => link.data,
		heuristic: ({ data: a }, { data: b }) => (Math.hypot(a.xM - b.xM, a.yM - b.yM) / fastestMps) * 0.99,
	});
}

/** Seconds of a way as ngraph.path gives it: its nodes, the last one first. */
export function measureNgraphWay({ graph, arcCost }: VehicleNetwork, nodes: readonly { id: unknown }[]): number {
	let cost = 0;
	for (let i = nodes.length - 1; i > 0; i--) {
		const from = nodes[i]?.id as number;
		let least = Number.POSITIVE_INFINITY;
		for (const arc of graph.outArc.subarray(graph.outStart[from], graph.outStart[from + 1])) {
			const head = (arc % 2 === 0 ? graph.edgeTo : graph.edgeFrom)[arc >> 1];
			if (head === nodes[i - 1]?.id) least = Math.min(least, arcCost[arc] as number);
		}
		cost += least;
	}
	return cost / COST_PER_SECOND;
}
