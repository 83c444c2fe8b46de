import type { LocalPlane } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { isTwin, listPlaceEdges, originalEdge, type RoadGraph } from '../../../domain/pack/road-graph.ts';
import { cutEdge } from '../edge-geometry.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { ReachedArcs } from '../search/reach-search.ts';

/** Bends of a road closer than this to one another are left out of its shape, metres. Assumption, not sourced. */
const BEND_M = { value: 15, verified: false } as const;

/** The roads within reach. */
export interface CoveredRoads {
	readonly lengthM: number;
	/** [ax, ay, bx, by] of each stretch, metres of the plane asked for. */
	readonly stretches: Float64Array;
}

/** Gathers the stretches of parts of edges, without an object each. */
export class StretchList {
	readonly #graph: RoadGraph;
	readonly #plane: LocalPlane;
	#numbers = new Float64Array(4096);
	#count = 0;

	constructor(graph: RoadGraph, plane: LocalPlane) {
		this.#graph = graph;
		this.#plane = plane;
	}

	/** Adds an edge from one share of its length to another. */
	addPart(edge: number, from: number, to: number): void {
		if (from === 0 && to === 1) this.#addWhole(edge);
		else this.#addCut(edge, from, to);
	}

	#addWhole(edge: number): void {
		const { geomStart, geomLonLat } = this.#graph;
		const { origin, metresPerDegLon, metresPerDegLat } = this.#plane;
		const sx = metresPerDegLon / E7;
		const sy = metresPerDegLat / E7;
		const lon0 = origin.lon * E7;
		const lat0 = origin.lat * E7;
		const last = (geomStart[edge + 1] as number) - 1;
		let v = geomStart[edge] as number;
		let ax = ((geomLonLat[v * 2] as number) - lon0) * sx;
		let ay = ((geomLonLat[v * 2 + 1] as number) - lat0) * sy;
		for (v++; v <= last; v++) {
			const bx = ((geomLonLat[v * 2] as number) - lon0) * sx;
			const by = ((geomLonLat[v * 2 + 1] as number) - lat0) * sy;
			const dx = bx - ax;
			const dy = by - ay;
			if (v < last && dx * dx + dy * dy < BEND_M.value * BEND_M.value) continue;
			this.#add(ax, ay, bx, by);
			ax = bx;
			ay = by;
		}
	}

	#addCut(edge: number, from: number, to: number): void {
		const line = cutEdge(this.#graph, edge, from, to).map((position) => this.#plane.toXY(position));
		for (let i = 1; i < line.length; i++) {
			const [a, b] = [line[i - 1] as readonly [number, number], line[i] as readonly [number, number]];
			this.#add(a[0], a[1], b[0], b[1]);
		}
	}

	done(): Float64Array {
		return this.#numbers.subarray(0, this.#count);
	}

	#add(ax: number, ay: number, bx: number, by: number): void {
		if (this.#count === this.#numbers.length) {
			const longer = new Float64Array(this.#count * 2);
			longer.set(this.#numbers);
			this.#numbers = longer;
		}
		this.#numbers[this.#count++] = ax;
		this.#numbers[this.#count++] = ay;
		this.#numbers[this.#count++] = bx;
		this.#numbers[this.#count++] = by;
	}
}

/**
 * The roads that a search reached within a cost (at most the one it was run with), each counted once however often it is driven, edges in
 * part by their share. Cost: linear in the arcs reached.
 */
export function listCoveredRoads(
	network: VehicleNetwork,
	reached: ReachedArcs,
	direction: 'from' | 'to',
	limitCost: number,
	plane: LocalPlane,
): CoveredRoads {
	const { edgeLengthCm } = network.graph;
	const list = new StretchList(network.graph, plane);
	let lengthCm = 0;
	visitCoveredParts(network, reached, direction, limitCost, (edge, from, to) => {
		lengthCm += (to - from) * (edgeLengthCm[edge] as number);
		list.addPart(edge, from, to);
	});
	return { lengthM: lengthCm / 100, stretches: list.done() };
}

