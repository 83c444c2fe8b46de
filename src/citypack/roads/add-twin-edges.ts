import { EDGE_FLAG, type RoadGraph } from '../../domain/pack/road-graph.ts';
import type { RoadEdges } from './cut-road-lines.ts';
import { takeGeometry } from './order-road-edges.ts';
import type { DrivenState, RestrictionAutomaton } from './restriction-automaton.ts';

/** A road network with its twins, the last of its edges. */
export interface TwinnedRoads {
	readonly edges: RoadEdges & Pick<RoadGraph, 'edgeFlags' | 'twinOf'>;
	/** The arc that stands for a state: its own, or that of its twin. */
	readonly arcOf: (state: DrivenState) => number;
	/** Twins' arcs by their states, rising. */
	readonly stateOfArc: ReadonlyMap<number, DrivenState>;
}

/** Adds a twin for each state that needs one, in the order of their originals. */
export function addTwinEdges(edges: RoadEdges, { twinned }: RestrictionAutomaton): TwinnedRoads {
	const states = [...twinned].sort((a, b) => (a.arc >> 1) - (b.arc >> 1));
	const twinOf = Uint32Array.from(states, ({ arc }) => arc >> 1);
	const edgeCount = edges.edgeCount + twinOf.length;
	const arcOfState = new Map(states.map((state, i) => [state, (edges.edgeCount + i) * 2 + (state.arc & 1)]));
	const taken = new Uint32Array(edgeCount).map((_, e) =>
		e < edges.edgeCount ? e : (twinOf[e - edges.edgeCount] as number),
	);
	const take = (column: Uint32Array): Uint32Array => taken.map((edge) => column[edge] as number);
	return {
		edges: {
			...edges,
			edgeCount,
			edgeFrom: take(edges.edgeFrom),
			edgeTo: take(edges.edgeTo),
			edgeLengthCm: take(edges.edgeLengthCm),
			edgeRoad: take(edges.edgeRoad),
			edgeFlags: new Uint8Array(edgeCount).fill(EDGE_FLAG.twin, edges.edgeCount),
			twinOf,
			...takeGeometry(edges, taken),
		},
		arcOf: (state) => arcOfState.get(state) ?? state.arc,
		stateOfArc: new Map([...arcOfState].map(([state, arc]) => [arc, state])),
	};
}
