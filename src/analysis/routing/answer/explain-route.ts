import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { NoRouteReason, RefusedRoute, RoadLimitKind, RouteLimit } from '../../../domain/route.ts';
import { roundTenth } from '../../measure/round.ts';
import type { PreparedNetwork, RoadIndex, WhoDrives } from '../road-index.ts';
import { findStop, listRoadPoints, type RoadPoint } from '../road-stop.ts';
import { NO_CLOSURES } from './active-closures.ts';
import { type Destination, gapOf } from './choose-stop.ts';
import { type MeasuredPath, measurePath } from './driven-path.ts';
import { findWay } from './find-way.ts';
import { listViolations } from './list-limits.ts';

/** What a way refused must save to be told of: so many seconds, or this share. Assumption, not sourced. */
const WORTH_TELLING = { seconds: 30, share: 0.1, verified: false } as const;
/** Limits that no vehicle is free of. */
const FOR_ALL: ReadonlySet<RoadLimitKind> = new Set(['closed', 'oneway']);

/** A stop that is nearer to the place by this is another stop, metres. Assumption, not sourced. */
const NEARER_M = { value: 30, verified: false } as const;
/** Walking pace of a crew with its gear, metres a second. Assumption, not sourced. */
const WALK_MPS = { value: 1.2, verified: false } as const;

/**
 * Is there a faster way that this vehicle is refused, by its size or a closure: to where it stops, or to a stop nearer to the place, the
 * walk counted? null = none worth telling. `start` and `end` are those of the way found, `durationS` its seconds. Cost: one search, by
 * the overlay of the vehicle of no size where that is made.
 */
export function findRefusedFaster(
	index: RoadIndex,
	who: WhoDrives,
	prepared: PreparedNetwork,
	destination: Destination,
	start: RoadPoint,
	end: RoadPoint,
	durationS: number,
): RefusedRoute | null {
	if (who.metric === 'distance' || (who.vehicle === null && prepared.closures.byEdge.size === 0)) return null;
	const free = index.findNetwork({ ...who, vehicle: null });
	const gapM = gapOf(destination, end);
	const freeEnd = (destination.side === null && findNearerStop(index, free, destination.to, gapM)) || end;
	const way = findWay(index, free, start, freeEnd);
	if (!way) return null;
	const measured = measurePath(index.graph, free.network, way);
	const walkedS = (gapM - gapOf(destination, freeEnd)) / WALK_MPS.value;
	const savedS = durationS + walkedS - measured.durationS;
	if (savedS <= 0 || (savedS < WORTH_TELLING.seconds && savedS < WORTH_TELLING.share * durationS)) return null;
	const limits = listViolations(index.graph, measured, prepared);
	return limits.length === 0 ? null : { ...summarise(measured, limits), fasterS: roundTenth(savedS) };
}

/**
 * Where a vehicle of another network would stop, if that is so much nearer to the place; what that network can be driven to is looked at
 * only where it has such a road at all.
 */
function findNearerStop(index: RoadIndex, free: PreparedNetwork, to: LonLat, gapM: number): RoadPoint | undefined {
	const nearM = gapM - NEARER_M.value;
	if (nearM <= 0 || listRoadPoints(index, free.network, null, to, 'end', nearM).length === 0) return undefined;
	const nearest = findStop(index, free, to, 'end');
	return nearest && nearest.distanceM < nearM ? nearest : undefined;
}

function summarise({ distanceM, durationS, geometry }: MeasuredPath, limits: RouteLimit[]) {
	return { distanceM: roundTenth(distanceM), durationS: roundTenth(durationS), geometry, limits };
}

/** Why there is no way, and the one that would violate least. */
export interface NoRoute {
	readonly reason: NoRouteReason;
	readonly refused: RefusedRoute | null;
}

/**
 * Why has a vehicle no way from one place to another, and which way would violate least? `start` and `end`: the stops the search was run
 * between, if any. Cost: up to three plain searches and the making of a network (some 200 ms for 450,000 edges).
 */
export function explainNoRoute(
	index: RoadIndex,
	who: WhoDrives,
	prepared: PreparedNetwork,
	from: LonLat,
	to: LonLat,
	start: RoadPoint | undefined,
	end: RoadPoint | undefined,
): NoRoute {
	const { closures } = prepared;
	const freeStart = start ?? findAnyStop(index, who, from, 'start');
	const freeEnd = end ?? findAnyStop(index, who, to, 'end');
	if (!freeStart) return { reason: 'no-road-near-start', refused: null };
	if (!freeEnd) return { reason: 'no-road-near-end', refused: null };
	const lenient = index.findLenientNetwork(who, closures);
	const way = findWay(index, { network: lenient.network, overlay: null }, freeStart, freeEnd);
	if (!way) return { reason: 'not-connected', refused: null };
	const measured = measurePath(index.graph, lenient.times, way);
	const limits = listViolations(index.graph, measured, prepared);
	const refused = limits.length > 0 ? { ...summarise(measured, limits), fasterS: null } : null;
	if (closures.byEdge.size > 0 && hasWayWithoutClosures(index, who, from, to)) return { reason: 'closures', refused };
	const isByVehicle = limits.some(({ kind }) => !FOR_ALL.has(kind));
	return { reason: isByVehicle ? 'vehicle-limits' : 'not-connected', refused };
}

/** Where any vehicle would stop for a place, even one that heeds no sign and no closure; undefined = there is no road near. */
export function findAnyStop(
	index: RoadIndex,
	who: WhoDrives,
	at: LonLat,
	role: 'start' | 'end',
): RoadPoint | undefined {
	const free = index.findNetwork({ ...who, vehicle: null });
	const { network } = index.findLenientNetwork(who, NO_CLOSURES);
	return findStop(index, free, at, role) ?? findStop(index, { network, reach: free.reach }, at, role);
}

function hasWayWithoutClosures(index: RoadIndex, who: WhoDrives, from: LonLat, to: LonLat): boolean {
	const before = index.findNetwork(who, NO_CLOSURES);
	const start = findStop(index, before, from, 'start');
	const end = findStop(index, before, to, 'end');
	return start !== undefined && end !== undefined && findWay(index, before, start, end) !== undefined;
}
