import { headOf } from '../../domain/pack/road-graph.ts';
import type { VehicleNetwork } from './network/vehicle-network.ts';
import { findRoadComponents } from './road-components.ts';

/** Bits of ArcReach: the arc can be driven to from the network proper, and the network proper from it. */
export const REACH = { from: 1, to: 2 } as const;
const BOTH = REACH.from | REACH.to;

/** REACH bits per arc. A stop where the first is set can be driven to from wherever else both are; one with the second can be left. */
export type ArcReach = Uint8Array;

/** Places to try as the heart of the network: one in a one-way trap shows itself by a small reach. */
const SEEDS = 8;

/**
 * The network proper of one vehicle, with one-ways, limits and turns: what can be driven to from its heart and what can drive there. Cut-off
 * yards and one-way stubs at the edge of an extract have neither bit or one. Cost: components, then at most eight times two sweeps
 * over the arcs (two as a rule: 60 ms for 900,000 arcs).
 */
export function findArcReach(network: VehicleNetwork): ArcReach {
	const { graph, arcCost } = network;
	let best = new Uint8Array(graph.edgeCount * 2);
	let bestCount = 0;
	/** Shut arcs have both bits while the sweeps run, so that these pass them by. */
	const shut = new Uint8Array(best.length);
	for (let arc = 0; arc < shut.length; arc++) if (arcCost[arc] === Number.POSITIVE_INFINITY) shut[arc] = BOTH;
	const { of, largest } = findRoadComponents(graph, shut);
	let size = 0;
	for (let arc = 0; arc < best.length; arc++) if (shut[arc] === 0 && of[headOf(graph, arc)] === largest) size++;
	const stride = Math.max(1, Math.floor(size / SEEDS));
	let rank = 0;
	for (let arc = 0; arc < best.length && bestCount * 2 <= size; arc++) {
		if (shut[arc] !== 0 || of[headOf(graph, arc)] !== largest) continue;
		if (rank++ % stride !== 0 || best[arc] === BOTH) continue;
		const reach = shut.slice();
		spreadOn(network, arc, reach);
		spreadBack(network, arc, reach);
		let count = 0;
		for (let a = 0; a < reach.length; a++) {
			if (shut[a] !== 0) reach[a] = 0;
			else if (reach[a] === BOTH) count++;
		}
		if (count > bestCount) [best, bestCount] = [reach, count];
	}
	return best;
}

function spreadOn({ graph, turnCode, turnCosts }: VehicleNetwork, seed: number, reach: ArcReach): void {
	const { outStart, outArc, turnStart } = graph;
	const stack = new Uint32Array(graph.edgeCount * 2);
	let depth = 1;
	stack[0] = seed;
	reach[seed] = (reach[seed] as number) | REACH.from;
	while (depth > 0) {
		const arc = stack[--depth] as number;
		const node = headOf(graph, arc);
		const end = outStart[node + 1] as number;
		let turn = turnStart[arc] as number;
		for (let i = outStart[node] as number; i < end; i++, turn++) {
			const next = outArc[i] as number;
			if (((reach[next] as number) & REACH.from) !== 0) continue;
			if (turnCosts[turnCode[turn] as number] === Number.POSITIVE_INFINITY) continue;
			reach[next] = (reach[next] as number) | REACH.from;
			stack[depth++] = next;
		}
	}
}

function spreadBack({ graph, turnCode, turnCosts }: VehicleNetwork, seed: number, reach: ArcReach): void {
	const { inStart, inArc, outStart, outArc, turnStart } = graph;
	const stack = new Uint32Array(graph.edgeCount * 2);
	let depth = 1;
	stack[0] = seed;
	reach[seed] = (reach[seed] as number) | REACH.to;
	while (depth > 0) {
		const arc = stack[--depth] as number;
		const node = headOf(graph, arc ^ 1);
		let rank = 0;
		while (outArc[(outStart[node] as number) + rank] !== arc) rank++;
		const end = inStart[node + 1] as number;
		for (let i = inStart[node] as number; i < end; i++) {
			const before = inArc[i] as number;
			if (((reach[before] as number) & REACH.to) !== 0) continue;
			const code = turnCode[(turnStart[before] as number) + rank] as number;
			if (turnCosts[code] === Number.POSITIVE_INFINITY) continue;
			reach[before] = (reach[before] as number) | REACH.to;
			stack[depth++] = before;
		}
	}
}
