/** A block of land, counter-clockwise, with the street segment behind each side. */
export interface Block {
	readonly x: number[];
	readonly y: number[];
	/** Segment of side i, from vertex i to vertex i + 1; -1 = no street there. */
	readonly side: number[];
}

/** Square metres, positive for counter-clockwise. */
export function blockAreaM2(block: Block): number {
	const { x, y } = block;
	let twice = 0;
	for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
		twice += (x[j] as number) * (y[i] as number) - (x[i] as number) * (y[j] as number);
	}
	return twice / 2;
}

/** Centre of area; the mean of the vertices where the area is next to nothing. */
export function blockCentre(block: Block): [x: number, y: number] {
	const { x, y } = block;
	const [ox, oy] = [x[0] as number, y[0] as number];
	let [twice, sx, sy] = [0, 0, 0];
	for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
		const [ax, ay] = [(x[j] as number) - ox, (y[j] as number) - oy];
		const [bx, by] = [(x[i] as number) - ox, (y[i] as number) - oy];
		const cross = ax * by - bx * ay;
		twice += cross;
		sx += (ax + bx) * cross;
		sy += (ay + by) * cross;
	}
	if (Math.abs(twice) > 1e-3) return [ox + sx / (3 * twice), oy + sy / (3 * twice)];
	const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
	return [mean(x), mean(y)];
}

/** The direction most sides follow, up to quarter turns: radians within +-45 degrees. Long sides count most. */
export function mainDirection(block: Block): number {
	const { x, y } = block;
	let [sumCos, sumSin] = [0, 0];
	for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
		const dx = (x[i] as number) - (x[j] as number);
		const dy = (y[i] as number) - (y[j] as number);
		const square = dx * dx + dy * dy;
		if (square === 0) continue;
		// cos and sin of four times the angle, by two doublings of (dx, dy).
		const c2 = dx * dx - dy * dy;
		const s2 = 2 * dx * dy;
		sumCos += (c2 * c2 - s2 * s2) / square;
		sumSin += (2 * c2 * s2) / square;
	}
	return Math.atan2(sumSin, sumCos) / 4;
}

/** Reach of a block along a direction and across it, from the plane's origin. */
export interface Extent {
	readonly minU: number;
	readonly maxU: number;
	readonly minV: number;
	readonly maxV: number;
}

/** How far a block reaches along (c, s) and across it. */
export function measureExtent(block: Block, c: number, s: number): Extent {
	const { x, y } = block;
	let [minU, maxU, minV, maxV] = [Infinity, -Infinity, Infinity, -Infinity];
	for (let i = 0; i < x.length; i++) {
		const px = x[i] as number;
		const py = y[i] as number;
		const u = px * c + py * s;
		const v = py * c - px * s;
		if (u < minU) minU = u;
		if (u > maxU) maxU = u;
		if (v < minV) minV = v;
		if (v > maxV) maxV = v;
	}
	return { minU, maxU, minV, maxV };
}

/** The same reach, less the land that wide streets along the block's four ends take: `clearM` gives it for each side. */
export function measureUsable(block: Block, c: number, s: number, clearM: (side: number) => number): Extent {
	const { minU, maxU, minV, maxV } = measureExtent(block, c, s);
	const { x, y } = block;
	let [lowU, highU, lowV, highV] = [0, 0, 0, 0];
	for (let i = 0, j = x.length - 1; i < x.length; j = i++) {
		const clear = clearM(j);
		const [au, av] = [(x[j] as number) * c + (y[j] as number) * s, (y[j] as number) * c - (x[j] as number) * s];
		const [bu, bv] = [(x[i] as number) * c + (y[i] as number) * s, (y[i] as number) * c - (x[i] as number) * s];
		if (Math.abs(bv - av) > 2 * Math.abs(bu - au)) {
			if ((au + bu) / 2 < minU + 0.25 * (maxU - minU)) lowU = Math.max(lowU, clear);
			else if ((au + bu) / 2 > maxU - 0.25 * (maxU - minU)) highU = Math.max(highU, clear);
		} else if (Math.abs(bu - au) > 2 * Math.abs(bv - av)) {
			if ((av + bv) / 2 < minV + 0.25 * (maxV - minV)) lowV = Math.max(lowV, clear);
			else if ((av + bv) / 2 > maxV - 0.25 * (maxV - minV)) highV = Math.max(highV, clear);
		}
	}
	return { minU: minU + lowU, maxU: maxU - highU, minV: minV + lowV, maxV: maxV - highV };
}
