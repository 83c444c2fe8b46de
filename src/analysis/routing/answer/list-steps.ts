import { ONEWAY, ROAD_FLAG, type RoadGraph } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import type { RouteStep, TurnDirection } from '../../../domain/route.ts';
import { headOf } from '../head-of.ts';
import { findTurnKind, TURN_STEP_DEG } from '../network/turn-kind.ts';
import type { MeasuredPath, PathPart } from './driven-path.ts';

/** A stretch shorter than this between two others is a part of their junction, metres. Assumption, not sourced. */
const JUNCTION_M = { value: 30, verified: false } as const;
/** On the same road, a bend of this is told as a turn where one could also go elsewhere, degrees. Assumption, not sourced. */
const REAL_TURN_DEG = { value: 45, verified: false } as const;

/** A step while it is put together. */
interface Stretch {
	/** Of the road that names it. */
	road: number;
	/** Degrees turned to enter it, right positive. */
	angleDeg: number;
	kind: 'depart' | 'turn' | 'u-turn' | 'roundabout';
	exit: number | null;
	metres: number;
	seconds: number;
	firstPosition: number;
}

/**
 * The steps of a way for the driver: one per road, with the turn into it; of a roundabout one step, named by the road it is left for,
 * with the number of the exit. The last is 'arrive', of no length. Metres and seconds are rounded to 0.1 such that their sums are
 * those of the whole. Cost: linear.
 */
export function listSteps(graph: RoadGraph, measured: MeasuredPath): RouteStep[] {
	const stretches = joinJunctions(graph, splitStretches(graph, measured.parts));
	const steps: RouteStep[] = [];
	let [metres, seconds] = [0, 0];
	for (const stretch of stretches) {
		const [beforeM, beforeS] = [tenth(metres), tenth(seconds)];
		metres += stretch.metres;
		seconds += stretch.seconds;
		steps.push({
			...describePlace(graph, measured, stretch.road, stretch.firstPosition),
			turn: directionOf(stretch),
			exit: stretch.exit,
			distanceM: tenth(tenth(metres) - beforeM),
			durationS: tenth(tenth(seconds) - beforeS),
		});
	}
	const lastRoad = (measured.parts.at(-1) as PathPart).road;
	const end = describePlace(graph, measured, lastRoad, measured.geometry.length - 1);
	steps.push({ ...end, turn: 'arrive', exit: null, distanceM: 0, durationS: 0 });
	return steps;
}

/** To 0.1. */
export function tenth(value: number): number {
	return Math.round(value * 10) / 10;
}

function describePlace(graph: RoadGraph, { geometry }: MeasuredPath, road: number, position: number) {
	const [lon, lat] = geometry[position] as [number, number];
	return {
		roadName: graph.names[graph.roadName[road] as number] || null,
		roadNameEn: graph.names[graph.roadNameEn[road] as number] || null,
		roadClass: ROAD_CLASSES[graph.roadClass[road] as number] as RoadClass,
		lon,
		lat,
		from: position,
	};
}

function hasFlag(graph: RoadGraph, road: number, flag: number): boolean {
	return ((graph.roadFlags[road] as number) & flag) !== 0;
}

function splitStretches(graph: RoadGraph, parts: readonly PathPart[]): Stretch[] {
	const stretches: Stretch[] = [];
	let exits = 0;
	for (const [i, part] of parts.entries()) {
		const before = parts[i - 1];
		const kind = before ? findBreak(graph, before, part) : 'depart';
		const stretch = stretches.at(-1);
		if (stretch && (kind === 'none' || kind === 'exit')) {
			stretch.metres += part.metres;
			stretch.seconds += part.turnS + part.seconds;
			if (stretch.kind !== 'roundabout' || !before || !hasFlag(graph, before.road, ROAD_FLAG.roundabout)) continue;
			if (kind === 'exit') {
				stretch.exit = exits + 1;
				stretch.road = part.road;
			} else exits += countExits(graph, before.arc);
			continue;
		}
		if (kind === 'roundabout') exits = 0;
		stretches.push({
			road: part.road,
			angleDeg: part.turn < 0 ? 0 : (graph.turnAngle[part.turn] as number) * TURN_STEP_DEG,
			kind: kind === 'none' || kind === 'exit' ? 'depart' : kind,
			exit: null,
			metres: part.metres,
			seconds: part.turnS + part.seconds,
			firstPosition: part.firstPosition,
		});
	}
	return stretches;
}

