import type { XY } from '../../../domain/geo/local-plane.ts';
import type { BuildingSide } from '../../../domain/route.ts';
import { between, nearestOnStretch } from '../../measure/plane-line.ts';
import { boxOfPlaces, isInRing, measureRingM2, type PlaneBox } from '../../measure/plane-ring.ts';

/** How far from the walls one walks, metres. Assumption, not sourced. */
const OFF_WALL_M = { value: 1, verified: false } as const;

/** Of a building with more corners than these one walks around the box: every pair of corners is looked at, against every wall. */
const MAX_CORNERS = 128;

/** A building in metres: the outer ring of each polygon, and its box. */
export interface Outline {
	readonly rings: readonly (readonly XY[])[];
	readonly box: PlaneBox;
}

/** The outline of some outer rings, closed or not. null = none has three corners. */
export function createOutline(rings: readonly (readonly XY[])[]): Outline | null {
	const solid = rings.filter((ring) => ring.length >= 3);
	return solid.length === 0 ? null : { rings: solid, box: boxOfPlaces(solid.flat()) };
}

/** Which side of a building a place is on: that of the box, by the diagonals through its middle. */
export function findSideOf({ box: [west, south, east, north] }: Outline, [x, y]: XY): BuildingSide {
	const dx = (x - (west + east) / 2) / Math.max(0.1, east - west);
	const dy = (y - (south + north) / 2) / Math.max(0.1, north - south);
	if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? 'east' : 'west';
	return dy > 0 ? 'north' : 'south';
}

/** The middle of a side: the wall one meets coming from that side at the middle of the building's box; where a gap is, the nearest corner. */
export function findMiddleOfSide(outline: Outline, side: BuildingSide): XY {
	const [west, south, east, north] = outline.box;
	const upright = side === 'north' || side === 'south';
	const middle = upright ? (west + east) / 2 : (south + north) / 2;
	const sign = side === 'north' || side === 'east' ? 1 : -1;
	const [across, along] = upright ? [0, 1] : [1, 0];
	let best: number | undefined;
	for (const ring of outline.rings) {
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const [a, b] = [ring[j] as XY, ring[i] as XY];
			const [a0, b0] = [a[across] as number, b[across] as number];
			if (a0 > middle === b0 > middle) continue;
			const t = (middle - a0) / (b0 - a0);
			const wall = (a[along] as number) + t * ((b[along] as number) - (a[along] as number));
			if (best === undefined || wall * sign > best * sign) best = wall;
		}
	}
	if (best !== undefined) return upright ? [middle, best] : [best, middle];
	const edge: XY = upright ? [middle, sign > 0 ? north : south] : [sign > 0 ? east : west, middle];
	const corners = outline.rings.flat();
	return corners.reduce((near, corner) => (between(corner, edge) < between(near, edge) ? corner : near));
}

/** Whether a place lies in the building. */
export function isInOutline({ rings }: Outline, at: XY): boolean {
	return rings.some((ring) => isInRing(at, ring));
}

/** The place of a building's walls nearest to one outside. */
export function findNearestWall({ rings }: Outline, at: XY): XY {
	let best: XY = at;
	let least = Number.POSITIVE_INFINITY;
	for (const ring of rings) {
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const place = nearestOnStretch(at, ring[j] as XY, ring[i] as XY);
			if (between(place, at) < least) [best, least] = [place, between(place, at)];
		}
	}
	return best;
}

/**
 * The way on foot to a wall of a building, around the building itself; other buildings and fences are not known to it. `goal` lies on a wall
 * or outside; with `side` it is the middle of that side and is walked up to straight. Metres; at least two places.
 * Cost: square in the corners of the building's hull, of which 128 are looked at.
 */
export function findWalk(outline: Outline, start: XY, goal: XY, side: BuildingSide | null): XY[] {
	if (!isBlocked(outline, start, goal)) return [start, goal];
	const corners = outline.rings.flat();
	const hull = spreadCorners(corners.length > MAX_CORNERS ? cornersOf(outline.box) : convexHull(corners));
	// A start in a notch of the building sees none of the hull's corners, but those of the notch.
	const isInNotch = corners.length <= MAX_CORNERS && isInRing(start, hull);
	const notch = isInNotch ? outline.rings.flatMap(spreadCorners) : [];
	const places = [start, goal, ...hull, ...notch, ...(side ? [stepBack(outline, goal, side)] : [])];
	return findShortest(outline, places) ?? [start, goal];
}

