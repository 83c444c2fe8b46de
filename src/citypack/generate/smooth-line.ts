import type { PlanePoint } from './city-plane.ts';
import type { Rng } from './rng.ts';

/** Rounds a sketched line off (Catmull-Rom through every given point), one point about every `stepM` metres. */
export function smoothLine(points: readonly PlanePoint[], stepM: number, closed: boolean): PlanePoint[] {
	const count = points.length;
	const at = (i: number): PlanePoint =>
		points[closed ? (i + count) % count : Math.min(Math.max(i, 0), count - 1)] as PlanePoint;
	const smooth: PlanePoint[] = [];
	const spans = closed ? count : count - 1;
	for (let i = 0; i < spans; i++) {
		const [a, b, c, d] = [at(i - 1), at(i), at(i + 1), at(i + 2)];
		const steps = Math.max(1, Math.round(Math.hypot(c[0] - b[0], c[1] - b[1]) / stepM));
		for (let k = 0; k < steps; k++) {
			const t = k / steps;
			smooth.push(k === 0 ? b : [spline(a[0], b[0], c[0], d[0], t), spline(a[1], b[1], c[1], d[1], t)]);
		}
	}
	if (!closed) smooth.push(at(count - 1));
	return smooth;
}

function spline(a: number, b: number, c: number, d: number, t: number): number {
	const tension = 0.4;
	const m0 = tension * (c - a);
	const m1 = tension * (d - b);
	const t2 = t * t;
	const t3 = t2 * t;
	return (2 * t3 - 3 * t2 + 1) * b + (t3 - 2 * t2 + t) * m0 + (3 * t2 - 2 * t3) * c + (t3 - t2) * m1;
}

/** The line moved `distanceM` to its left (negative: right). Meant for lines whose bends are wider than the distance. */
export function offsetLine(points: readonly PlanePoint[], distanceM: number, closed: boolean): PlanePoint[] {
	const count = points.length;
	return points.map((point, i): PlanePoint => {
		const before = points[closed ? (i + count - 1) % count : Math.max(i - 1, 0)] as PlanePoint;
		const after = points[closed ? (i + 1) % count : Math.min(i + 1, count - 1)] as PlanePoint;
		const dx = after[0] - before[0];
		const dy = after[1] - before[1];
		const length = Math.hypot(dx, dy) || 1;
		return [point[0] - (dy / length) * distanceM, point[1] + (dx / length) * distanceM];
	});
}

/** A rounded, irregular shape around a centre, counter-clockwise: a lake, a hill. */
export function blobRing(
	centre: PlanePoint,
	halfLengthM: number,
	halfWidthM: number,
	turnDeg: number,
	rng: Rng,
): PlanePoint[] {
	const turn = (turnDeg * Math.PI) / 180;
	const phases = [rng.range(0, 6.28), rng.range(0, 6.28), rng.range(0, 6.28)] as const;
	const ring: PlanePoint[] = [];
	for (let i = 0; i < 30; i++) {
		const angle = (i / 30) * 2 * Math.PI;
		const swell =
			1 +
			0.16 * Math.sin(2 * angle + phases[0]) +
			0.13 * Math.sin(3 * angle + phases[1]) +
			0.09 * Math.sin(5 * angle + phases[2]);
		const u = Math.cos(angle) * halfLengthM * swell;
		const v = Math.sin(angle) * halfWidthM * swell;
		ring.push([
			centre[0] + u * Math.cos(turn) - v * Math.sin(turn),
			centre[1] + u * Math.sin(turn) + v * Math.cos(turn),
		]);
	}
	return ring;
}

/** Puts gentle bends into long straight legs, so that a sketched road does not run like a ruler. */
export function bendLegs(points: readonly PlanePoint[], rng: Rng): PlanePoint[] {
	const bent: PlanePoint[] = [];
	for (let i = 0; i + 1 < points.length; i++) {
		const a = points[i] as PlanePoint;
		const b = points[i + 1] as PlanePoint;
		bent.push(a);
		const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
		const bends = Math.min(3, Math.floor(length / 1600));
		for (let k = 1; k <= bends; k++) {
			const t = k / (bends + 1) + rng.range(-0.06, 0.06);
			const side = rng.range(-0.035, 0.035) * length;
			bent.push([
				a[0] + (b[0] - a[0]) * t - ((b[1] - a[1]) / length) * side,
				a[1] + (b[1] - a[1]) * t + ((b[0] - a[0]) / length) * side,
			]);
		}
	}
	bent.push(points.at(-1) as PlanePoint);
	return bent;
}

/** Metres from a point to the nearest place on a line. */
export function distanceToLineM(points: readonly PlanePoint[], x: number, y: number, closed: boolean): number {
	let best = Infinity;
	const spans = closed ? points.length : points.length - 1;
	for (let i = 0; i < spans; i++) {
		const a = points[i] as PlanePoint;
		const b = points[(i + 1) % points.length] as PlanePoint;
		best = Math.min(best, distanceToSegmentM(x, y, a[0], a[1], b[0], b[1]));
	}
	return best;
}

/** Metres from (x, y) to the segment a-b. */
export function distanceToSegmentM(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
	const dx = bx - ax;
	const dy = by - ay;
	const square = dx * dx + dy * dy;
	let t = square > 0 ? ((x - ax) * dx + (y - ay) * dy) / square : 0;
	if (t < 0) t = 0;
	else if (t > 1) t = 1;
	return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Whether (x, y) lies inside a ring. */
export function isInRing(ring: readonly PlanePoint[], x: number, y: number): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const a = ring[i] as PlanePoint;
		const b = ring[j] as PlanePoint;
		if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) inside = !inside;
	}
	return inside;
}
