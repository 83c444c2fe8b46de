/**
 * Whether a ring certainly neither crosses nor touches itself: false = look closer (isSimplePolygon). Unclosed [x, y, ...]
 * whole numbers without repeated neighbours. Allocates nothing: asked of every building of a large file.
 */
export function isSurelySimple(ring: Int32Array): boolean {
	const length = ring.length;
	for (let p = 0; p < length; p += 2) {
		const ax = ring[p] as number;
		const ay = ring[p + 1] as number;
		const pNext = p + 2 === length ? 0 : p + 2;
		const bx = ring[pNext] as number;
		const by = ring[pNext + 1] as number;
		const minX = Math.min(ax, bx);
		const maxX = Math.max(ax, bx);
		const minY = Math.min(ay, by);
		const maxY = Math.max(ay, by);
		const next = pNext + 2 === length ? 0 : pNext + 2;
		if (foldsBack(ax, ay, bx, by, ring[next] as number, ring[next + 1] as number)) return false;
		// Sides that share no vertex with this one, each pair once.
		const last = p === 0 ? length - 2 : length;
		for (let q = p + 4; q < last; q += 2) {
			const cx = ring[q] as number;
			const cy = ring[q + 1] as number;
			const qNext = q + 2 === length ? 0 : q + 2;
			const dx = ring[qNext] as number;
			const dy = ring[qNext + 1] as number;
			if ((cx < minX && dx < minX) || (cx > maxX && dx > maxX)) continue;
			if ((cy < minY && dy < minY) || (cy > maxY && dy > maxY)) continue;
			const c = turn(ax, ay, bx, by, cx, cy);
			const d = turn(ax, ay, bx, by, dx, dy);
			if ((c > 0 && d > 0) || (c < 0 && d < 0)) continue;
			const a = turn(cx, cy, dx, dy, ax, ay);
			const b = turn(cx, cy, dx, dy, bx, by);
			if (!((a > 0 && b > 0) || (a < 0 && b < 0))) return false;
		}
	}
	return true;
}

/** > 0: c lies left of a -> b. Exact for coordinates within 9 degrees of one another. */
function turn(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
	return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function foldsBack(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): boolean {
	return turn(ax, ay, bx, by, cx, cy) === 0 && (bx - ax) * (cx - bx) + (by - ay) * (cy - by) < 0;
}
