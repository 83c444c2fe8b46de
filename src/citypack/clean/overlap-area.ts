/**
 * Area common to two sets of simple rings, in the square of their unit. Flat [x, y, ...], unclosed; outer rings counter-clockwise,
 * holes clockwise; rings of one set do not overlap but as holes. Exact but for rounding.
 *
 * A set is the signed sum of the strips below its edges, so the common area is the sum over pairs of edges of the area below both:
 * the integral of the lower of two lines. No clipping, no allocation. Cost: a few ns a pair of edges that overlap in x.
 */
export function overlapArea(a: readonly Int32Array[], b: readonly Int32Array[]): number {
	// Strips end at a line below everything; a near one keeps the numbers small.
	let base = Number.POSITIVE_INFINITY;
	for (const ring of a) for (let i = 1; i < ring.length; i += 2) base = Math.min(base, ring[i] as number);
	for (const ring of b) for (let i = 1; i < ring.length; i += 2) base = Math.min(base, ring[i] as number);
	let sum = 0;
	for (const ring of a) {
		for (let i = 0; i < ring.length; i += 2) {
			const j = i + 2 === ring.length ? 0 : i + 2;
			const x0 = ring[i] as number;
			const x1 = ring[j] as number;
			if (x0 !== x1)
				for (const other of b)
					sum += belowEdgeAndRing(x0, ring[i + 1] as number, x1, ring[j + 1] as number, other, base);
		}
	}
	return Math.abs(sum);
}

/** Signed area below one edge and below the edges of a ring. */
function belowEdgeAndRing(x0: number, y0: number, x1: number, y1: number, ring: Int32Array, base: number): number {
	const forward = x1 > x0;
	const left = forward ? x0 : x1;
	const right = forward ? x1 : x0;
	const slope = (y1 - y0) / (x1 - x0);
	let sum = 0;
	let px = ring[ring.length - 2] as number;
	let py = ring[ring.length - 1] as number;
	for (let i = 0; i < ring.length; i += 2) {
		const qx = ring[i] as number;
		const qy = ring[i + 1] as number;
		if (px !== qx) {
			const from = Math.max(left, Math.min(px, qx));
			const to = Math.min(right, Math.max(px, qx));
			if (from < to) {
				const otherSlope = (qy - py) / (qx - px);
				const area = belowBoth(
					y0 + (from - x0) * slope - base,
					y0 + (to - x0) * slope - base,
					py + (from - px) * otherSlope - base,
					py + (to - px) * otherSlope - base,
					to - from,
				);
				sum += qx > px === forward ? area : -area;
			}
		}
		px = qx;
		py = qy;
	}
	return sum;
}

/** Area below the lower of two lines over a width: heights of both at its left and right end. */
function belowBoth(aLeft: number, aRight: number, bLeft: number, bRight: number, width: number): number {
	const atLeft = bLeft - aLeft;
	const atRight = bRight - aRight;
	if (atLeft >= 0 && atRight >= 0) return ((aLeft + aRight) / 2) * width;
	if (atLeft <= 0 && atRight <= 0) return ((bLeft + bRight) / 2) * width;
	const part = atLeft / (atLeft - atRight);
	const crossing = aLeft + (aRight - aLeft) * part;
	const low = atLeft > 0;
	return (
		(((low ? aLeft : bLeft) + crossing) / 2) * width * part +
		((crossing + (low ? bRight : aRight)) / 2) * width * (1 - part)
	);
}
