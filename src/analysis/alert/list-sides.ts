import type { XY } from '../../domain/geo/local-plane.ts';
import { between, measureLineM } from '../measure/plane-line.ts';
import { measureRingM2 } from '../measure/plane-ring.ts';
import type { PlaneShape } from '../measure/plane-shape.ts';
import type { Side } from './site.ts';

/** Corners nearer than this are one, metres: the step of packed coordinates. */
const SAME_PLACE_M = 0.012;
/** Lengths and turns that differ by less are equal, so that rounding decides no order; metres and radians. */
const EQUAL_M = 0.02;
const EQUAL_RAD = 0.01;

/** What makes a side: figures of the service table. */
export interface SideLimits {
	/** Walls that turn by less belong to one side, degrees. */
	readonly turnDeg: number;
	/** A run shorter than this, and than this share of the perimeter, is a jog and belongs to a neighbour. */
	readonly jogM: number;
	readonly jogShare: number;
}

/** A run of walls: vertices `first` to `last` of the ring (cyclic), and the direction of its walls, jogs left out. */
interface Run {
	line: XY[];
	dx: number;
	dy: number;
	lengthM: number;
}

/**
 * The sides of a building: runs of its outer wall that face one way. Of several polygons those of the largest; courtyards have none. Walls
 * are taken together while they turn by less than `turnDeg` from the run so far; then the shortest run below the jog's length goes to its
 * neighbours, joining them where they face the same way, else to the one it turns from least, until none is left or only three are. The
 * longest is S1, the others follow counter-clockwise. Anchored at the ring's sharpest corner: moving or turning it changes nothing.
 */
export function listSides(shape: PlaneShape, { turnDeg, jogM, jogShare }: SideLimits): Side[] {
	const ring = findOuterRing(shape);
	if (ring.length < 3) return [];
	const turnRad = (turnDeg * Math.PI) / 180;
	const runs = joinJogs(
		joinWalls(ring, turnRad),
		turnRad,
		Math.max(jogM, jogShare * measureLineM([...ring, ring[0] as XY])),
	);
	let longest = 0;
	for (let i = 1; i < runs.length; i++) {
		if ((runs[i] as Run).lengthM > (runs[longest] as Run).lengthM + EQUAL_M) longest = i;
	}
	return runs.map((_, i) => describeSide(runs[(longest + i) % runs.length] as Run, i));
}

/** The largest polygon's outer ring, counter-clockwise, without the closing vertex and without corners that are there twice. */
function findOuterRing({ xy, ringStart, polygonStart }: PlaneShape): XY[] {
	let best: XY[] = [];
	let bestM2 = 0;
	for (let polygon = 0; polygon + 1 < polygonStart.length; polygon++) {
		const ring = polygonStart[polygon] as number;
		const places: XY[] = [];
		for (let v = ringStart[ring] as number; v + 1 < (ringStart[ring + 1] as number); v++) {
			const place: XY = [xy[v * 2] as number, xy[v * 2 + 1] as number];
			const last = places.at(-1);
			if (!last || between(last, place) > SAME_PLACE_M) places.push(place);
		}
		if (places.length > 1 && between(places[0] as XY, places.at(-1) as XY) <= SAME_PLACE_M) places.pop();
		const m2 = measureRingM2(places);
		if (Math.abs(m2) <= bestM2) continue;
		best = m2 < 0 ? places.reverse() : places;
		bestM2 = Math.abs(m2);
	}
	return best;
}

/** Walls in runs, from the sharpest corner on. */
function joinWalls(ring: readonly XY[], turnRad: number): Run[] {
	const count = ring.length;
	const walls = ring.map((from, i): Run => {
		const to = ring[(i + 1) % count] as XY;
		return { line: [from, to], dx: to[0] - from[0], dy: to[1] - from[1], lengthM: between(from, to) };
	});
	let start = 0;
	let sharpest = -1;
	for (let i = 0; i < count; i++) {
		const turn = turnBetween(walls[(i + count - 1) % count] as Run, walls[i] as Run);
		if (turn > sharpest + EQUAL_RAD) [start, sharpest] = [i, turn];
	}
	const runs: Run[] = [];
	for (let i = 0; i < count; i++) {
		const wall = walls[(start + i) % count] as Run;
		const last = runs.at(-1);
		if (last && turnBetween(last, wall) < turnRad) runs[runs.length - 1] = join(last, wall);
		else runs.push(wall);
	}
	return runs;
}

function joinJogs(runs: Run[], turnRad: number, jogM: number): Run[] {
	while (runs.length > 3) {
		let shortest = 0;
		for (let i = 1; i < runs.length; i++) {
			if ((runs[i] as Run).lengthM < (runs[shortest] as Run).lengthM - EQUAL_M) shortest = i;
		}
		const jog = runs[shortest] as Run;
		if (jog.lengthM >= jogM) break;
		// The jog becomes the second of the list, so that its neighbours are the first and the third.
		const turned = runs.map((_, i) => runs[(shortest + runs.length - 1 + i) % runs.length] as Run);
		const [before, , after, ...rest] = turned as [Run, Run, Run, ...Run[]];
		const [fromBefore, toAfter] = [turnBetween(before, jog), turnBetween(jog, after)];
		const bare = { ...jog, dx: 0, dy: 0 };
		if (turnBetween(before, after) < turnRad) runs = [join(join(before, bare), after), ...rest];
		else if (fromBefore < toAfter + EQUAL_RAD) runs = [join(before, bare), after, ...rest];
		else runs = [before, join(bare, after), ...rest];
	}
	return runs;
}

function join(a: Run, b: Run): Run {
	return { line: [...a.line, ...b.line.slice(1)], dx: a.dx + b.dx, dy: a.dy + b.dy, lengthM: a.lengthM + b.lengthM };
}

/** How far b turns from a, radians, 0 to pi. */
function turnBetween(a: Run, b: Run): number {
	return Math.abs(Math.atan2(a.dx * b.dy - a.dy * b.dx, a.dx * b.dx + a.dy * b.dy));
}

function describeSide({ line, dx, dy, lengthM }: Run, i: number): Side {
	const length = Math.hypot(dx, dy);
	const outward: XY = [dy / length, -dx / length];
	const deg = (Math.atan2(outward[0], outward[1]) * 180) / Math.PI;
	return { id: `S${i + 1}`, line, lengthM, outward, bearingDeg: (deg + 360) % 360 };
}
