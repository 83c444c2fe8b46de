import type { Block } from './polygon.ts';
import { distanceToSegmentM } from './smooth-line.ts';
import type { StreetNet, StreetSpec } from './street-net.ts';

/** Where a new street is wanted: through (x, y) along the unit vector (dx, dy). */
interface CutLine {
	readonly x: number;
	readonly y: number;
	readonly dx: number;
	readonly dy: number;
	/** An end within this distance of a joint or corner goes there, which makes crossings instead of staggered ends. */
	readonly snapM: number;
	/** How far the middle of the street is pushed aside, metres; 0 = straight. */
	readonly bendM: number;
}

interface End {
	/** Side it lies on. */
	readonly side: number;
	readonly x: number;
	readonly y: number;
	/** Already a vertex of both streets. */
	readonly joined: boolean;
}

/** Both halves of a block and the street between them. */
export interface Split {
	readonly left: Block;
	readonly right: Block;
	readonly street: number;
}

/**
 * Lays a street across a block, from one of its sides to another, and returns the halves; null where no such street
 * stays inside the block. The street's ends become joints of the streets they meet.
 */
export function splitBlock(net: StreetNet, block: Block, cut: CutLine, spec: StreetSpec): Split | null {
	const ends = findEnds(block, cut);
	if (!ends) return null;
	const from = snapEnd(net, block, ends[0], cut.snapM);
	const to = snapEnd(net, block, ends[1], cut.snapM);
	let a = from;
	let b = to;
	const halfM = spec.widthM / 2;
	if (!isChord(block, a, b) || !isApart(net, block, a, b, halfM)) {
		[a, b] = ends;
		if (!isChord(block, a, b) || !isApart(net, block, a, b, halfM)) return null;
	}
	const points = courseOf(block, a, b, cut.bendM);
	const street = net.addStreet(spec, points);
	for (const end of [a, b]) {
		const segment = block.side[end.side] as number;
		if (!end.joined && segment >= 0) net.addJoint(segment, end.x, end.y);
	}
	const first = net.streets[street]?.firstSegment as number;
	const inner: number[] = points.slice(2, -2);
	return {
		left: walkBlock(block, a, b, reversePoints(inner), first, -1),
		right: walkBlock(block, b, a, inner, first, 1),
		street,
	};
}

/** Both ends of the piece of the cut line that lies inside the block, nearest to the wanted place. */
function findEnds(block: Block, cut: CutLine): [End, End] | null {
	const { x, y } = block;
	const hits: { u: number; side: number }[] = [];
	const count = x.length;
	for (let i = 0; i < count; i++) {
		const j = i + 1 === count ? 0 : i + 1;
		const s0 = cut.dx * ((y[i] as number) - cut.y) - cut.dy * ((x[i] as number) - cut.x);
		const s1 = cut.dx * ((y[j] as number) - cut.y) - cut.dy * ((x[j] as number) - cut.x);
		if (s0 >= 0 === s1 >= 0) continue;
		const t = s0 / (s0 - s1);
		const px = (x[i] as number) + t * ((x[j] as number) - (x[i] as number));
		const py = (y[i] as number) + t * ((y[j] as number) - (y[i] as number));
		hits.push({ u: (px - cut.x) * cut.dx + (py - cut.y) * cut.dy, side: i });
	}
	hits.sort((p, q) => p.u - q.u);
	let best = -1;
	let bestAway = Infinity;
	for (let i = 0; i + 1 < hits.length; i += 2) {
		const away = Math.max(hits[i]?.u as number, -(hits[i + 1]?.u as number), 0);
		if (away < bestAway) {
			bestAway = away;
			best = i;
		}
	}
	if (best < 0) return null;
	const end = (hit: { u: number; side: number }): End => ({
		side: hit.side,
		x: cut.x + hit.u * cut.dx,
		y: cut.y + hit.u * cut.dy,
		joined: false,
	});
	return [end(hits[best] as { u: number; side: number }), end(hits[best + 1] as { u: number; side: number })];
}

