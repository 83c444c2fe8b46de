import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import { PASS } from './vehicle-limits.ts';

/** `viaArc` of a node from which the goal is reached without a further node: along its edge, or against it. */
export const SEED_ALONG = 0xffff_fffe;
export const SEED_AGAINST = 0xffff_ffff;

const SETTLED = 0xffff_ffff;

/**
 * Dijkstra's search backwards from a goal, node by node: how much does it cost to drive from each node to the goal, and by which
 * arc does one leave? The caller seeds the goal, then calls `settleNext` until it knows enough. One object serves query after
 * query: costs are valid only where the node's stamp is the query's, so nothing is cleared and nothing allocated per node.
 * Heap: 4-ary, indexed (a node is in it once, its cost is lowered in place). Cost: O(arcs log nodes) at worst.
 */
export class PathSearch {
	readonly #graph: RoadGraph;
	/** Cost from the node to the goal; read through costOf. */
	readonly #cost: Float64Array;
	readonly #via: Uint32Array;
	readonly #stamp: Uint32Array;
	readonly #heap: Uint32Array;
	/** Place of a node in the heap, or SETTLED. */
	readonly #place: Uint32Array;
	readonly #mark: Uint32Array;
	#heapSize = 0;
	#query = 0;

	constructor(graph: RoadGraph) {
		const n = graph.nodeCount;
		this.#graph = graph;
		this.#cost = new Float64Array(n);
		this.#via = new Uint32Array(n);
		this.#stamp = new Uint32Array(n);
		this.#heap = new Uint32Array(n);
		this.#place = new Uint32Array(n);
		this.#mark = new Uint32Array(n);
	}

	/** Begins a query; what the last one found is gone. */
	begin(): void {
		this.#heapSize = 0;
		this.#query++;
		if (this.#query > 0xffff_ffff) {
			this.#stamp.fill(0);
			this.#mark.fill(0);
			this.#query = 1;
		}
	}

	/** Offers a node a way to the goal; taken when it is cheaper than what is known. */
	offer(node: number, cost: number, via: number): void {
		let place: number;
		if (this.#stamp[node] !== this.#query) {
			this.#stamp[node] = this.#query;
			place = this.#heapSize++;
		} else {
			if (cost >= (this.#cost[node] as number)) return;
			place = this.#place[node] as number;
		}
		this.#cost[node] = cost;
		this.#via[node] = via;
		this.#siftUp(node, cost, place);
	}

	/** Marks a node for this query: the caller wants to hear of it. */
	mark(node: number): void {
		this.#mark[node] = this.#query;
	}

	isMarked(node: number): boolean {
		return this.#mark[node] === this.#query;
	}

	/** Cost from a settled node to the goal; Infinity where no way was found yet. */
	costOf(node: number): number {
		return this.#stamp[node] === this.#query ? (this.#cost[node] as number) : Number.POSITIVE_INFINITY;
	}

	/** The arc by which one leaves a reached node for the goal, or SEED_ALONG, SEED_AGAINST. */
	viaArc(node: number): number {
		return this.#via[node] as number;
	}

	/** Settles the next nearest node and offers its ways in to its neighbours; -1 = all that can reach the goal are settled. */
	settleNext(passable: Uint8Array, edgeCost: Float64Array): number {
		if (this.#heapSize === 0) return -1;
		const node = this.#pop();
		const { inStart, inArc, edgeFrom, edgeTo } = this.#graph;
		const cost = this.#cost[node] as number;
		const end = inStart[node + 1] as number;
		for (let i = inStart[node] as number; i < end; i++) {
			const arc = inArc[i] as number;
			const edge = arc >>> 1;
			const along = (arc & 1) === 0;
			if (((passable[edge] as number) & (along ? PASS.forward : PASS.backward)) === 0) continue;
			const tail = (along ? edgeFrom[edge] : edgeTo[edge]) as number;
			if (this.#stamp[tail] === this.#query && this.#place[tail] === SETTLED) continue;
			this.offer(tail, cost + (edgeCost[edge] as number), arc);
		}
		return node;
	}

	#pop(): number {
		const heap = this.#heap;
		const top = heap[0] as number;
		this.#place[top] = SETTLED;
		const size = --this.#heapSize;
		if (size > 0) this.#siftDown(heap[size] as number, size);
		return top;
	}

	#siftUp(node: number, cost: number, from: number): void {
		const heap = this.#heap;
		let place = from;
		while (place > 0) {
			const up = (place - 1) >>> 2;
			const other = heap[up] as number;
			if ((this.#cost[other] as number) <= cost) break;
			heap[place] = other;
			this.#place[other] = place;
			place = up;
		}
		heap[place] = node;
		this.#place[node] = place;
	}

	#siftDown(node: number, size: number): void {
		const heap = this.#heap;
		const cost = this.#cost[node] as number;
		let place = 0;
		for (;;) {
			const first = place * 4 + 1;
			if (first >= size) break;
			let least = first;
			let leastCost = this.#cost[heap[first] as number] as number;
			const last = Math.min(first + 4, size);
			for (let child = first + 1; child < last; child++) {
				const childCost = this.#cost[heap[child] as number] as number;
				if (childCost < leastCost) {
					least = child;
					leastCost = childCost;
				}
			}
			if (leastCost >= cost) break;
			const other = heap[least] as number;
			heap[place] = other;
			this.#place[other] = place;
			place = least;
		}
		heap[place] = node;
		this.#place[node] = place;
	}
}
