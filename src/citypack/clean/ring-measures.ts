/** A flat ring [x, y, ...], in whole or broken numbers. */
type Ring = ArrayLike<number>;

/** [west, south, east, north] of rings, in their units; of none [Infinity, Infinity, -Infinity, -Infinity]. */
export type RingBox = readonly [west: number, south: number, east: number, north: number];

/**
 * Twice the signed area of a ring, closed or not; positive = counter-clockwise. Taken about its first vertex, to be exact far out:
 * for degrees x 1e7 up to 9 degrees.
 */
export function doubleSignedArea(ring: Ring): number {
	const x0 = ring[0] as number;
	const y0 = ring[1] as number;
	let sum = 0;
	for (let i = 2; i + 3 < ring.length; i += 2) {
		sum +=
			((ring[i] as number) - x0) * ((ring[i + 3] as number) - y0) -
			((ring[i + 2] as number) - x0) * ((ring[i + 1] as number) - y0);
	}
	return sum;
}

/** Whether [x, y] lies inside a ring, closed or not; on the line: either answer. */
export function isInsideRing(ring: Ring, x: number, y: number): boolean {
	let inside = false;
	for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
		const yi = ring[i + 1] as number;
		const yj = ring[j + 1] as number;
		if (yi > y === yj > y) continue;
		const xi = ring[i] as number;
		if (x < xi + (((ring[j] as number) - xi) * (y - yi)) / (yj - yi)) inside = !inside;
	}
	return inside;
}

/** Whether most vertices of a ring lie in another: one may touch the line, so the majority decides. */
export function liesInside(ring: Ring, outer: Ring): boolean {
	let inside = 0;
	for (let i = 0; i < ring.length; i += 2) {
		if (isInsideRing(outer, ring[i] as number, ring[i + 1] as number)) inside++;
	}
	return inside * 4 > ring.length;
}

/** The box around rings. */
export function boxOfRings(rings: readonly Ring[]): RingBox {
	let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
	for (const ring of rings) {
		for (let i = 0; i < ring.length; i += 2) {
			const x = ring[i] as number;
			const y = ring[i + 1] as number;
			if (x < west) west = x;
			if (x > east) east = x;
			if (y < south) south = y;
			if (y > north) north = y;
		}
	}
	return [west, south, east, north];
}

/** The ring itself, or a copy that runs the other way, so that it runs counter-clockwise or clockwise as asked. */
export function windRing(ring: Int32Array, counterClockwise: boolean): Int32Array {
	if (doubleSignedArea(ring) > 0 === counterClockwise) return ring;
	const out = new Int32Array(ring.length);
	for (let i = 0; i < ring.length; i += 2) {
		out[i] = ring[ring.length - 2 - i] as number;
		out[i + 1] = ring[ring.length - 1 - i] as number;
	}
	return out;
}
