/** One unknown of a fit. */
export interface BoundedUnknown {
	readonly start: number;
	readonly least: number;
	readonly most: number;
	/** false = it keeps its start. */
	readonly isFree: boolean;
}

/**
 * Least squares: values of the unknowns for which rows x values come nearest to the wanted sums. Each row is weighted by one over the sum
 * it has at the start (not over what is wanted: that would count what came out large less, and the fit would lie too low). Each value is
 * drawn to its start as by `priorRows` rows. One that leaves its bounds is held there, the worst first, and the rest solved again.
 * Cost: unknowns squared a row, and cubed once for each that is held.
 */
export function solveBounded(
	rows: readonly Float64Array[],
	wanted: readonly number[],
	unknowns: readonly BoundedUnknown[],
	priorRows: number,
): number[] {
	const values = unknowns.map(({ start }) => start);
	const used = unknowns.map((_, k) => rows.reduce((count, row) => count + (row[k] === 0 ? 0 : 1), 0));
	const free = new Set(unknowns.flatMap(({ isFree }, k) => (isFree && (used[k] as number) > 0 ? [k] : [])));
	const { squares, sums } = sumUp(rows, wanted, values, unknowns.length);
	while (free.size > 0) {
		const order = [...free];
		const matrix = order.map((a) => [
			...order.map((b) => {
				const own = squares[a]?.[b] as number;
				return a === b ? own * (1 + priorRows / (used[a] as number)) : own;
			}),
			heldSum(sums[a] as number, squares[a] as Float64Array, values, unknowns, free),
		]);
		const steps = solveLinear(matrix);
		let worst = -1;
		let most = 0;
		for (const [i, k] of order.entries()) {
			const { start, least, most: high } = unknowns[k] as BoundedUnknown;
			const value = start + (steps[i] as number);
			values[k] = Math.min(high, Math.max(least, value));
			const excess = Math.abs(value - (values[k] as number)) / (Math.abs(start) + 1e-9);
			if (excess > most) {
				most = excess;
				worst = k;
			}
		}
		if (worst < 0) break;
		free.delete(worst);
	}
	return values;
}

/** Weighted sums of squares of the rows, and of rows x what is left of the wanted sums at the start. */
function sumUp(rows: readonly Float64Array[], wanted: readonly number[], start: readonly number[], count: number) {
	const squares = Array.from({ length: count }, () => new Float64Array(count));
	const sums = new Float64Array(count);
	for (const [i, row] of rows.entries()) {
		const expected = start.reduce((sum, value, k) => sum + value * (row[k] as number), 0);
		const weight = 1 / Math.max(1, expected);
		for (let a = 0; a < count; a++) {
			const x = (row[a] as number) * weight;
			if (x === 0) continue;
			sums[a]! += x * ((wanted[i] as number) - expected);
			for (let b = 0; b < count; b++) (squares[a] as Float64Array)[b]! += x * (row[b] as number);
		}
	}
	return { squares, sums };
}

/** The right side of a row, less what the unknowns held away from their starts take. */
function heldSum(
	sum: number,
	squares: Float64Array,
	values: readonly number[],
	unknowns: readonly BoundedUnknown[],
	free: ReadonlySet<number>,
): number {
	let left = sum;
	for (const [k, { start }] of unknowns.entries())
		if (!free.has(k)) left -= (squares[k] as number) * ((values[k] as number) - start);
	return left;
}

/** Gauss with pivots; a column that the others leave nothing of gets 0. `matrix`: rows with the right side last; is overwritten. */
function solveLinear(matrix: number[][]): number[] {
	const n = matrix.length;
	const at = (r: number, c: number) => matrix[r]?.[c] as number;
	for (let c = 0; c < n; c++) {
		let pivot = c;
		for (let r = c + 1; r < n; r++) if (Math.abs(at(r, c)) > Math.abs(at(pivot, c))) pivot = r;
		[matrix[c], matrix[pivot]] = [matrix[pivot] as number[], matrix[c] as number[]];
		if (Math.abs(at(c, c)) < 1e-12) continue;
		for (let r = c + 1; r < n; r++) {
			const factor = at(r, c) / at(c, c);
			if (factor === 0) continue;
			for (let k = c; k <= n; k++) (matrix[r] as number[])[k] = at(r, k) - factor * at(c, k);
		}
	}
	const values = new Array<number>(n).fill(0);
	for (let r = n - 1; r >= 0; r--) {
		let left = at(r, n);
		for (let c = r + 1; c < n; c++) left -= at(r, c) * (values[c] as number);
		values[r] = Math.abs(at(r, r)) < 1e-12 ? 0 : left / at(r, r);
	}
	return values;
}
