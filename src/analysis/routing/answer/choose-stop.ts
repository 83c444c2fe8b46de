import { createLocalPlane, distanceM, type LocalPlane, type XY } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import { ROAD_FLAG, type RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { BuildingSide, RouteQuery, RouteStop } from '../../../domain/route.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import { measureLineM } from '../../measure/plane-line.ts';
import { roundTenth } from '../../measure/round.ts';
import type { ArcReach } from '../arc-reach.ts';
import { MAX_ROAD_DISTANCE_M, type PreparedNetwork, type RoadIndex } from '../road-index.ts';
import { findStop, listRoadPoints, type RoadPoint } from '../road-stop.ts';
import { nameRoad } from './name-road.ts';
import {
	createOutline,
	findMiddleOfSide,
	findNearestWall,
	findSideOf,
	findWalk,
	isInOutline,
	type Outline,
} from './walk-around.ts';

/** What a stop on another side than the one named must save of the walk to be taken, metres. Assumption, not sourced. */
const OTHER_SIDE_M = { value: 25, verified: false } as const;
/** Roads compared for a side, those nearest to it. */
const CANDIDATES = 12;

/** The place a crew walks to. */
export interface Destination {
	readonly to: LonLat;
	/** null = no building. */
	readonly outline: Outline | null;
	readonly side: BuildingSide | null;
	readonly plane: LocalPlane;
}

/** Reads where a question leads: a point, a building, or a side of it. */
export function readDestination({ to, building }: Pick<RouteQuery, 'to' | 'building'>): Destination {
	const plane = createLocalPlane(to);
	const rings = building?.polygons.map((rings) => (rings[0] ?? []).map((position) => plane.toXY(position))) ?? [];
	const outline = createOutline(rings);
	return { to, outline, side: outline && (building?.side ?? null), plane };
}

/**
 * Where the vehicle stops: on the nearest road to the place; for a side of a building, where the walk to its middle is shortest,
 * preferably on that side. undefined = no road in reach. Cost: the roads around, and for a side a dozen walks.
 */
export function chooseStop(
	index: RoadIndex,
	prepared: PreparedNetwork,
	destination: Destination,
	reach: ArcReach = prepared.reach,
): RoadPoint | undefined {
	const { network } = prepared;
	const { outline, side, plane, to } = destination;
	if (!outline || !side) return findStop(index, { network, reach }, to, 'end');
	const [lon, lat] = plane.toLonLat(findMiddleOfSide(outline, side));
	const middle = { lon, lat };
	const near = listRoadPoints(index, network, reach, middle, 'end', MAX_ROAD_DISTANCE_M.value)
		.sort((a, b) => a.distanceM - b.distanceM)
		.slice(0, CANDIDATES);
	let best: RoadPoint | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const point of near) {
		const at = plane.toXY([point.lon, point.lat]);
		const length = measureLineM(walkTo(destination, at)) + (findSideOf(outline, at) === side ? 0 : OTHER_SIDE_M.value);
		if (length < least) [best, least] = [point, length];
	}
	return best ?? findStop(index, { network, reach }, middle, 'end');
}

/** The walk from where the vehicle stands: to the side's middle, the point, or the nearest wall of the building the point lies in. */
function walkTo({ to, outline, side, plane }: Destination, from: XY): XY[] {
	const point = plane.toXY([to.lon, to.lat]);
	if (!outline) return [from, point];
	if (side) return findWalk(outline, from, findMiddleOfSide(outline, side), side);
	if (isInOutline(outline, point) && !isInOutline(outline, from)) return [from, findNearestWall(outline, from)];
	return findWalk(outline, from, point, null);
}

/** What there is to say of a stop: the road, room for the jacks, the walk. */
export function describeStop(
	graph: RoadGraph,
	destination: Destination,
	point: RoadPoint,
	vehicle: VehicleProfile | null,
): RouteStop {
	const road = graph.edgeRoad[point.edge] as number;
	const carriagewayM = (graph.roadWidthDm[road] as number) / 10;
	const carriagewayEstimated = ((graph.roadFlags[road] as number) & ROAD_FLAG.widthEstimated) !== 0;
	const spreadM = vehicle?.jackSpreadM ?? null;
	const at = destination.plane.toXY([point.lon, point.lat]);
	const walk = walkTo(destination, at);
	return {
		lon: point.lon,
		lat: point.lat,
		...nameRoad(graph, road),
		carriagewayM,
		carriagewayEstimated,
		jacksFit: spreadM === null || carriagewayEstimated ? null : spreadM <= carriagewayM,
		side: destination.outline && findSideOf(destination.outline, at),
		walkM: roundTenth(measureLineM(walk)),
		walk: walk.map((xy): [number, number] => {
			const [lon, lat] = destination.plane.toLonLat(xy);
			return [lon, lat];
		}),
	};
}

/** Straight from the place asked about to where the vehicle stops, metres. */
export function gapOf({ to }: Destination, point: RoadPoint): number {
	return distanceM(to, point);
}
