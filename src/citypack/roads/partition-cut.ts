import type { PartitionNet } from './partition-net.ts';

/** Share of a region's nodes at either end of a direction that stay on their side of the cut. */
const END_SHARE = 0.25;
/** Distances of nodes from which the second end is not reached at all, and of the first end's own nodes. */
const UNREACHED = 0x7fff_ffff;
const OFF_RIM = ~UNREACHED;
const ON_RIM = OFF_RIM + 1;

/**
 * Finds where a region of a network falls apart most easily: for each of four directions the nodes at its two ends are held
 * apart, and the least number of edges whose cut parts them is found by maximum flow, every edge carrying 1; the best of the four
 * is taken, by edges cut for each node of the smaller side. (Inertial flow: Schild and Sommer, 2015.)
 * The flow grows along paths found depth first, towards the second end by preference, in rounds: a round enters no node again
 * that led nowhere, and one that finds no path has marked what the first end reaches. A few rounds are enough.
 * Works in arrays of its own, made once for a network.
 */
export class CutFinder {
	/** The cut found last: 1 for the nodes on the second side. */
	readonly second: Uint8Array;
	readonly #net: PartitionNet;
	/** By edge: 0, or 1 + the lowest bit of the arc that carries one. */
	readonly #flow: Uint8Array;
	/**
	 * Arcs to the second end while nothing flows; its complement (below 0) for nodes of the first end, and for those on the path
	 * or done with in this round: after the last all that the first end reaches.
	 */
	readonly #distance: Int32Array;
	/** Arcs of a node looked at in this round: each once for the way on, once for any other. */
	readonly #looked: Uint32Array;
	/** At the end what still reaches the second end. */
	readonly #reaching: Uint8Array;
	readonly #queue: Uint32Array;
	/** Nodes of the first end that paths start from. */
	readonly #rim: Uint32Array;
	#rimCount = 0;

	constructor(net: PartitionNet) {
		this.#net = net;
		this.second = new Uint8Array(net.nodeCount);
		this.#flow = new Uint8Array(net.edgeCount);
		this.#distance = new Int32Array(net.nodeCount);
		this.#looked = new Uint32Array(net.nodeCount);
		this.#reaching = new Uint8Array(net.nodeCount);
		this.#queue = new Uint32Array(net.nodeCount);
		this.#rim = new Uint32Array(net.nodeCount);
	}

	/** Fills `second` for the positions lo .. hi, at least two of them; both sides get at least one node. */
	findCut(lo: number, hi: number): void {
		const count = hi - lo;
		const held = Math.max(1, Math.floor(count * END_SHARE));
		let best = Number.POSITIVE_INFINITY;
		for (const list of this.#net.sorted) {
			this.#clearFlow(lo, hi);
			this.#measureDistances(list, lo, hi, held);
			const limit = best * Math.floor(count / 2) - 1;
			let cut = 0;
			for (let grown = 1; grown > 0 && cut <= limit; cut += grown) grown = this.#growFlow(lo, hi);
			if (cut > limit) continue;
			// The least cut nearest to the first end and the one nearest to the second: the more even one.
			const near = this.#countNear(lo, hi);
			const far = this.#markReaching(list, lo, hi, held);
			const useNear = Math.min(near, count - near) >= Math.min(far, count - far);
			const first = useNear ? near : count - far;
			const score = (cut + 1) / Math.min(first, count - first);
			if (score >= best) continue;
			best = score;
			if (useNear) for (let p = lo; p < hi; p++) this.second[p] = this.#isNear(p) ? 0 : 1;
			else this.second.set(this.#reaching.subarray(lo, hi), lo);
		}
	}

	#clearFlow(lo: number, hi: number): void {
		const { arcStart, arcEnd, arcs } = this.#net;
		const flow = this.#flow;
		const stop = arcEnd[hi - 1] as number;
		for (let k = arcStart[lo] as number; k < stop; k += 2) flow[(arcs[k + 1] as number) >> 1] = 0;
	}

