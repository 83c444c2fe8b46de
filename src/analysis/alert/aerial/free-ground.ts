import type { FrameObstacle } from './side-frame.ts';

/** Walls nearer than this count as the side's own, metres. */
const OWN_WALL_M = 0.02;
/** So that rounding decides nothing, metres. */
const EPS_M = 1e-6;

/** Stretches before a wall that buildings take, over one window of it: by where they begin. */
export interface TakenGround {
	readonly fromV: number[];
	readonly toV: number[];
	/** By a building that is lower than the target. */
	readonly isLower: boolean[];
}

/**
 * What buildings take of the ground before a wall between u0 and u1, exactly: a rectangle between those is free where no stretch meets it.
 * A building takes what its walls take within the window, and on the window's edges what lies inside it.
 */
export function listTakenGround(
	obstacles: readonly FrameObstacle[],
	u0: number,
	u1: number,
	depthM: number,
): TakenGround {
	const raw: [number, number, boolean][] = [];
	for (const { obstacle, walls, minU, maxU, minV } of obstacles) {
		if (minU >= u1 - EPS_M || maxU <= u0 + EPS_M || minV > depthM) continue;
		for (let i = 0; i < walls.length; i += 4) {
			let au = walls[i] as number;
			let av = walls[i + 1] as number;
			let bu = walls[i + 2] as number;
			let bv = walls[i + 3] as number;
			if (au > bu) [au, av, bu, bv] = [bu, bv, au, av];
			if (bu <= u0 + EPS_M || au >= u1 - EPS_M) continue;
			const slope = (bv - av) / (bu - au || 1);
			const startV = au < u0 ? av + (u0 - au) * slope : av;
			const endV = bu > u1 ? av + (u1 - au) * slope : bv;
			pushTaken(raw, Math.min(startV, endV), Math.max(startV, endV), depthM, obstacle.isLower);
		}
		pushInside(raw, walls, u0 + EPS_M, depthM, obstacle.isLower);
		pushInside(raw, walls, u1 - EPS_M, depthM, obstacle.isLower);
	}
	raw.sort((a, b) => a[0] - b[0]);
	return { fromV: raw.map(([from]) => from), toV: raw.map(([, to]) => to), isLower: raw.map(([, , lower]) => lower) };
}

function pushTaken(raw: [number, number, boolean][], from: number, to: number, depthM: number, isLower: boolean): void {
	if (to <= OWN_WALL_M || from >= depthM) return;
	raw.push([from, to, isLower]);
}

/** Stretches of the line u = `u` that lie inside a building. */
function pushInside(
	raw: [number, number, boolean][],
	walls: Float64Array,
	u: number,
	depthM: number,
	isLower: boolean,
): void {
	const crossings: number[] = [];
	for (let i = 0; i < walls.length; i += 4) {
		const au = walls[i] as number;
		const bu = walls[i + 2] as number;
		if (au > u === bu > u) continue;
		const av = walls[i + 1] as number;
		crossings.push(av + ((u - au) / (bu - au)) * ((walls[i + 3] as number) - av));
	}
	crossings.sort((a, b) => a - b);
	for (let i = 0; i + 1 < crossings.length; i += 2) {
		pushTaken(raw, crossings[i] as number, crossings[i + 1] as number, depthM, isLower);
	}
}

/**
 * Width of the widest free rectangle whose middle line is `v` before the wall: twice the way to what is nearer, not nearer to the wall than
 * `nearestV` and at most `maxM`. 0 = a building stands there.
 */
export function freeWidthM({ fromV, toV }: TakenGround, v: number, nearestV: number, maxM: number): number {
	let half = Math.min(maxM / 2, v - nearestV);
	for (let i = 0; i < fromV.length; i++) {
		const from = fromV[i] as number;
		if (from > v + half) break;
		const to = toV[i] as number;
		if (to <= v) half = Math.min(half, v - to);
		else if (from >= v) half = Math.min(half, from - v);
		else return 0;
	}
	return Math.max(0, half * 2);
}

/** How far what stands lower against the wall reaches out of it before `v`: the depth of a podium, metres; 0 = there is none. */
export function podiumDepthM({ fromV, toV, isLower }: TakenGround, v: number, gapM: number): number {
	let depth = 0;
	for (let i = 0; i < fromV.length; i++) {
		const from = fromV[i] as number;
		if (from > v || from > depth + gapM) break;
		if (isLower[i]) depth = Math.max(depth, toV[i] as number);
	}
	return depth;
}

/** Open ground from the wall, or from its podium, to the next building before it, metres. */
export function firstFreeM({ fromV }: TakenGround, podiumM: number, depthM: number): number {
	for (const from of fromV) if (from > podiumM) return from - podiumM;
	return depthM - podiumM;
}
