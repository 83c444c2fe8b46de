/** Cuts a closed ring [x, y, ..., x, y] to the square `low`..`high` (Sutherland-Hodgman); [] when nothing is inside. */
export function clipRing(xy: readonly number[], low: number, high: number): number[] {
	let ring: readonly number[] = xy;
	for (const axis of [0, 1]) {
		ring = cutRing(ring, axis, low, 1);
		ring = cutRing(ring, axis, high, -1);
	}
	return ring as number[];
}

function cutRing(ring: readonly number[], axis: number, edge: number, sign: number): number[] {
	const kept: number[] = [];
	for (let i = 0; i + 3 < ring.length; i += 2) {
		const a = (ring[i + axis]! - edge) * sign;
		const b = (ring[i + 2 + axis]! - edge) * sign;
		if (a >= 0) kept.push(ring[i]!, ring[i + 1]!);
		if (a >= 0 !== b >= 0) {
			const t = a / (a - b);
			kept.push(ring[i]! + t * (ring[i + 2]! - ring[i]!), ring[i + 1]! + t * (ring[i + 3]! - ring[i + 1]!));
		}
	}
	if (kept.length > 0) kept.push(kept[0]!, kept[1]!);
	return kept;
}
