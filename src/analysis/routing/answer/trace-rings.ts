import type { XY } from '../../../domain/geo/local-plane.ts';
import { boxOfPlaces, isInRing, measureRingM2 } from '../../measure/plane-ring.ts';
import type { DistanceGrid } from './distance-grid.ts';

/** Sides of a cell: bottom, right, top, left. */
const [B, R, T, L] = [0, 1, 2, 3];
/** By the corners within (1 south-west, 2 south-east, 4 north-east, 8 north-west): stretches from side to side, the inside on their left. */
const STRETCHES: readonly (readonly number[])[] = [
	[],
	[B, L],
	[R, B],
	[R, L],
	[T, R],
	[B, L, T, R],
	[T, B],
	[T, L],
	[L, T],
	[B, T],
	[R, B, L, T],
	[R, T],
	[L, R],
	[B, R],
	[L, B],
	[],
];
/** The two cases with opposite corners, where the middle is within. */
const JOINED_5 = [B, R, T, L];
const JOINED_10 = [L, B, R, T];

/**
 * The outlines of what lies nearer than `limitM`, by marching squares: rings without their closing vertex, outer ones counter-clockwise,
 * holes clockwise, metres. The grid's rim must lie beyond the limit. Cost: linear in its cells.
 */
export function traceRings(grid: DistanceGrid, limitM: number): XY[][] {
	const { columns, rows, distanceM } = grid;
	// A side is named by the point at its south or west end: * 2 where it runs east, * 2 + 1 where it runs north.
	const next = new Int32Array(columns * rows * 2).fill(-1);
	const starts: number[] = [];
	for (let row = 0; row + 1 < rows; row++) {
		for (let column = 0; column + 1 < columns; column++) {
			const at = row * columns + column;
			const southWest = distanceM[at] as number;
			const southEast = distanceM[at + 1] as number;
			const northWest = distanceM[at + columns] as number;
			const northEast = distanceM[at + columns + 1] as number;
			const kind =
				(southWest < limitM ? 1 : 0) |
				(southEast < limitM ? 2 : 0) |
				(northEast < limitM ? 4 : 0) |
				(northWest < limitM ? 8 : 0);
			if (kind === 0 || kind === 15) continue;
			let stretches = STRETCHES[kind] as readonly number[];
			if ((kind === 5 || kind === 10) && southWest + southEast + northEast + northWest < 4 * limitM)
				stretches = kind === 5 ? JOINED_5 : JOINED_10;
			for (let i = 0; i < stretches.length; i += 2) {
				const from = nameSide(at, columns, stretches[i] as number);
				next[from] = nameSide(at, columns, stretches[i + 1] as number);
				starts.push(from);
			}
		}
	}
	const rings: XY[][] = [];
	for (const start of starts) {
		if ((next[start] as number) < 0) continue;
		const ring: XY[] = [];
		let side = start;
		while ((next[side] as number) >= 0) {
			ring.push(placeOnSide(grid, side, limitM));
			const following = next[side] as number;
			next[side] = -1;
			side = following;
		}
		rings.push(ring);
	}
	return rings;
}

function nameSide(at: number, columns: number, side: number): number {
	if (side === B) return at * 2;
	if (side === L) return at * 2 + 1;
	return side === T ? (at + columns) * 2 : (at + 1) * 2 + 1;
}

function placeOnSide({ x, y, stepM, columns, distanceM }: DistanceGrid, side: number, limitM: number): XY {
	const at = side >>> 1;
	const runsEast = (side & 1) === 0;
	const a = distanceM[at] as number;
	const b = distanceM[at + (runsEast ? 1 : columns)] as number;
	const share = (limitM - a) / (b - a);
	const column = at % columns;
	const row = (at - column) / columns;
	return [x + (column + (runsEast ? share : 0)) * stepM, y + (row + (runsEast ? 0 : share)) * stepM];
}

/** A ring with fewer corners, none of those left out farther than `toleranceM` from it (Douglas-Peucker from two far corners). */
export function simplifyRing(ring: readonly XY[], toleranceM: number): XY[] {
	if (ring.length < 5) return [...ring];
	const [x0, y0] = ring[0] as XY;
	let far = 0;
	let farthest = 0;
	for (const [i, [x, y]] of ring.entries()) {
		const d = (x - x0) ** 2 + (y - y0) ** 2;
		if (d > farthest) [far, farthest] = [i, d];
	}
	const closed = [...ring, ring[0] as XY];
	const keep = new Uint8Array(closed.length);
	keep[0] = 1;
	keep[far] = 1;
	const stack = [0, far, far, ring.length];
	while (stack.length > 0) {
		const last = stack.pop() as number;
		const first = stack.pop() as number;
		const [ax, ay] = closed[first] as XY;
		const [dx, dy] = [(closed[last] as XY)[0] - ax, (closed[last] as XY)[1] - ay];
		const span = Math.hypot(dx, dy);
		let [worst, worstAt] = [toleranceM, -1];
		for (let i = first + 1; i < last; i++) {
			const [px, py] = [(closed[i] as XY)[0] - ax, (closed[i] as XY)[1] - ay];
			const off = span === 0 ? Math.hypot(px, py) : Math.abs(px * dy - py * dx) / span;
			if (off > worst) [worst, worstAt] = [off, i];
		}
		if (worstAt < 0) continue;
		keep[worstAt] = 1;
		stack.push(first, worstAt, worstAt, last);
	}
	return ring.filter((_, i) => keep[i] === 1);
}

/** Puts holes (clockwise rings) to the outer rings they lie in: one list a polygon, the outer ring first; largest polygon first. */
export function nestRings(rings: readonly (readonly XY[])[]): (readonly XY[])[][] {
	const outers = rings
		.map((ring) => ({ ring, area: measureRingM2(ring), box: boxOfPlaces(ring), holes: [] as (readonly XY[])[] }))
		.filter(({ area }) => area > 0)
		.sort((a, b) => b.area - a.area);
	for (const hole of rings) {
		if (measureRingM2(hole) >= 0) continue;
		const corner = hole[0] as XY;
		const [x, y] = corner;
		const around = outers.filter(
			({ box: [west, south, east, north] }) => x >= west && x <= east && y >= south && y <= north,
		);
		// The smallest outer ring around it: an island in a hole has its own.
		const owner = around.length === 1 ? around[0] : around.findLast(({ ring }) => isInRing(corner, ring));
		owner?.holes.push(hole);
	}
	return outers.map(({ ring, holes }) => [ring, ...holes]);
}
