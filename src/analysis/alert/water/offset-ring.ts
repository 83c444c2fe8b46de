/** Corners nearer than this are one, metres. */
const SAME_PLACE_M = 0.005;
/** Convex corners that turn by more are cut by two points instead of one far-off tip, cosine of 100 degrees. */
const SHARP_COS = -0.17;
/** Reaching into a dent goes no further than this many offsets. */
const DENT_LIMIT = 2;

/**
 * Where does the wall of a ring run when it is moved out by `offsetM`? The solid lies on the left of the ring; vertices `first` to `last`
 * of `xy` (x, y, x, y ...), the last not repeating the first. Corners keep their angle (sharp ones are cut, so that they never reach out
 * further than 1.2 offsets). Dents narrower than two offsets fold over themselves inside the solid's reach, which blocks no way that a hose
 * could take. Returns x, y, x, y ...; empty for a ring of fewer than three corners.
 */
export function offsetRing(
	xy: Float64Array,
	first: number,
	last: number,
	offsetM: number,
	isReversed: boolean,
): number[] {
	const corners = listCorners(xy, first, last, isReversed);
	const count = corners.length / 2;
	if (count < 3) return [];
	const out: number[] = [];
	for (let i = 0; i < count; i++) {
		const x = corners[i * 2] as number;
		const y = corners[i * 2 + 1] as number;
		const before = ((i + count - 1) % count) * 2;
		const after = ((i + 1) % count) * 2;
		let inX = x - (corners[before] as number);
		let inY = y - (corners[before + 1] as number);
		let outX = (corners[after] as number) - x;
		let outY = (corners[after + 1] as number) - y;
		const inM = Math.hypot(inX, inY);
		const outM = Math.hypot(outX, outY);
		inX /= inM;
		inY /= inM;
		outX /= outM;
		outY /= outM;
		const cos = inX * outX + inY * outY;
		const isConvex = inX * outY - inY * outX > 0;
		if (isConvex && cos < SHARP_COS) {
			const reach = offsetM * Math.tan(Math.acos(Math.max(-1, cos)) / 4);
			out.push(x + inY * offsetM + inX * reach, y - inX * offsetM + inY * reach);
			out.push(x + outY * offsetM - outX * reach, y - outX * offsetM - outY * reach);
			continue;
		}
		let tipX = ((inY + outY) / (1 + cos)) * offsetM;
		let tipY = ((-inX - outX) / (1 + cos)) * offsetM;
		const tipM = Math.hypot(tipX, tipY);
		if (!(tipM <= DENT_LIMIT * offsetM)) {
			tipX = tipM < Number.POSITIVE_INFINITY ? (tipX / tipM) * DENT_LIMIT * offsetM : inY * offsetM;
			tipY = tipM < Number.POSITIVE_INFINITY ? (tipY / tipM) * DENT_LIMIT * offsetM : -inX * offsetM;
		}
		out.push(x + tipX, y + tipY);
	}
	return out;
}

function listCorners(xy: Float64Array, first: number, last: number, isReversed: boolean): number[] {
	const corners: number[] = [];
	for (let k = first; k <= last; k++) {
		const vertex = isReversed ? first + last - k : k;
		const x = xy[vertex * 2] as number;
		const y = xy[vertex * 2 + 1] as number;
		const end = corners.length;
		if (end > 0 && isSamePlace(x, y, corners[end - 2] as number, corners[end - 1] as number)) continue;
		corners.push(x, y);
	}
	const end = corners.length;
	if (
		end > 2 &&
		isSamePlace(corners[0] as number, corners[1] as number, corners[end - 2] as number, corners[end - 1] as number)
	) {
		corners.length = end - 2;
	}
	return corners;
}

function isSamePlace(ax: number, ay: number, bx: number, by: number): boolean {
	return Math.abs(ax - bx) < SAME_PLACE_M && Math.abs(ay - by) < SAME_PLACE_M;
}
