import type { BuildingSink, Frame } from './building-sink.ts';

/**
 * Shapes of buildings within the rectangle u0..u1, v0..v1 of a block's frame. Outer rings counter-clockwise, holes
 * clockwise. Each pushes its rings into the sink.
 */

/** A plain rectangle. */
export function drawBox(sink: BuildingSink, frame: Frame, u0: number, v0: number, u1: number, v1: number): void {
	const { shape } = sink;
	shape[0] = u0;
	shape[1] = v0;
	shape[2] = u1;
	shape[3] = v0;
	shape[4] = u1;
	shape[5] = v1;
	shape[6] = u0;
	shape[7] = v1;
	sink.pushRing(4, frame);
}

/** A rectangle with one corner cut off, as where lanes meet. */
export function drawChamfer(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	cutM: number,
	corner: number,
): void {
	const { shape } = sink;
	let n = 0;
	for (let k = 0; k < 4; k++) {
		const u = k === 1 || k === 2 ? u1 : u0;
		const v = k >= 2 ? v1 : v0;
		if (k !== corner) {
			shape[n++] = u;
			shape[n++] = v;
			continue;
		}
		const toU = u === u0 ? cutM : -cutM;
		const toV = v === v0 ? cutM : -cutM;
		// Corners 0 and 2 are reached along v and left along u; 1 and 3 the other way round.
		const first = k % 2 === 0;
		shape[n++] = first ? u : u + toU;
		shape[n++] = first ? v + toV : v;
		shape[n++] = first ? u + toU : u;
		shape[n++] = first ? v : v + toV;
	}
	sink.pushRing(5, frame);
}

/** A rectangle with one corner missing: an L. The missing part takes `shareU` by `shareV` of the rectangle. */
export function drawCorner(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	shareU: number,
	shareV: number,
	corner: number,
): void {
	const { shape } = sink;
	let n = 0;
	for (let k = 0; k < 4; k++) {
		const u = k === 1 || k === 2 ? u1 : u0;
		const v = k >= 2 ? v1 : v0;
		if (k !== corner) {
			shape[n++] = u;
			shape[n++] = v;
			continue;
		}
		const inU = u + (u === u0 ? 1 : -1) * shareU * (u1 - u0);
		const inV = v + (v === v0 ? 1 : -1) * shareV * (v1 - v0);
		const first = k % 2 === 0;
		shape[n++] = first ? u : inU;
		shape[n++] = first ? inV : v;
		shape[n++] = inU;
		shape[n++] = inV;
		shape[n++] = first ? inU : u;
		shape[n++] = first ? v : inV;
	}
	sink.pushRing(6, frame);
}

/** A rectangle with a notch in one long side (a light well, a stair): a U. */
export function drawNotch(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	from: number,
	to: number,
	deep: number,
	top: boolean,
): void {
	const { shape } = sink;
	const a = u0 + (u1 - u0) * from;
	const b = u0 + (u1 - u0) * to;
	const corners = top
		? [u0, v0, u1, v0, u1, v1, b, v1, b, v1 - deep, a, v1 - deep, a, v1, u0, v1]
		: [u0, v0, a, v0, a, v0 + deep, b, v0 + deep, b, v0, u1, v0, u1, v1, u0, v1];
	for (let i = 0; i < 16; i++) shape[i] = corners[i] as number;
	sink.pushRing(8, frame);
}

/** A rectangle around a courtyard, `wingM` deep all round. */
export function drawCourt(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	wingM: number,
): void {
	drawBox(sink, frame, u0, v0, u1, v1);
	const { shape } = sink;
	shape[0] = u0 + wingM;
	shape[1] = v0 + wingM;
	shape[2] = u0 + wingM;
	shape[3] = v1 - wingM;
	shape[4] = u1 - wingM;
	shape[5] = v1 - wingM;
	shape[6] = u1 - wingM;
	shape[7] = v0 + wingM;
	sink.pushRing(4, frame);
}

/** A rectangle without its four corners: a cross, as point towers are. */
export function drawCross(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	cutU: number,
	cutV: number,
): void {
	const { shape } = sink;
	const corners = [
		u0 + cutU,
		v0,
		u1 - cutU,
		v0,
		u1 - cutU,
		v0 + cutV,
		u1,
		v0 + cutV,
		u1,
		v1 - cutV,
		u1 - cutU,
		v1 - cutV,
		u1 - cutU,
		v1,
		u0 + cutU,
		v1,
		u0 + cutU,
		v1 - cutV,
		u0,
		v1 - cutV,
		u0,
		v0 + cutV,
		u0 + cutU,
		v0 + cutV,
	];
	for (let i = 0; i < 24; i++) shape[i] = corners[i] as number;
	sink.pushRing(12, frame);
}

/** A rectangle with its four corners cut off: an octagon. */
export function drawOctagon(
	sink: BuildingSink,
	frame: Frame,
	u0: number,
	v0: number,
	u1: number,
	v1: number,
	cutM: number,
): void {
	const { shape } = sink;
	const corners = [
		u0 + cutM,
		v0,
		u1 - cutM,
		v0,
		u1,
		v0 + cutM,
		u1,
		v1 - cutM,
		u1 - cutM,
		v1,
		u0 + cutM,
		v1,
		u0,
		v1 - cutM,
		u0,
		v0 + cutM,
	];
	for (let i = 0; i < 16; i++) shape[i] = corners[i] as number;
	sink.pushRing(8, frame);
}
