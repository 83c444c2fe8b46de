import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { Overlay } from '../overlay/overlay.ts';
import { WayUnpacker } from '../overlay/way-unpacker.ts';
import { ArcSearch } from './arc-search.ts';
import { type ArcView, createArcView } from './arc-view.ts';
import { findFromGroups } from './find-from-groups.ts';
import { findTwoSided } from './find-two-sided.ts';
import { type ReachedArcs, ReachSearch } from './reach-search.ts';
import type { PathEnd, RoadPath } from './road-path.ts';

/**
 * Finds ways on the networks of one graph. Its answers do not depend on whether an overlay is given, only their speed. Holds the
 * memory of the searches (some 50 bytes an arc), so one is kept per graph and thread; it answers one question at a time. The costs of
 * all ends are whole numbers, as those of networks are.
 * Every call throws RangeError for a network of another graph and an overlay of another network: faults of the caller.
 */
export class PathFinder {
	readonly #view: ArcView;
	readonly #unpacker = new WayUnpacker();
	#search: ArcSearch | undefined;
	#reach: ReachSearch | undefined;

	constructor(graph: RoadGraph) {
		this.#view = createArcView(graph);
	}

	/**
	 * The cheapest way from one of the sources to one of the targets; undefined = there is none. It leaves the source's arc at its head
	 * and enters the target's at its tail: the way along one edge is the caller's. Cost on 897,000 arcs: some ms with the overlay, some tens
	 * of ms without.
	 */
	findPath(
		network: VehicleNetwork,
		overlay: Overlay | null,
		sources: readonly PathEnd[],
		targets: readonly PathEnd[],
	): RoadPath | undefined {
		return findTwoSided(this.#arcSearch(network, overlay), this.#unpacker, network, overlay, sources, targets);
	}

	/**
	 * The cheapest way from each group of sources (a station's) to the targets, by one search backwards; undefined = none, not among
	 * the `count` cheapest, or dearer than `limitCost`. Only the `told` cheapest have arcs. `source` of a path counts in its group.
	 */
	findPathsTo(
		network: VehicleNetwork,
		overlay: Overlay | null,
		groups: readonly (readonly PathEnd[])[],
		targets: readonly PathEnd[],
		count = groups.length,
		told = count,
		limitCost = Number.POSITIVE_INFINITY,
	): (RoadPath | undefined)[] {
		const search = this.#arcSearch(network, overlay);
		return findFromGroups(search, this.#unpacker, network, overlay, groups, targets, count, told, limitCost);
	}

	/** All arcs reached from the seeds (or from which they are reached) within a cost: see ReachedArcs, which the next call overwrites. */
	findReach(
		network: VehicleNetwork,
		seeds: readonly PathEnd[],
		limitCost: number,
		direction: 'from' | 'to',
	): ReachedArcs {
		this.#checkGraph(network);
		this.#reach ??= new ReachSearch(this.#view);
		return this.#reach.run(network, seeds, limitCost, direction);
	}

	#arcSearch(network: VehicleNetwork, overlay: Overlay | null): ArcSearch {
		this.#checkGraph(network);
		if (overlay && overlay.network !== network)
			throw new RangeError(`overlay: got one of network ${overlay.network.key}, expected ${network.key}`);
		this.#search ??= new ArcSearch(this.#view);
		return this.#search;
	}

	#checkGraph({ graph, key }: VehicleNetwork): void {
		if (graph !== this.#view.graph)
			throw new RangeError(`network ${key}: got one of another graph, expected the finder's`);
	}
}
