import type { Position } from '../../domain/geo/lon-lat.ts';
import { ROAD_ACCESS, type RoadGraph } from '../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../domain/road.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { cutEdge } from './edge-geometry.ts';
import type { RoadIndex } from './road-index.ts';
import type { RouteLeg } from './search-ways.ts';
import { GATE_DELAY_S } from './travel-time.ts';
import { findRoadRefusal, listSignedLimits, type RoadLimit } from './vehicle-limits.ts';

/** A limit on the way and where it begins; WGS84. */
export interface RouteLimit extends RoadLimit {
	readonly lon: number;
	readonly lat: number;
	/** null = the road has no name. */
	readonly roadName: string | null;
}

/** A stretch along one road. */
export interface RouteStep {
	readonly roadName: string | null;
	readonly roadClass: RoadClass;
	readonly distanceM: number;
	readonly durationS: number;
}

/** A way along roads in metres, seconds, names and coordinates. */
export interface RouteDescription {
	readonly distanceM: number;
	readonly durationS: number;
	/** [lon, lat], at least two. */
	readonly geometry: readonly Position[];
	/** Signed limits the vehicle passes under or over, and gates, in order. */
	readonly limits: readonly RouteLimit[];
	readonly steps: readonly RouteStep[];
}

function roadNameOf(graph: RoadGraph, road: number): string | null {
	return graph.names[graph.roadName[road] as number] || null;
}

/** Limits along the legs by `limitsOf` each road; a road driven on over several edges tells its limits once. */
function listLimits(
	graph: RoadGraph,
	legs: readonly RouteLeg[],
	limitsOf: (road: number) => readonly RoadLimit[],
): RouteLimit[] {
	const limits: RouteLimit[] = [];
	let lastRoad = -1;
	for (const { edge, from, to } of legs) {
		const road = graph.edgeRoad[edge] as number;
		if (road === lastRoad) continue;
		lastRoad = road;
		const found = limitsOf(road);
		if (found.length === 0) continue;
		const [lon, lat] = cutEdge(graph, edge, from, to)[0] as Position;
		for (const limit of found) limits.push({ ...limit, lon, lat, roadName: roadNameOf(graph, road) });
	}
	return limits;
}

/** The limits that keep this vehicle off a way found without it: what stands between it and the goal. */
export function listRefusals(graph: RoadGraph, legs: readonly RouteLeg[], vehicle: VehicleProfile): RouteLimit[] {
	return listLimits(graph, legs, (road) => {
		const refusal = findRoadRefusal(graph, road, vehicle);
		return refusal ? [refusal] : [];
	});
}

/** A way in metres, seconds, names and coordinates. Partial stretches count by their share. Cost: linear in its vertices. */
export function describeRoute(index: RoadIndex, legs: readonly RouteLeg[]): RouteDescription {
	const { graph, costs } = index;
	const geometry: Position[] = [];
	const steps: { roadName: string | null; roadClass: RoadClass; distanceM: number; durationS: number }[] = [];
	let distanceM = 0;
	let durationS = 0;
	for (const { edge, from, to } of legs) {
		const share = Math.abs(to - from);
		const road = graph.edgeRoad[edge] as number;
		const metres = share * (costs.distance[edge] as number);
		const seconds = share * (costs.time[edge] as number);
		distanceM += metres;
		durationS += seconds;
		for (const position of cutEdge(graph, edge, from, to)) {
			const last = geometry.at(-1);
			if (!last || last[0] !== position[0] || last[1] !== position[1]) geometry.push(position);
		}
		const roadName = roadNameOf(graph, road);
		const roadClass = ROAD_CLASSES[graph.roadClass[road] as number] as RoadClass;
		const step = steps.at(-1);
		if (step && step.roadName === roadName && step.roadClass === roadClass) {
			step.distanceM += metres;
			step.durationS += seconds;
		} else {
			steps.push({ roadName, roadClass, distanceM: metres, durationS: seconds });
		}
	}
	const [first] = geometry;
	if (first && geometry.length === 1) geometry.push(first);
	const limits = listLimits(graph, legs, (road) => {
		const signed = listSignedLimits(graph, road);
		const gate: RoadLimit = { kind: 'gate', limit: GATE_DELAY_S.value };
		return graph.roadAccess[road] === ROAD_ACCESS.gate ? [...signed, gate] : signed;
	});
	return { distanceM, durationS, geometry, limits, steps };
}
