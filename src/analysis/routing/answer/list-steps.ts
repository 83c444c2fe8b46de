import { headOf, ROAD_FLAG, type RoadGraph } from '../../../domain/pack/road-graph.ts';
import { ROAD_CLASSES, type RoadClass } from '../../../domain/road.ts';
import type { RouteStep, TurnDirection } from '../../../domain/route.ts';
import { roundTenth } from '../../measure/round.ts';
import { isJunction } from '../network/is-junction.ts';
import { findTurnKind, TURN_STEP_DEG } from '../network/turn-kind.ts';
import { isContraflow } from '../network/vehicle-limits.ts';
import type { MeasuredPath, PathPart } from './driven-path.ts';
import { nameRoad } from './name-road.ts';

/** A stretch shorter than this between two others is a part of their junction, metres. Assumption, not sourced. */
const JUNCTION_M = { value: 30, verified: false } as const;
/** On the same road, a bend of this is told as a turn where one could also go elsewhere, degrees. Assumption, not sourced. */
const REAL_TURN_DEG = { value: 45, verified: false } as const;
/** Beyond this two half turns bring the driver back, degrees. Assumption, not sourced. */
const BACK_DEG = { value: 160, verified: false } as const;
/** A stretch shorter than this at either end is not told, metres. Assumption, not sourced. */
const END_M = { value: 1, verified: false } as const;
/** From this class on a road without a name is a yard or an alley. */
const YARD_CLASS = ROAD_CLASSES.indexOf('service');

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
	const stretches = trimEnds(dropShort(joinJunctions(graph, splitStretches(graph, measured.parts))));
	const steps: RouteStep[] = [];
	let [metres, seconds] = [0, 0];
	for (const [i, stretch] of stretches.entries()) {
		const [beforeM, beforeS] = [roundTenth(metres), roundTenth(seconds)];
		metres += stretch.metres;
		seconds += stretch.seconds;
		steps.push({
			...describePlace(graph, measured, stretch.road, stretch.firstPosition),
			turn: directionOf(graph, stretch, stretches[i - 1]),
			exit: stretch.exit,
			distanceM: roundTenth(roundTenth(metres) - beforeM),
			durationS: roundTenth(roundTenth(seconds) - beforeS),
		});
	}
	const lastRoad = (measured.parts.at(-1) as PathPart).road;
	const end = describePlace(graph, measured, lastRoad, measured.geometry.length - 1);
	steps.push({ ...end, turn: 'arrive', exit: null, distanceM: 0, durationS: 0 });
	return steps;
}

