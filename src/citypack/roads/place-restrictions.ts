import type { ToldReject, TurnRestriction } from '../model/source-city.ts';
import type { VertexName, VertexPlace } from './cut-road-lines.ts';
import type { RoadEdgeLookup } from './road-edge-lookup.ts';
import { tellRoadReject } from './road-reject.ts';

/** A turn restriction on the network. */
export interface PlacedRestriction {
	readonly kind: TurnRestriction['kind'];
	readonly exceptEmergency: boolean;
	/** Arcs driven one after another: the road from, those via, and the one that may not ('no') or must ('only') follow. */
	readonly arcs: readonly number[];
}

/** Restrictions that stand in the network, and those that do not. */
export interface PlacedRestrictions {
	readonly placed: readonly PlacedRestriction[];
	readonly rejects: readonly ToldReject[];
}

/** Ways found for a restriction; or why there is none. */
type Search = { readonly ways: readonly (readonly number[])[] } | { readonly reason: string; readonly detail: string };

/** Ids of the roads that restrictions speak of. */
export function listRestrictedRoads(restrictions: readonly TurnRestriction[]): Set<string> {
	return new Set(restrictions.flatMap(({ from, to, via }) => [from, to, ...('roads' in via ? via.roads : [])]));
}

/**
 * Finds the arcs that each turn restriction means. One that cannot be told for sure is refused, with the reason: 'no-such-road' (no road
 * for vehicles has the id), 'no-such-node' (via is no node of the network), 'not-at-via' (from or to does not touch via),
 * 'against-oneway' (nobody may drive so anyway), 'ambiguous' (from or to goes on beyond via, so that either side could be meant).
 */
export function placeRestrictions(
	restrictions: readonly TurnRestriction[],
	lookup: RoadEdgeLookup,
	findVertex: (name: VertexName) => VertexPlace | undefined,
): PlacedRestrictions {
	const placed: PlacedRestriction[] = [];
	const rejects: ToldReject[] = [];
	for (const restriction of restrictions) {
		const search = findWays(restriction, lookup, findVertex);
		if ('ways' in search) {
			const { kind, exceptEmergency } = restriction;
			for (const arcs of search.ways) placed.push({ kind, exceptEmergency, arcs });
		} else {
			rejects.push(tellRoadReject('turn-restriction', 'refused', restriction, search.reason, search.detail));
		}
	}
	return { placed, rejects };
}

function findWays(
	restriction: TurnRestriction,
	lookup: RoadEdgeLookup,
	findVertex: (name: VertexName) => VertexPlace | undefined,
): Search {
	const { from, to, via } = restriction;
	const missing = [...listRestrictedRoads([restriction])].find((id) => lookup.edgesOf(id).length === 0);
	if (missing !== undefined) return { reason: 'no-such-road', detail: `no road for vehicles is ${missing}` };
	if ('roads' in via) return findWayOver(from, via.roads, to, lookup);
	const name = 'node' in via ? { nodeId: via.node, lonLat: [0, 0] as const } : { nodeId: null, lonLat: via.lonLat };
	const place = findVertex(name);
	if (place?.kind !== 'node') {
		const told = 'node' in via ? `node/${via.node}` : via.lonLat.join();
		return { reason: 'no-such-node', detail: `${told} is ${place ? 'within a road' : 'on no road for vehicles'}` };
	}
	return findWaysAt(from, place.node, to, lookup);
}

/** From a road at a node into another, or back on the same. */
function findWaysAt(from: string, node: number, to: string, lookup: RoadEdgeLookup): Search {
	for (const id of [from, to]) {
		const touches = lookup.edgesOf(id).some((e) => lookup.tailOf(e * 2) === node || lookup.headOf(e * 2) === node);
		if (!touches) return { reason: 'not-at-via', detail: `${id} does not touch via` };
	}
	const into = lookup.arcsOf(from).filter((arc) => lookup.headOf(arc) === node);
	const out = lookup.arcsOf(to).filter((arc) => lookup.tailOf(arc) === node);
	// Back on the same road: each arc by itself, as going on along the road is not meant.
	if (from === to) {
		const ways = into.filter((arc) => out.includes(arc ^ 1)).map((arc) => [arc, arc ^ 1]);
		return ways.length > 0 ? { ways } : { reason: 'against-oneway', detail: `${from} is one-way` };
	}
	return onlyWay(
		into.flatMap((arc) => out.map((next) => [arc, next])),
		{ reason: 'against-oneway', detail: `no one may drive from ${from} over via to ${to}` },
	);
}

/** From a road over others to a road: by the fewest edges. */
function findWayOver(from: string, via: readonly string[], to: string, lookup: RoadEdgeLookup): Search {
	const viaArcs = via.map((id) => lookup.arcsOf(id));
	const ends = lookup.arcsOf(to);
	const ways = lookup.arcsOf(from).flatMap((start) => {
		const ways = waysOver(start, viaArcs, ends, lookup);
		const fewest = Math.min(...ways.map((way) => way.length));
		return ways.filter((way) => way.length === fewest);
	});
	const reason = { reason: 'not-at-via', detail: `no one may drive from ${from} over ${via.join(', ')} to ${to}` };
	// `from` may also touch the roads via where it takes longer.
	const fewest = Math.min(...ways.map((way) => way.length));
	return onlyWay(
		ways.filter((way) => way.length === fewest),
		reason,
	);
}

/** Ways from an arc over all roads via, in order, to an arc of the end; none comes to a node twice. */
function waysOver(
	start: number,
	viaArcs: readonly (readonly number[])[],
	ends: readonly number[],
	lookup: RoadEdgeLookup,
): number[][] {
	const found: number[][] = [];
	const follow = (way: readonly number[], road: number) => {
		const last = way.at(-1) as number;
		const node = lookup.headOf(last);
		if (road === viaArcs.length - 1) {
			for (const end of ends) {
				if (lookup.tailOf(end) === node && end !== (last ^ 1)) found.push([...way, end]);
			}
		}
		const been = new Set(way.map((arc) => lookup.tailOf(arc)));
		for (const next of [road, road + 1]) {
			for (const arc of viaArcs[next] ?? []) {
				if (lookup.tailOf(arc) !== node || been.has(lookup.headOf(arc))) continue;
				if (arc !== (last ^ 1)) follow([...way, arc], next);
			}
		}
	};
	follow([start], -1);
	return found;
}

function onlyWay(ways: readonly (readonly number[])[], none: { reason: string; detail: string }): Search {
	if (ways.length === 1) return { ways };
	if (ways.length === 0) return none;
	return { reason: 'ambiguous', detail: `${ways.length} ways could be meant` };
}