/**
 * Tells each part of an edge that a search reached within a cost, by shares of the edge's length in the direction of its line: edges with
 * twins as the one they are twins of, parts of one edge that do not meet one by one. Cost: linear in the arcs reached.
 */
export function visitCoveredParts(
	network: VehicleNetwork,
	reached: ReachedArcs,
	direction: 'from' | 'to',
	limitCost: number,
	visit: (edge: number, from: number, to: number) => void,
): void {
	const { arcs, count, costs } = reached;
	const part = new ArcPart(network, costs, direction === 'from', limitCost);
	const withTwins = groupTwins(network.graph, reached);
	for (let i = 0; i < count; i++) {
		const arc = arcs[i] as number;
		const edge = arc >>> 1;
		// An edge reached both ways is met twice, and counted with its forward arc.
		if ((arc & 1) === 1 && costs[arc ^ 1] !== Number.POSITIVE_INFINITY) continue;
		if (isTwin(network.graph, edge) || withTwins.has(edge)) continue;
		const isAhead = part.read(edge * 2);
		let from = part.from;
		let to = part.to;
		const isBack = part.read(edge * 2 + 1);
		if (isAhead && isBack && part.from <= to && from <= part.to) {
			if (part.from < from) from = part.from;
			if (part.to > to) to = part.to;
		} else if (isBack) {
			visit(edge, part.from, part.to);
			if (!isAhead) continue;
		} else if (!isAhead) continue;
		visit(edge, from, to);
	}
	for (const [edge, places] of withTwins) {
		const intervals = places.flatMap((place) =>
			[place * 2, place * 2 + 1].flatMap((arc) => (part.read(arc) ? [[part.from, part.to] as const] : [])),
		);
		for (const [from, to] of joinIntervals(intervals)) visit(edge, from, to);
	}
}

/** Which part of an arc lies within a limit. */
class ArcPart {
	/** Shares of the edge in the direction of its line; of the arc read last. */
	from = 0;
	to = 0;
	readonly #arcCost: Float64Array;
	readonly #costs: Float64Array;
	readonly #isFrom: boolean;
	readonly #limitCost: number;

	/** `costs`: as in ReachedArcs, of direction 'from' or 'to'. */
	constructor({ arcCost }: VehicleNetwork, costs: Float64Array, isFrom: boolean, limitCost: number) {
		this.#arcCost = arcCost;
		this.#costs = costs;
		this.#isFrom = isFrom;
		this.#limitCost = limitCost;
	}

	/** Reads an arc; false = no part of it. */
	read(arc: number): boolean {
		const cost = this.#costs[arc] as number;
		const whole = this.#arcCost[arc] as number;
		if (cost === Number.POSITIVE_INFINITY || whole === Number.POSITIVE_INFINITY) return false;
		// What it costs at the end by which the arc is entered; below nothing where the place itself lies on the arc.
		const atEntry = cost - whole;
		if (atEntry > this.#limitCost) return false;
		const first = atEntry < 0 ? -atEntry / whole : 0;
		const last = cost <= this.#limitCost ? 1 : (this.#limitCost - atEntry) / whole;
		const isAlong = ((arc & 1) === 0) === this.#isFrom;
		this.from = isAlong ? first : 1 - last;
		this.to = isAlong ? last : 1 - first;
		return true;
	}
}

/** For every edge of which a twin was reached: it and its twins. */
function groupTwins(graph: RoadGraph, { arcs, count }: ReachedArcs): Map<number, number[]> {
	const groups = new Map<number, number[]>();
	for (let i = 0; i < count; i++) {
		const edge = (arcs[i] as number) >>> 1;
		if (isTwin(graph, edge)) groups.set(originalEdge(graph, edge), listPlaceEdges(graph, edge));
	}
	return groups;
}

function joinIntervals(intervals: readonly (readonly [number, number])[]): [number, number][] {
	const joined: [number, number][] = [];
	for (const [from, to] of [...intervals].sort((p, q) => p[0] - q[0])) {
		const last = joined.at(-1);
		if (last && from <= last[1]) last[1] = Math.max(last[1], to);
		else joined.push([from, to]);
	}
	return joined;
}
