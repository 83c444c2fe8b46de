import type { VehicleNetwork } from '../network/vehicle-network.ts';
import type { PreparedNetwork, RoadIndex } from '../road-index.ts';
import { type ArcPlace, listArcPlaces, listPathEnds, type RoadPoint } from '../road-stop.ts';
import type { RoadPath } from '../search/road-path.ts';
import type { DrivenPath } from './driven-path.ts';

/** A way with its cost on the network it was found on. */
export interface FoundWay extends DrivenPath {
	readonly cost: number;
}

/** The cheapest way between two points of roads; undefined = none. */
export function findWay(
	{ finder }: RoadIndex,
	{ network, overlay }: Pick<PreparedNetwork, 'network' | 'overlay'>,
	start: RoadPoint,
	end: RoadPoint,
): FoundWay | undefined {
	const from = listArcPlaces(network, start, 'start');
	const to = listArcPlaces(network, end, 'end');
	if (from.length === 0 || to.length === 0) return undefined;
	const path = finder.findPath(
		network,
		overlay,
		listPathEnds(network, from, 'start'),
		listPathEnds(network, to, 'end'),
	);
	return chooseWay(network, path, from, to, start, end);
}

/**
 * The cheapest ways from several points to one, by one search; undefined = none, not among the `count` cheapest, or dearer than
 * `limitCost`. Only the `told` cheapest have their arcs.
 */
export function findWaysTo(
	{ finder }: RoadIndex,
	{ network, overlay }: Pick<PreparedNetwork, 'network' | 'overlay'>,
	starts: readonly RoadPoint[],
	end: RoadPoint,
	count: number,
	told: number,
	limitCost = Number.POSITIVE_INFINITY,
): (FoundWay | undefined)[] {
	const groups = starts.map((start) => listArcPlaces(network, start, 'start'));
	const to = listArcPlaces(network, end, 'end');
	const ends = groups.map((places) => listPathEnds(network, places, 'start'));
	const paths = finder.findPathsTo(network, overlay, ends, listPathEnds(network, to, 'end'), count, told, limitCost);
	return starts.map((start, i) => chooseWay(network, paths[i], groups[i] as ArcPlace[], to, start, end));
}

/** The way found, or the one that does not leave the arc where start and end lie on the same and that is cheaper. */
function chooseWay(
	{ arcCost }: VehicleNetwork,
	path: RoadPath | undefined,
	from: readonly ArcPlace[],
	to: readonly ArcPlace[],
	start: RoadPoint,
	end: RoadPoint,
): FoundWay | undefined {
	let best: FoundWay | undefined;
	if (path) {
		const [source, target] = [from[path.source] as ArcPlace, to[path.target] as ArcPlace];
		best = { arcs: path.arcs, from: source.share, to: target.share, cost: path.cost };
	}
	for (const a of from) {
		for (const b of to) {
			if (a.arc !== b.arc || a.share > b.share) continue;
			const cost = Math.round((b.share - a.share) * (arcCost[a.arc] as number));
			if (!best || cost < best.cost) best = { arcs: [a.arc], from: a.share, to: b.share, cost };
		}
	}
	const isHere = start.lon === end.lon && start.lat === end.lat;
	const [here] = from;
	return isHere && here ? { arcs: [here.arc], from: here.share, to: here.share, cost: 0 } : best;
}
