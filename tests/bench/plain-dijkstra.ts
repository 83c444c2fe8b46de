import type { VehicleNetwork } from '../../src/analysis/routing/network/vehicle-network.ts';
import type { PathEnd } from '../../src/analysis/routing/search/road-path.ts';

/** A list of arcs by cost, least first: a binary heap. */
class CostQueue {
	readonly #costs: number[] = [];
	readonly #arcs: number[] = [];

	push(cost: number, arc: number): void {
		let i = this.#costs.length;
		this.#costs.push(cost);
		this.#arcs.push(arc);
		for (let up = (i - 1) >> 1; i > 0 && (this.#costs[up] as number) > cost; i = up, up = (i - 1) >> 1)
			this.#swap(i, up);
	}

	pop(): { cost: number; arc: number } | undefined {
		const cost = this.#costs[0];
		const arc = this.#arcs[0];
		if (cost === undefined || arc === undefined) return undefined;
		const last = this.#costs.length - 1;
		this.#swap(0, last);
		this.#costs.pop();
		this.#arcs.pop();
		for (let i = 0; ; ) {
			let least = i;
			for (const down of [i * 2 + 1, i * 2 + 2])
				if (down < last && (this.#costs[down] as number) < (this.#costs[least] as number)) least = down;
			if (least === i) return { cost, arc };
			this.#swap(i, least);
			i = least;
		}
	}

	#swap(i: number, j: number): void {
		for (const list of [this.#costs, this.#arcs]) {
			const held = list[i] as number;
			list[i] = list[j] as number;
			list[j] = held;
		}
	}
}

/** Costs of driving each arc to its head from the sources, over the turns of the graph: Dijkstra as in the textbook. The bench's oracle. */
export function findAllCosts(network: VehicleNetwork, sources: readonly PathEnd[]): Float64Array {
	const { graph, arcCost, turnCode, turnCosts } = network;
	const costs = new Float64Array(graph.edgeCount * 2).fill(Number.POSITIVE_INFINITY);
	const queue = new CostQueue();
	const offer = (arc: number, cost: number) => {
		if (cost >= (costs[arc] as number)) return;
		costs[arc] = cost;
		queue.push(cost, arc);
	};
	for (const { arc, cost } of sources) offer(arc, cost);
	for (let next = queue.pop(); next; next = queue.pop()) {
		const { arc, cost } = next;
		if (cost > (costs[arc] as number)) continue;
		const node = (arc % 2 === 0 ? graph.edgeTo : graph.edgeFrom)[arc >> 1] as number;
		const out = graph.outArc.subarray(graph.outStart[node], graph.outStart[node + 1]);
		for (const [k, onward] of out.entries()) {
			const turn = turnCosts[turnCode[(graph.turnStart[arc] as number) + k] as number] as number;
			offer(onward, cost + turn + (arcCost[onward] as number));
		}
	}
	return costs;
}

/** The least cost of a way that turns into the arc of a target, by the costs found; Infinity = there is none. */
export function findCostTo(network: VehicleNetwork, costs: Float64Array, targets: readonly PathEnd[]): number {
	const { graph, turnCode, turnCosts } = network;
	let least = Number.POSITIVE_INFINITY;
	for (const { arc, cost } of targets) {
		const node = (arc % 2 === 0 ? graph.edgeFrom : graph.edgeTo)[arc >> 1] as number;
		const rank = graph.outArc.subarray(graph.outStart[node], graph.outStart[node + 1]).indexOf(arc);
		for (const before of graph.inArc.subarray(graph.inStart[node], graph.inStart[node + 1])) {
			const turn = turnCosts[turnCode[(graph.turnStart[before] as number) + rank] as number] as number;
			least = Math.min(least, (costs[before] as number) + turn + cost);
		}
	}
	return least;
}
