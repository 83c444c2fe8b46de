import { SEED_AGAINST, SEED_ALONG } from './path-search.ts';
import type { RoadIndex, RoadPoint } from './road-index.ts';
import { PASS } from './vehicle-limits.ts';

/** A stretch of an edge as it is driven: shares of its length, `to` less than `from` where it is driven against its line. */
export interface RouteLeg {
	readonly edge: number;
	readonly from: number;
	readonly to: number;
}

/** How one leaves a start for the goal. */
interface Departure {
	readonly cost: number;
	/** 'direct': start and goal lie on one edge and the way does not leave it. */
	readonly kind: 'along' | 'against' | 'direct';
}

/** One search from one goal; see searchWays. */
export interface WaysToGoal {
	/** Cost of the best way from `starts[i]`; Infinity = none. Exact for the `count` cheapest, for others an upper bound. */
	costOf(i: number): number;
	/** The stretches of that way, in order; undefined = none. Valid until the next search of the index. */
	findLegs(i: number): RouteLeg[] | undefined;
}

/** What a search may drive on and what it minimises. */
export interface WayCosts {
	/** PASS bits per edge. */
	readonly passable: Uint8Array;
	/** Cost per edge. */
	readonly edgeCost: Float64Array;
}

class Ways implements WaysToGoal {
	readonly #index: RoadIndex;
	readonly #goal: RoadPoint;
	readonly #starts: readonly RoadPoint[];
	readonly #costs: WayCosts;
	readonly #best: (Departure | undefined)[];

	constructor(index: RoadIndex, goal: RoadPoint, starts: readonly RoadPoint[], costs: WayCosts) {
		this.#index = index;
		this.#goal = goal;
		this.#starts = starts;
		this.#costs = costs;
		this.#best = starts.map((start) => this.#directWay(start));
	}

	#mayDrive(edge: number, direction: number): boolean {
		return ((this.#costs.passable[edge] as number) & direction) !== 0;
	}

	#directWay(start: RoadPoint): Departure | undefined {
		const goal = this.#goal;
		if (start.edge !== goal.edge) return undefined;
		const share = goal.fraction - start.fraction;
		if (share > 0 && !this.#mayDrive(goal.edge, PASS.forward)) return undefined;
		if (share < 0 && !this.#mayDrive(goal.edge, PASS.backward)) return undefined;
		return { kind: 'direct', cost: Math.abs(share) * (this.#costs.edgeCost[goal.edge] as number) };
	}

	/** Settles nodes from the goal outwards until the `count` cheapest starts are known. */
	run(count: number): void {
		const { search, graph } = this.#index;
		const { passable, edgeCost } = this.#costs;
		const goal = this.#goal;
		const goalCost = edgeCost[goal.edge] as number;
		search.begin();
		// A goal at a node is reached without driving its edge.
		if (goal.fraction === 0 || this.#mayDrive(goal.edge, PASS.forward))
			search.offer(graph.edgeFrom[goal.edge] as number, goal.fraction * goalCost, SEED_ALONG);
		if (goal.fraction === 1 || this.#mayDrive(goal.edge, PASS.backward))
			search.offer(graph.edgeTo[goal.edge] as number, (1 - goal.fraction) * goalCost, SEED_AGAINST);
		const startsAt = new Map<number, number[]>();
		for (const [i, start] of this.#starts.entries()) {
			for (const node of [graph.edgeFrom[start.edge] as number, graph.edgeTo[start.edge] as number]) {
				search.mark(node);
				startsAt.set(node, [...(startsAt.get(node) ?? []), i]);
			}
		}
		let enough = this.#costOfRank(count);
		for (;;) {
			const node = search.settleNext(passable, edgeCost);
			if (node < 0) return;
			// No way found from here on is cheaper than this node's.
			if (search.costOf(node) >= enough) return;
			if (!search.isMarked(node)) continue;
			for (const i of startsAt.get(node) ?? []) this.#improve(i, node);
			enough = this.#costOfRank(count);
		}
	}

	#improve(i: number, node: number): void {
		const { search, graph } = this.#index;
		const { edge, fraction } = this.#starts[i] as RoadPoint;
		const edgeCost = this.#costs.edgeCost[edge] as number;
		const take = (departure: Departure) => {
			if (departure.cost < this.costOf(i)) this.#best[i] = departure;
		};
		if (graph.edgeTo[edge] === node && (fraction === 1 || this.#mayDrive(edge, PASS.forward)))
			take({ kind: 'along', cost: (1 - fraction) * edgeCost + search.costOf(node) });
		if (graph.edgeFrom[edge] === node && (fraction === 0 || this.#mayDrive(edge, PASS.backward)))
			take({ kind: 'against', cost: fraction * edgeCost + search.costOf(node) });
	}

	/** Cost of the start that is `count`th by what is known; Infinity while there are fewer. */
	#costOfRank(count: number): number {
		const costs = this.#best.map((departure) => departure?.cost ?? Number.POSITIVE_INFINITY).sort((a, b) => a - b);
		return costs[Math.min(count, costs.length) - 1] ?? Number.NEGATIVE_INFINITY;
	}

	costOf(i: number): number {
		return this.#best[i]?.cost ?? Number.POSITIVE_INFINITY;
	}

	findLegs(i: number): RouteLeg[] | undefined {
		const departure = this.#best[i];
		if (!departure) return undefined;
		const legs = this.#listLegs(this.#starts[i] as RoadPoint, departure.kind);
		const driven = legs.filter(({ from, to }) => from !== to);
		return driven.length > 0 ? driven : legs.slice(0, 1);
	}

	#listLegs(start: RoadPoint, kind: Departure['kind']): RouteLeg[] {
		const { search, graph } = this.#index;
		const goal = this.#goal;
		if (kind === 'direct') return [{ edge: start.edge, from: start.fraction, to: goal.fraction }];
		const along = kind === 'along';
		const legs: RouteLeg[] = [{ edge: start.edge, from: start.fraction, to: along ? 1 : 0 }];
		let node = (along ? graph.edgeTo[start.edge] : graph.edgeFrom[start.edge]) as number;
		for (;;) {
			const arc = search.viaArc(node);
			if (arc === SEED_ALONG || arc === SEED_AGAINST) {
				legs.push({ edge: goal.edge, from: arc === SEED_ALONG ? 0 : 1, to: goal.fraction });
				return legs;
			}
			const edge = arc >>> 1;
			const forward = (arc & 1) === 0;
			legs.push({ edge, from: forward ? 0 : 1, to: forward ? 1 : 0 });
			node = (forward ? graph.edgeTo[edge] : graph.edgeFrom[edge]) as number;
		}
	}
}

/**
 * The cheapest ways from several starts to one goal by one search backwards from the goal, which stops when the `count` cheapest
 * starts are certain. Ways begin and end part way along an edge, charged by the share driven. Cost: the nodes nearer to the
 * goal than the `count`th start.
 */
export function searchWays(
	index: RoadIndex,
	goal: RoadPoint,
	starts: readonly RoadPoint[],
	costs: WayCosts,
	count: number,
): WaysToGoal {
	const ways = new Ways(index, goal, starts, costs);
	ways.run(count);
	return ways;
}
