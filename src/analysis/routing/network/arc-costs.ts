import { ONEWAY, ROAD_ACCESS, ROAD_FLAG, type RoadGraph } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import type { NetworkOptions } from './network-options.ts';
import { COST_STEP } from './vehicle-network.ts';

const US_PER_CM_AT_1_KMH = 36_000;
const MM_PER_CM = 10;

/**
 * A number of the arc's place, 0-65535: equal for a twin of its edge, another one for the other direction, so that a loop driven either
 * way round has two costs. Rests on the ids of its nodes, the edge's length and the direction.
 */
function tieNumber(graph: RoadGraph, arc: number): number {
	const edge = arc >>> 1;
	let hash = Math.imul((graph.edgeFrom[edge] as number) * 2 + (arc & 1) + 1, 0x9e37_79b1);
	hash = Math.imul(hash ^ (hash >>> 15) ^ (graph.edgeTo[edge] as number), 0x85eb_ca6b);
	hash = Math.imul(hash ^ (hash >>> 13) ^ (graph.edgeLengthCm[edge] as number), 0xc2b2_ae35);
	return (hash ^ (hash >>> 16)) & 0xffff;
}

/**
 * Cost of every arc of an open road: length over speed and the gate's seconds, or the length. Roads whose `isOpen` is 0 cost Infinity,
 * and so do arcs against a one-way road, unless `contraflow`.
 */
export function listArcCosts(
	graph: RoadGraph,
	{ band, metric, table }: NetworkOptions,
	isOpen: Uint8Array,
	contraflow: boolean,
): Float64Array {
	const { edgeCount, roadCount, edgeRoad, edgeLengthCm } = graph;
	const stepsPerCm = [new Float64Array(roadCount), new Float64Array(roadCount)] as const;
	const extraSteps = new Float64Array(roadCount);
	const isTime = metric === 'time';
	for (let road = 0; road < roadCount; road++) {
		const name = ROAD_CLASSES[graph.roadClass[road] as number] as RoadClass;
		const isUnpaved = ((graph.roadFlags[road] as number) & ROAD_FLAG.unpaved) !== 0;
		const kmh = table.speedKmh[name][band] * (isUnpaved ? table.unpavedShare : 1);
		const steps = isTime ? US_PER_CM_AT_1_KMH / kmh : MM_PER_CM;
		if (isTime && graph.roadAccess[road] === ROAD_ACCESS.gate) extraSteps[road] = table.gateS * 1e6;
		for (const against of [0, 1] as const) {
			const isWrong = graph.roadOneway[road] === (against === 0 ? ONEWAY.backward : ONEWAY.forward);
			const driven = isWrong && isTime ? steps / table.contraflowShare : steps;
			stepsPerCm[against][road] = isOpen[road] === 0 || (isWrong && !contraflow) ? Number.POSITIVE_INFINITY : driven;
		}
	}
	const [along, against] = stepsPerCm;
	const arcCost = new Float64Array(edgeCount * 2);
	for (let edge = 0; edge < edgeCount; edge++) {
		const road = edgeRoad[edge] as number;
		const lengthCm = edgeLengthCm[edge] as number;
		const extra = extraSteps[road] as number;
		for (let arc = edge * 2; arc <= edge * 2 + 1; arc++) {
			const steps = toSteps(lengthCm, ((arc & 1) === 0 ? along : against)[road] as number) + extra;
			arcCost[arc] = Math.round(steps) * COST_STEP + tieNumber(graph, arc);
		}
	}
	return arcCost;
}

/** Cost of every arc if nothing were refused; against a one-way road at the table's share of speed. */
export function listFreeArcCosts(graph: RoadGraph, options: NetworkOptions): Float64Array {
	return listArcCosts(graph, options, new Uint8Array(graph.roadCount).fill(1), true);
}

/** An edge of no length on a closed road is closed too. */
function toSteps(lengthCm: number, stepsPerCm: number): number {
	return stepsPerCm === Number.POSITIVE_INFINITY ? stepsPerCm : lengthCm * stepsPerCm;
}

/** The same arc costs `times` as long, to whole steps; the tie number stays. */
export function stretchCost(cost: number, times: number): number {
	if (cost === Number.POSITIVE_INFINITY) return cost;
	const steps = Math.floor(cost / COST_STEP);
	return Math.round(steps * times) * COST_STEP + (cost - steps * COST_STEP);
}
