import { type Closure, isClosureActive } from '../../domain/closure.ts';
import type { RoadGraph } from '../../domain/pack/road-graph.ts';
import type { RouteExemptions } from '../../domain/route.ts';
import { DEFAULT_TRAVEL_TABLE, findTravelBand, type TravelTable } from '../../domain/travel-table.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { type ActiveClosures, listChanges, NO_CLOSURES } from './answer/active-closures.ts';
import { findClosedEdges } from './answer/closed-edges.ts';
import { type ArcReach, findArcReach } from './arc-reach.ts';
import { EdgeTree } from './edge-tree.ts';
import { applyClosures, chargeClosures } from './network/apply-closures.ts';
import { listFreeArcCosts } from './network/arc-costs.ts';
import { createLeastViolationNetwork } from './network/create-least-violation-network.ts';
import { createVehicleNetwork } from './network/create-vehicle-network.ts';
import { makeNetworkKey, type NetworkOptions, rulesOf } from './network/network-options.ts';
import { BLOCK_ROWS, listTurnCosts } from './network/turn-codes.ts';
import type { WayRules } from './network/vehicle-limits.ts';
import { isSameNetwork, type VehicleNetwork } from './network/vehicle-network.ts';
import { customiseInSlices, type Overlay, patchOverlay } from './overlay/overlay.ts';
import { createOverlayCells, type OverlayCells } from './overlay/overlay-cells.ts';
import { PathFinder } from './search/path-finder.ts';

/** How far from a road a place may lie and still be driven to, metres. Assumption, not sourced. */
export const MAX_ROAD_DISTANCE_M = { value: 300, verified: false } as const;

/**
 * Kinds of vehicle whose networks are kept at a time: some 12 MB for 450,000 edges, each that may drive on the same counted once. A server
 * keeps all the kinds that its stations have ready, a city of 130 stations fourteen.
 */
const KEPT_NETWORKS = 24;
/** Networks with closures kept at a time. */
const KEPT_CLOSED = 16;
/** Overlays kept at a time, those of networks with closures not counted, which share theirs: some 20 MB each for 450,000 edges. */
const KEPT_OVERLAYS = 16;
/** Networks of least violation kept at a time. */
const KEPT_LENIENT = 2;
/** Closures whose edges are kept. */
const KEPT_SHAPES = 500;

/** Who drives, when, and what is to be small. */
export interface WhoDrives {
	readonly vehicle: VehicleProfile | null;
	readonly exemptions: RouteExemptions;
	readonly departAtMs: number;
	readonly metric?: 'time' | 'distance';
}

/** A network ready to be searched. */
export interface PreparedNetwork {
	readonly network: VehicleNetwork;
	/** null = not made yet, or the graph has no cells: searches are plain. */
	readonly overlay: Overlay | null;
	readonly rules: WayRules;
	/** What this network can be driven to and left from: see findArcReach. With closures: as without them. */
	readonly reach: ArcReach;
	readonly closures: ActiveClosures;
	/** As `reach`, with the closures. Cost: two sweeps the first time. */
	findOwnReach(): ArcReach;
}

/** A network as kept, with closures or without. */
class KeptNetwork {
	readonly network: VehicleNetwork;
	overlay: Overlay | null = null;
	#reach: ArcReach | undefined;

	constructor(network: VehicleNetwork) {
		this.network = network;
	}

	get reach(): ArcReach {
		this.#reach ??= findArcReach(this.network);
		return this.#reach;
	}
}

/** A network on which what is not allowed is dear, and how long driving on it takes all the same. */
export interface LenientNetwork {
	readonly network: VehicleNetwork;
	/** Times without what violations are charged; for measuring, not for searching. */
	readonly times: VehicleNetwork;
}

/** A map that forgets what was longest not asked for. */
class Kept<T> {
	readonly #items = new Map<string, T>();
	readonly #size: number;

	constructor(size: number) {
		this.#size = size;
	}

