import { ROAD_ACCESS } from '../../domain/pack/road-graph.ts';
import type { Reject, RoadLine } from '../model/source-city.ts';
import { readOsmBarrier } from './osm-barriers.ts';
import type { OsmData, OsmWay } from './osm-elements.ts';
import { type RoadLimits, tightenLimits } from './osm-road-limits.ts';
import { type OsmRoadAttributes, readRoadTags } from './osm-road-tags.ts';

/** What stands on one segment of a way. */
interface Obstacle {
	readonly gate: boolean;
	readonly limits: RoadLimits | null;
}
/** A stretch of a way, [from, to] vertex, and what stands on it. */
interface Piece extends Obstacle {
	readonly from: number;
	readonly to: number;
}
const NOTHING: Obstacle = { gate: false, limits: null };

class RoadReader {
	readonly roads: RoadLine[] = [];
	readonly rejects: Reject[] = [];
	readonly routable = new Map<number, OsmRoadAttributes>();
	readonly #data: OsmData;
	readonly #sourceKey: string;
	readonly #blocking = new Set<number>();
	/** Gates and limits that no road has been split for yet: two ways that meet at one have it once. */
	readonly #obstacles = new Map<number, Obstacle>();
	/** What of a barrier could not be read; told when a road passes it. */
	readonly #untold = new Map<number, { reason: string; detail: string }>();
	/** Ids below zero tear a road apart at a barrier: nothing else shares them. */
	#tornNode = -1;

	constructor(data: OsmData, sourceKey: string) {
		this.#data = data;
		this.#sourceKey = sourceKey;
		for (const node of data.taggedNodes) {
			const barrier = readOsmBarrier(node.tags);
			if (!barrier) continue;
			const { effect, limits, told } = barrier;
			if (effect === 'blocks') this.#blocking.add(node.id);
			else if (effect === 'gate' || limits) this.#obstacles.set(node.id, { gate: effect === 'gate', limits });
			if (told) this.#untold.set(node.id, told);
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
		for (const { reason, detail } of reading.told) this.#note(id, 'repaired', reason, detail);
		if (reading.attributes.routable) this.routable.set(way.id, reading.attributes);
		const pieces = runs.flatMap(([from, to]) => this.#splitAtBarriers(ids, from, to, reading.attributes));
		for (const [k, piece] of pieces.entries()) {
			const pieceId = pieces.length === 1 ? id : `${id}/${k + 1}`;
			this.#push(pieceId, ids, rows, piece, withObstacle(reading.attributes, piece));
		}
	}

	#splitAtBarriers(ids: readonly number[], from: number, to: number, attributes: OsmRoadAttributes): Piece[] {
		if (!attributes.routable) return [{ from, to, ...NOTHING }];
		const cuts = new Set<number>([to]);
		const standing = new Map<number, Obstacle>();
		for (let i = from; i <= to; i++) {
			const id = ids[i] as number;
			this.#tellBarrier(id);
			if (this.#blocking.has(id) && i > from) cuts.add(i);
			const obstacle = this.#obstacles.get(id);
			if (!obstacle || attributes.access === ROAD_ACCESS.no) continue;
			this.#obstacles.delete(id);
			const segment = i < to ? i : i - 1;
			standing.set(segment, addObstacle(standing.get(segment), obstacle));
			if (segment > from) cuts.add(segment);
			cuts.add(segment + 1);
		}
		const pieces: Piece[] = [];
		let start = from;
		for (const cut of [...cuts].sort((a, b) => a - b)) {
			pieces.push({ from: start, to: cut, ...(standing.get(start) ?? NOTHING) });
			start = cut;
		}
		return pieces;
	}

	#tellBarrier(nodeId: number): void {
		const told = this.#untold.get(nodeId);
		if (!told) return;
		this.#untold.delete(nodeId);
		this.#note(`node/${nodeId}`, 'repaired', told.reason, told.detail);
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

function addObstacle(a: Obstacle | undefined, b: Obstacle): Obstacle {
	if (!a) return b;
	return {
		gate: a.gate || b.gate,
		limits: a.limits && b.limits ? tightenLimits(a.limits, b.limits) : a.limits || b.limits,
	};
}

/** A gate takes the place of any access but none. */
function withObstacle(attributes: OsmRoadAttributes, { gate, limits }: Obstacle): OsmRoadAttributes {
	return {
		...attributes,
		...(limits ? tightenLimits(attributes, limits) : {}),
		access: gate ? ROAD_ACCESS.gate : attributes.access,
	};
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

/** The roads of an OSM file. */
export interface OsmRoads {
	readonly roads: readonly RoadLine[];
	/** The ways that vehicles drive on, by way id, with the attributes of the whole (along RoadLine.lonLat). */
	readonly routable: ReadonlyMap<number, OsmRoadAttributes>;
	readonly rejects: readonly Reject[];
}

/**
 * The roads of an OSM file, footways included (not routable). A way becomes one RoadLine 'way/123', or several 'way/123/1' ...
 * where it is cut: at a barrier that blocks (the two sides then share no node, nor does any road that ends there), and around
 * a gate or a height restrictor (the stretch of one segment next to it has ROAD_ACCESS.gate or the limit). Way nodes are the
 * topology. Ferries (`route=ferry`) are refused, each told.
 */
export function readOsmRoads(data: OsmData, sourceKey: string): OsmRoads {
	const reader = new RoadReader(data, sourceKey);
	for (const way of data.ways) {
		if (way.tags?.highway !== undefined || way.tags?.route === 'ferry') reader.addWay(way);
	}
	return { roads: reader.roads, routable: reader.routable, rejects: reader.rejects };
}
