import { headOf } from '../../../domain/pack/road-graph.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { BucketQueue } from '../search/bucket-queue.ts';
import type { Overlay } from './overlay.ts';
import { type CellLevel, NO_SLOT } from './overlay-cells.ts';

const FAR = Number.POSITIVE_INFINITY;
/** Buckets of the queue that the way across a cell goes through. */
const BUCKETS_A_WAY = 256;

/** Finds again the arcs of a step across a cell, by searching within the cell for the way that costs what its matrix says. */
export class WayUnpacker {
	readonly #queue = new BucketQueue();
	/** Within a cell: costs of its inner places and whence each was reached. */
	#dist = new Float64Array(256);
	#via = new Uint32Array(512);

	/** Adds the arcs driven after the entry arc, up to and with the exit arc, to `arcs`. */
	unpack(overlay: Overlay, level: number, cell: number, entryArc: number, exitArc: number, arcs: number[]): void {
		const { cells } = overlay;
		let entry = cells.arcEntry[entryArc] as number;
		let exit = cells.arcExit[exitArc] as number;
		for (let l = 0; l < level; l++) {
			entry = (cells.levels[l] as CellLevel).entryUp[entry] as number;
			exit = (cells.levels[l] as CellLevel).exitUp[exit] as number;
		}
		this.#unpackSlots(overlay, level, cell, entry, exit, arcs);
	}