/** Moves an end to a corner or joint close by. */
function snapEnd(net: StreetNet, block: Block, end: End, snapM: number): End {
	const { x, y } = block;
	const next = (end.side + 1) % x.length;
	let best: End = end;
	let bestAway = snapM;
	const segment = block.side[end.side] as number;
	const joints = segment >= 0 ? net.joints[segment] : undefined;
	if (joints) {
		const [ax, ay, bx, by] = [x[end.side], y[end.side], x[next], y[next]] as [number, number, number, number];
		const length = Math.hypot(bx - ax, by - ay) || 1;
		for (let i = 0; i < joints.length; i += 2) {
			const [jx, jy] = [joints[i] as number, joints[i + 1] as number];
			const away = Math.hypot(jx - end.x, jy - end.y);
			const t = ((jx - ax) * (bx - ax) + (jy - ay) * (by - ay)) / length;
			if (away < bestAway && t > 0.05 && t < length - 0.05) {
				bestAway = away;
				best = { side: end.side, x: jx, y: jy, joined: true };
			}
		}
	}
	for (const corner of [end.side, next]) {
		// At a corner of streets of unlike width, one half would not know the wide one as its side.
		const other = corner === next ? next : (end.side + x.length - 1) % x.length;
		if (Math.abs(halfWidthOf(net, block, other) - halfWidthOf(net, block, end.side)) > 2) continue;
		const away = Math.hypot((x[corner] as number) - end.x, (y[corner] as number) - end.y);
		if (away < bestAway) {
			bestAway = away;
			best = { side: corner, x: x[corner] as number, y: y[corner] as number, joined: true };
		}
	}
	return best;
}

function halfWidthOf(net: StreetNet, block: Block, side: number): number {
	const segment = block.side[side] as number;
	return segment < 0 ? 0 : (net.halfWidthM[segment] as number);
}

/** Whether the straight line between two ends stays inside the block, clear of its corners and of its sides. */
function isChord(block: Block, a: End, b: End): boolean {
	const length = Math.hypot(b.x - a.x, b.y - a.y);
	if (length < 8) return false;
	const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
	return isClearLine(block, a.x + ux * 0.5, a.y + uy * 0.5, b.x - ux * 0.5, b.y - uy * 0.5) && meetsWell(block, a, b);
}

/** Whether the new street, but for its ends, keeps off the carriageways around the block. */
function isApart(net: StreetNet, block: Block, a: End, b: End, halfM: number): boolean {
	const { x, y, side } = block;
	const count = x.length;
	const length = Math.hypot(b.x - a.x, b.y - a.y);
	const from = approachM(net, block, a);
	const to = length - approachM(net, block, b);
	for (let at = from; at <= to; at += 10) {
		const px = a.x + ((b.x - a.x) / length) * at;
		const py = a.y + ((b.y - a.y) / length) * at;
		for (let i = 0; i < count; i++) {
			const segment = side[i] as number;
			if (segment < 0) continue;
			const j = (i + 1) % count;
			const clear = (net.halfWidthM[segment] as number) + halfM + 1.5;
			const away = distanceToSegmentM(px, py, x[i] as number, y[i] as number, x[j] as number, y[j] as number);
			if (away < clear) return false;
		}
	}
	return true;
}

/** How far from its end a street may still lie within the carriageway that it joins at a slant. */
function approachM(net: StreetNet, block: Block, end: End): number {
	const count = block.x.length;
	let half = halfWidthOf(net, block, end.side);
	// A side that goes on in nearly the same direction is the same street.
	for (const i of [(end.side + count - 1) % count, (end.side + 1) % count]) {
		if (cosBetween(block, i, end.side) > 0.8) half = Math.max(half, halfWidthOf(net, block, i));
	}
	return half * 2.4 + 6;
}

function cosBetween(block: Block, i: number, j: number): number {
	const { x, y } = block;
	const count = x.length;
	const dx = (k: number): number => (x[(k + 1) % count] as number) - (x[k] as number);
	const dy = (k: number): number => (y[(k + 1) % count] as number) - (y[k] as number);
	const length = Math.hypot(dx(i), dy(i)) * Math.hypot(dx(j), dy(j)) || 1;
	return (dx(i) * dx(j) + dy(i) * dy(j)) / length;
}

