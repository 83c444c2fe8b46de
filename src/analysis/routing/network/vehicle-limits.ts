import { headOf, ONEWAY, ROAD_ACCESS, ROAD_FLAG, type RoadGraph, TURN_FLAG } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import type { RouteExemptions, RouteLimit } from '../../../domain/route.ts';
import type { VehicleProfile } from '../../../domain/vehicle.ts';
import { findRoomRadiusM, fitsTurn, KERB_RADIUS_M } from './turn-geometry.ts';
import { TURN_STEP_DEG } from './turn-kind.ts';

/**
 * Carriageway that a vehicle needs. Full-size: clear width of a fire lane, GB 55037-2022 3.4.5 (>= 4.0 m); alleys under 4 m are not for
 * large vehicles (fire-facts 6). Small ones their own width and a margin: assumption, not sourced.
 */
const CARRIAGEWAY_RULE = {
	fullSizeM: 4,
	/** Vehicles narrower than this are small. */
	smallBelowM: 2.3,
	smallMarginM: 0.5,
	clause: 'GB 55037-2022 3.4.5',
	verified: false,
} as const;

/** A junction refuses on estimated widths only if there were not room enough with this much more. Assumption, not sourced. */
const ESTIMATED_WIDTH_FACTOR = { value: 1.5, verified: false } as const;

/** From which mass a sign against goods vehicles binds, tonnes. Assumption, not sourced. */
const GOODS_VEHICLE_T = { value: 3.5, verified: false } as const;

/** Who asks: null = any vehicle, of no size. */
export interface WayRules {
	readonly vehicle: VehicleProfile | null;
	readonly exemptions: RouteExemptions;
	/** Seconds that a gate costs: the travel table's. */
	readonly gateS: number;
}

/** A limit of a road or turn, without its place; see RouteLimit. */
export type RoadLimit = Pick<RouteLimit, 'kind' | 'limit' | 'needed' | 'verdict'>;

const NONE: readonly RoadLimit[] = [];

/** Width of carriageway that a vehicle needs, metres. */
function neededCarriagewayM({ widthM }: VehicleProfile): number {
	if (widthM < CARRIAGEWAY_RULE.smallBelowM) return widthM + CARRIAGEWAY_RULE.smallMarginM;
	return Math.max(CARRIAGEWAY_RULE.fullSizeM, widthM);
}

/** Equal fits; 0 = no limit known. */
function exceeds(value: number, limitTenths: number): boolean {
	return limitTenths > 0 && value * 10 > limitTenths + 1e-6;
}

/** Lists what binds, without an object while nothing does: most roads of a city have no limit at all. */
class LimitList {
	#limits: RoadLimit[] | undefined;

	add(kind: RoadLimit['kind'], limit: number, needed: number | null, verdict: RoadLimit['verdict']): void {
		this.#limits ??= [];
		this.#limits.push({ kind, limit, needed, verdict });
	}

	/** A signed limit in tenths that the value is above. */
	addSign(kind: RoadLimit['kind'], value: number, limitTenths: number): void {
		if (exceeds(value, limitTenths)) this.add(kind, limitTenths / 10, value, 'violated');
	}

	done(): readonly RoadLimit[] {
		return this.#limits ?? NONE;
	}
}

/** The carriageway's limit for a vehicle: 'violated' = it may not pass, 'tight' = it passes by an estimated width; undefined = it is wide enough. */
function findCarriagewayLimit(graph: RoadGraph, road: number, vehicle: VehicleProfile): RoadLimit | undefined {
	const widthDm = graph.roadWidthDm[road] as number;
	const needed = neededCarriagewayM(vehicle);
	if (!exceeds(needed, widthDm)) return undefined;
	const estimated = ((graph.roadFlags[road] as number) & ROAD_FLAG.widthEstimated) !== 0;
	const verdict = estimated && !exceeds(vehicle.widthM, widthDm) ? 'tight' : 'violated';
	return { kind: 'carriageway', limit: widthDm / 10, needed, verdict };
}

/**
 * Everything that keeps this vehicle off a road (row of the road table), whichever way it drives; empty = nothing. A limit that is not
 * known lets pass, and so does a carriageway too narrow by the class's estimate only, unless the vehicle itself is wider.
 * All have the verdict 'violated'.
 */
