import type { PointError } from './point-error.ts';

/** Metres east, north and up. */
export type Space = readonly [x: number, y: number, z: number];

/** Lengths of the stretches of a line in space, metres. */
export function legsOf(line: readonly Space[]): number[] {
	return line.slice(1).map(([x, y, z], i) => {
		const [ax, ay, az] = line[i] as Space;
		return Math.hypot(x - ax, y - ay, z - az);
	});
}

/**
 * How far off the length of a line may be, metres, when its points are off by `errors`, one independent of the other: a point in the middle
 * of a straight stretch changes nothing, an end the whole. Of a ring (`isClosed`) each point has two neighbours.
 */
export function lengthErrorM(line: readonly Space[], errors: readonly PointError[], isClosed = false): number {
	const count = line.length;
	let square = 0;
	for (let i = 0; i < count; i++) {
		const at = line[i] as Space;
		const { acrossM, upM } = errors[i] as PointError;
		const before = i > 0 ? line[i - 1] : isClosed ? line[count - 1] : undefined;
		const after = i < count - 1 ? line[i + 1] : isClosed ? line[0] : undefined;
		const [ax, ay, az] = before ? unit(before, at) : ZERO;
		const [bx, by, bz] = after ? unit(after, at) : ZERO;
		const [x, y, z] = [ax + bx, ay + by, az + bz];
		square += (x * x + y * y) * acrossM ** 2 + z * z * upM ** 2;
	}
	return Math.sqrt(square);
}

/** How far off the area of a ring in plan may be, square metres: each point moves the chord of its neighbours. */
export function areaErrorM2(ring: readonly Space[], errors: readonly PointError[]): number {
	const count = ring.length;
	let square = 0;
	for (let i = 0; i < count; i++) {
		const [ax, ay] = ring[(i + count - 1) % count] as Space;
		const [bx, by] = ring[(i + 1) % count] as Space;
		square += ((Math.hypot(bx - ax, by - ay) / 2) * (errors[i] as PointError).acrossM) ** 2;
	}
	return Math.sqrt(square);
}

const ZERO: Space = [0, 0, 0];

/** The direction from one place to another; of one place to itself (0, 0, 1), so that its error counts. */
function unit(from: Space, to: Space): Space {
	const [x, y, z] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
	const length = Math.hypot(x, y, z);
	return length === 0 ? [0, 0, 1] : [x / length, y / length, z / length];
}
