import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { SourceCity, ToldReject } from '../model/source-city.ts';
import { addTwinEdges } from './add-twin-edges.ts';
import { buildArcLists } from './build-arc-lists.ts';
import { buildRoadColumns } from './build-road-columns.ts';
import { buildTurns } from './build-turns.ts';
import { cutRoadLines, type VertexName, type VertexPlace } from './cut-road-lines.ts';
import { orderRoadEdges } from './order-road-edges.ts';
import { listRestrictedRoads, placeRestrictions } from './place-restrictions.ts';
import { placeSignals } from './place-signals.ts';
import { RestrictionAutomaton } from './restriction-automaton.ts';
import { RoadEdgeLookup } from './road-edge-lookup.ts';

/** What a road graph is made of. */
export type RoadNetworkSource = Pick<SourceCity, 'roads' | 'roadNodes' | 'turnRestrictions'>;

/** A road graph, and what of its source is not in it or was moved. */
export interface BuiltRoadGraph {
	readonly graph: RoadGraph;
	/** Turn restrictions and signals, in no order. */
	readonly rejects: readonly ToldReject[];
}

/**
 * The routable network of road lines with its signals and turn restrictions; lines with `routable: false` are left out, the others are
 * rows of the road table, in order. How lines are cut: cutRoadLines; numbers: orderRoadEdges; restrictions via ways: RoadGraph and
 * docs/decisions/0009-turns-in-the-graph.md. The same source gives the same graph.
 * Cost: 448,000 edges with 900,000 vertices take some 4 s of CPU, most of it for the cells.
 * @throws RangeError for a road class that is none: a fault of the reader
 */
export function buildRoadGraph({ roads, roadNodes, turnRestrictions }: RoadNetworkSource): BuiltRoadGraph {
	const lines = roads.filter((road) => road.routable && road.lonLat.length >= 4);
	const cut = cutRoadLines(lines);
	const { edges, cells, newNode, newEdge } = orderRoadEdges(cut.edges);
	const findVertex = (name: VertexName): VertexPlace | undefined => {
		const place = cut.findVertex(name);
		if (place?.kind === 'node') return { kind: 'node', node: newNode[place.node] as number };
		return place && { ...place, edge: newEdge[place.edge] as number };
	};
	const signals = placeSignals(
		edges,
		buildArcLists(edges.nodeCount, edges.edgeFrom, edges.edgeTo),
		roadNodes,
		findVertex,
	);
	const lookup = new RoadEdgeLookup(edges, lines, listRestrictedRoads(turnRestrictions));
	const restrictions = placeRestrictions(turnRestrictions, lookup, findVertex);
	const automaton = new RestrictionAutomaton(restrictions.placed);
	const twinned = addTwinEdges(edges, automaton);
	const lists = buildArcLists(edges.nodeCount, twinned.edges.edgeFrom, twinned.edges.edgeTo);
	return {
		graph: {
			...twinned.edges,
			...lists,
			...buildTurns(twinned, lists, automaton),
			...cells,
			nodeFlags: signals.nodeFlags,
			roadCount: lines.length,
			...buildRoadColumns(lines),
		},
		rejects: [...signals.rejects, ...restrictions.rejects],
	};
}
