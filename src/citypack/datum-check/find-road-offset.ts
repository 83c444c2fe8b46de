import { CELL_M, REACH_M, type ShiftWindow, thinOut } from './shift-window.ts';

/** How far the buildings lie from where the roads would have them. */
interface RoadOffset {
	/** Metres from where a building should be to where it is. */
	readonly eastM: number;
	readonly northM: number;
	/** Road points on buildings against what chance gives there: 1 = the roads do not know of the buildings, 0 = none is hit. */
	readonly score: number;
	readonly scoreAtZero: number;
	/** By how many standard deviations of all offsets the best one stands out, and the best of those more than 150 m from it. */
	readonly contrast: number;
	readonly nextContrast: number;
	/** Score of that next best one. */
	readonly nextScore: number;
}

/** Cells between the offsets of the first look: 10 m, so that a street is not stepped over. */
const COARSE = 2;
/** Points of the first look. */
const COARSE_POINTS = 800;
/** Side of a cell of the mean, in cells of `built`: 100 m, averaged over 3 x 3. */
const MEAN = 20;
/** Offsets between which the mean is taken to be the same, in coarse steps: 100 m. */
const SAME_MEAN = 10;
/** As good as no shift, cells: 40 m. */
const NEAR_ZERO = 8;
/** Two good offsets farther apart than this are two, cells: 150 m. */
const ELSEWHERE = 30;

/** Roads that fit as they are stand out by this much; no chance offset of the cities tried came above 5.5. Measured on real cities. */
const FITS = 6.5;

/**
 * Whether roads and buildings fit where they are: the quick question (20 ms), compared with offsets 100 m apart. false = look at all
 * offsets.
 */
export function fitsUnshifted(window: ShiftWindow): boolean {
	const some: ShiftWindow = { ...window, points: thinOut(window.points, COARSE_POINTS) };
	const mean = meanOf(window);
	const step = COARSE * SAME_MEAN;
	const reach = Math.floor(REACH_M / CELL_M / step) * step;
	const merits: number[] = [];
	for (let dy = -reach; dy <= reach; dy += step) {
		for (let dx = -reach; dx <= reach; dx += step) {
			const expected = countExpected(some, mean, dx, dy);
			merits.push((expected - countHits(some, dx, dy)) / Math.sqrt(expected + 1));
		}
	}
	const { average, deviation } = spreadOf(merits);
	const expected = countExpected(some, mean, 0, 0);
	let best = Number.NEGATIVE_INFINITY;
	for (let dy = -COARSE; dy <= COARSE; dy += COARSE) {
		for (let dx = -COARSE; dx <= COARSE; dx += COARSE) {
			best = Math.max(best, (expected - countHits(some, dx, dy)) / Math.sqrt(expected + 1));
		}
	}
	return (best - average) / deviation > FITS;
}

/**
 * By which shift do roads run through the fewest buildings? Every offset within 1.4 km is tried, 10 m apart, then 5 m apart around
 * the best. What counts is by how many standard deviations fewer points lie on buildings than the built ground within 150 m gives by
 * chance: empty ground is no merit. Cost: about 0.5 s.
 */