function describePlace(graph: RoadGraph, { geometry }: MeasuredPath, road: number, position: number) {
	const [lon, lat] = geometry[position] as [number, number];
	return {
		...nameRoad(graph, road),
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
	if (!isSameName(graph, before.road, part.road)) return 'turn';
	const isSameKind = hasFlag(graph, before.road, ROAD_FLAG.link) === hasFlag(graph, part.road, ROAD_FLAG.link);
	const isNamed = graph.roadName[part.road] !== 0;
	if (!isSameKind && !(isNamed && isStraight((graph.turnAngle[part.turn] as number) * TURN_STEP_DEG))) return 'turn';
	const deg = Math.abs(graph.turnAngle[part.turn] as number) * TURN_STEP_DEG;
	return deg >= REAL_TURN_DEG.value && isJunction(graph, headOf(graph, before.arc)) ? 'turn' : 'none';
}

/** 1 where one could have left the roundabout at the end of this arc, else 0. A nameless yard or alley is no exit that a driver counts. */
function countExits(graph: RoadGraph, arc: number): number {
	const node = headOf(graph, arc);
	for (let i = graph.outStart[node] as number; i < (graph.outStart[node + 1] as number); i++) {
		const out = graph.outArc[i] as number;
		const road = graph.edgeRoad[out >>> 1] as number;
		const isYard = graph.roadName[road] === 0 && (graph.roadClass[road] as number) >= YARD_CLASS;
		if (!hasFlag(graph, road, ROAD_FLAG.roundabout) && !isContraflow(graph, out) && !isYard) return 1;
	}
	return 0;
}

/**
 * Joins short stretches within a junction to what follows: two half turns over a nameless one are one turn of the driver's, and a name
 * that lasts some metres before the road goes straight on under another is none he needs.
 */
function joinJunctions(graph: RoadGraph, stretches: readonly Stretch[]): Stretch[] {
	const joined: Stretch[] = [];
	for (const stretch of stretches) {
		const before = joined.at(-1);
		if (!before || !isPartOfJunction(graph, before, stretch)) {
			joined.push({ ...stretch });
			continue;
		}
		before.kind = stretch.kind;
		before.exit = stretch.exit;
		before.angleDeg += stretch.angleDeg;
		before.road = stretch.road;
		before.metres += stretch.metres;
		before.seconds += stretch.seconds;
		const earlier = joined.at(-2);
		const goesOn =
			earlier && before.kind === 'turn' && isSameName(graph, earlier.road, before.road) && isStraight(before.angleDeg);
		if (!goesOn) continue;
		earlier.metres += before.metres;
		earlier.seconds += before.seconds;
		joined.pop();
	}
	return joined;
}

/** Whether a stretch is but the way over a junction into the next. */
function isPartOfJunction(graph: RoadGraph, { kind, metres, road }: Stretch, next: Stretch): boolean {
	if (kind !== 'turn' || metres >= JUNCTION_M.value) return false;
	const isNameless = graph.roadName[road] === 0;
	if (next.kind === 'roundabout') return isNameless;
	return next.kind === 'turn' && (isNameless || isSameName(graph, road, next.road) || isStraight(next.angleDeg));
}

/** Adds short stretches that one drives straight on into to what was before: there is nothing to do. */
function dropShort(stretches: readonly Stretch[]): Stretch[] {
	const left: Stretch[] = [];
	for (const stretch of stretches) {
		const before = left.at(-1);
		if (before && stretch.kind === 'turn' && stretch.metres < JUNCTION_M.value && isStraight(stretch.angleDeg)) {
			before.metres += stretch.metres;
			before.seconds += stretch.seconds;
		} else left.push(stretch);
	}
	return left;
}

/** Leaves out a first and a last stretch of next to no length: a stop at a junction lies on whichever of its roads is nearest. */
function trimEnds(stretches: readonly Stretch[]): Stretch[] {
	const left = [...stretches];
	const [first, second] = left;
	if (first && second?.kind === 'turn' && first.metres < END_M.value) {
		const { metres, seconds } = second;
		left.splice(0, 2, { ...first, road: second.road, metres: first.metres + metres, seconds: first.seconds + seconds });
	}
	const [last, before] = [left.at(-1), left.at(-2)];
	if (last && before && last.metres < END_M.value) {
		const { metres, seconds } = before;
		left.splice(-2, 2, { ...before, metres: metres + last.metres, seconds: seconds + last.seconds });
	}
	return left;
}

function isSameName(graph: RoadGraph, a: number, b: number): boolean {
	return graph.roadName[a] === graph.roadName[b];
}

function isStraight(angleDeg: number): boolean {
	return findTurnKind(angleDeg / TURN_STEP_DEG, 0) === 'straight';
}

/** A hairpin into another road is no U-turn. */
function directionOf(graph: RoadGraph, { kind, angleDeg, road }: Stretch, before: Stretch | undefined): TurnDirection {
	if (kind !== 'turn') return kind;
	if (Math.abs(angleDeg) > BACK_DEG.value && before && isSameName(graph, before.road, road)) return 'u-turn';
	const turn = findTurnKind(angleDeg / TURN_STEP_DEG, 0);
	const side = angleDeg < 0 ? 'left' : 'right';
	if (turn === 'straight') return 'straight';
	if (turn === 'slight') return `slight-${side}`;
	return turn === 'sharp' ? `sharp-${side}` : side;
}