	/** Distances to the second end; whatever of the first end they come to is its rim. */
	#measureDistances(list: Uint32Array, lo: number, hi: number, held: number): void {
		const { arcStart, arcEnd, arcs } = this.#net;
		const distance = this.#distance.fill(UNREACHED, lo, hi);
		for (let i = lo; i < lo + held; i++) distance[list[i] as number] = OFF_RIM;
		this.#rimCount = 0;
		const queue = this.#queue;
		let tail = 0;
		for (let i = hi - held; i < hi; i++) {
			const p = list[i] as number;
			distance[p] = 0;
			queue[tail++] = p;
		}
		for (let i = 0; i < tail; i++) {
			const p = queue[i] as number;
			const next = (distance[p] as number) + 1;
			const stop = arcEnd[p] as number;
			for (let k = arcStart[p] as number; k < stop; k += 2) {
				const head = arcs[k] as number;
				const there = distance[head] as number;
				if (there === UNREACHED) {
					distance[head] = next;
					queue[tail++] = head;
				} else if (there === OFF_RIM) {
					distance[head] = ON_RIM;
					this.#rim[this.#rimCount++] = head;
				}
			}
		}
	}

	/** One round; returns how much the flow has grown. */
	#growFlow(lo: number, hi: number): number {
		this.#looked.fill(0, lo, hi);
		const distance = this.#distance;
		for (let p = lo; p < hi; p++) {
			const value = distance[p] as number;
			if (value < 0 && value > ON_RIM) distance[p] = ~value;
		}
		let grown = 0;
		for (let i = 0; i < this.#rimCount; i++) grown += this.#pushFrom(this.#rim[i] as number);
		return grown;
	}

	/** Sends all that finds a way from a node of the first end. */
	#pushFrom(start: number): number {
		const { arcStart, arcEnd, arcs } = this.#net;
		const flow = this.#flow;
		const distance = this.#distance;
		const looked = this.#looked;
		const path = this.#queue;
		let sent = 0;
		let length = 0;
		let p = start;
		for (;;) {
			const first = arcStart[p] as number;
			const width = (arcEnd[p] as number) - first;
			const here = ~(distance[p] as number);
			let i = looked[p] as number;
			let k = 0;
			for (; i < width * 2; i += 2) {
				const ahead = i < width;
				k = first + (ahead ? i : i - width);
				const there = distance[arcs[k] as number] as number;
				if (there < 0 || (ahead && there >= here)) continue;
				const arc = arcs[k + 1] as number;
				if (flow[arc >> 1] !== 1 + (arc & 1)) break;
			}
			looked[p] = i;
			if (i === width * 2) {
				if (length === 0) return sent;
				length--;
				p = length === 0 ? start : (arcs[path[length - 1] as number] as number);
				continue;
			}
			path[length++] = k;
			p = arcs[k] as number;
			distance[p] = ~(distance[p] as number);
			if (distance[p] !== ~0) continue;
			for (let j = 0; j < length; j++) {
				const step = path[j] as number;
				const arc = arcs[step + 1] as number;
				flow[arc >> 1] = flow[arc >> 1] === 2 - (arc & 1) ? 0 : 1 + (arc & 1);
				p = arcs[step] as number;
				distance[p] = ~(distance[p] as number);
			}
			sent++;
			length = 0;
			p = start;
		}
	}

	/** Whether the first end still reaches a node after the last round, or the second never did. */
	#isNear(p: number): boolean {
		const distance = this.#distance[p] as number;
		return distance < 0 || distance === UNREACHED;
	}

	#countNear(lo: number, hi: number): number {
		let count = 0;
		for (let p = lo; p < hi; p++) if (this.#isNear(p)) count++;
		return count;
	}

	/** Marks what still reaches the second end; returns how many nodes do. */
	#markReaching(list: Uint32Array, lo: number, hi: number, held: number): number {
		const { arcStart, arcEnd, arcs } = this.#net;
		const flow = this.#flow;
		const reaching = this.#reaching.fill(0, lo, hi);
		const queue = this.#queue;
		let tail = 0;
		for (let i = hi - held; i < hi; i++) {
			const p = list[i] as number;
			reaching[p] = 1;
			queue[tail++] = p;
		}
		for (let i = 0; i < tail; i++) {
			const p = queue[i] as number;
			const stop = arcEnd[p] as number;
			for (let k = arcStart[p] as number; k < stop; k += 2) {
				const head = arcs[k] as number;
				if (reaching[head]) continue;
				// The way there is the arc against this one.
				const arc = arcs[k + 1] as number;
				if (flow[arc >> 1] === 2 - (arc & 1)) continue;
				reaching[head] = 1;
				queue[tail++] = head;
			}
		}
		return tail;
	}
}
