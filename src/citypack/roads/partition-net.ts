import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import { HILBERT_LEVELS, hilbertIndex } from '../order/hilbert.ts';

/** What a partition of a road network looks at. */
export type PartitionInput = Pick<RoadGraph, 'nodeCount' | 'edgeCount' | 'nodeLonLat' | 'edgeFrom' | 'edgeTo'>;

/**
 * A road network that is being divided: every node has a position, a region is a run of positions, and arcs are known only
 * between nodes of one region. Changed in place by `divideRegion`.
 */
export interface PartitionNet {
	readonly nodeCount: number;
	readonly edgeCount: number;
	/** Node of the graph at each position. */
	readonly nodeAt: Uint32Array;
	/** The arcs of the node at position p are the pairs arcs[arcStart[p]] .. arcs[arcEnd[p]]. */
	readonly arcStart: Uint32Array;
	readonly arcEnd: Uint32Array;
	/**
	 * Pairs: the position an arc leads to; then edge * 2, or edge * 2 + 1 where it goes against the edge (edges have numbers of
	 * the net's own).
	 */
	readonly arcs: Uint32Array;
	/** For each direction the positions of a region, from one end of it to the other along the direction. */
	readonly sorted: readonly Uint32Array[];
	/** Room to work in, as long as the arrays above. */
	readonly scratch: { readonly nodes: Uint32Array; readonly places: Uint32Array; readonly arcs: Uint32Array };
}

/** A sorting key has two digits of so many bits. */
const DIGIT_BITS = 12;
const DIGITS = 2 ** DIGIT_BITS;

/** Nodes in the order of their keys, in 2^24 steps from the lowest to the highest; equal keys in the order of their numbers. */
function sortByKey(count: number, key: (node: number) => number): Uint32Array {
	const values = new Float64Array(count);
	let lowest = Number.POSITIVE_INFINITY;
	let highest = Number.NEGATIVE_INFINITY;
	for (let n = 0; n < count; n++) {
		const value = key(n);
		values[n] = value;
		if (value < lowest) lowest = value;
		if (value > highest) highest = value;
	}
	const scale = (DIGITS * DIGITS - 1) / Math.max(1, highest - lowest);
	let from = Uint32Array.from(values.keys());
	let to = new Uint32Array(count);
	for (const shift of [0, DIGIT_BITS]) {
		const digit = (n: number) => (Math.floor(((values[n] as number) - lowest) * scale) >> shift) & (DIGITS - 1);
		const next = new Uint32Array(DIGITS + 1);
		for (let n = 0; n < count; n++) next[digit(n) + 1]!++;
		for (let d = 0; d < DIGITS; d++) next[d + 1]! += next[d] as number;
		for (let i = 0; i < count; i++) {
			const n = from[i] as number;
			to[next[digit(n)]!++] = n;
		}
		[from, to] = [to, from];
	}
	return from;
}

/**
 * The whole network as one region, its nodes along a Hilbert curve (neighbours in the network are neighbours in memory). Self
 * loops are left out, for no border divides them; parallel edges count each.
 * Directions: east, north and the two between them, in metres as near as whole numbers tell.
 */
