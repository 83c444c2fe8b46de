import type { XY } from '../../../domain/geo/local-plane.ts';
import { between } from '../../measure/plane-line.ts';
import { isInRing, measureRingM2 } from '../../measure/plane-ring.ts';
import type { PlaneShape } from '../../measure/plane-shape.ts';
import { cutPieces, type OffsetPiece } from './cut-pieces.ts';
import { createWallDistance } from './wall-distance.ts';

/** Largest distance between a drawn arc and the true one, as a share of the radius and at least so many metres. */
const ARC_SHARE = 0.001;
const ARC_LEAST_M = 0.05;
/** Ends of pieces closer than this are one, metres. */
const JOIN_M = 0.01;
/** A piece this much nearer to the walls than the distance lies inside the zone, metres. */
const INSIDE_M = 1e-6;

/** A piece of ground: outer ring, then holes, closed, counter-clockwise and clockwise. */
export type PlanePolygon = readonly (readonly XY[])[];

/**
 * All ground within `distanceM` of a shape, the shape included: its true round offset (what shapely calls a buffer with round joins).
 * Straight pieces beside the walls and arcs round the corners are cut where they meet, those nearer than the distance are dropped, the rest
 * is joined. Arcs start where the walls' normals point, so that turning the shape turns the result. Should the pieces not close (broken
 * geometry), the offset of the convex hull is given: never smaller. Cost: 0.2 ms for 20 walls, grows with their square.
 */
export function offsetShape(shape: PlaneShape, distanceM: number): PlanePolygon[] {
	const rings = listRings(shape);
	return tryOffset(shape, rings, distanceM) ?? [offsetHull(rings.flat(), distanceM)];
}

/** A circle round a place, closed. */
export function drawCircle(centre: XY, radiusM: number): PlanePolygon {
	return [[...arcPoints(centre, radiusM, 0, 2 * Math.PI), pointAt(centre, radiusM, 0)]];
}

/** Places on an arc, counter-clockwise, without its end. */
export function arcPoints(centre: XY, radiusM: number, from: number, to: number): XY[] {
	const sag = Math.max(ARC_LEAST_M, ARC_SHARE * radiusM);
	const step = 2 * Math.acos(Math.max(0, 1 - sag / radiusM)) || Math.PI / 4;
	const count = Math.max(1, Math.ceil((to - from) / step - 1e-9));
	return Array.from({ length: count }, (_, i) => pointAt(centre, radiusM, from + ((to - from) * i) / count));
}

function pointAt([x, y]: XY, radiusM: number, angle: number): XY {
	return [x + radiusM * Math.cos(angle), y + radiusM * Math.sin(angle)];
}

function tryOffset(
	shape: PlaneShape,
	rings: readonly (readonly XY[])[],
	distanceM: number,
): PlanePolygon[] | undefined {
	const raw = rings.flatMap((ring) => listRawPieces(ring, distanceM));
	const walls = createWallDistance(shape);
	const kept = cutPieces(raw).filter((piece) => walls.isFartherThan(middleOf(piece), distanceM - INSIDE_M));
	const loops = joinPieces(kept);
	return loops && nestLoops(loops);
}

/** Rings open, walls shorter than a millimetre left out: outer ones counter-clockwise, holes clockwise. */
function listRings({ xy, ringStart }: PlaneShape): XY[][] {
	const rings: XY[][] = [];
	for (let r = 0; r + 1 < ringStart.length; r++) {
		const ring: XY[] = [];
		const end = ((ringStart[r + 1] as number) - 1) * 2;
		for (let i = (ringStart[r] as number) * 2; i < end; i += 2) {
			const at: XY = [xy[i] as number, xy[i + 1] as number];
			if (ring.length === 0 || between(ring.at(-1) as XY, at) > 1e-3) ring.push(at);
		}
		if (ring.length > 2 && between(ring[0] as XY, ring.at(-1) as XY) <= 1e-3) ring.pop();
		if (ring.length > 2) rings.push(ring);
	}
	return rings;
}