function cornersOf([west, south, east, north]: PlaneBox): XY[] {
	return [
		[west, south],
		[east, south],
		[east, north],
		[west, north],
	];
}

/** The place before the middle of a side, clear of all walls. */
function stepBack({ box: [west, south, east, north] }: Outline, [x, y]: XY, side: BuildingSide): XY {
	const off = OFF_WALL_M.value;
	if (side === 'north') return [x, north + off];
	if (side === 'south') return [x, south - off];
	return side === 'east' ? [east + off, y] : [west - off, y];
}

/** Corners in counter-clockwise order (Andrew's monotone chain). */
function convexHull(places: readonly XY[]): XY[] {
	const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	const half = (points: readonly XY[]) => {
		const chain: XY[] = [];
		for (const point of points) {
			while (chain.length >= 2 && turnOf(chain.at(-2) as XY, chain.at(-1) as XY, point) <= 0) chain.pop();
			chain.push(point);
		}
		return chain.slice(0, -1);
	};
	return [...half(sorted), ...half(sorted.toReversed())];
}

/** Positive where a, b, c turn left. */
function turnOf(a: XY, b: XY, c: XY): number {
	return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** The corners of a ring moved off its walls, outwards. */
function spreadCorners(ring: readonly XY[]): XY[] {
	const corners = ring.filter((corner, i) => between(corner, ring[(i + ring.length - 1) % ring.length] as XY) > 1e-6);
	const out = measureRingM2(corners) > 0 ? 1 : -1;
	return corners.map((corner, i) => {
		const a = corners[(i + corners.length - 1) % corners.length] as XY;
		const b = corners[(i + 1) % corners.length] as XY;
		const [na, nb] = [normalOf(a, corner, out), normalOf(corner, b, out)];
		// Along the bisector; at a needle's point not farther than twice the distance.
		const scale = OFF_WALL_M.value / Math.max(0.5, 1 + na[0] * nb[0] + na[1] * nb[1]);
		return [corner[0] + (na[0] + nb[0]) * scale, corner[1] + (na[1] + nb[1]) * scale];
	});
}

function normalOf(a: XY, b: XY, out: number): XY {
	const length = between(a, b);
	return [((b[1] - a[1]) / length) * out, ((a[0] - b[0]) / length) * out];
}

/** Whether a straight walk would lead through the building; along a wall or up to one is free. */
function isBlocked({ rings }: Outline, from: XY, to: XY): boolean {
	const length = between(from, to);
	if (length < 0.02) return false;
	// A centimetre short at both ends: they may lie on a wall.
	const t = 0.01 / length;
	const a: XY = [from[0] + t * (to[0] - from[0]), from[1] + t * (to[1] - from[1])];
	const b: XY = [to[0] + t * (from[0] - to[0]), to[1] + t * (from[1] - to[1])];
	for (const ring of rings) {
		if (isInRing([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], ring)) return true;
		for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
			const [c, d] = [ring[j] as XY, ring[i] as XY];
			if (turnOf(a, b, c) > 0 !== turnOf(a, b, d) > 0 && turnOf(c, d, a) > 0 !== turnOf(c, d, b) > 0) return true;
		}
	}
	return false;
}

/** The shortest free way from the first place to the second by any of the others (Dijkstra over what sees one another). */
function findShortest(outline: Outline, places: readonly XY[]): XY[] | undefined {
	const cost = places.map((_, i) => (i === 0 ? 0 : Number.POSITIVE_INFINITY));
	const before = new Int32Array(places.length).fill(-1);
	const settled = new Set<number>();
	for (;;) {
		let at = -1;
		for (const [i, value] of cost.entries())
			if (!settled.has(i) && value < (cost[at] ?? Number.POSITIVE_INFINITY)) at = i;
		if (at < 0) return undefined;
		if (at === 1) break;
		settled.add(at);
		const here = places[at] as XY;
		for (const [i, place] of places.entries()) {
			const through = (cost[at] as number) + between(here, place);
			if (settled.has(i) || through >= (cost[i] as number) || isBlocked(outline, here, place)) continue;
			cost[i] = through;
			before[i] = at;
		}
	}
	const way: XY[] = [];
	for (let i = 1; i >= 0; i = before[i] as number) way.unshift(places[i] as XY);
	return way;
}
