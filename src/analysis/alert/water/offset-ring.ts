/** Corners nearer than this are one, metres. */
const SAME_PLACE_M = 0.005;
/** Convex corners that turn by more are cut by two points instead of one far-off tip, cosine of 100 degrees. */
const SHARP_COS = -0.17;
/** Reaching into a dent goes no further than this many offsets. */
const DENT_LIMIT = 2;

/**
 * Where do the corners of a ring lie when its wall is moved out, by however much? The solid lies on the left of the ring; vertices `first`
 * to `last` of `xy` (x, y, x, y ...), the last not repeating the first. Corners keep their angle (sharp ones are cut, so that they never
 * reach out further than 1.2 offsets). Dents narrower than two offsets fold over themselves inside the solid's reach, which blocks no way
 * that a hose could take. Returns x, y, and how it moves a metre of offset: corner i at 4 i; empty for a ring of fewer than three corners.
 */
export function offsetRing(xy: Float64Array, first: number, last: number, isReversed: boolean): number[] {
	const corners = listCorners(xy, first, last, isReversed);
	const end = corners.length;
	const out: number[] = [];
	if (end < 6) return out;
	let x = corners[end - 2] as number;
	let y = corners[end - 1] as number;
	let inX = x - (corners[end - 4] as number);
	let inY = y - (corners[end - 3] as number);
	const inM = Math.sqrt(inX * inX + inY * inY);
	inX /= inM;
	inY /= inM;
	for (let i = 0; i < end; i += 2) {
		let outX = (corners[i] as number) - x;
		let outY = (corners[i + 1] as number) - y;
		const outM = Math.sqrt(outX * outX + outY * outY);
		outX /= outM;
		outY /= outM;
		pushTip(out, x, y, inX, inY, outX, outY);
		x = corners[i] as number;
		y = corners[i + 1] as number;
		inX = outX;
		inY = outY;
	}
	return out;
}

/** The corner between the walls along unit vectors `in` and `out`, or the two that cut it. */
function pushTip(out: number[], x: number, y: number, inX: number, inY: number, outX: number, outY: number): void {
	const cos = inX * outX + inY * outY;
	const isConvex = inX * outY - inY * outX > 0;
	if (isConvex && cos < SHARP_COS) {
		const reach = Math.tan(Math.acos(Math.max(-1, cos)) / 4);
		out.push(x, y, inY + inX * reach, -inX + inY * reach);
		out.push(x, y, outY - outX * reach, -outX - outY * reach);
		return;
	}
	let tipX = (inY + outY) / (1 + cos);
	let tipY = (-inX - outX) / (1 + cos);
	const tip = Math.sqrt(tipX * tipX + tipY * tipY);
	if (!(tip <= DENT_LIMIT)) {
		tipX = tip < Number.POSITIVE_INFINITY ? (tipX / tip) * DENT_LIMIT : inY;
		tipY = tip < Number.POSITIVE_INFINITY ? (tipY / tip) * DENT_LIMIT : -inX;
	}
	out.push(x, y, tipX, tipY);
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
