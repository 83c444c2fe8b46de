import type { XY } from '../../../domain/geo/local-plane.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import type { Site } from '../site.ts';
import { createDistanceField, type FieldFrame } from './create-distance-field.ts';
import { createObstacles, listWalls, type Obstacles } from './create-obstacles.ts';
import { createHoseSearch, findHosePath } from './find-hose-path.ts';
import { isFree } from './line-of-sight.ts';

/** A building whose underside is higher than this can be walked under, metres above ground; assumption, not sourced. */
const WALK_UNDER_M = 2.5;
/** Goals lie so much farther out than the target's own blocking walls. */
const GOAL_BEYOND_M = 0.002;
/** A goal keeps so far from a wall that crosses its line. */
const BEFORE_CUT_M = 0.005;
/** A place this deep in a building, or deeper, was not merely drawn a little off the wall, metres. */
const IN_BUILDING_M = 0.05;
/** Corners that the exact searches of one place may go on from, the nearest source first: enough but for the densest urban villages. */
const SEARCH_BUDGET = 2500;

/** A source's way to the target. */
export interface LaidHose {
	/** Along the ground; null = no way. */
	readonly lengthM: number | null;
	/** From the source to the target's wall; empty = no way. */
	readonly line: readonly XY[];
	/** Where the source was taken to stand: 'as-drawn', 'at-wall' (drawn in a building, moved to its wall), 'in-target'. */
	readonly start: 'as-drawn' | 'at-wall' | 'in-target';
}

/**
 * Rule A11: the way along the ground from each place to the target (to the alarm point without one), round every building that stands on
 * the ground, through no passage narrower than `passageM`. A taut line that keeps half of `passageM` off the walls, its last piece
 * straight to the wall. Ground beyond the buildings that were read is taken as free.
 */
export function layHoses(site: Site, places: readonly XY[], passageM: number): LaidHose[] {
	if (places.length === 0) return [];
	const { target, others } = site;
	const offM = passageM / 2;
	const standing = others.filter(({ building }) => (building.minHeightM ?? 0) < WALK_UNDER_M).map(({ shape }) => shape);
	const shapes = target ? [...standing, target.shape] : standing;
	const obstacles = createObstacles(shapes, offM);
	const goal: PlaneShape | XY = target ? target.shape : [0, 0];
	const field = createDistanceField(standing, goal, frameOf(site, places));
	const search = createHoseSearch(
		obstacles,
		field,
		listGoals(target?.shape, offM + GOAL_BEYOND_M, obstacles),
		SEARCH_BUDGET,
	);
	const targetOnly = target ? createObstacles([target.shape], -IN_BUILDING_M) : undefined;
	return places.map((place): LaidHose => {
		if (targetOnly && !isFree(targetOnly, place[0], place[1])) return { lengthM: 0, line: [], start: 'in-target' };
		const from = isFree(obstacles, place[0], place[1]) ? place : moveToWall(obstacles, place);
		const start = Math.hypot(from[0] - place[0], from[1] - place[1]) > offM + IN_BUILDING_M ? 'at-wall' : 'as-drawn';
		const path = findHosePath(search, from);
		if (!path) return { lengthM: null, line: [], start };
		const line = target ? [...path.line, wallBehind(search.goals, path.goal, path.line.at(-1) as XY, offM)] : path.line;
		return { lengthM: path.lengthM + (target ? offM + GOAL_BEYOND_M : 0), line, start };
	});
}

/** The walls a hose can end at, moved straight out, as far as nothing stands there; the alarm point without a target. */
function listGoals(target: PlaneShape | undefined, offsetM: number, obstacles: Obstacles): Float64Array {
	if (!target) return new Float64Array(4);
	const goals: number[] = [];
	const walls = listWalls(target);
	for (let i = 0; i < walls.length; i += 4) {
		const ax = walls[i] as number;
		const ay = walls[i + 1] as number;
		const bx = walls[i + 2] as number;
		const by = walls[i + 3] as number;
		const lengthM = Math.sqrt((bx - ax) ** 2 + (by - ay) ** 2);
		if (lengthM === 0) continue;
		const outX = ((by - ay) / lengthM) * offsetM;
		const outY = ((ax - bx) / lengthM) * offsetM;
		pushFreePieces(ax + outX, ay + outY, bx + outX, by + outY, obstacles, goals);
	}
	return Float64Array.from(goals);
}