export function createPartitionNet({
	nodeCount,
	edgeCount,
	nodeLonLat,
	edgeFrom,
	edgeTo,
}: PartitionInput): PartitionNet {
	const x = new Float64Array(nodeCount);
	const y = new Float64Array(nodeCount);
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let n = 0; n < nodeCount; n++) {
		const lon = nodeLonLat[n * 2] as number;
		const lat = nodeLonLat[n * 2 + 1] as number;
		x[n] = lon;
		y[n] = lat;
		west = Math.min(west, lon);
		east = Math.max(east, lon);
		south = Math.min(south, lat);
		north = Math.max(north, lat);
	}
	// Whole numbers throughout: the same graph is divided alike on every machine.
	const shrink = Math.round(Math.cos(((south + north) / 2e7) * (Math.PI / 180)) * 256) / 256;
	for (let n = 0; n < nodeCount; n++) x[n] = Math.round(((x[n] as number) - west) * shrink);
	for (let n = 0; n < nodeCount; n++) y[n] = (y[n] as number) - south;

	const side = Math.max(1, north - south, (east - west) * shrink);
	const toCell = (2 ** HILBERT_LEVELS - 1) / side;
	const cellOf = (place: number) => Math.min(2 ** HILBERT_LEVELS - 1, Math.floor(place * toCell));
	const nodeAt = sortByKey(nodeCount, (n) =>
		hilbertIndex(HILBERT_LEVELS, cellOf(x[n] as number), cellOf(y[n] as number)),
	);
	const positionOf = new Uint32Array(nodeCount);
	for (let p = 0; p < nodeCount; p++) positionOf[nodeAt[p] as number] = p;

	const arcStart = new Uint32Array(nodeCount + 1);
	for (let e = 0; e < edgeCount; e++) {
		const from = edgeFrom[e] as number;
		const to = edgeTo[e] as number;
		if (from === to) continue;
		arcStart[(positionOf[from] as number) + 1]! += 2;
		arcStart[(positionOf[to] as number) + 1]! += 2;
	}
	for (let p = 0; p < nodeCount; p++) arcStart[p + 1]! += arcStart[p] as number;
	const arcs = new Uint32Array(arcStart[nodeCount] as number);
	const arcEnd = arcStart.slice(0, nodeCount);
	for (let e = 0; e < edgeCount; e++) {
		const from = positionOf[edgeFrom[e] as number] as number;
		const to = positionOf[edgeTo[e] as number] as number;
		if (from === to) continue;
		arcs[arcEnd[from]!++] = to;
		arcs[arcEnd[from]!++] = e * 2;
		arcs[arcEnd[to]!++] = from;
		arcs[arcEnd[to]!++] = e * 2 + 1;
	}
	// Edges numbered in the order of the nodes: those of a region stand near one another too.
	const edgeNumber = new Uint32Array(edgeCount);
	let numbered = 0;
	for (let k = 1; k < arcs.length; k += 2) {
		const arc = arcs[k] as number;
		let number = edgeNumber[arc >> 1] as number;
		if (number === 0) {
			number = ++numbered;
			edgeNumber[arc >> 1] = number;
		}
		arcs[k] = (number - 1) * 2 + (arc & 1);
	}

	const xAt = (p: number) => x[nodeAt[p] as number] as number;
	const yAt = (p: number) => y[nodeAt[p] as number] as number;
	const sorted = [
		sortByKey(nodeCount, xAt),
		sortByKey(nodeCount, yAt),
		sortByKey(nodeCount, (p) => xAt(p) + yAt(p)),
		sortByKey(nodeCount, (p) => xAt(p) - yAt(p)),
	];
	return {
		nodeCount,
		edgeCount,
		nodeAt,
		arcStart: arcStart.slice(0, nodeCount),
		arcEnd,
		arcs,
		sorted,
		scratch: {
			nodes: new Uint32Array(nodeCount),
			places: new Uint32Array(nodeCount),
			arcs: new Uint32Array(arcs.length),
		},
	};
}

/** Moves the entries of a list, those of the first side before the others, else in their order. */
function moveApart(list: Uint32Array, lo: number, hi: number, middle: number, second: Uint8Array, room: Uint32Array) {
	let a = lo;
	let b = middle;
	for (let i = lo; i < hi; i++) {
		const p = list[i] as number;
		if (second[p]) room[b++] = p;
		else room[a++] = p;
	}
}

/**
 * Makes two regions of the region lo .. hi: its nodes with `second` 0 first, the others from the returned position on, each in the
 * order they were in. Arcs between the two are forgotten. Cost: linear in the region.
 */
export function divideRegion(net: PartitionNet, lo: number, hi: number, second: Uint8Array): number {
	const { nodeAt, arcStart, arcEnd, arcs, sorted, scratch } = net;
	const { nodes, places } = scratch;
	let middle = lo;
	for (let p = lo; p < hi; p++) if (!second[p]) middle++;
	let a = lo;
	let b = middle;
	for (let p = lo; p < hi; p++) places[p] = second[p] ? b++ : a++;

	for (const list of sorted) {
		moveApart(list, lo, hi, middle, second, nodes);
		for (let i = lo; i < hi; i++) list[i] = places[nodes[i] as number] as number;
	}

	const base = arcStart[lo] as number;
	let k = base;
	for (let pass = 0; pass < 2; pass++) {
		for (let p = lo; p < hi; p++) {
			if (second[p] !== pass) continue;
			nodes[places[p] as number] = k;
			const end = arcEnd[p] as number;
			for (let i = arcStart[p] as number; i < end; i += 2) {
				const head = arcs[i] as number;
				if (second[head] !== pass) continue;
				scratch.arcs[k++] = places[head] as number;
				scratch.arcs[k++] = arcs[i + 1] as number;
			}
		}
	}
	arcs.set(scratch.arcs.subarray(base, k), base);
	arcStart.set(nodes.subarray(lo, hi), lo);
	for (let p = lo; p + 1 < hi; p++) arcEnd[p] = arcStart[p + 1] as number;
	arcEnd[hi - 1] = k;

	for (let p = lo; p < hi; p++) nodes[places[p] as number] = nodeAt[p] as number;
	nodeAt.set(nodes.subarray(lo, hi), lo);
	return middle;
}
