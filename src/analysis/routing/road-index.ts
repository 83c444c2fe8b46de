import Flatbush from 'flatbush';
import { bboxAround, E7, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { type EdgePoint, nearestOnEdge } from './edge-geometry.ts';
import { PathSearch } from './path-search.ts';
import { findMainNetwork } from './road-components.ts';
import { listEdgeMetres, listEdgeSeconds } from './travel-time.ts';
import { listPassableEdges } from './vehicle-limits.ts';

/** How far from a road a place may lie and still be driven to, metres. Assumption, not sourced. */
export const MAX_ROAD_DISTANCE_M = { value: 300, verified: false } as const;

/** Box sizes tried one after the other around a place, metres. */
const SEARCH_STEPS_M = [50, 200];
/** Vehicles whose networks are kept at a time. */
const KEPT_NETWORKS = 8;

/** A point on a road. */
export interface RoadPoint extends EdgePoint {
	readonly edge: number;
}

/** What one vehicle may drive on. */
export interface VehicleNetwork {
	/** PASS bits per edge. */
	readonly passable: Uint8Array;
	/** 1 for each node of the network proper; see findMainNetwork. */
	readonly main: Uint8Array;
}

/** Options of findNearestRoad. */
export interface NearestRoadOptions {
	readonly maxDistanceM?: number;
	/** null or absent: any vehicle; only closed roads are skipped. */
	readonly vehicle?: VehicleProfile | null;
	/** true: only roads of the network proper, from which the rest of the city can be reached. */
	readonly mainOnly?: boolean;
}

/** A road graph with what queries need: an index of its edges, their costs, and the networks of the vehicles asked about. */
export class RoadIndex {
	readonly graph: RoadGraph;
	/** Cost of each edge in seconds and in metres. */
	readonly costs: { readonly time: Float64Array; readonly distance: Float64Array };
	/** Buffers of the searches; one search at a time, as all of them are synchronous. */
	readonly search: PathSearch;
	readonly #tree: Flatbush | null;
	readonly #networks = new Map<string, VehicleNetwork>();

	constructor(graph: RoadGraph) {
		this.graph = graph;
		this.costs = { time: listEdgeSeconds(graph), distance: listEdgeMetres(graph) };
		this.search = new PathSearch(graph);
		this.#tree = indexEdges(graph);
	}

	/**
	 * What this vehicle may drive on; null = any vehicle. Cost: some 150 ms for 300,000 nodes the first time, then kept for the last
	 * eight vehicles.
	 */
	networkFor(vehicle: VehicleProfile | null): VehicleNetwork {
		const key = vehicle ? `${vehicle.heightM}/${vehicle.widthM}/${vehicle.massT}` : 'any';
		let network = this.#networks.get(key);
		if (!network) {
			const passable = listPassableEdges(this.graph, vehicle);
			network = { passable, main: findMainNetwork(this.graph, passable) };
			if (this.#networks.size >= KEPT_NETWORKS) {
				const [oldest] = this.#networks.keys();
				if (oldest !== undefined) this.#networks.delete(oldest);
			}
			this.#networks.set(key, network);
		}
		return network;
	}

	/**
	 * The nearest point of a road this vehicle may use in either direction; undefined = none within `maxDistanceM` (default
	 * MAX_ROAD_DISTANCE_M). Cost: the edges in a box around the place.
	 */
	findNearestRoad(at: LonLat, options: NearestRoadOptions = {}): RoadPoint | undefined {
		const { maxDistanceM = MAX_ROAD_DISTANCE_M.value, vehicle = null, mainOnly = false } = options;
		if (!this.#tree) return undefined;
		const { passable, main } = this.networkFor(vehicle);
		const { edgeFrom, edgeTo } = this.graph;
		const steps = SEARCH_STEPS_M.filter((step) => step < maxDistanceM);
		for (const radiusM of [...steps, maxDistanceM]) {
			const [west, south, east, north] = bboxAround(at, radiusM);
			let best: RoadPoint | undefined;
			for (const edge of this.#tree.search(west * E7, south * E7, east * E7, north * E7)) {
				if (passable[edge] === 0) continue;
				if (mainOnly && (main[edgeFrom[edge] as number] === 0 || main[edgeTo[edge] as number] === 0)) continue;
				const point = nearestOnEdge(this.graph, edge, at);
				if (point.distanceM > radiusM || (best && point.distanceM >= best.distanceM)) continue;
				best = { edge, ...point };
			}
			if (best) return best;
		}
		return undefined;
	}
}

function indexEdges(graph: RoadGraph): Flatbush | null {
	const { edgeCount, geomStart, geomLonLat } = graph;
	if (edgeCount === 0) return null;
	const tree = new Flatbush(edgeCount, 16, Int32Array);
	for (let edge = 0; edge < edgeCount; edge++) {
		let [west, south, east, north] = [0x7fff_ffff, 0x7fff_ffff, -0x8000_0000, -0x8000_0000];
		const end = (geomStart[edge + 1] as number) * 2;
		for (let i = (geomStart[edge] as number) * 2; i < end; i += 2) {
			const lon = geomLonLat[i] as number;
			const lat = geomLonLat[i + 1] as number;
			if (lon < west) west = lon;
			if (lon > east) east = lon;
			if (lat < south) south = lat;
			if (lat > north) north = lat;
		}
		tree.add(west, south, east, north);
	}
	tree.finish();
	return tree;
}

/**
 * Makes a road graph ready for queries. Build once per graph and keep. Cost: 500,000 edges take about 0.3 s of
 * CPU and 60 bytes an edge.
 */
export function createRoadIndex(graph: RoadGraph): RoadIndex {
	return new RoadIndex(graph);
}

/**
 * Where a vehicle leaves the road for a place: the nearest point of the network proper within reach, else of any road it may
 * use (a yard of its own). undefined = neither.
 */
export function findStop(
	index: RoadIndex,
	at: LonLat,
	vehicle: VehicleProfile | null,
	maxDistanceM: number,
): RoadPoint | undefined {
	return (
		index.findNearestRoad(at, { vehicle, maxDistanceM, mainOnly: true }) ??
		index.findNearestRoad(at, { vehicle, maxDistanceM })
	);
}
