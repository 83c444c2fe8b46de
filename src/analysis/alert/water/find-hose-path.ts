import type { XY } from '../../../domain/geo/local-plane.ts';
import type { DistanceField } from './create-distance-field.ts';
import type { Obstacles } from './create-obstacles.ts';
import { createEdgeHeap, type EdgeHeap } from './edge-heap.ts';
import { directionOf, isClear, isFree, lookRound } from './line-of-sight.ts';

/** A taut way to the goal. */
export interface HosePath {
	readonly lengthM: number;
	/** From the source to where it ends, at least two places. */
	readonly line: XY[];
	/** Goal segment it ends on; -1 where the goal is a place. */
	readonly goal: number;
}

/** What all searches of one place share. */
export interface HoseSearch {
	readonly obstacles: Obstacles;
	readonly field: DistanceField;
	/** Where a hose may end: a, b of segment i at 4 i; a place is a segment without length. */
	readonly goals: Float64Array;
	/** No way from a corner is shorter: `leastM` of the field, and what searches found since. */
	readonly cornerLeastM: Float64Array;
	/** How far each corner sees, by `lookRound`; undefined = not looked yet. */
	readonly cornerSights: (Float32Array | undefined)[];
	/** 0 = not looked at, 1 = free, 2 = within another building's reach. */
	readonly cornerState: Uint8Array;
	readonly heap: EdgeHeap;
	/** Those of the try at hand. */
	readonly near: Corners;
	/** How many corners exact searches may still go on from, all together; without any left, hasty ways stand. */
	left: number;
}

/** How much longer than the field says a way may be, one try after the other: factor and metres. */
const TRIES: readonly (readonly [number, number])[] = [
	[1.04, 6],
	[1.2, 20],
	[2.5, 120],
];
/** How much the hasty search trusts the field. */
const HASTE = 1.05;
/** Lengths that differ by less are one. */
const SAME_M = 1e-6;
/** Sideways by less than this still counts as straight on, metres. */
const SIDEWAYS_M = 1e-6;

/** Prepares the searches of one place; exact ones may go on from `budget` corners in all. */
export function createHoseSearch(
	obstacles: Obstacles,
	field: DistanceField,
	goals: Float64Array,
	budget: number,
): HoseSearch {
	const count = obstacles.corners.length / 2;
	const cornerLeastM = new Float64Array(count);
	for (let i = 0; i < count; i++) {
		cornerLeastM[i] = field.leastM(obstacles.corners[i * 2] as number, obstacles.corners[i * 2 + 1] as number);
	}
	return {
		obstacles,
		field,
		goals,
		cornerLeastM,
		cornerSights: new Array(count),
		cornerState: new Uint8Array(count),
		heap: createEdgeHeap(),
		near: createCorners(count),
		left: budget,
	};
}

/**
 * The shortest way from a free place to the goal round all obstacles, as a taut line: A* over the corners of the obstacles, led by the field,
 * with lines of sight tested only when their turn comes. undefined = there is none, or it is more than 2.5 times as long as the field says.
 * Exact as long as the field's `leastM` is never too long and the budget lasts; beyond it up to 5 % too long (1 % at most on 1,054 real ways).
 */
export function findHosePath(search: HoseSearch, from: XY): HosePath | undefined {
	const roughM = search.field.roughM(from[0], from[1]);
	if (roughM === Number.POSITIVE_INFINITY) return undefined;
	const sight = lookRound(search.obstacles, from[0], from[1]);
	for (const [factor, moreM] of TRIES) {
		// A hasty search finds some way, most often the right one; the exact search then looks at nothing longer.
		const corners = listCorners(search, from, roughM * factor + moreM);
		const some = findWithin(search, from, sight, corners, roughM * factor + moreM, HASTE);
		if (!some) continue;
		keepCorners(corners, from, some.lengthM + SAME_M);
		return findWithin(search, from, sight, corners, some.lengthM + SAME_M, 1) ?? some;
	}
	return undefined;
}

/** The corners that one try may lead through, side by side; the arrays are those of the search and longer. */
interface Corners {
	count: number;
	/** Which corners of the obstacles they are. */
	readonly ids: Int32Array;
	readonly xs: Float64Array;
	readonly ys: Float64Array;
	readonly leastM: Float64Array;
	/** Unit vectors of the walls before and after each: inX, inY, outX, outY at 4 i. */
	readonly walls: Float64Array;
	/** Of the shortest way found to each. */
	readonly doneM: Float64Array;
	/** Where that way comes from; only where there is one. */
	readonly parents: Int32Array;
}

function createCorners(size: number): Corners {
	return {
		count: 0,
		ids: new Int32Array(size),
		xs: new Float64Array(size),
		ys: new Float64Array(size),
		leastM: new Float64Array(size),
		walls: new Float64Array(size * 4),
		doneM: new Float64Array(size),
		parents: new Int32Array(size),
	};
}