export function findRoadRefusals(graph: RoadGraph, road: number, rules: WayRules): readonly RoadLimit[] {
	const { vehicle, exemptions } = rules;
	const list = new LimitList();
	const access = graph.roadAccess[road];
	if (access === ROAD_ACCESS.no) list.add('closed', 0, null, 'violated');
	else if (access === ROAD_ACCESS.private && !exemptions.restrictedAccess) list.add('access', 0, null, 'violated');
	else if (access === ROAD_ACCESS.gate && !exemptions.gates) list.add('gate', rules.gateS, null, 'violated');
	else if (access === ROAD_ACCESS.bus && !exemptions.busRoads) list.add('bus', 0, null, 'violated');
	if (!vehicle) return list.done();
	const flags = graph.roadFlags[road] as number;
	if ((flags & ROAD_FLAG.hgvBanned) !== 0 && !exemptions.hgvBans && vehicle.massT > GOODS_VEHICLE_T.value)
		list.add('hgv', 0, null, 'violated');
	list.addSign('height', vehicle.heightM, graph.roadMaxHeightDm[road] as number);
	list.addSign('width', vehicle.widthM, graph.roadMaxWidthDm[road] as number);
	list.addSign('weight', vehicle.massT, graph.roadMaxWeight100Kg[road] as number);
	list.addSign('length', vehicle.lengthM, graph.roadMaxLengthDm[road] as number);
	const carriageway = findCarriagewayLimit(graph, road, vehicle);
	if (carriageway?.verdict === 'violated') list.add('carriageway', carriageway.limit, carriageway.needed, 'violated');
	return list.done();
}

/** Whether an arc runs against its one-way road. */
export function isContraflow(graph: RoadGraph, arc: number): boolean {
	const oneway = graph.roadOneway[graph.edgeRoad[arc >>> 1] as number];
	return (arc & 1) === 0 ? oneway === ONEWAY.backward : oneway === ONEWAY.forward;
}

/** Everything that keeps this vehicle from driving an arc: what its road refuses, and its one-way direction. Empty = nothing. */
export function findArcRefusals(graph: RoadGraph, arc: number, rules: WayRules): readonly RoadLimit[] {
	const refusals = findRoadRefusals(graph, graph.edgeRoad[arc >>> 1] as number, rules);
	if (rules.exemptions.contraflow || !isContraflow(graph, arc)) return refusals;
	return [...refusals, { kind: 'oneway', limit: 0, needed: null, verdict: 'violated' }];
}

/** Whether roads are left out of the test of tight junctions: roundabouts and slip roads are laid out for long vehicles, flared at their ends. */
export function isTurnExempt(graph: RoadGraph, road: number): boolean {
	return ((graph.roadFlags[road] as number) & (ROAD_FLAG.roundabout | ROAD_FLAG.link)) !== 0;
}

/** The class that gives a junction its kerbs: the lesser of its two roads. */
export function kerbRadiusM(classA: number, classB: number): number {
	return KERB_RADIUS_M[ROAD_CLASSES[Math.max(classA, classB)] as RoadClass];
}

/** A turn of the graph: row `turn` leads from `arcIn` into `arcOut`. */
export interface GraphTurn {
	readonly turn: number;
	readonly arcIn: number;
	readonly arcOut: number;
}

/** The turn from one arc into another; undefined = the second does not begin where the first ends. */
export function findGraphTurn(graph: RoadGraph, arcIn: number, arcOut: number): GraphTurn | undefined {
	const node = headOf(graph, arcIn);
	const first = graph.outStart[node] as number;
	const end = graph.outStart[node + 1] as number;
	for (let i = first; i < end; i++)
		if (graph.outArc[i] === arcOut) return { turn: (graph.turnStart[arcIn] as number) + i - first, arcIn, arcOut };
	return undefined;
}

/**
 * Whether the junction has room for a turn. 'violated' = it has not; 'tight' = only if estimated carriageways are wider than estimated;
 * undefined = it has, or the turn is not tested (no vehicle, a roundabout, a slip road, a U-turn at a dead end).
 */
function findTightTurn(
	graph: RoadGraph,
	{ turn, arcIn, arcOut }: GraphTurn,
	vehicle: VehicleProfile,
): RoadLimit | undefined {
	const roadIn = graph.edgeRoad[arcIn >>> 1] as number;
	const roadOut = graph.edgeRoad[arcOut >>> 1] as number;
	if (((graph.turnFlags[turn] as number) & TURN_FLAG.uTurn) !== 0) return undefined;
	if (isTurnExempt(graph, roadIn) || isTurnExempt(graph, roadOut)) return undefined;
	const deg = Math.abs(graph.turnAngle[turn] as number) * TURN_STEP_DEG;
	const kerb = kerbRadiusM(graph.roadClass[roadIn] as number, graph.roadClass[roadOut] as number);
	const widthIn = Math.min(MAX_TESTED_WIDTH_DM, graph.roadWidthDm[roadIn] as number) / 10;
	const widthOut = Math.min(MAX_TESTED_WIDTH_DM, graph.roadWidthDm[roadOut] as number) / 10;
	if (fitsTurn(vehicle, deg, widthIn, widthOut, kerb)) return undefined;
	const fits = fitsTurn(vehicle, deg, testedWidthDm(graph, roadIn) / 10, testedWidthDm(graph, roadOut) / 10, kerb);
	const limit = findRoomRadiusM(vehicle, deg, widthIn, widthOut, kerb);
	return { kind: 'turn', limit, needed: vehicle.turningRadiusM, verdict: fits ? 'tight' : 'violated' };
}