/** Neither end runs into its side at less than about 25 degrees. */
function meetsWell(block: Block, a: End, b: End): boolean {
	const { x, y } = block;
	const length = Math.hypot(b.x - a.x, b.y - a.y);
	for (const end of [a, b]) {
		const count = x.length;
		const other = end === a ? b : a;
		const isCorner = (x[end.side] as number) === end.x && (y[end.side] as number) === end.y;
		for (const side of isCorner ? [end.side, (end.side + count - 1) % count] : [end.side]) {
			const next = (side + 1) % count;
			const sx = (x[next] as number) - (x[side] as number);
			const sy = (y[next] as number) - (y[side] as number);
			const cross = Math.abs(sx * (other.y - end.y) - sy * (other.x - end.x));
			if (cross < 0.42 * length * Math.hypot(sx, sy)) return false;
		}
	}
	return true;
}

function isClearLine(block: Block, ax: number, ay: number, bx: number, by: number): boolean {
	const { x, y } = block;
	const dx = bx - ax;
	const dy = by - ay;
	let inside = false;
	for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
		const [px, py, qx, qy] = [x[j], y[j], x[i], y[i]] as [number, number, number, number];
		if (py > ay !== qy > ay && ax < ((px - qx) * (ay - qy)) / (py - qy) + qx) inside = !inside;
		const d0 = dx * (py - ay) - dy * (px - ax);
		const d1 = dx * (qy - ay) - dy * (qx - ax);
		if (d0 >= 0 === d1 >= 0) continue;
		const e0 = (qx - px) * (ay - py) - (qy - py) * (ax - px);
		const e1 = (qx - px) * (by - py) - (qy - py) * (bx - px);
		if (e0 >= 0 !== e1 >= 0) return false;
	}
	return inside;
}

/** [x, y, ...] from a to b, with two points pushed aside where a bend is wanted and fits. */
function courseOf(block: Block, a: End, b: End, bendM: number): number[] {
	const straight = [a.x, a.y, b.x, b.y];
	const length = Math.hypot(b.x - a.x, b.y - a.y);
	if (bendM === 0 || length < 300) return straight;
	const [nx, ny] = [-(b.y - a.y) / length, (b.x - a.x) / length];
	const bent: number[] = [a.x, a.y];
	for (const [t, share] of [
		[0.25, 0.75],
		[0.5, 1],
		[0.75, 0.75],
	] as const) {
		bent.push(a.x + (b.x - a.x) * t + nx * bendM * share, a.y + (b.y - a.y) * t + ny * bendM * share);
	}
	bent.push(b.x, b.y);
	for (let i = 0; i + 3 < bent.length; i += 2) {
		const [px, py, qx, qy] = bent.slice(i, i + 4) as [number, number, number, number];
		const inset = 0.5 / Math.hypot(qx - px, qy - py);
		const [ix, iy] = [(qx - px) * inset, (qy - py) * inset];
		if (!isClearLine(block, px + ix, py + iy, qx - ix, qy - iy)) return straight;
	}
	return bent;
}

function reversePoints(points: readonly number[]): number[] {
	const reversed: number[] = [];
	for (let i = points.length - 2; i >= 0; i -= 2) reversed.push(points[i] as number, points[i + 1] as number);
	return reversed;
}

/** The half that lies left of the way back: along the block from a to b, then along the street from b to a. */
function walkBlock(block: Block, a: End, b: End, back: readonly number[], first: number, step: 1 | -1): Block {
	const half: Block = { x: [], y: [], side: [] };
	const count = block.x.length;
	pushCorner(half, a.x, a.y, block.side[a.side] as number);
	for (let i = (a.side + 1) % count; ; i = (i + 1) % count) {
		// The corner a itself is already there; the corner b closes the walk.
		if (i === (b.side + 1) % count) break;
		pushCorner(half, block.x[i] as number, block.y[i] as number, block.side[i] as number);
	}
	const segments = back.length / 2 + 1;
	let segment = step === 1 ? first : first + segments - 1;
	pushCorner(half, b.x, b.y, segment);
	for (let i = 0; i < back.length; i += 2) {
		segment += step;
		pushCorner(half, back[i] as number, back[i + 1] as number, segment);
	}
	return half;
}

function pushCorner(block: Block, x: number, y: number, side: number): void {
	const last = block.x.length - 1;
	if (last >= 0 && block.x[last] === x && block.y[last] === y) {
		block.side[last] = side;
		return;
	}
	block.x.push(x);
	block.y.push(y);
	block.side.push(side);
}