export function findRoadOffset(window: ShiftWindow): RoadOffset {
	const some: ShiftWindow = { ...window, points: thinOut(window.points, COARSE_POINTS) };
	const mean = meanOf(window);
	const reach = Math.floor(REACH_M / CELL_M / COARSE);
	const side = 2 * reach + 1;
	const merits = new Float64Array(side * side);
	for (let j0 = 0; j0 < side; j0 += SAME_MEAN) {
		for (let i0 = 0; i0 < side; i0 += SAME_MEAN) {
			const middle = Math.floor(SAME_MEAN / 2) - reach;
			const expected = countExpected(some, mean, (i0 + middle) * COARSE, (j0 + middle) * COARSE);
			for (let j = j0; j < Math.min(side, j0 + SAME_MEAN); j++) {
				for (let i = i0; i < Math.min(side, i0 + SAME_MEAN); i++) {
					const hits = countHits(some, (i - reach) * COARSE, (j - reach) * COARSE);
					merits[j * side + i] = (expected - hits) / Math.sqrt(expected + 1);
				}
			}
		}
	}
	let best = 0;
	for (let at = 1; at < merits.length; at++) if ((merits[at] as number) > (merits[best] as number)) best = at;
	const bestX = (best % side) - reach;
	const bestY = Math.floor(best / side) - reach;
	let next = -1;
	for (let at = 0; at < merits.length; at++) {
		const away = Math.hypot((at % side) - reach - bestX, Math.floor(at / side) - reach - bestY) * COARSE;
		if (away > ELSEWHERE && (next < 0 || (merits[at] as number) > (merits[next] as number))) next = at;
	}
	const nextX = (next % side) - reach;
	const nextY = Math.floor(next / side) - reach;
	const { average, deviation } = spreadOf(merits);
	const fine = bestNear(window, mean, bestX * COARSE, bestY * COARSE, COARSE * 2);
	return {
		eastM: fine.dx * CELL_M,
		northM: fine.dy * CELL_M,
		score: fine.score,
		scoreAtZero: bestNear(window, mean, 0, 0, NEAR_ZERO).score,
		contrast: ((merits[best] as number) - average) / deviation,
		nextContrast: ((merits[next] as number) - average) / deviation,
		nextScore: bestNear(window, mean, nextX * COARSE, nextY * COARSE, COARSE * 2).score,
	};
}

function spreadOf(values: ArrayLike<number>): { average: number; deviation: number } {
	let sum = 0;
	for (let i = 0; i < values.length; i++) sum += values[i] as number;
	const average = sum / values.length;
	let squares = 0;
	for (let i = 0; i < values.length; i++) squares += ((values[i] as number) - average) ** 2;
	return { average, deviation: Math.sqrt(squares / values.length) || 1 };
}

function bestNear(window: ShiftWindow, mean: Float32Array, dx: number, dy: number, within: number) {
	const expected = countExpected(window, mean, dx, dy);
	let best = { dx, dy, score: Number.POSITIVE_INFINITY };
	for (let y = dy - within; y <= dy + within; y++) {
		for (let x = dx - within; x <= dx + within; x++) {
			const score = countHits(window, x, y) / (expected + 1);
			const nearer = Math.hypot(x - dx, y - dy) < Math.hypot(best.dx - dx, best.dy - dy);
			if (score < best.score || (score === best.score && nearer)) best = { dx: x, dy: y, score };
		}
	}
	return best;
}

/** Road points on buildings when the roads are moved by whole cells. */
function countHits({ points, built, size }: ShiftWindow, dx: number, dy: number): number {
	let hits = 0;
	for (let i = 0; i < points.length; i += 2) {
		const x = (points[i] as number) + dx;
		const y = (points[i + 1] as number) + dy;
		if (x >= 0 && y >= 0 && x < size && y < size) hits += built[y * size + x] as number;
	}
	return hits;
}

/** What chance would give: the sum of the mean share of built ground. */
function countExpected({ points, size }: ShiftWindow, mean: Float32Array, dx: number, dy: number): number {
	const side = Math.ceil(size / MEAN);
	let expected = 0;
	for (let i = 0; i < points.length; i += 2) {
		const x = (points[i] as number) + dx;
		const y = (points[i + 1] as number) + dy;
		if (x < 0 || y < 0 || x >= size || y >= size) continue;
		expected += mean[Math.floor(y / MEAN) * side + Math.floor(x / MEAN)] as number;
	}
	return expected;
}

/** Share of built ground by 100 m cells, over the 3 x 3 cells around each. */
function meanOf({ built, size }: ShiftWindow): Float32Array {
	const side = Math.ceil(size / MEAN);
	const share = new Float32Array(side * side);
	for (let y = 0; y < size; y++) {
		for (let x = 0; x < size; x++) {
			const cell = Math.floor(y / MEAN) * side + Math.floor(x / MEAN);
			share[cell] = (share[cell] as number) + (built[y * size + x] as number) / MEAN / MEAN;
		}
	}
	const mean = new Float32Array(side * side);
	for (let y = 0; y < side; y++) {
		for (let x = 0; x < side; x++) {
			let sum = 0;
			for (let j = Math.max(0, y - 1); j <= Math.min(side - 1, y + 1); j++) {
				for (let i = Math.max(0, x - 1); i <= Math.min(side - 1, x + 1); i++) sum += share[j * side + i] as number;
			}
			mean[y * side + x] = sum / 9;
		}
	}
	return mean;
}