/** Wider than any vehicle's circle: junctions of wider roads are tested as if this wide. */
export const MAX_TESTED_WIDTH_DM = 255;

/** Width that the test of junctions refuses by, decimetres: an estimated one gets the benefit of the doubt. */
export function testedWidthDm(graph: RoadGraph, road: number): number {
	const widthDm = graph.roadWidthDm[road] as number;
	const estimated = ((graph.roadFlags[road] as number) & ROAD_FLAG.widthEstimated) !== 0;
	return Math.min(MAX_TESTED_WIDTH_DM, estimated ? Math.floor(widthDm * ESTIMATED_WIDTH_FACTOR.value) : widthDm);
}

/** Whether the signs at a junction forbid this turn. */
export function isTurnBanned(flags: number, exemptions: RouteExemptions): boolean {
	if (exemptions.turnRestrictions) return false;
	if ((flags & TURN_FLAG.restricted) !== 0) return true;
	return (flags & TURN_FLAG.restrictedCivil) !== 0 && !exemptions.restrictedAccess;
}

/** Everything that keeps this vehicle from making a turn, all 'violated'; empty = nothing. U-turns where one may go on are not told. */
export function findTurnRefusals(graph: RoadGraph, turn: GraphTurn, rules: WayRules): readonly RoadLimit[] {
	const list = new LimitList();
	if (isTurnBanned(graph.turnFlags[turn.turn] as number, rules.exemptions)) list.add('turnBan', 0, null, 'violated');
	const tight = rules.vehicle ? findTightTurn(graph, turn, rules.vehicle) : undefined;
	if (tight?.verdict === 'violated') list.add('turn', tight.limit, tight.needed, 'violated');
	return list.done();
}

/**
 * What a driver must know of on an arc that may be driven: signed limits (whether or not they are near), gates, what is driven by
 * exemption only ('passed'), and a carriageway that is too narrow by the class's estimate ('tight').
 */
export function listPassedLimits(graph: RoadGraph, arc: number, rules: WayRules): readonly RoadLimit[] {
	const { vehicle } = rules;
	const road = graph.edgeRoad[arc >>> 1] as number;
	const list = new LimitList();
	const sign = (kind: RoadLimit['kind'], tenths: number, needed: number | undefined) => {
		if (tenths > 0) list.add(kind, tenths / 10, needed ?? null, 'passed');
	};
	sign('height', graph.roadMaxHeightDm[road] as number, vehicle?.heightM);
	sign('width', graph.roadMaxWidthDm[road] as number, vehicle?.widthM);
	sign('weight', graph.roadMaxWeight100Kg[road] as number, vehicle?.massT);
	sign('length', graph.roadMaxLengthDm[road] as number, vehicle?.lengthM);
	const access = graph.roadAccess[road];
	if (access === ROAD_ACCESS.gate) list.add('gate', rules.gateS, null, 'passed');
	else if (access === ROAD_ACCESS.private) list.add('access', 0, null, 'passed');
	else if (access === ROAD_ACCESS.bus) list.add('bus', 0, null, 'passed');
	const heavy = vehicle !== null && vehicle.massT > GOODS_VEHICLE_T.value;
	if (heavy && ((graph.roadFlags[road] as number) & ROAD_FLAG.hgvBanned) !== 0) list.add('hgv', 0, null, 'passed');
	if (isContraflow(graph, arc)) list.add('oneway', 0, null, 'passed');
	const carriageway = vehicle ? findCarriagewayLimit(graph, road, vehicle) : undefined;
	if (carriageway?.verdict === 'tight') list.add('carriageway', carriageway.limit, carriageway.needed, 'tight');
	return list.done();
}

/** What a driver must know of at a turn that may be made: a ban it is excepted from ('passed'), a junction with room by estimated widths only ('tight'). */
export function listPassedTurnLimits(graph: RoadGraph, turn: GraphTurn, rules: WayRules): readonly RoadLimit[] {
	const list = new LimitList();
	const flags = graph.turnFlags[turn.turn] as number;
	if ((flags & (TURN_FLAG.restricted | TURN_FLAG.restrictedCivil)) !== 0) list.add('turnBan', 0, null, 'passed');
	const tight = rules.vehicle ? findTightTurn(graph, turn, rules.vehicle) : undefined;
	if (tight?.verdict === 'tight') list.add('turn', tight.limit, tight.needed, 'tight');
	return list.done();
}
