/** Walls that radiate, seen from outside: ends of each stretch in plan, the building on its left, flat: ax, ay, bx, by ... */
export interface RadiatingWalls {
	readonly ends: Float64Array;
	readonly lowM: number;
	readonly highM: number;
}

/**
 * What share of all it can receive does a small surface at (x, y, z) get from radiating walls, when it is turned towards them? The exact
 * contour integral (Lambert): for each wall the sum over its edges of the angle under which the edge is seen times the normal of the plane
 * through eye and edge, over 2 pi; walls add up as vectors. Equal to the centre-line formula of fire-facts 5.2b opposite the middle of
 * one rectangle. Walls that turn their back give nothing. `shown` = which walls are seen, absent = all. Cost: about 0.3 us a wall.
 */
export function measureViewFactor(walls: RadiatingWalls, x: number, y: number, z: number, shown?: Uint8Array): number {
	const { ends, lowM, highM } = walls;
	const low = lowM - z;
	const high = highM - z;
	let sx = 0;
	let sy = 0;
	let sz = 0;
	for (let i = 0; i < ends.length; i += 4) {
		if (shown && shown[i / 4] === 0) continue;
		const ax = (ends[i] as number) - x;
		const ay = (ends[i + 1] as number) - y;
		const bx = (ends[i + 2] as number) - x;
		const by = (ends[i + 3] as number) - y;
		// Outside lies on the right of a to b: from there the eye sees b to the right of a, so that a x b is negative.
		const turn = ax * by - ay * bx;
		if (turn >= -1e-9) continue;
		const a2 = ax * ax + ay * ay;
		const b2 = bx * bx + by * by;
		const ab = ax * bx + ay * by;
		const aLow = Math.sqrt(a2 + low * low);
		const aHigh = Math.sqrt(a2 + high * high);
		const bLow = Math.sqrt(b2 + low * low);
		const bHigh = Math.sqrt(b2 + high * high);
		// Foot and head of the wall: normals (ay z - z by, z bx - ax z, turn), run a to b below and b to a above.
		const nxf = (ay - by) * low;
		const nyf = (bx - ax) * low;
		const foot =
			Math.acos(clampUnit((ab + low * low) / (aLow * bLow))) / Math.sqrt(nxf * nxf + nyf * nyf + turn * turn);
		const nxh = (ay - by) * high;
		const nyh = (bx - ax) * high;
		const head =
			Math.acos(clampUnit((ab + high * high) / (aHigh * bHigh))) / Math.sqrt(nxh * nxh + nyh * nyh + turn * turn);
		// Upright edges at b (up) and a (down): their planes are upright, normals (by, -bx) and (ay, -ax).
		const atB = Math.acos(clampUnit((b2 + low * high) / (bLow * bHigh))) / Math.sqrt(b2);
		const atA = Math.acos(clampUnit((a2 + low * high) / (aLow * aHigh))) / Math.sqrt(a2);
		sx += nxf * foot - nxh * head + by * atB - ay * atA;
		sy += nyf * foot - nyh * head - bx * atB + ax * atA;
		sz += turn * foot - turn * head;
	}
	return Math.min(1, Math.sqrt(sx * sx + sy * sy + sz * sz) / (2 * Math.PI));
}

function clampUnit(value: number): number {
	return value > 1 ? 1 : value < -1 ? -1 : value;
}

/**
 * How high does a flame stand above its base (Heskestad: 0.235 Q^0.4 - 1.02 D, Q in kW, D in metres)? Never below 0. 5 MW and 3 m: 4.0 m.
 */
export function measureFlameM(heatMw: number, baseM: number): number {
	return Math.max(0, 0.235 * (heatMw * 1000) ** 0.4 - 1.02 * baseM);
}
