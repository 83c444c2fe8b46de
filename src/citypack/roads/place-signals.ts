import { headOf, NODE_FLAG } from '../../domain/pack/road-graph.ts';
import type { RoadNode, ToldReject } from '../model/source-city.ts';
import type { ArcLists } from './build-arc-lists.ts';
import type { RoadEdges, VertexName, VertexPlace } from './cut-road-lines.ts';
import { DegreeScale } from './degree-scale.ts';
import { tellRoadReject } from './road-reject.ts';

/** A signal stands at the stop line; it belongs to the junction within so much of road. Assumption, not sourced. */
const SIGNAL_REACH_CM = 3000;
/** Arcs that meet at a junction: fewer are a bend, or where a line ends and the next begins. */
const JUNCTION_ARCS = 3;
/** Nodes between a signal and its junction: stops at rings of edges without length. */
const MOST_NODES = 20;

/** Flags of nodes, and what became of signals that stood elsewhere. */
export interface PlacedSignals {
	readonly nodeFlags: Uint8Array;
	readonly rejects: readonly ToldReject[];
}

/**
 * Puts traffic signals on nodes. One on a junction stays; one on the approach is moved along the road to the nearest junction within
 * 30 m ('signal/moved'); farther off it stays where it is a node, and is refused within an edge ('signal/far-from-junction'), as
 * there is no turn to wait for. Several at one junction count once.
 */
export function placeSignals(
	edges: RoadEdges,
	lists: ArcLists,
	roadNodes: readonly RoadNode[],
	findVertex: (name: VertexName) => VertexPlace | undefined,
): PlacedSignals {
	const nodeFlags = new Uint8Array(edges.nodeCount);
	const rejects: ToldReject[] = [];
	const approach = new Approach(edges, lists);
	for (const node of roadNodes) {
		if (!node.signal) continue;
		const tell = (outcome: ToldReject['outcome'], reason: string, detail: string) =>
			rejects.push(tellRoadReject('signal', outcome, node, reason, detail));
		const place = findVertex(node);
		if (!place) {
			tell('refused', 'not-on-road', 'no road for vehicles has this node');
			continue;
		}
		const junction = approach.findJunction(place);
		const at = junction?.node ?? (place.kind === 'node' ? place.node : undefined);
		if (at === undefined) tell('refused', 'far-from-junction', `no junction within ${SIGNAL_REACH_CM / 100} m`);
		else nodeFlags[at]! |= NODE_FLAG.signal;
		if (junction && junction.cm > 0)
			tell('repaired', 'moved', `${Math.round(junction.cm / 100)} m along the road to the junction`);
	}
	return { nodeFlags, rejects };
}

/** The junctions that places on a road lead to. */
class Approach {
	readonly #edges: RoadEdges;
	readonly #lists: ArcLists;
	readonly #scale = new DegreeScale();

	constructor(edges: RoadEdges, lists: ArcLists) {
		this.#edges = edges;
		this.#lists = lists;
	}

	/** The nearest junction by road, if there is one in reach; the place itself may be it. */
	findJunction(place: VertexPlace): { node: number; cm: number } | undefined {
		if (place.kind === 'inner') {
			const { edge, vertex } = place;
			const cm = this.#cmTo(edge, vertex);
			return nearer(
				this.#follow(edge * 2, Math.max(0, (this.#edges.edgeLengthCm[edge] as number) - cm)),
				this.#follow(edge * 2 + 1, cm),
			);
		}
		const { outStart, outArc } = this.#lists;
		const arcs = outArc.subarray(outStart[place.node], outStart[place.node + 1]);
		if (arcs.length >= JUNCTION_ARCS) return { node: place.node, cm: 0 };
		let found: { node: number; cm: number } | undefined;
		for (const arc of arcs) {
			found = nearer(found, this.#follow(arc, this.#edges.edgeLengthCm[arc >> 1] as number));
		}
		return found;
	}

	/** Drives an arc, `cm` of it from here, and on where there is but one way, to a junction in reach. */
	#follow(firstArc: number, cm: number): { node: number; cm: number } | undefined {
		const { edgeLengthCm } = this.#edges;
		const { outStart, outArc } = this.#lists;
		let arc = firstArc;
		let drivenCm = cm;
		for (let i = 0; i < MOST_NODES && drivenCm <= SIGNAL_REACH_CM; i++) {
			const node = headOf(this.#edges, arc);
			const start = outStart[node] as number;
			const count = (outStart[node + 1] as number) - start;
			if (count >= JUNCTION_ARCS) return { node, cm: drivenCm };
			if (count < 2) return undefined;
			const back = arc ^ 1;
			arc = (outArc[start] === back ? outArc[start + 1] : outArc[start]) as number;
			drivenCm += edgeLengthCm[arc >> 1] as number;
		}
		return undefined;
	}

	/** Centimetres from an edge's first vertex to another of it. */
	#cmTo(edge: number, vertex: number): number {
		const { geomStart, geomLonLat } = this.#edges;
		const at = (i: number) => geomLonLat[i] as number;
		const first = (geomStart[edge] as number) * 2;
		let m = 0;
		for (let i = first; i < first + vertex * 2; i += 2) {
			m += this.#scale.between(at(i), at(i + 1), at(i + 2), at(i + 3));
		}
		return Math.round(m * 100);
	}
}

function nearer<T extends { cm: number }>(a: T | undefined, b: T | undefined): T | undefined {
	if (!a || !b) return a ?? b;
	return b.cm < a.cm ? b : a;
}
