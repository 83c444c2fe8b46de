import { headOf, ONEWAY, tailOf } from '../../domain/pack/road-graph.ts';
import type { RoadLine } from '../model/source-city.ts';
import { wholeRoadId } from '../model/whole-road-id.ts';
import type { RoadEdges } from './cut-road-lines.ts';

/** Finds the edges of roads by the roads' ids: of those that are asked for, so that a city's millions need no index. */
export class RoadEdgeLookup {
	readonly #edges: RoadEdges;
	readonly #roads: readonly RoadLine[];
	readonly #edgesOf = new Map<string, number[]>();

	/** `roads`: the lines that `edgeRoad` counts; `ids`: those that will be asked for. */
	constructor(edges: RoadEdges, roads: readonly RoadLine[], ids: ReadonlySet<string>) {
		this.#edges = edges;
		this.#roads = roads;
		const idsOfRow = new Map<number, string[]>();
		for (const [row, { id }] of roads.entries()) {
			const named = [id, wholeRoadId(id)].filter((name) => ids.has(name));
			if (named.length > 0) idsOfRow.set(row, named);
		}
		if (idsOfRow.size === 0) return;
		for (let edge = 0; edge < edges.edgeCount; edge++) {
			for (const id of idsOfRow.get(edges.edgeRoad[edge] as number) ?? []) {
				const list = this.#edgesOf.get(id);
				if (list) list.push(edge);
				else this.#edgesOf.set(id, [edge]);
			}
		}
	}

	/** Edges of a road, rising; empty = no road for vehicles has the id. */
	edgesOf(id: string): readonly number[] {
		return this.#edgesOf.get(id) ?? [];
	}

	/** Arcs of a road that its one-way sign allows. */
	arcsOf(id: string): readonly number[] {
		return this.edgesOf(id).flatMap((edge) => {
			const oneway = this.#roads[this.#edges.edgeRoad[edge] as number]?.oneway;
			return [...(oneway === ONEWAY.backward ? [] : [edge * 2]), ...(oneway === ONEWAY.forward ? [] : [edge * 2 + 1])];
		});
	}

	/** The node an arc leaves. */
	tailOf(arc: number): number {
		return tailOf(this.#edges, arc);
	}

	/** The node an arc reaches. */
	headOf(arc: number): number {
		return headOf(this.#edges, arc);
	}
}