/** The corners through which a way of at most `limitM` could lead. */
function listCorners({ obstacles, cornerLeastM, cornerState, near }: HoseSearch, [x, y]: XY, limitM: number): Corners {
	const { corners, cornerWalls } = obstacles;
	near.count = 0;
	for (let i = 0; i < cornerLeastM.length; i++) {
		const leastM = cornerLeastM[i] as number;
		const restM = limitM - leastM;
		if (restM < 0) continue;
		const cornerX = corners[i * 2] as number;
		const cornerY = corners[i * 2 + 1] as number;
		if ((cornerX - x) ** 2 + (cornerY - y) ** 2 > restM * restM) continue;
		if (cornerState[i] === 0) cornerState[i] = isFree(obstacles, cornerX, cornerY) ? 1 : 2;
		if (cornerState[i] === 2) continue;
		const at = near.count++;
		near.ids[at] = i;
		near.xs[at] = cornerX;
		near.ys[at] = cornerY;
		near.leastM[at] = leastM;
		for (let k = 0; k < 4; k++) near.walls[at * 4 + k] = cornerWalls[i * 4 + k] as number;
	}
	return near;
}

/** Leaves those through which a way of at most `limitM` could lead, which is shorter than before. */
function keepCorners(corners: Corners, [x, y]: XY, limitM: number): void {
	const { count, ids, xs, ys, leastM, walls } = corners;
	corners.count = 0;
	for (let i = 0; i < count; i++) {
		const restM = limitM - (leastM[i] as number);
		if (restM < 0 || ((xs[i] as number) - x) ** 2 + ((ys[i] as number) - y) ** 2 > restM * restM) continue;
		const at = corners.count++;
		ids[at] = ids[i] as number;
		xs[at] = xs[i] as number;
		ys[at] = ys[i] as number;
		leastM[at] = leastM[i] as number;
		for (let k = 0; k < 4; k++) walls[at * 4 + k] = walls[i * 4 + k] as number;
	}
}

/** `haste` 1 finds the shortest; above it, a way that is at most so many times as long, sooner. */
function findWithin(
	search: HoseSearch,
	from: XY,
	fromSight: Float32Array,
	corners: Corners,
	limitM: number,
	haste: number,
): HosePath | undefined {
	const { obstacles, goals, heap } = search;
	const { count, xs, ys, walls, doneM } = corners;
	const goalCount = goals.length / 4;
	// Nodes: the corners, then the goals, then the start.
	const start = count + goalCount;
	doneM.fill(Number.POSITIVE_INFINITY, 0, count);
	heap.clear();
	const [fromX, fromY] = from;
	for (let i = 0; i < count; i++) {
		const dx = (xs[i] as number) - fromX;
		const dy = (ys[i] as number) - fromY;
		const leg2 = dx * dx + dy * dy;
		if (leg2 > (fromSight[directionOf(dx, dy)] as number)) continue;
		const legM = Math.sqrt(leg2);
		const leastM = legM + (corners.leastM[i] as number);
		if (leastM > limitM || turnSide(walls, i, dx, dy) === 0) continue;
		heap.push(legM + (corners.leastM[i] as number) * haste, legM, start, i);
	}
	pushGoals(heap, goals, fromSight, count, start, fromX, fromY, 0, limitM);
	for (let edge = heap.pop(); edge >= 0; edge = heap.pop()) {
		const parent = heap.froms[edge] as number;
		const node = heap.tos[edge] as number;
		const atM = heap.lengths[edge] as number;
		if (node < count && atM >= (doneM[node] as number)) continue;
		const px = parent === start ? fromX : (xs[parent] as number);
		const py = parent === start ? fromY : (ys[parent] as number);
		if (node >= count) {
			const [x, y] = nearestOnGoal(goals, node - count, px, py);
			if (!isClear(obstacles, px, py, x, y)) continue;
			if (haste === 1) learn(search, corners, atM);
			const line = traceBack(corners, parent, start);
			return { lengthM: atM, line: [from, ...line, [x, y]], goal: node - count };
		}
		const x = xs[node] as number;
		const y = ys[node] as number;
		if (!isClear(obstacles, px, py, x, y)) continue;
		doneM[node] = atM;
		corners.parents[node] = parent;
		if (haste === 1 && --search.left <= 0) return undefined;
		const sight = sightOf(search, corners.ids[node] as number);
		pushOn(heap, corners, sight, node, x - px, y - py, atM, limitM, haste);
		pushGoals(heap, goals, sight, count, node, x, y, atM, limitM);
	}
	return undefined;
}

