import { ONEWAY, ROAD_ACCESS, ROAD_FLAG, type RoadGraph } from '../../domain/pack/road-graph.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';

/** What a carriageway must have beyond the width of the vehicle, metres. Assumption, not sourced. */
export const CARRIAGEWAY_MARGIN_M = { value: 0.5, verified: false } as const;

/**
 * A limit of a road: signed clearance height, width (m) and weight (t); known carriageway width (m); a gate, where `limit` is the
 * seconds it costs; a road closed to all, where `limit` is 0.
 */
export type RoadLimitKind = 'height' | 'width' | 'weight' | 'carriageway' | 'gate' | 'closed';
export interface RoadLimit {
	readonly kind: RoadLimitKind;
	readonly limit: number;
}

/** Bits of a road or edge: may be driven along its line, against it. */
export const PASS = { forward: 1, backward: 2 } as const;

function exceeds(value: number, limitTenths: number): boolean {
	return limitTenths > 0 && value * 10 > limitTenths + 1e-6;
}

/**
 * Which limit keeps this vehicle off a road (row of the graph's road table)? null = none. Without a vehicle only a closed road
 * refuses. A limit that is not known lets pass; so does a carriageway width that is only the class's estimate. Equal passes.
 * Private roads and gates let pass.
 */
export function findRoadRefusal(graph: RoadGraph, road: number, vehicle: VehicleProfile | null): RoadLimit | null {
	if (graph.roadAccess[road] === ROAD_ACCESS.no) return { kind: 'closed', limit: 0 };
	if (!vehicle) return null;
	const height = graph.roadMaxHeightDm[road] as number;
	if (exceeds(vehicle.heightM, height)) return { kind: 'height', limit: height / 10 };
	const width = graph.roadMaxWidthDm[road] as number;
	if (exceeds(vehicle.widthM, width)) return { kind: 'width', limit: width / 10 };
	const weight = graph.roadMaxWeight100Kg[road] as number;
	if (exceeds(vehicle.massT, weight)) return { kind: 'weight', limit: weight / 10 };
	if (((graph.roadFlags[road] as number) & ROAD_FLAG.widthEstimated) !== 0) return null;
	const carriageway = graph.roadWidthDm[road] as number;
	if (!exceeds(vehicle.widthM + CARRIAGEWAY_MARGIN_M.value, carriageway)) return null;
	return { kind: 'carriageway', limit: carriageway / 10 };
}

/** Signed limits of a road that a driver must know of even where the vehicle fits: height, width, weight. */
export function listSignedLimits(graph: RoadGraph, road: number): RoadLimit[] {
	const limits: RoadLimit[] = [];
	const height = graph.roadMaxHeightDm[road] as number;
	const width = graph.roadMaxWidthDm[road] as number;
	const weight = graph.roadMaxWeight100Kg[road] as number;
	if (height > 0) limits.push({ kind: 'height', limit: height / 10 });
	if (width > 0) limits.push({ kind: 'width', limit: width / 10 });
	if (weight > 0) limits.push({ kind: 'weight', limit: weight / 10 });
	return limits;
}

/** In which directions this vehicle may drive each edge: PASS bits per edge, by one-way and limits. Cost: once per road and edge. */
export function listPassableEdges(graph: RoadGraph, vehicle: VehicleProfile | null): Uint8Array {
	const byRoad = new Uint8Array(graph.roadCount);
	for (let road = 0; road < graph.roadCount; road++) {
		if (findRoadRefusal(graph, road, vehicle)) continue;
		const oneway = graph.roadOneway[road];
		byRoad[road] = (oneway === ONEWAY.backward ? 0 : PASS.forward) | (oneway === ONEWAY.forward ? 0 : PASS.backward);
	}
	const byEdge = new Uint8Array(graph.edgeCount);
	for (let edge = 0; edge < graph.edgeCount; edge++) byEdge[edge] = byRoad[graph.edgeRoad[edge] as number] as number;
	return byEdge;
}