	get(key: string, make: () => T): T {
		const item = this.#items.get(key) ?? make();
		this.#items.delete(key);
		this.#items.set(key, item);
		if (this.#items.size > this.#size) this.#items.delete(this.#items.keys().next().value as string);
		return item;
	}

	/** Latest asked for first. */
	list(): T[] {
		return [...this.#items.values()].reverse();
	}
}

/**
 * A road graph ready for questions: its edges by place, and the networks of the vehicles asked about, with and without closures. One per
 * graph and thread: it holds the memory of the searches, and answers one question at a time.
 */
export class RoadIndex {
	readonly graph: RoadGraph;
	readonly table: TravelTable;
	readonly tree: EdgeTree;
	readonly finder: PathFinder;
	readonly #networks = new Kept<KeptNetwork>(KEPT_NETWORKS);
	readonly #closed = new Kept<KeptNetwork>(KEPT_CLOSED);
	readonly #lenient = new Kept<LenientNetwork>(KEPT_LENIENT);
	readonly #shapes = new Kept<{ readonly number: number; readonly edges: readonly number[] }>(KEPT_SHAPES);
	#shapeCount = 0;
	#cells: OverlayCells | undefined;

	constructor(graph: RoadGraph, table: TravelTable) {
		this.graph = graph;
		this.table = table;
		this.tree = new EdgeTree(graph);
		this.finder = new PathFinder(graph);
	}

	/**
	 * The closures of a list that hold at a time, and what they close. Cost: the edges near each closure the first time it is seen.
	 */
	findActiveClosures(closures: readonly Closure[], atMs: number): ActiveClosures {
		const active = closures.filter((closure) => isClosureActive(closure, atMs));
		if (active.length === 0) return NO_CLOSURES;
		const byEdge = new Map<number, Closure>();
		const keys: string[] = [];
		for (const closure of active) {
			const { number, edges } = this.#shapes.get(`${closure.id} ${JSON.stringify(closure.shape)}`, () => ({
				number: this.#shapeCount++,
				edges: findClosedEdges(this.graph, this.tree, closure.shape),
			}));
			keys.push(`${number}/${closure.speedShare}`);
			for (const edge of edges) {
				const known = byEdge.get(edge);
				if (!known || closure.speedShare < known.speedShare) byEdge.set(edge, closure);
			}
		}
		return { ids: active.map(({ id }) => id), key: keys.join(' '), byEdge };
	}

	/**
	 * The network of a vehicle at a time, with closures. Cost: some 100 ms for 450,000 edges the first time a vehicle is seen in a time of
	 * day, two ms the first time a set of closures is; then nothing.
	 */
	findNetwork(who: WhoDrives, closures: ActiveClosures = NO_CLOSURES): PreparedNetwork {
		const options = this.#optionsOf(who);
		const base = this.#findBase(options);
		const kept = closures.byEdge.size === 0 ? base : this.#findClosed(base, closures);
		return {
			network: kept.network,
			overlay: kept.overlay,
			rules: rulesOf(options),
			get reach() {
				return base.reach;
			},
			closures,
			findOwnReach: () => kept.reach,
		};
	}

	/**
	 * The network whose cheapest way violates least, closures being violations too. Cost: some 200 ms for 450,000 edges the first time, then
	 * some ms with closures.
	 */
	findLenientNetwork(who: WhoDrives, closures: ActiveClosures): LenientNetwork {
		const options = this.#optionsOf(who);
		const lenient = this.#lenient.get(makeNetworkKey(options), () => {
			const network = createLeastViolationNetwork(this.graph, options);
			const timed = { ...options, metric: 'time' } as const;
			const arcCost = listFreeArcCosts(this.graph, timed);
			const turnTimes = listTurnCosts(timed);
			const turnCosts = turnTimes.map((_, row) => turnTimes[row % BLOCK_ROWS] as number);
			return { network, times: { ...network, metric: 'time', arcCost, turnCosts } };
		});
		return { ...lenient, network: chargeClosures(lenient.network, listChanges(closures)) };
	}

	/**
	 * Makes the overlays that a vehicle's ways are found by from then on, some milliseconds' work between two pauses: that of its network
	 * and that of the vehicle of no size, by which ways refused are found. A server or worker steps through it when idle. Nothing to do
	 * where they are made already or the graph has no cells. Cost: about a second each.
	 */
	*prepareOverlay(who: WhoDrives): Generator<undefined, void, undefined> {
		yield* this.#customise(this.#findBase(this.#optionsOf(who)));
		yield* this.#customise(this.#findBase(this.#optionsOf({ ...who, vehicle: null })));
	}

	*#customise(base: KeptNetwork): Generator<undefined, void, undefined> {
		if (base.overlay || this.graph.cellLevel.length < 2) return;
		this.#cells ??= createOverlayCells(this.graph);
		base.overlay = yield* customiseInSlices(this.#cells, base.network);
		const made = [...new Set(this.#networks.list())].filter(({ overlay }) => overlay !== null);
		for (const old of made.slice(KEPT_OVERLAYS)) old.overlay = null;
	}

	/** Whether the ways of a vehicle are found by an overlay already. */
	isPrepared(who: WhoDrives): boolean {
		return this.graph.cellLevel.length < 2 || this.#findBase(this.#optionsOf(who)).overlay !== null;
	}

	#optionsOf({ vehicle, exemptions, departAtMs, metric = 'time' }: WhoDrives): NetworkOptions {
		return { vehicle, exemptions, band: findTravelBand(this.table, departAtMs), metric, table: this.table };
	}

	/** Kinds of vehicle that may drive on the same share a network, and so its overlay and its searches. */
	#findBase(options: NetworkOptions): KeptNetwork {
		return this.#networks.get(makeNetworkKey(options), () => {
			const network = createVehicleNetwork(this.graph, options);
			return this.#networks.list().find((other) => isSameNetwork(other.network, network)) ?? new KeptNetwork(network);
		});
	}

	#findClosed(base: KeptNetwork, closures: ActiveClosures): KeptNetwork {
		const closed = this.#closed.get(
			`${base.network.key} closed ${closures.key}`,
			() => new KeptNetwork(applyClosures(base.network, listChanges(closures))),
		);
		if (base.overlay && !closed.overlay)
			closed.overlay = patchOverlay(base.overlay, closed.network, closures.byEdge.keys());
		return closed;
	}
}

/**
 * Makes a road graph ready for questions. Build once per graph and keep. Cost: 450,000 edges take about 0.3 s of CPU and 100 bytes an
 * edge. `table`: how long driving takes; default: fengtu's.
 */
export function createRoadIndex(
	graph: RoadGraph,
	{ table = DEFAULT_TRAVEL_TABLE }: { table?: TravelTable } = {},
): RoadIndex {
	return new RoadIndex(graph, table);
}
