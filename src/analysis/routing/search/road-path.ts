/** Where a search begins or ends on a network: an arc, and what is driven of it. */
export interface PathEnd {
	readonly arc: number;
	/** Of a source: cost from the place to the arc's head. Of a target: cost from the arc's tail to the place. */
	readonly cost: number;
}

/** A cheapest way over a network. */
export interface RoadPath {
	/** Whole cost, both parts of arcs included. */
	readonly cost: number;
	/** The arcs driven, in order: the source's first, the target's last; never fewer than two; empty where only the cost was asked for. */
	readonly arcs: readonly number[];
	/** Which of the sources and targets given it runs between. */
	readonly source: number;
	readonly target: number;
}
