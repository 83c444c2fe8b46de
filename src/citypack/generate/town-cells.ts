import { type PlanePoint, toX, toY } from './city-plane.ts';
import { TOWNS } from './sketch/towns.ts';
import { isInRing } from './smooth-line.ts';

/** The 33 towns as weighted cells of their seats: a place belongs to the town with the least distance^2 - weight. */
export interface TownCells {
	readonly x: Float64Array;
	readonly y: Float64Array;
	/** Square metres. */
	readonly weight: Float64Array;
	/** Square metres of each cell inside the outline, on the sampling grid. */
	readonly areaM2: Float64Array;
}

const SAMPLE_M = 400;
const ROUNDS = 80;

/** Finds weights that bring every cell near its town's area while each seat stays in its own cell. */
export function fitTownCells(outline: readonly PlanePoint[]): TownCells {
	const count = TOWNS.length;
	const x = Float64Array.from(TOWNS, (town) => toX(town.lon));
	const y = Float64Array.from(TOWNS, (town) => toY(town.lat));
	const samples = sampleInside(outline);
	const total = (samples.length / 2) * SAMPLE_M * SAMPLE_M;
	const factKm2 = TOWNS.reduce((sum, town) => sum + town.areaKm2, 0);
	const cells = { x, y, weight: new Float64Array(count), areaM2: new Float64Array(count) };
	for (let round = 0; round <= ROUNDS; round++) {
		cells.areaM2.fill(0);
		for (let i = 0; i < samples.length; i += 2) {
			const town = findTown(cells, samples[i] as number, samples[i + 1] as number);
			cells.areaM2[town] = (cells.areaM2[town] as number) + SAMPLE_M * SAMPLE_M;
		}
		if (round === ROUNDS) break;
		for (let t = 0; t < count; t++) {
			const wanted = ((TOWNS[t]?.areaKm2 as number) / factKm2) * total;
			cells.weight[t] = (cells.weight[t] as number) + 0.3 * (wanted - (cells.areaM2[t] as number));
		}
		for (let pass = 0; pass < 4; pass++) keepSeatsInside(cells);
	}
	return cells;
}

function sampleInside(outline: readonly PlanePoint[]): number[] {
	const xs = outline.map((point) => point[0]);
	const ys = outline.map((point) => point[1]);
	const samples: number[] = [];
	const [minX, maxX, minY, maxY] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
	for (let px = minX; px < maxX; px += SAMPLE_M) {
		for (let py = minY; py < maxY; py += SAMPLE_M) {
			if (isInRing(outline, px, py)) samples.push(px, py);
		}
	}
	return samples;
}

/** No town may weigh so much that it swallows a neighbour's seat. */
function keepSeatsInside(cells: TownCells): void {
	const { x, y, weight } = cells;
	for (let i = 0; i < x.length; i++) {
		for (let j = 0; j < x.length; j++) {
			if (i === j) continue;
			const square = ((x[i] as number) - (x[j] as number)) ** 2 + ((y[i] as number) - (y[j] as number)) ** 2;
			const excess = (weight[j] as number) - (weight[i] as number) - 0.55 * square;
			if (excess <= 0) continue;
			weight[j] = (weight[j] as number) - excess / 2;
			weight[i] = (weight[i] as number) + excess / 2;
		}
	}
}

/** Row in TOWNS of the town a place belongs to. */
export function findTown(cells: TownCells, px: number, py: number): number {
	const { x, y, weight } = cells;
	let best = 0;
	let least = Infinity;
	for (let t = 0; t < x.length; t++) {
		const dx = px - (x[t] as number);
		const dy = py - (y[t] as number);
		const power = dx * dx + dy * dy - (weight[t] as number);
		if (power < least) {
			least = power;
			best = t;
		}
	}
	return best;
}

/** The lines between towns, inside the outline: pieces of the cells' common sides. */
export function traceTownBorders(cells: TownCells, outline: readonly PlanePoint[]): PlanePoint[][] {
	const borders: PlanePoint[][] = [];
	for (let i = 0; i < cells.x.length; i++) {
		for (let j = i + 1; j < cells.x.length; j++) {
			const side = commonSide(cells, i, j);
			if (side) borders.push(...clipToRing(side, outline));
		}
	}
	return borders;
}

/** The stretch where towns i and j are both nearest, as a segment. */
function commonSide(cells: TownCells, i: number, j: number): [PlanePoint, PlanePoint] | null {
	const { x, y, weight } = cells;
	const [xi, yi, wi] = [x[i], y[i], weight[i]] as [number, number, number];
	const [xj, yj, wj] = [x[j], y[j], weight[j]] as [number, number, number];
	const [dx, dy] = [xj - xi, yj - yi];
	const square = dx * dx + dy * dy;
	const t = (square + wi - wj) / (2 * square);
	const [mx, my] = [xi + dx * t, yi + dy * t];
	const length = Math.sqrt(square);
	const [ux, uy] = [-dy / length, dx / length];
	let [from, to] = [-60_000, 60_000];
	for (let k = 0; k < x.length; k++) {
		if (k === i || k === j) continue;
		// Along the side, power_k - power_i is linear: a + b * s.
		const [xk, yk, wk] = [x[k], y[k], weight[k]] as [number, number, number];
		const a = (mx - xk) ** 2 + (my - yk) ** 2 - wk - ((mx - xi) ** 2 + (my - yi) ** 2 - wi);
		const b = 2 * (ux * (xi - xk) + uy * (yi - yk));
		if (Math.abs(b) < 1e-9) {
			if (a < 0) return null;
		} else if (b > 0) from = Math.max(from, -a / b);
		else to = Math.min(to, -a / b);
	}
	if (from >= to) return null;
	return [
		[mx + ux * from, my + uy * from],
		[mx + ux * to, my + uy * to],
	];
}

function clipToRing([a, b]: [PlanePoint, PlanePoint], ring: readonly PlanePoint[]): PlanePoint[][] {
	const cuts = [0, 1];
	for (let i = 0; i < ring.length; i++) {
		const c = ring[i] as PlanePoint;
		const d = ring[(i + 1) % ring.length] as PlanePoint;
		const det = (b[0] - a[0]) * (d[1] - c[1]) - (b[1] - a[1]) * (d[0] - c[0]);
		if (det === 0) continue;
		const t = ((c[0] - a[0]) * (d[1] - c[1]) - (c[1] - a[1]) * (d[0] - c[0])) / det;
		const u = ((c[0] - a[0]) * (b[1] - a[1]) - (c[1] - a[1]) * (b[0] - a[0])) / det;
		if (t > 0 && t < 1 && u >= 0 && u <= 1) cuts.push(t);
	}
	cuts.sort((p, q) => p - q);
	const at = (t: number): PlanePoint => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
	const pieces: PlanePoint[][] = [];
	for (let i = 0; i + 1 < cuts.length; i++) {
		const [from, to] = [cuts[i] as number, cuts[i + 1] as number];
		const middle = at((from + to) / 2);
		if (to > from && isInRing(ring, middle[0], middle[1])) pieces.push([at(from), at(to)]);
	}
	return pieces;
}
