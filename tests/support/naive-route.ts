import type { VehicleNetwork } from '../../src/analysis/routing/network/vehicle-network.ts';
import type { PathEnd, RoadPath } from '../../src/analysis/routing/search/road-path.ts';

/** What it costs until an arc is driven to its head, and the arcs driven. */
interface NaiveState {
	readonly cost: number;
	readonly source: number;
	readonly arcs: readonly number[];
}

function headOf({ graph }: VehicleNetwork, arc: number): number {
	return (arc % 2 === 0 ? graph.edgeTo : graph.edgeFrom)[Math.floor(arc / 2)] as number;
}

/** The arcs one can turn into from an arc, as the graph's turns stand, and what the turns cost. */
function listTurns(network: VehicleNetwork, arc: number): { next: number; cost: number }[] {
	const { graph, turnCode, turnCosts } = network;
	const node = headOf(network, arc);
	return [...graph.outArc.slice(graph.outStart[node], graph.outStart[node + 1])].map((next, k) => ({
		next,
		cost: turnCosts[turnCode[(graph.turnStart[arc] as number) + k] as number] as number,
	}));
}

/** Dijkstra's algorithm as in the textbook, over arcs: the whole list is looked through for the next one. The tests' oracle. */
export function findNaiveStates(network: VehicleNetwork, sources: readonly PathEnd[]): Map<number, NaiveState> {
	const open = new Map<number, NaiveState>();
	const done = new Map<number, NaiveState>();
	const offer = (arc: number, state: NaiveState) => {
		if (state.cost < (open.get(arc)?.cost ?? Number.POSITIVE_INFINITY)) open.set(arc, state);
	};
	for (const [source, { arc, cost }] of sources.entries()) offer(arc, { cost, source, arcs: [arc] });
	while (open.size > 0) {
		const [arc, state] = [...open].reduce((a, b) => (b[1].cost < a[1].cost ? b : a));
		open.delete(arc);
		done.set(arc, state);
		for (const { next, cost } of listTurns(network, arc))
			if (!done.has(next))
				offer(next, {
					cost: state.cost + cost + (network.arcCost[next] as number),
					source: state.source,
					arcs: [...state.arcs, next],
				});
	}
	return done;
}

/** The cheapest way from one of the sources to one of the targets, found naively; undefined = none. */
export function findNaiveRoute(
	network: VehicleNetwork,
	sources: readonly PathEnd[],
	targets: readonly PathEnd[],
): RoadPath | undefined {
	return endNaiveRoute(network, findNaiveStates(network, sources), targets);
}

/** As findNaiveRoute, from states found before. */
export function endNaiveRoute(
	network: VehicleNetwork,
	states: ReadonlyMap<number, NaiveState>,
	targets: readonly PathEnd[],
): RoadPath | undefined {
	let best: RoadPath | undefined;
	for (const [arc, state] of states)
		for (const { next, cost } of listTurns(network, arc))
			for (const [target, end] of targets.entries()) {
				if (end.arc !== next) continue;
				const whole = state.cost + cost + end.cost;
				if (whole < (best?.cost ?? Number.POSITIVE_INFINITY))
					best = { cost: whole, arcs: [...state.arcs, next], source: state.source, target };
			}
	return best;
}

/** What a way costs, added up arc by arc; Infinity where a turn or arc of it may not be driven. */
export function addUpWay(
	network: VehicleNetwork,
	{ arcs, source, target }: RoadPath,
	sources: readonly PathEnd[],
	targets: readonly PathEnd[],
): number {
	if (sources[source]?.arc !== arcs[0] || targets[target]?.arc !== arcs.at(-1)) return Number.NaN;
	let cost = (sources[source] as PathEnd).cost + (targets[target] as PathEnd).cost;
	for (const [i, arc] of arcs.entries()) {
		if (i + 1 === arcs.length) break;
		cost += listTurns(network, arc).find(({ next }) => next === arcs[i + 1])?.cost ?? Number.NaN;
		if (i > 0) cost += network.arcCost[arc] as number;
	}
	return cost;
}

/** By arc: least cost from its tail to one of the targets, driving it whole unless it is a target itself. */
export function findNaiveCostsTo(network: VehicleNetwork, targets: readonly PathEnd[]): Map<number, number> {
	const costs = new Map<number, number>();
	for (const { arc, cost } of targets) costs.set(arc, Math.min(cost, costs.get(arc) ?? Number.POSITIVE_INFINITY));
	for (let changed = true; changed; ) {
		changed = false;
		for (let arc = 0; arc < network.graph.edgeCount * 2; arc++)
			for (const { next, cost } of listTurns(network, arc)) {
				const whole = (network.arcCost[arc] as number) + cost + (costs.get(next) ?? Number.POSITIVE_INFINITY);
				if (whole >= (costs.get(arc) ?? Number.POSITIVE_INFINITY)) continue;
				costs.set(arc, whole);
				changed = true;
			}
	}
	return costs;
}
