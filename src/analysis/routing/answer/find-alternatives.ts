import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { stretchCost } from '../network/arc-costs.ts';
import { findGraphTurn } from '../network/vehicle-limits.ts';
import type { VehicleNetwork } from '../network/vehicle-network.ts';
import { patchOverlay } from '../overlay/overlay.ts';
import type { PreparedNetwork, RoadIndex } from '../road-index.ts';
import type { RoadPoint } from '../road-stop.ts';
import { type FoundWay, findWay } from './find-way.ts';

/** Share of its length that another way may have in common with a better one. */
const MAX_SHARED = 0.6;
/** How much longer than the best it may take. Assumption, not sourced. */
const MAX_STRETCH = { value: 1.6, verified: false } as const;
/** What a road costs more each time it was part of a way found. Assumption, not sourced. */
const PENALTY = { value: 1.4, verified: false } as const;
/** Searches for each way wanted besides the best, at most. */
const TRIES = 6;
/**
 * A detour from a better way that is shorter than this share of the whole, or costs more than so many times what it avoids, is no choice
 * but a whim, and taken out. Assumption, not sourced.
 */
const WHIM = { share: 0.1, times: 2, verified: false } as const;

/**
 * Ways that are a real choice besides the best: they share at most 60 % of their length with each other one, take at most 1.6 times as
 * long as the best, and make no detours for their own sake. Found by searching again with the roads of ways known made dear, so the
 * list can miss one; it is shorter than `count` where too few are found. Best first. Cost: one search each as a rule, twelve in all at most;
 * with the overlay some ms each, though roads made dear are not crossed by it.
 */
export function findAlternatives(
	index: RoadIndex,
	{ network, overlay }: PreparedNetwork,
	best: FoundWay,
	start: RoadPoint,
	end: RoadPoint,
	count: number,
): FoundWay[] {
	const chosen: FoundWay[] = [best];
	if (count <= 1 || best.arcs.length < 2) return [];
	const penalised = { ...network, arcCost: network.arcCost.slice() };
	const dearEdges = new Set<number>();
	const penalise = ({ arcs }: FoundWay) => {
		for (const arc of arcs) {
			dearEdges.add(arc >>> 1);
			for (const way of [arc, arc ^ 1])
				penalised.arcCost[way] = stretchCost(penalised.arcCost[way] as number, PENALTY.value);
		}
	};
	penalise(best);
	for (let tries = TRIES * (count - 1); tries > 0 && chosen.length < count; tries--) {
		const patched = overlay && patchOverlay(overlay, penalised, dearEdges);
		const found = findWay(index, { network: penalised, overlay: patched }, start, end);
		if (!found) break;
		penalise(found);
		const way = chosen.reduce((w, other) => removeWhims(network, w, other), found);
		const cost = costOfWay(network, way);
		if (cost > best.cost * MAX_STRETCH.value) continue;
		if (chosen.every((other) => shareInCommon(network.graph, way, other) <= MAX_SHARED)) chosen.push({ ...way, cost });
	}
	return chosen.slice(1).sort((a, b) => a.cost - b.cost);
}

/** Lengths driven of the edges of a way, centimetres. */
function listLengths(graph: RoadGraph, { arcs, from, to }: FoundWay): Map<number, number> {
	const lengths = new Map<number, number>();
	for (const [i, arc] of arcs.entries()) {
		const share = (i === arcs.length - 1 ? to : 1) - (i === 0 ? from : 0);
		const edge = arc >>> 1;
		lengths.set(edge, (lengths.get(edge) ?? 0) + share * (graph.edgeLengthCm[edge] as number));
	}
	return lengths;
}

/** Which share of the shorter of two ways do both drive? */
export function shareInCommon(graph: RoadGraph, a: FoundWay, b: FoundWay): number {
	const [ofA, ofB] = [listLengths(graph, a), listLengths(graph, b)];
	let common = 0;
	for (const [edge, length] of ofA) common += Math.min(length, ofB.get(edge) ?? 0);
	const sum = (lengths: Map<number, number>) => [...lengths.values()].reduce((total, length) => total + length, 0);
	const shorter = Math.min(sum(ofA), sum(ofB));
	return shorter === 0 ? 1 : common / shorter;
}

/** Puts back the stretches of `other` where a way leaves it for no good reason. */
function removeWhims(network: VehicleNetwork, way: FoundWay, other: FoundWay): FoundWay {
	const placeOf = new Map(other.arcs.map((arc, i) => [arc, i]));
	const lengthM = (arcs: readonly number[]) =>
		arcs.reduce((sum, arc) => sum + (network.graph.edgeLengthCm[arc >>> 1] as number), 0);
	const whole = lengthM(way.arcs);
	const arcs: number[] = [];
	// Where the way last was on the other: its place there and in `arcs`.
	let [left, leftAt] = [-1, -1];
	for (const arc of way.arcs) {
		const place = placeOf.get(arc);
		if (place !== undefined && left >= 0 && place > left && leftAt < arcs.length - 1) {
			const [detour, avoided] = [arcs.slice(leftAt + 1), other.arcs.slice(left + 1, place)];
			const around = [other.arcs[left] as number, ...detour, arc];
			const straight = [other.arcs[left] as number, ...avoided, arc];
			const isWhim =
				lengthM(detour) < WHIM.share * whole ||
				costOfArcs(network, around, 1) > WHIM.times * costOfArcs(network, straight, 1);
			if (isWhim) arcs.splice(leftAt + 1, arcs.length, ...avoided);
		}
		arcs.push(arc);
		if (place !== undefined) [left, leftAt] = [place, arcs.length - 1];
	}
	return { ...way, arcs };
}

/** Cost of driving arcs and turns from the head of the first arc to share `to` of the last. */
function costOfArcs(network: VehicleNetwork, arcs: readonly number[], to: number): number {
	let cost = 0;
	for (let i = 1; i < arcs.length; i++) {
		const turn = findGraphTurn(network.graph, arcs[i - 1] as number, arcs[i] as number);
		cost += turn ? (network.turnCosts[network.turnCode[turn.turn] as number] as number) : Number.POSITIVE_INFINITY;
		const share = i === arcs.length - 1 ? to : 1;
		cost += Math.round(share * (network.arcCost[arcs[i] as number] as number));
	}
	return cost;
}

function costOfWay(network: VehicleNetwork, { arcs, from, to }: FoundWay): number {
	return Math.round((1 - from) * (network.arcCost[arcs[0] as number] as number)) + costOfArcs(network, arcs, to);
}
