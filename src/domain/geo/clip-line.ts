/** Cuts a flat line [x, y, ...] to the square `low`..`high` on both axes; each stretch inside comes back as one line. Any unit. */
export function clipLine(xy: ArrayLike<number>, low: number, high: number): number[][] {
	const pieces: number[][] = [];
	let piece: number[] = [];
	for (let i = 0; i + 3 < xy.length; i += 2) {
		const ax = xy[i]!;
		const ay = xy[i + 1]!;
		const dx = xy[i + 2]! - ax;
		const dy = xy[i + 3]! - ay;
		// Liang-Barsky: the part of the segment, as fractions of it, that lies inside all four edges.
		let enter = 0;
		let leave = 1;
		for (let edge = 0; edge < 4; edge++) {
			const step = edge === 0 ? -dx : edge === 1 ? dx : edge === 2 ? -dy : dy;
			const room = edge === 0 ? ax - low : edge === 1 ? high - ax : edge === 2 ? ay - low : high - ay;
			if (step === 0) {
				if (room < 0) enter = 2;
			} else if (step < 0) enter = Math.max(enter, room / step);
			else leave = Math.min(leave, room / step);
		}
		if (enter > leave) {
			if (piece.length > 0) pieces.push(piece);
			piece = [];
			continue;
		}
		if (piece.length === 0 || enter > 0) {
			if (piece.length > 0) pieces.push(piece);
			piece = [ax + enter * dx, ay + enter * dy];
		}
		piece.push(ax + leave * dx, ay + leave * dy);
	}
	if (piece.length > 0) pieces.push(piece);
	return pieces;
}
