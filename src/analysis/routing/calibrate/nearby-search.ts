import { headOf } from '../../../domain/pack/road-graph.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';

/** Ways out of one arc as far as some hundred metres, by length; one search at a time. */
export class NearbySearch {
	readonly #network: VehicleNetwork;
	/** Metres to the head of an arc, valid where its stamp is this search's. */
	readonly #metres: Float64Array;
	readonly #via: Int32Array;
	readonly #stamps: Uint32Array;
	readonly #queue: number[] = [];
	#stamp = 0;

	constructor(network: VehicleNetwork) {
		const arcs = network.arcCost.length;
		this.#network = network;
		this.#metres = new Float64Array(arcs);
		this.#via = new Int32Array(arcs);
		this.#stamps = new Uint32Array(arcs);
	}

	/** Metres of an arc. */
	lengthOf(arc: number): number {
		return (this.#network.graph.edgeLengthCm[arc >>> 1] as number) / 100;
	}

	/** Searches on from an arc's head, `leftM` ahead, to arcs whose tail lies within `limitM`. */
	run(arc: number, leftM: number, limitM: number): void {
		const queue = this.#queue;
		this.#stamp++;
		queue.length = 0;
		// The start carries no label of its own: it may be come back to by a loop.
		this.#goOn(arc, leftM, limitM);
		// First come, first gone on from; an arc reached by a shorter way is gone on from again. Within some blocks no queue by length is worth it.
		for (let i = 0; i < queue.length; i++)
			this.#goOn(queue[i] as number, this.#metres[queue[i] as number] as number, limitM);
	}

	#goOn(arc: number, metres: number, limitM: number): void {
		if (metres > limitM) return;
		const { graph, arcCost, turnCode, turnCosts } = this.#network;
		const { outStart, outArc } = graph;
		const node = headOf(graph, arc);
		const end = outStart[node + 1] as number;
		let turn = graph.turnStart[arc] as number;
		for (let i = outStart[node] as number; i < end; i++) {
			const next = outArc[i] as number;
			const isShut = turnCosts[turnCode[turn++] as number] === Number.POSITIVE_INFINITY;
			if (isShut || arcCost[next] === Number.POSITIVE_INFINITY) continue;
			const atHead = metres + this.lengthOf(next);
			if (this.#stamps[next] === this.#stamp && atHead >= (this.#metres[next] as number)) continue;
			this.#stamps[next] = this.#stamp;
			this.#metres[next] = atHead;
			this.#via[next] = arc;
			this.#queue.push(next);
		}
	}

	/** Metres from the start to the tail of an arc; Infinity = not within reach. */
	metresToTail(arc: number): number {
		if (this.#stamps[arc] !== this.#stamp) return Number.POSITIVE_INFINITY;
		return (this.#metres[arc] as number) - this.lengthOf(arc);
	}

	/** The arcs from the start's to one reached, both included. */
	listArcs(from: number, to: number): number[] {
		const arcs = [to];
		for (let arc = this.#via[to] as number; ; arc = this.#via[arc] as number) {
			arcs.push(arc);
			if (arc === from) return arcs.reverse();
		}
	}
}
