import type { XY } from '../../../domain/geo/local-plane.ts';
import { between } from '../../measure/plane-line.ts';

/** A piece of an offset line, run with the shape on its left. */
export type OffsetPiece =
	| { readonly kind: 'straight'; readonly from: XY; readonly to: XY }
	| {
			readonly kind: 'arc';
			readonly centre: XY;
			readonly radiusM: number;
			/** Angles from the x axis, counter-clockwise, start < end. */
			readonly start: number;
			readonly end: number;
			readonly from: XY;
			readonly to: XY;
	  };

/** Cuts nearer to an end than this are none, metres. */
const NEAR_END_M = 1e-6;

/** Cuts pieces wherever one meets another. Order is kept. Cost: pairs whose boxes meet. */
export function cutPieces(pieces: readonly OffsetPiece[]): OffsetPiece[] {
	const boxes = Float64Array.from(pieces.flatMap(boxOf));
	const cuts: XY[][] = pieces.map(() => []);
	for (let i = 0; i < pieces.length; i++) {
		for (let j = i + 1; j < pieces.length; j++) {
			if (
				(boxes[i * 4] as number) > (boxes[j * 4 + 2] as number) ||
				(boxes[j * 4] as number) > (boxes[i * 4 + 2] as number) ||
				(boxes[i * 4 + 1] as number) > (boxes[j * 4 + 3] as number) ||
				(boxes[j * 4 + 1] as number) > (boxes[i * 4 + 3] as number)
			) {
				continue;
			}
			for (const at of meet(pieces[i] as OffsetPiece, pieces[j] as OffsetPiece)) {
				cuts[i]?.push(at);
				cuts[j]?.push(at);
			}
		}
	}
	return pieces.flatMap((piece, i) => cutPiece(piece, cuts[i] as XY[]));
}

function boxOf(piece: OffsetPiece): number[] {
	if (piece.kind === 'arc') {
		const [x, y] = piece.centre;
		return [x - piece.radiusM, y - piece.radiusM, x + piece.radiusM, y + piece.radiusM];
	}
	const { from, to } = piece;
	return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
}

function cutPiece(piece: OffsetPiece, cuts: readonly XY[]): OffsetPiece[] {
	if (cuts.length === 0) return [piece];
	const sorted = cuts
		.map((at) => ({ at, along: alongOf(piece, at) }))
		.filter(({ at }) => between(at, piece.from) > NEAR_END_M && between(at, piece.to) > NEAR_END_M)
		.sort((a, b) => a.along - b.along);
	const parts: OffsetPiece[] = [];
	let from = piece.from;
	let start = piece.kind === 'arc' ? piece.start : 0;
	for (const { at, along } of [...sorted, { at: piece.to, along: piece.kind === 'arc' ? piece.end : 1 }]) {
		if (between(from, at) <= NEAR_END_M && at !== piece.to) continue;
		parts.push(
			piece.kind === 'arc' ? { ...piece, from, to: at, start, end: along } : { kind: 'straight', from, to: at },
		);
		from = at;
		start = along;
	}
	return parts;
}

/** Share along a straight piece, or the angle on an arc, from its start on. */
function alongOf(piece: OffsetPiece, at: XY): number {
	if (piece.kind === 'arc')
		return angleAfter(piece.start, Math.atan2(at[1] - piece.centre[1], at[0] - piece.centre[0]));
	const dx = piece.to[0] - piece.from[0];
	const dy = piece.to[1] - piece.from[1];
	return ((at[0] - piece.from[0]) * dx + (at[1] - piece.from[1]) * dy) / (dx * dx + dy * dy || 1);
}

/** The angle, whole turns added, that is not before `start`. */
function angleAfter(start: number, angle: number): number {
	const turn = (angle - start) % (2 * Math.PI);
	return start + (turn < 0 ? turn + 2 * Math.PI : turn);
}

function meet(a: OffsetPiece, b: OffsetPiece): XY[] {
	if (a.kind === 'straight') return b.kind === 'straight' ? meetStraights(a, b) : meetArc(a, b);
	return b.kind === 'straight' ? meetArc(b, a) : meetArcs(a, b);
}

type Straight = Extract<OffsetPiece, { kind: 'straight' }>;
type Arc = Extract<OffsetPiece, { kind: 'arc' }>;

function meetStraights(a: Straight, b: Straight): XY[] {
	const rx = a.to[0] - a.from[0];
	const ry = a.to[1] - a.from[1];
	const sx = b.to[0] - b.from[0];
	const sy = b.to[1] - b.from[1];
	const cross = rx * sy - ry * sx;
	if (Math.abs(cross) < 1e-12) return [];
	const px = b.from[0] - a.from[0];
	const py = b.from[1] - a.from[1];
	const t = (px * sy - py * sx) / cross;
	const u = (px * ry - py * rx) / cross;
	if (t < 0 || t > 1 || u < 0 || u > 1) return [];
	return [[a.from[0] + t * rx, a.from[1] + t * ry]];
}

function meetArc(a: Straight, arc: Arc): XY[] {
	const dx = a.to[0] - a.from[0];
	const dy = a.to[1] - a.from[1];
	const lengthM = Math.hypot(dx, dy);
	if (lengthM === 0) return [];
	const fx = a.from[0] - arc.centre[0];
	const fy = a.from[1] - arc.centre[1];
	const along = -(fx * dx + fy * dy) / lengthM;
	const offM = Math.abs(fx * dy - fy * dx) / lengthM;
	const half2 = arc.radiusM * arc.radiusM - offM * offM;
	if (half2 <= 0) return [];
	const half = Math.sqrt(half2);
	const found: XY[] = [];
	for (const s of [along - half, along + half]) {
		if (s < 0 || s > lengthM) continue;
		const at: XY = [a.from[0] + (s / lengthM) * dx, a.from[1] + (s / lengthM) * dy];
		if (isOnArc(arc, at)) found.push(at);
	}
	return found;
}

function meetArcs(a: Arc, b: Arc): XY[] {
	const dx = b.centre[0] - a.centre[0];
	const dy = b.centre[1] - a.centre[1];
	const apart = Math.hypot(dx, dy);
	if (apart === 0 || apart >= a.radiusM + b.radiusM) return [];
	// All arcs of one offset have the same radius.
	const half = Math.sqrt(a.radiusM * a.radiusM - (apart * apart) / 4);
	const mx = a.centre[0] + dx / 2;
	const my = a.centre[1] + dy / 2;
	const found: XY[] = [];
	for (const side of [-half, half]) {
		const at: XY = [mx - (side * dy) / apart, my + (side * dx) / apart];
		if (isOnArc(a, at) && isOnArc(b, at)) found.push(at);
	}
	return found;
}

function isOnArc(arc: Arc, at: XY): boolean {
	return angleAfter(arc.start, Math.atan2(at[1] - arc.centre[1], at[0] - arc.centre[0])) <= arc.end;
}
