import type { RoadGraph } from '../../../../src/domain/pack/road-graph.ts';
import { listPlaceEdges } from '../../../../src/domain/pack/road-graph.ts';

/** A restriction as a test means it: arcs as pairs of nodes, driven one after another. */
export interface MeantRestriction {
	readonly kind: 'no' | 'only';
	readonly exceptEmergency: boolean;
	readonly arcs: readonly number[];
}

/** The node an arc leaves. */
export function tailOf({ edgeFrom, edgeTo }: RoadGraph, arc: number): number {
	return ((arc & 1) === 0 ? edgeFrom : edgeTo)[arc >> 1] as number;
}

/** Least length, cm, from one arc (driven whole) to each other, over turns that none of `denied` flags is on; twins count as their originals. */
export function searchGraph(graph: RoadGraph, start: number, denied: number): Map<number, number> {
	const best = new Map<number, number>();
	const open = new Map([[start, 0]]);
	while (open.size > 0) {
		const [arc, cost] = [...open].reduce((a, b) => (b[1] < a[1] ? b : a));
		open.delete(arc);
		best.set(arc, cost);
		const node = tailOf(graph, arc ^ 1);
		for (let k = 0; k < (graph.outStart[node + 1] as number) - (graph.outStart[node] as number); k++) {
			if ((graph.turnFlags[(graph.turnStart[arc] as number) + k] as number) & denied) continue;
			const out = graph.outArc[(graph.outStart[node] as number) + k] as number;
			const next = cost + (graph.edgeLengthCm[out >> 1] as number);
			if (!best.has(out) && next < (open.get(out) ?? Infinity)) open.set(out, next);
		}
	}
	const costs = new Map<number, number>();
	for (let arc = 0; arc < (graph.edgeCount - graph.twinOf.length) * 2; arc++) {
		const same = listPlaceEdges(graph, arc >> 1).map((edge) => edge * 2 + (arc & 1));
		const least = Math.min(...same.map((one) => best.get(one) ?? Infinity));
		if (least < Infinity) costs.set(arc, least);
	}
	return costs;
}

/** The same without twins and flags: each way remembers its last arcs, against which every restriction is held by itself. */
export function searchByMemory(
	graph: RoadGraph,
	start: number,
	restrictions: readonly MeantRestriction[],
): Map<number, number> {
	const memory = Math.max(1, ...restrictions.map(({ arcs }) => arcs.length - 1));
	const costs = new Map<number, number>();
	const done = new Set<string>();
	const open = new Map<string, { driven: readonly number[]; cost: number }>([
		[`${start}`, { driven: [start], cost: 0 }],
	]);
	while (open.size > 0) {
		const [key, { driven, cost }] = [...open].reduce((a, b) => (b[1].cost < a[1].cost ? b : a));
		open.delete(key);
		done.add(key);
		const last = driven.at(-1) as number;
		costs.set(last, Math.min(cost, costs.get(last) ?? Infinity));
		for (let out = 0; out < (graph.edgeCount - graph.twinOf.length) * 2; out++) {
			if (tailOf(graph, out) !== tailOf(graph, last ^ 1) || !mayGoOn(driven, out, restrictions)) continue;
			const next = [...driven, out].slice(-memory);
			const nextCost = cost + (graph.edgeLengthCm[out >> 1] as number);
			const nextKey = next.join();
			if (!done.has(nextKey) && nextCost < (open.get(nextKey)?.cost ?? Infinity)) {
				open.set(nextKey, { driven: next, cost: nextCost });
			}
		}
	}
	return costs;
}

function mayGoOn(driven: readonly number[], out: number, restrictions: readonly MeantRestriction[]): boolean {
	const endsWith = (arcs: readonly number[]) =>
		arcs.length <= driven.length && arcs.every((arc, i) => driven[driven.length - arcs.length + i] === arc);
	const begun = restrictions.filter(({ arcs }) => endsWith(arcs.slice(0, -1)));
	const lastOf = (restriction: MeantRestriction) => restriction.arcs.at(-1);
	if (begun.some((restriction) => restriction.kind === 'no' && lastOf(restriction) === out)) return false;
	return begun
		.filter(({ kind }) => kind === 'only')
		.every(({ arcs }) =>
			// Two signs that demand different turns after the same way leave the choice between them.
			begun.some((other) => other.kind === 'only' && other.arcs.length === arcs.length && lastOf(other) === out),
		);
}
