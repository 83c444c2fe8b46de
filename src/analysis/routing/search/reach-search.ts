import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { ArcView } from './arc-view.ts';
import { BucketQueue } from './bucket-queue.ts';
import { findMeanCost } from './find-mean-cost.ts';
import type { PathEnd } from './road-path.ts';

const FAR = Number.POSITIVE_INFINITY;
/** Buckets of the queue that an arc of mean cost goes through. */
const BUCKETS_A_MEAN = 16;

/**
 * The arcs that begin to be driven within a cost from the seeds (direction 'from'), or from whose heads the seeds are reached within it
 * ('to'). The last of them may be driven in part only: `costs[arc] - arcCost[arc]` is within the limit, `costs[arc]` may be beyond.
 */
export interface ReachedArcs {
	/** How many of `arcs` count. */
	readonly count: number;
	readonly arcs: Uint32Array;
	/** By arc: 'from': least cost until it is driven to its head; 'to': least cost from its tail. Infinity where it is not reached. */
	readonly costs: Float64Array;
}

/** Searches everything within a limit. Costs that fall late are corrected, so they are exact. */
export class ReachSearch {
	readonly #view: ArcView;
	readonly #costs: Float64Array;
	readonly #arcs: Uint32Array;
	readonly #queue = new BucketQueue();
	#count = 0;
	#limit = 0;

	constructor(view: ArcView) {
		this.#view = view;
		this.#costs = new Float64Array(view.arcCount).fill(FAR);
		this.#arcs = new Uint32Array(view.arcCount);
	}

	run(network: VehicleNetwork, seeds: readonly PathEnd[], limitCost: number, direction: 'from' | 'to'): ReachedArcs {
		for (let i = 0; i < this.#count; i++) this.#costs[this.#arcs[i] as number] = FAR;
		this.#count = 0;
		this.#limit = limitCost;
		const queue = this.#queue;
		queue.begin(findMeanCost(network) / BUCKETS_A_MEAN);
		for (const { arc, cost } of seeds) this.#offer(arc, cost);
		const forward = direction === 'from';
		while (queue.findNext() < FAR) {
			const arc = queue.pop();
			const cost = this.#costs[arc] as number;
			if (!queue.isDue(cost)) continue;
			if (forward) this.#goOn(network, arc, cost);
			else this.#goBack(network, arc, cost);
		}
		return { count: this.#count, arcs: this.#arcs, costs: this.#costs };
	}

	#goOn(network: VehicleNetwork, arc: number, cost: number): void {
		const { arcHead } = this.#view;
		const { outStart, outArc, turnStart } = this.#view.graph;
		const { arcCost, turnCode, turnCosts } = network;
		const node = arcHead[arc] as number;
		const end = outStart[node + 1] as number;
		let turn = turnStart[arc] as number;
		for (let i = outStart[node] as number; i < end; i++) {
			const next = outArc[i] as number;
			const atTail = cost + (turnCosts[turnCode[turn++] as number] as number);
			if (atTail <= this.#limit) this.#offer(next, atTail + (arcCost[next] as number));
		}
	}

	#goBack(network: VehicleNetwork, arc: number, cost: number): void {
		const { arcHead, arcRank } = this.#view;
		const { inStart, inArc, turnStart } = this.#view.graph;
		const { arcCost, turnCode, turnCosts } = network;
		const node = arcHead[arc ^ 1] as number;
		const rank = arcRank[arc] as number;
		const end = inStart[node + 1] as number;
		for (let i = inStart[node] as number; i < end; i++) {
			const last = inArc[i] as number;
			const atHead = cost + (turnCosts[turnCode[(turnStart[last] as number) + rank] as number] as number);
			if (atHead <= this.#limit) this.#offer(last, atHead + (arcCost[last] as number));
		}
	}

	#offer(arc: number, cost: number): void {
		const known = this.#costs[arc] as number;
		if (cost >= known) return;
		if (known === FAR) this.#arcs[this.#count++] = arc;
		this.#costs[arc] = cost;
		if (cost > this.#limit) return;
		this.#queue.push(arc, cost);
	}
}
