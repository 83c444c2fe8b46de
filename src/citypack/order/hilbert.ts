/** Levels of the curve that orders buildings: its last cells are the root square cut 65,536 x 65,536. */
export const HILBERT_LEVELS = 16;

/**
 * Distance along the Hilbert curve at cell (x, y) of a square cut 2^level x 2^level. The curve of a level is the one of the
 * level above with each cell walked through, so a cell's index is that of any cell inside it, without its last bits:
 * hilbertIndex(l, x >> k, y >> k) = hilbertIndex(l + k, x, y) >> 2k.
 * @param level 0 to 16
 */
export function hilbertIndex(level: number, x: number, y: number): number {
	let distance = 0;
	const last = 2 ** level - 1;
	for (let side = 2 ** level / 2; side >= 1; side /= 2) {
		const right = (x & side) !== 0;
		const upper = (y & side) !== 0;
		distance = distance * 4 + (right ? (upper ? 2 : 3) : upper ? 1 : 0);
		if (!upper) {
			if (right) {
				x = last - x;
				y = last - y;
			}
			const swapped = x;
			x = y;
			y = swapped;
		}
	}
	return distance;
}

/** The cell at a distance along the curve: hilbertIndex turned round. */
export function hilbertCell(level: number, index: number): { x: number; y: number } {
	let x = 0;
	let y = 0;
	let rest = index;
	for (let side = 1; side < 2 ** level; side *= 2) {
		const quarter = rest % 4;
		rest = Math.floor(rest / 4);
		const right = quarter >= 2;
		const upper = quarter === 1 || quarter === 2;
		if (!upper) {
			const swapped = x;
			x = y;
			y = swapped;
			if (right) {
				x = side - 1 - x;
				y = side - 1 - y;
			}
		}
		if (right) x += side;
		if (upper) y += side;
	}
	return { x, y };
}
