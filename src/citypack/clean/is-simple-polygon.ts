/** Rings longer than this are tested by a sweep along x instead of pair by pair. */
const PAIRWISE_LIMIT = 40;

/** Twice the signed area of triangle a-b-c: exact, since differences of 1e-7 degrees below 9 degrees multiply below 2^53. */
function orient(ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number {
	return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

/** The segments of a polygon's rings: [x0, y0, x1, y1] each, and which ring each belongs to. */
interface Segments {
	readonly count: number;
	readonly xy: Int32Array;
	readonly ring: Uint32Array;
	/** First segment of each ring; one more entry than rings. */
	readonly start: readonly number[];
}

function listSegments(rings: readonly Int32Array[]): Segments {
	const start = [0];
	for (const ring of rings) start.push((start.at(-1) as number) + ring.length / 2);
	const count = start.at(-1) as number;
	const xy = new Int32Array(count * 4);
	const ringOf = new Uint32Array(count);
	let s = 0;
	for (let r = 0; r < rings.length; r++) {
		const ring = rings[r] as Int32Array;
		for (let i = 0; i < ring.length; i += 2, s++) {
			const j = i + 2 === ring.length ? 0 : i + 2;
			xy[s * 4] = ring[i] as number;
			xy[s * 4 + 1] = ring[i + 1] as number;
			xy[s * 4 + 2] = ring[j] as number;
			xy[s * 4 + 3] = ring[j + 1] as number;
			ringOf[s] = r;
		}
	}
	return { count, xy, ring: ringOf, start };
}

/** Whether two segments meet in a way a simple polygon's do not. */
function conflict(segments: Segments, p: number, q: number): boolean {
	const { xy, ring, start } = segments;
	const ax = xy[p * 4] as number;
	const ay = xy[p * 4 + 1] as number;
	const bx = xy[p * 4 + 2] as number;
	const by = xy[p * 4 + 3] as number;
	const cx = xy[q * 4] as number;
	const cy = xy[q * 4 + 1] as number;
	const dx = xy[q * 4 + 2] as number;
	const dy = xy[q * 4 + 3] as number;
	if (Math.max(ax, bx) < Math.min(cx, dx) || Math.max(cx, dx) < Math.min(ax, bx)) return false;
	if (Math.max(ay, by) < Math.min(cy, dy) || Math.max(cy, dy) < Math.min(ay, by)) return false;
	const abc = orient(ax, ay, bx, by, cx, cy);
	const abd = orient(ax, ay, bx, by, dx, dy);
	const cda = orient(cx, cy, dx, dy, ax, ay);
	const cdb = orient(cx, cy, dx, dy, bx, by);
	const collinear = abc === 0 && abd === 0;
	if (ring[p] === ring[q]) {
		const r = ring[p] as number;
		const first = start[r] as number;
		const last = (start[r + 1] as number) - 1;
		const low = Math.min(p, q);
		const high = Math.max(p, q);
		const adjacent = high === low + 1 || (low === first && high === last);
		// Neighbours share a vertex; they conflict only where one folds back over the other.
		if (adjacent) return collinear && (bx - ax) * (dx - cx) + (by - ay) * (dy - cy) < 0;
		if (collinear) return true;
		return !((abc > 0 && abd > 0) || (abc < 0 && abd < 0) || (cda > 0 && cdb > 0) || (cda < 0 && cdb < 0));
	}
	// Rings of one polygon may touch in a point, not cross or share a stretch of wall.
	if (collinear) {
		const overlapX = Math.min(Math.max(ax, bx), Math.max(cx, dx)) - Math.max(Math.min(ax, bx), Math.min(cx, dx));
		const overlapY = Math.min(Math.max(ay, by), Math.max(cy, dy)) - Math.max(Math.min(ay, by), Math.min(cy, dy));
		return overlapX > 0 || overlapY > 0;
	}
	return abc * abd < 0 && cda * cdb < 0;
}

/**
 * Whether a polygon's rings neither cross themselves nor one another: an outer ring and its holes, each flat
 * [x, y, ...] whole numbers, unclosed, without repeated neighbours. A ring that touches itself is not simple; a hole
 * that touches the outer ring in a point is fine. Whether holes lie inside is not asked here.
 * Exact. Cost: pairs of segments up to 40, above that a sweep along x.
 */
export function isSimplePolygon(rings: readonly Int32Array[]): boolean {
	const segments = listSegments(rings);
	const { count, xy } = segments;
	if (count <= PAIRWISE_LIMIT) {
		for (let p = 0; p < count; p++) {
			for (let q = p + 1; q < count; q++) if (conflict(segments, p, q)) return false;
		}
		return true;
	}
	const minX = new Int32Array(count);
	for (let s = 0; s < count; s++) minX[s] = Math.min(xy[s * 4] as number, xy[s * 4 + 2] as number);
	const order = new Uint32Array(count).map((_, s) => s).sort((a, b) => (minX[a] as number) - (minX[b] as number));
	for (let i = 0; i < count; i++) {
		const p = order[i] as number;
		const right = Math.max(xy[p * 4] as number, xy[p * 4 + 2] as number);
		for (let j = i + 1; j < count; j++) {
			const q = order[j] as number;
			if ((minX[q] as number) > right) break;
			if (conflict(segments, p, q)) return false;
		}
	}
	return true;
}