/** The walls moved outwards, and an arc round each corner that points outwards. */
function listRawPieces(ring: readonly XY[], distanceM: number): OffsetPiece[] {
	const pieces: OffsetPiece[] = [];
	const count = ring.length;
	for (let i = 0; i < count; i++) {
		const a = ring[i] as XY;
		const b = ring[(i + 1) % count] as XY;
		const c = ring[(i + 2) % count] as XY;
		const [nx, ny] = normalOf(a, b);
		const [mx, my] = normalOf(b, c);
		const from: XY = [a[0] + distanceM * nx, a[1] + distanceM * ny];
		const to: XY = [b[0] + distanceM * nx, b[1] + distanceM * ny];
		pieces.push({ kind: 'straight', from, to });
		const turn = Math.atan2(nx * my - ny * mx, nx * mx + ny * my);
		if (turn <= 0) continue;
		const start = Math.atan2(ny, nx);
		const next: XY = [b[0] + distanceM * mx, b[1] + distanceM * my];
		pieces.push({ kind: 'arc', centre: b, radiusM: distanceM, start, end: start + turn, from: to, to: next });
	}
	return pieces;
}

/** Unit vector out of the wall from a to b, the building on its left. */
function normalOf(a: XY, b: XY): XY {
	const lengthM = between(a, b);
	return [(b[1] - a[1]) / lengthM, (a[0] - b[0]) / lengthM];
}

function middleOf(piece: OffsetPiece): XY {
	if (piece.kind === 'arc') return pointAt(piece.centre, piece.radiusM, (piece.start + piece.end) / 2);
	return [(piece.from[0] + piece.to[0]) / 2, (piece.from[1] + piece.to[1]) / 2];
}

/** Rings made of pieces put end to end; undefined = they do not close. */
function joinPieces(pieces: readonly OffsetPiece[]): XY[][] | undefined {
	const left = new Set(pieces);
	const loops: XY[][] = [];
	for (const first of pieces) {
		if (!left.delete(first)) continue;
		const loop: XY[] = [];
		let piece = first;
		for (;;) {
			loop.push(...drawPiece(piece));
			const here = piece.to;
			const next = findNext(left, here);
			const home = between(here, first.from);
			if (!next || home <= between(here, next.from)) {
				if (home > JOIN_M) return undefined;
				break;
			}
			if (between(here, next.from) > JOIN_M) return undefined;
			left.delete(next);
			piece = next;
		}
		if (loop.length > 2) loops.push(loop);
	}
	return loops.length > 0 ? loops : undefined;
}

function findNext(left: ReadonlySet<OffsetPiece>, at: XY): OffsetPiece | undefined {
	let best: OffsetPiece | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const piece of left) {
		const away = between(at, piece.from);
		if (away >= least) continue;
		least = away;
		best = piece;
	}
	return best;
}

/** Places along a piece without its end. */
function drawPiece(piece: OffsetPiece): XY[] {
	return piece.kind === 'straight' ? [piece.from] : arcPoints(piece.centre, piece.radiusM, piece.start, piece.end);
}

/** Outer rings with the holes that lie in them; slivers left out. */
function nestLoops(loops: readonly XY[][]): PlanePolygon[] | undefined {
	const outers = loops.filter((loop) => measureRingM2(loop) > JOIN_M);
	const holes = loops.filter((loop) => measureRingM2(loop) < -JOIN_M);
	if (outers.length === 0) return undefined;
	return outers.map((outer) => [
		closeRing(outer),
		...holes.filter((hole) => isInRing(hole[0] as XY, outer)).map(closeRing),
	]);
}

function closeRing(ring: readonly XY[]): XY[] {
	return [...ring, ring[0] as XY];
}

/** The round offset of the convex hull of some places. */
function offsetHull(places: readonly XY[], distanceM: number): PlanePolygon {
	const hull = wrapPlaces(places);
	const pieces = listRawPieces(hull, distanceM);
	return [closeRing(pieces.flatMap(drawPiece))];
}

/** Convex hull, counter-clockwise (monotone chain). */
export function wrapPlaces(places: readonly XY[]): XY[] {
	const sorted = [...places].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
	const half = (from: readonly XY[]) => {
		const chain: XY[] = [];
		for (const at of from) {
			while (chain.length > 1 && turnOf(chain.at(-2) as XY, chain.at(-1) as XY, at) <= 0) chain.pop();
			chain.push(at);
		}
		return chain.slice(0, -1);
	};
	return [...half(sorted), ...half(sorted.reverse())];
}

function turnOf(a: XY, b: XY, c: XY): number {
	return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