/** Cuts a line where walls cross it, a little before each, and keeps what is free. */
function pushFreePieces(ax: number, ay: number, bx: number, by: number, obstacles: Obstacles, goals: number[]): void {
	const { walls } = obstacles;
	const dx = bx - ax;
	const dy = by - ay;
	const cuts = [0, 1];
	for (let i = 0; i < walls.length; i += 4) {
		const px = (walls[i] as number) - ax;
		const py = (walls[i + 1] as number) - ay;
		const qx = (walls[i + 2] as number) - ax;
		const qy = (walls[i + 3] as number) - ay;
		// Both ends on one side of the line: no cut.
		const sideP = dx * py - dy * px;
		const sideQ = dx * qy - dy * qx;
		if ((sideP > 0 && sideQ > 0) || (sideP < 0 && sideQ < 0)) continue;
		const cross = dx * (qy - py) - dy * (qx - px);
		if (cross === 0) continue;
		const t = (px * (qy - py) - py * (qx - px)) / cross;
		if (t > 0 && t < 1) cuts.push(t);
	}
	cuts.sort((a, b) => a - b);
	const clear = BEFORE_CUT_M / Math.sqrt(dx * dx + dy * dy);
	for (let k = 0; k + 1 < cuts.length; k++) {
		const from = (cuts[k] as number) + (k > 0 ? clear : 0);
		const to = (cuts[k + 1] as number) - (k + 2 < cuts.length ? clear : 0);
		const middle = (from + to) / 2;
		if (to < from || !isFree(obstacles, ax + dx * middle, ay + dy * middle)) continue;
		goals.push(ax + dx * from, ay + dy * from, ax + dx * to, ay + dy * to);
	}
}

/** The place on the wall itself, straight in from where a hose comes to its line. */
function wallBehind(goals: Float64Array, goal: number, [x, y]: XY, offM: number): XY {
	const dx = (goals[goal * 4 + 2] as number) - (goals[goal * 4] as number);
	const dy = (goals[goal * 4 + 3] as number) - (goals[goal * 4 + 1] as number);
	const lengthM = Math.hypot(dx, dy);
	const inM = offM + GOAL_BEYOND_M;
	return lengthM === 0 ? [x, y] : [x - (dy / lengthM) * inM, y + (dx / lengthM) * inM];
}

/** The nearest free place at a wall; the place itself where none is near. */
function moveToWall(obstacles: Obstacles, [x, y]: XY): XY {
	const { walls } = obstacles;
	let best = Number.POSITIVE_INFINITY;
	let nearest: XY = [x, y];
	for (let i = 0; i < walls.length; i += 4) {
		const ax = walls[i] as number;
		const ay = walls[i + 1] as number;
		const dx = (walls[i + 2] as number) - ax;
		const dy = (walls[i + 3] as number) - ay;
		const lengthM = Math.sqrt(dx * dx + dy * dy);
		if (lengthM === 0) continue;
		const t = Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / (lengthM * lengthM)));
		const outX = ax + t * dx + (dy / lengthM) * GOAL_BEYOND_M;
		const outY = ay + t * dy - (dx / lengthM) * GOAL_BEYOND_M;
		const square = (outX - x) ** 2 + (outY - y) ** 2;
		if (square < best && isFree(obstacles, outX, outY)) {
			best = square;
			nearest = [outX, outY];
		}
	}
	return nearest;
}

/** The field's frame: along the target's longest side, wide enough for every place and what it may have to go round. */
function frameOf({ sides, reachM }: Site, places: readonly XY[]): FieldFrame {
	const side = sides[0];
	const origin: XY = side?.line[0] ?? [0, 0];
	const axis: XY = side ? [-side.outward[1], side.outward[0]] : [1, 0];
	let minU = 0;
	let minV = 0;
	let maxU = 0;
	let maxV = 0;
	for (const [x, y] of places) {
		const dx = x - origin[0];
		const dy = y - origin[1];
		const u = dx * axis[0] + dy * axis[1];
		const v = dy * axis[0] - dx * axis[1];
		minU = Math.min(minU, u);
		minV = Math.min(minV, v);
		maxU = Math.max(maxU, u);
		maxV = Math.max(maxV, v);
	}
	const aroundM = Math.min(reachM, 60);
	return { origin, axis, minU: minU - aroundM, minV: minV - aroundM, maxU: maxU + aroundM, maxV: maxV + aroundM };
}
