import type { Position } from '../../../domain/geo/lon-lat.ts';
import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import { cutEdge } from '../edge-geometry.ts';
import { findGraphTurn } from '../network/vehicle-limits.ts';
import { COST_PER_SECOND, type VehicleNetwork } from '../network/vehicle-network.ts';

/** A way as it is driven: arcs, of the first of which a share lies behind already, and of the last of which only a share is driven. */
export interface DrivenPath {
	readonly arcs: readonly number[];
	/** Share of the first arc, in its direction, at which the way begins; and of the last at which it ends. */
	readonly from: number;
	readonly to: number;
}

/** One arc of a way. */
export interface PathPart {
	readonly arc: number;
	readonly edge: number;
	readonly road: number;
	/** Turn that leads into it; -1 for the first. */
	readonly turn: number;
	/** Shares of the arc in its direction. */
	readonly from: number;
	readonly to: number;
	readonly metres: number;
	/** Of the turn into it, and of the arc. */
	readonly turnS: number;
	readonly seconds: number;
	/** Its first position in the line of the way. */
	readonly firstPosition: number;
}

/** A way in metres, seconds and positions. */
export interface MeasuredPath {
	readonly parts: readonly PathPart[];
	readonly distanceM: number;
	readonly durationS: number;
	/** At least two. */
	readonly geometry: [number, number][];
}

/**
 * Measures a way; seconds by `network`, which must be one of time. Parts of no length at either end are left out where others remain.
 * Cost: linear in its vertices.
 */
export function measurePath(graph: RoadGraph, network: VehicleNetwork, path: DrivenPath): MeasuredPath {
	const parts: PathPart[] = [];
	const geometry: [number, number][] = [];
	const { arcs } = path;
	let [distanceM, durationS] = [0, 0];
	const first = path.from === 1 && arcs.length > 1 ? 1 : 0;
	const last = path.to === 0 && arcs.length - 1 > first ? arcs.length - 2 : arcs.length - 1;
	for (let i = first; i <= last; i++) {
		const arc = arcs[i] as number;
		const edge = arc >>> 1;
		const from = i === 0 ? path.from : 0;
		const to = i === arcs.length - 1 ? path.to : 1;
		const turn = i === first ? -1 : (findGraphTurn(graph, arcs[i - 1] as number, arc)?.turn ?? -1);
		const metres = ((to - from) * (graph.edgeLengthCm[edge] as number)) / 100;
		const seconds = ((to - from) * (network.arcCost[arc] as number)) / COST_PER_SECOND;
		const turnS = turn < 0 ? 0 : (network.turnCosts[network.turnCode[turn] as number] as number) / COST_PER_SECOND;
		const along = (arc & 1) === 0;
		const line = cutEdge(graph, edge, along ? from : 1 - from, along ? to : 1 - to);
		const before = geometry.at(-1);
		const start = line[0] as Position;
		const joined = before !== undefined && before[0] === start[0] && before[1] === start[1];
		const firstPosition = joined ? geometry.length - 1 : geometry.length;
		for (const [lon, lat] of joined ? line.slice(1) : line) {
			const end = geometry.at(-1);
			if (!end || end[0] !== lon || end[1] !== lat) geometry.push([lon, lat]);
		}
		parts.push({
			arc,
			edge,
			road: graph.edgeRoad[edge] as number,
			turn,
			from,
			to,
			metres,
			turnS,
			seconds,
			firstPosition,
		});
		distanceM += metres;
		durationS += turnS + seconds;
	}
	if (geometry.length === 1) geometry.push(geometry[0] as [number, number]);
	return { parts, distanceM, durationS, geometry };
}