function sightOf({ obstacles, cornerSights }: HoseSearch, corner: number): Float32Array {
	let sight = cornerSights[corner];
	if (!sight) {
		const { corners } = obstacles;
		sight = lookRound(obstacles, corners[corner * 2] as number, corners[corner * 2 + 1] as number);
		cornerSights[corner] = sight;
	}
	return sight;
}

/** From a corner that was reached, no way on can be shorter than what is left of the shortest: later searches know. */
function learn({ cornerLeastM }: HoseSearch, { count, ids, doneM }: Corners, shortestM: number): void {
	for (let i = 0; i < count; i++) {
		const restM = shortestM - (doneM[i] as number);
		const corner = ids[i] as number;
		if (restM > (cornerLeastM[corner] as number)) cornerLeastM[corner] = restM;
	}
}

/** 1 = the wall lies on the left of a line through the corner, -1 = on the right, 0 = the line runs into it. */
function turnSide(walls: Float64Array, corner: number, dx: number, dy: number): number {
	const at = corner * 4;
	const towardsOut = dx * (walls[at + 3] as number) - dy * (walls[at + 2] as number);
	const towardsIn = dy * (walls[at] as number) - dx * (walls[at + 1] as number);
	if (towardsOut >= -SIDEWAYS_M && towardsIn >= -SIDEWAYS_M) return 1;
	return towardsOut <= SIDEWAYS_M && towardsIn <= SIDEWAYS_M ? -1 : 0;
}

/** Puts every taut line on from a corner, reached along (inX, inY), in the heap. Hot: some hundred corners for each of some hundred. */
function pushOn(
	heap: EdgeHeap,
	{ count, xs, ys, leastM, walls, doneM }: Corners,
	sight: Float32Array,
	node: number,
	inX: number,
	inY: number,
	atM: number,
	limitM: number,
	haste: number,
): void {
	const x = xs[node] as number;
	const y = ys[node] as number;
	const side = turnSide(walls, node, inX, inY);
	const wallInX = side * (walls[node * 4] as number);
	const wallInY = side * (walls[node * 4 + 1] as number);
	const wallOutX = side * (walls[node * 4 + 2] as number);
	const wallOutY = side * (walls[node * 4 + 3] as number);
	const turnX = side * inX;
	const turnY = side * inY;
	const slack = SIDEWAYS_M * Math.sqrt(inX * inX + inY * inY);
	for (let i = 0; i < count; i++) {
		const restM = leastM[i] as number;
		const slackM = limitM - atM - restM;
		const dx = (xs[i] as number) - x;
		const dy = (ys[i] as number) - y;
		const leg2 = dx * dx + dy * dy;
		if (slackM < 0 || leg2 > slackM * slackM) continue;
		// It bends towards the wall, and the wall stays on its side.
		if (turnX * dy - turnY * dx < -slack) continue;
		if (dx * wallOutY - dy * wallOutX < -SIDEWAYS_M || dy * wallInX - dx * wallInY < -SIDEWAYS_M) continue;
		if (leg2 > (sight[directionOf(dx, dy)] as number)) continue;
		const totalM = atM + Math.sqrt(leg2);
		if (totalM < (doneM[i] as number) && turnSide(walls, i, dx, dy) !== 0) {
			heap.push(totalM + restM * haste, totalM, node, i);
		}
	}
}

/** Puts the straight line to each goal in the heap. */
function pushGoals(
	heap: EdgeHeap,
	goals: Float64Array,
	sight: Float32Array,
	count: number,
	node: number,
	x: number,
	y: number,
	atM: number,
	limitM: number,
): void {
	for (let goal = 0; goal * 4 < goals.length; goal++) {
		const [gx, gy] = nearestOnGoal(goals, goal, x, y);
		const leg2 = (gx - x) ** 2 + (gy - y) ** 2;
		const totalM = atM + Math.sqrt(leg2);
		if (totalM <= limitM && !(leg2 > (sight[directionOf(gx - x, gy - y)] as number)))
			heap.push(totalM, totalM, node, count + goal);
	}
}

/** The corners from the start to the last one, in this order. */
function traceBack({ xs, ys, parents }: Corners, last: number, start: number): XY[] {
	const line: XY[] = [];
	for (let node = last; node !== start; node = parents[node] as number) {
		line.push([xs[node] as number, ys[node] as number]);
	}
	return line.reverse();
}

/** The place of a goal's segment nearest to (x, y). */
function nearestOnGoal(goals: Float64Array, goal: number, x: number, y: number): XY {
	const ax = goals[goal * 4] as number;
	const ay = goals[goal * 4 + 1] as number;
	const dx = (goals[goal * 4 + 2] as number) - ax;
	const dy = (goals[goal * 4 + 3] as number) - ay;
	const length2 = dx * dx + dy * dy;
	const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * dx + (y - ay) * dy) / length2));
	return [ax + t * dx, ay + t * dy];
}