	#unpackSlots(overlay: Overlay, level: number, cell: number, entry: number, exit: number, arcs: number[]): void {
		if (level === 0) {
			this.#unpackFinest(overlay, cell, entry, exit, arcs);
			return;
		}
		const { cells } = overlay;
		const parts = cells.levels[level - 1] as CellLevel;
		const { childStart, entryDown, exitDown } = cells.levels[level] as CellLevel;
		const lastExit = exitDown[exit] as number;
		const steps = this.#findParts(
			overlay,
			level,
			cell,
			entryDown[entry] as number,
			lastExit,
			wholeCost(overlay, level, cell, entry, exit),
		);
		steps.push(lastExit);
		let from = entryDown[entry] as number;
		let part = partOf(parts.entryStart, from, childStart[cell] as number, childStart[cell + 1] as number);
		for (const partExit of steps) {
			this.#unpackSlots(overlay, level - 1, part, from, partExit, arcs);
			if (partExit === lastExit) return;
			from = parts.exitEntry[partExit] as number;
			part = partOf(parts.entryStart, from, childStart[cell] as number, childStart[cell + 1] as number);
		}
	}

	/** The exits of the parts of a cell on the cheapest way, without the last. */
	#findParts(overlay: Overlay, level: number, cell: number, entry: number, exit: number, whole: number): number[] {
		const { cells, matrices } = overlay;
		const parts = cells.levels[level - 1] as CellLevel;
		const below = matrices[level - 1] as readonly Float64Array[];
		const { childStart } = cells.levels[level] as CellLevel;
		const firstPart = childStart[cell] as number;
		const lastPart = childStart[cell + 1] as number;
		const first = parts.entryStart[firstPart] as number;
		const innerCount = (parts.entryStart[lastPart] as number) - first;
		this.#begin(innerCount, whole);
		const dist = this.#dist;
		const via = this.#via;
		const queue = this.#queue;
		let state = entry;
		let cost = 0;
		for (;;) {
			const part = partOf(parts.entryStart, state, firstPart, lastPart);
			const matrix = below[part] as Float64Array;
			const exitStart = parts.exitStart[part] as number;
			const count = (parts.exitStart[part + 1] as number) - exitStart;
			const row = (state - (parts.entryStart[part] as number)) * count;
			for (let i = 0; i < count; i++) {
				const toCost = cost + (matrix[row + i] as number);
				if (toCost > whole) continue;
				const slot = exitStart + i;
				if (slot === exit) return this.#traceParts(state, entry, first);
				if (parts.exitUp[slot] !== NO_SLOT) continue;
				const to = parts.exitEntry[slot] as number;
				if (toCost >= (dist[to - first] as number)) continue;
				dist[to - first] = toCost;
				via[(to - first) * 2] = state;
				via[(to - first) * 2 + 1] = slot;
				queue.push(to, toCost);
			}
			state = this.#takeNext(first);
			cost = dist[state - first] as number;
		}
	}

	#traceParts(last: number, entry: number, first: number): number[] {
		const steps: number[] = [];
		for (let state = last; state !== entry; state = this.#via[(state - first) * 2] as number)
			steps.push(this.#via[(state - first) * 2 + 1] as number);
		return steps.reverse();
	}

	#unpackFinest(overlay: Overlay, cell: number, entry: number, exit: number, arcs: number[]): void {
		const { cells, network } = overlay;
		const level = cells.levels[0] as CellLevel;
		const { outStart } = cells.graph;
		const first = outStart[level.nodeStart[cell] as number] as number;
		const whole = wholeCost(overlay, 0, cell, entry, exit);
		this.#begin((outStart[level.nodeStart[cell + 1] as number] as number) - first, whole);
		const lastArc = level.exitArc[exit] as number;
		const entryArc = level.entryArc[entry] as number;
		const lastPlace = this.#findArcs(network, overlay, entryArc, lastArc, first, whole);
		const from = arcs.length;
		arcs.push(lastArc);
		for (let place = lastPlace; place !== NO_SLOT; place = this.#via[place * 2] as number)
			arcs.push(cells.graph.outArc[first + place] as number);
		reverseFrom(arcs, from);
	}

	/** Searches a finest cell; gives the place (among the arcs leaving its nodes) of the arc before the last, NO_SLOT for the entry. */
	#findArcs(
		network: VehicleNetwork,
		overlay: Overlay,
		entryArc: number,
		lastArc: number,
		first: number,
		whole: number,
	): number {
		const { graph, arcExit } = overlay.cells;
		const { arcCost, turnCode, turnCosts } = network;
		const queue = this.#queue;
		let place = NO_SLOT;
		let arc = entryArc;
		let cost = 0;
		for (;;) {
			const node = headOf(graph, arc);
			const end = graph.outStart[node + 1] as number;
			let turn = graph.turnStart[arc] as number;
			for (let i = graph.outStart[node] as number; i < end; i++) {
				const to = graph.outArc[i] as number;
				const toCost = cost + (turnCosts[turnCode[turn++] as number] as number) + (arcCost[to] as number);
				if (toCost > whole) continue;
				if (to === lastArc) return place;
				if (arcExit[to] !== NO_SLOT || toCost >= (this.#dist[i - first] as number)) continue;
				this.#dist[i - first] = toCost;
				this.#via[(i - first) * 2] = place;
				queue.push(i, toCost);
			}
			place = this.#takeNext(first) - first;
			arc = graph.outArc[first + place] as number;
			cost = this.#dist[place] as number;
		}
	}

	/** The next place to go on from. */
	#takeNext(first: number): number {
		const queue = this.#queue;
		while (queue.findNext() < FAR) {
			const place = queue.pop();
			if (queue.isDue(this.#dist[place - first] as number)) return place;
		}
		throw new Error('overlay: a way across a cell is not in it; its matrix is of another network');
	}

	#begin(placeCount: number, whole: number): void {
		if (this.#dist.length < placeCount) {
			this.#dist = new Float64Array(placeCount * 2);
			this.#via = new Uint32Array(placeCount * 4);
		}
		this.#dist.fill(FAR, 0, placeCount);
		this.#queue.begin(whole / BUCKETS_A_WAY);
	}
}

function wholeCost(overlay: Overlay, levelIndex: number, cell: number, entry: number, exit: number): number {
	const { entryStart, exitStart } = overlay.cells.levels[levelIndex] as CellLevel;
	const firstExit = exitStart[cell] as number;
	const columns = (exitStart[cell + 1] as number) - firstExit;
	const row = entry - (entryStart[cell] as number);
	const matrix = (overlay.matrices[levelIndex] as readonly Float64Array[])[cell] as Float64Array;
	return matrix[row * columns + exit - firstExit] as number;
}

/** The cell, from `first` to before `last`, in whose run a slot lies. */
function partOf(starts: Uint32Array, slot: number, first: number, last: number): number {
	let low = first;
	let high = last - 1;
	while (low < high) {
		const middle = (low + high + 1) >>> 1;
		if ((starts[middle] as number) <= slot) low = middle;
		else high = middle - 1;
	}
	return low;
}

function reverseFrom(arcs: number[], from: number): void {
	for (let i = from, j = arcs.length - 1; i < j; i++, j--) {
		const arc = arcs[i] as number;
		arcs[i] = arcs[j] as number;
		arcs[j] = arc;
	}
}
