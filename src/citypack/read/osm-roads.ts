import { ROAD_ACCESS } from '../../domain/pack/road-graph.ts';
import type { Reject, RoadLine } from '../model/source-city.ts';
import type { OsmData, OsmWay } from './osm-elements.ts';
import { type OsmRoadAttributes, osmBarrierEffect, readRoadTags } from './osm-road-tags.ts';

/** A stretch of a way, [first, last] vertex, and whether it is the one with the gate. */
interface Piece {
	readonly from: number;
	readonly to: number;
	readonly gate: boolean;
}

class RoadReader {
	readonly roads: RoadLine[] = [];
	readonly rejects: Reject[] = [];
	readonly #data: OsmData;
	readonly #sourceKey: string;
	readonly #blocking = new Set<number>();
	/** Gates that no road has been split for yet: two ways that meet at a gate pay for it once. */
	readonly #gates = new Set<number>();
	/** Ids below zero tear a road apart at a barrier: nothing else shares them. */
	#tornNode = -1;

	constructor(data: OsmData, sourceKey: string) {
		this.#data = data;
		this.#sourceKey = sourceKey;
		for (const node of data.taggedNodes) {
			if (node.tags.barrier === undefined) continue;
			const effect = osmBarrierEffect(node.tags);
			if (effect === 'blocks') this.#blocking.add(node.id);
			else if (effect === 'gate') this.#gates.add(node.id);
		}
	}

	#note(id: string, outcome: Reject['outcome'], reason: string, detail: string): void {
		this.rejects.push({ source: this.#sourceKey, id, outcome, reason, detail });
	}

	addWay(way: OsmWay): void {
		const id = `way/${way.id}`;
		const reading = readRoadTags(way.tags ?? {});
		if (reading.kind === 'other') return;
		if (reading.kind === 'refused') {
			this.#note(id, 'refused', reading.reason, reading.detail);
			return;
		}
		const ids = Array.from(this.#data.refs.subarray(way.refStart, way.refEnd));
		if (reading.backward) ids.reverse();
		const rows = ids.map((nodeId) => this.#data.findNode(nodeId));
		const missing = rows.filter((row) => row < 0).length;
		const runs = splitRuns(rows);
		if (runs.length === 0) {
			this.#note(id, 'refused', 'road/too-few-nodes', `${ids.length} nodes, ${missing} of them not in the file`);
			return;
		}
		if (missing > 0)
			this.#note(id, 'repaired', 'road/missing-nodes', `${missing} of ${ids.length} nodes not in the file`);
		const pieces = runs.flatMap(([from, to]) => this.#splitAtBarriers(ids, from, to, reading.attributes));
		for (const [k, piece] of pieces.entries()) {
			const access = piece.gate ? ROAD_ACCESS.gate : reading.attributes.access;
			const pieceId = pieces.length === 1 ? id : `${id}/${k + 1}`;
			this.#push(pieceId, ids, rows, piece, { ...reading.attributes, access });
		}
	}

	#splitAtBarriers(ids: readonly number[], from: number, to: number, attributes: OsmRoadAttributes): Piece[] {
		if (!attributes.routable) return [{ from, to, gate: false }];
		const cuts = new Set<number>([to]);
		const gateSegments = new Set<number>();
		for (let i = from; i <= to; i++) {
			const id = ids[i] as number;
			if (this.#blocking.has(id) && i > from) cuts.add(i);
			if (!this.#gates.has(id) || attributes.access === ROAD_ACCESS.no) continue;
			this.#gates.delete(id);
			const segment = i < to ? i : i - 1;
			gateSegments.add(segment);
			if (segment > from) cuts.add(segment);
			cuts.add(segment + 1);
		}
		const pieces: Piece[] = [];
		let start = from;
		for (const cut of [...cuts].sort((a, b) => a - b)) {
			pieces.push({ from: start, to: cut, gate: gateSegments.has(start) });
			start = cut;
		}
		return pieces;
	}

	#push(
		id: string,
		ids: readonly number[],
		rows: readonly number[],
		piece: Piece,
		attributes: OsmRoadAttributes,
	): void {
		const count = piece.to - piece.from + 1;
		const lonLat = new Int32Array(count * 2);
		const nodes = new Float64Array(count);
		for (let i = 0; i < count; i++) {
			const row = rows[piece.from + i] as number;
			lonLat[i * 2] = this.#data.lonLat[row * 2] as number;
			lonLat[i * 2 + 1] = this.#data.lonLat[row * 2 + 1] as number;
			const nodeId = ids[piece.from + i] as number;
			nodes[i] = attributes.routable && this.#blocking.has(nodeId) ? this.#tornNode-- : nodeId;
		}
		this.roads.push({ ...attributes, id, lonLat, nodes });
	}
}

/** Runs of two or more vertices that are in the file, [first, last]. */
function splitRuns(rows: readonly number[]): [number, number][] {
	const runs: [number, number][] = [];
	let start = 0;
	for (let i = 0; i <= rows.length; i++) {
		if (i < rows.length && (rows[i] as number) >= 0) continue;
		if (i - start >= 2) runs.push([start, i - 1]);
		start = i + 1;
	}
	return runs;
}

/**
 * The roads of an OSM file, footways included (not routable). A way becomes one RoadLine 'way/123', or several 'way/123/1' ...
 * where it is cut: at a barrier that blocks (the two sides then share no node, nor does any road that ends there), and around
 * a gate (the stretch of one segment next to it has ROAD_ACCESS.gate). Way nodes are the topology.
 */
export function readOsmRoads(
	data: OsmData,
	sourceKey: string,
): { roads: readonly RoadLine[]; rejects: readonly Reject[] } {
	const reader = new RoadReader(data, sourceKey);
	for (const way of data.ways) if (way.tags?.highway !== undefined) reader.addWay(way);
	return { roads: reader.roads, rejects: reader.rejects };
}