/** What happens to the driver between two parts: nothing, a roundabout's exit, or what begins a step. */
function findBreak(graph: RoadGraph, before: PathPart, part: PathPart): Stretch['kind'] | 'none' | 'exit' {
	const wasRound = hasFlag(graph, before.road, ROAD_FLAG.roundabout);
	const isRound = hasFlag(graph, part.road, ROAD_FLAG.roundabout);
	if (isRound) return wasRound ? 'none' : 'roundabout';
	if (wasRound) return 'exit';
	if (before.edge === part.edge) return 'u-turn';
	const isSameRoad =
		graph.roadName[before.road] === graph.roadName[part.road] &&
		hasFlag(graph, before.road, ROAD_FLAG.link) === hasFlag(graph, part.road, ROAD_FLAG.link);
	if (!isSameRoad) return 'turn';
	const node = headOf(graph, before.arc);
	const isJunction = (graph.outStart[node + 1] as number) - (graph.outStart[node] as number) > 2;
	const deg = Math.abs(graph.turnAngle[part.turn] as number) * TURN_STEP_DEG;
	return isJunction && deg >= REAL_TURN_DEG.value ? 'turn' : 'none';
}

/** 1 where one could have left the roundabout at the end of this arc, else 0. */
function countExits(graph: RoadGraph, arc: number): number {
	const node = headOf(graph, arc);
	for (let i = graph.outStart[node] as number; i < (graph.outStart[node + 1] as number); i++) {
		const out = graph.outArc[i] as number;
		const road = graph.edgeRoad[out >>> 1] as number;
		const oneway = graph.roadOneway[road];
		const isAgainst = oneway === ((out & 1) === 0 ? ONEWAY.backward : ONEWAY.forward);
		if (!hasFlag(graph, road, ROAD_FLAG.roundabout) && !isAgainst) return 1;
	}
	return 0;
}

/** Joins short nameless stretches within a junction to what follows: two half turns over it are one turn of the driver's. */
function joinJunctions(graph: RoadGraph, stretches: readonly Stretch[]): Stretch[] {
	const joined: Stretch[] = [];
	for (const stretch of stretches) {
		const before = joined.at(-1);
		const isInJunction =
			before?.kind === 'turn' &&
			stretch.kind === 'turn' &&
			before.metres < JUNCTION_M.value &&
			(graph.roadName[before.road] === 0 || graph.roadName[before.road] === graph.roadName[stretch.road]);
		if (!before || !isInJunction) {
			joined.push({ ...stretch });
			continue;
		}
		before.angleDeg += stretch.angleDeg;
		before.road = stretch.road;
		before.metres += stretch.metres;
		before.seconds += stretch.seconds;
		const earlier = joined.at(-2);
		const goesOn = earlier && isSameName(graph, earlier.road, before.road) && isStraight(before.angleDeg);
		if (!goesOn) continue;
		earlier.metres += before.metres;
		earlier.seconds += before.seconds;
		joined.pop();
	}
	return joined;
}

function isSameName(graph: RoadGraph, a: number, b: number): boolean {
	return graph.roadName[a] === graph.roadName[b];
}

function isStraight(angleDeg: number): boolean {
	return findTurnKind(angleDeg / TURN_STEP_DEG, 0) === 'straight';
}

/** Beyond this two half turns bring the driver back, degrees. Assumption, not sourced. */
const BACK_DEG = { value: 160, verified: false } as const;

function directionOf({ kind, angleDeg }: Stretch): TurnDirection {
	if (kind !== 'turn') return kind;
	if (Math.abs(angleDeg) > BACK_DEG.value) return 'u-turn';
	const turn = findTurnKind(angleDeg / TURN_STEP_DEG, 0);
	const side = angleDeg < 0 ? 'left' : 'right';
	if (turn === 'straight') return 'straight';
	if (turn === 'slight') return `slight-${side}`;
	return turn === 'sharp' ? `sharp-${side}` : side;
}
