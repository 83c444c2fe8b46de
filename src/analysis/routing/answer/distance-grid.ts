/** Distances from lines on a grid of points, metres; points farther than the reach asked for hold at least that. */
export interface DistanceGrid {
	/** Place of the first point, and the distance between neighbours. */
	readonly x: number;
	readonly y: number;
	readonly stepM: number;
	readonly columns: number;
	readonly rows: number;
	/** Row by row from the south-west. */
	readonly distanceM: Float32Array;
}

/**
 * How far is each point of a grid from the nearest of these stretches ([ax, ay, bx, by] each, metres)? Exact up to `reachM`; the grid's rim
 * lies beyond it. Cost: points within reach of each stretch, some fifty for a short one at two steps' reach.
 */
export function measureDistances(stretches: Float64Array, reachM: number, stepM: number): DistanceGrid {
	let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let i = 0; i < stretches.length; i += 2) {
		const x = stretches[i] as number;
		const y = stretches[i + 1] as number;
		if (x < minX) minX = x;
		if (x > maxX) maxX = x;
		if (y < minY) minY = y;
		if (y > maxY) maxY = y;
	}
	const x0 = minX - reachM - stepM;
	const y0 = minY - reachM - stepM;
	const columns = Math.ceil((maxX - minX + 2 * (reachM + stepM)) / stepM) + 1;
	const rows = Math.ceil((maxY - minY + 2 * (reachM + stepM)) / stepM) + 1;
	// Squares while they are compared.
	const distanceM = new Float32Array(columns * rows).fill(reachM * reachM);
	for (let i = 0; i < stretches.length; i += 4) {
		const ax = (stretches[i] as number) - x0;
		const ay = (stretches[i + 1] as number) - y0;
		const dx = (stretches[i + 2] as number) - x0 - ax;
		const dy = (stretches[i + 3] as number) - y0 - ay;
		const square = dx * dx + dy * dy;
		const inverse = square === 0 ? 0 : 1 / square;
		const west = Math.max(0, Math.ceil((ax + Math.min(0, dx) - reachM) / stepM));
		const east = Math.min(columns - 1, Math.floor((ax + Math.max(0, dx) + reachM) / stepM));
		const south = Math.max(0, Math.ceil((ay + Math.min(0, dy) - reachM) / stepM));
		const north = Math.min(rows - 1, Math.floor((ay + Math.max(0, dy) + reachM) / stepM));
		for (let row = south; row <= north; row++) {
			const py = row * stepM - ay;
			for (let column = west; column <= east; column++) {
				const px = column * stepM - ax;
				let t = (px * dx + py * dy) * inverse;
				if (t < 0) t = 0;
				else if (t > 1) t = 1;
				const qx = px - t * dx;
				const qy = py - t * dy;
				const d = qx * qx + qy * qy;
				const at = row * columns + column;
				if (d < (distanceM[at] as number)) distanceM[at] = d;
			}
		}
	}
	for (let i = 0; i < distanceM.length; i++) distanceM[i] = Math.sqrt(distanceM[i] as number);
	return { x: x0, y: y0, stepM, columns, rows, distanceM };
}
