import type { XY } from '../../../domain/geo/local-plane.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { type Boom, deratedReachM } from './boom.ts';
import type { Stand } from './list-stands.ts';
import { findStripHit, type Obstacle, type StripHit } from './obstacle.ts';
import type { Column, SideFrame } from './side-frame.ts';
import { createRayObstacles, findHeightRange, type HeightRange, type RayObstacles } from './sweep-boom.ts';

/** What one aerial reaches of one side from one stand. Heights are above the target's ground. */
export interface StandReach {
	readonly stand: number;
	readonly side: number;
	readonly boom: number;
	lowM: number;
	highM: number;
	/** Of the facade, m2, as columns times heights. */
	areaM2: number;
	/** Distance from the slew axis at which it gets highest. */
	atM: number;
}

/** What all aerials reach of all sides, from any of their stands. */
export interface ReachTable {
	/** By boom and then column: from, to; to = -Infinity: not reached. */
	readonly lowM: Float64Array;
	readonly highM: Float64Array;
	readonly reaches: readonly StandReach[];
	/** By boom and then side: nearest that a stand which takes the truck is to the side's columns; Infinity = none takes it. */
	readonly nearestM: Float64Array;
	/** Largest outreach that such a stand leaves it. */
	readonly outreachM: Float64Array;
	/** By side: what stands in the way most often; undefined = nothing does. */
	readonly blockers: readonly (Obstacle | undefined)[];
}

/** What a sweep works with. */
export interface SweepScene {
	readonly frames: readonly SideFrame[];
	/** In the order of the frames. */
	readonly columns: readonly Column[];
	/** Width of a column of each side, metres. */
	readonly columnM: readonly number[];
	readonly obstacles: readonly Obstacle[];
	/** Roof of the target; null = unknown. */
	readonly roofM: number | null;
	readonly values: ServiceValues;
}

/** A stand with the booms that may use it. */
export interface BoomStand {
	readonly stand: Stand;
	/** Lengths that `stand.widthsM` are for. */
	readonly lengthsM: readonly number[];
	/** Indexes of booms; of a stand put by hand those put there. */
	readonly booms: readonly number[];
}

const EPS_M = 1e-6;
const MAX_ON_RAY = 24;

/** Rule A10 for every stand and every aerial that fits on it. Cost: about 0.3 us a ray and 10 ns more an aerial. */
export function sweepStands(scene: SweepScene, stands: readonly BoomStand[], booms: readonly Boom[]): ReachTable {
	const { columns, frames, obstacles } = scene;
	const sweep = createSweep(scene, booms);
	const blocked = frames.map(() => new Int32Array(obstacles.length));
	const reachOf = new Float64Array(booms.length);
	for (const [number, { stand, lengthsM, booms: allowed }] of stands.entries()) {
		let farthestM = 0;
		reachOf.fill(-1);
		for (const b of allowed) {
			const reachM = reachOnStand(booms[b] as Boom, stand, lengthsM, scene.values);
			reachOf[b] = reachM;
			if (reachM > farthestM) farthestM = reachM;
		}
		if (farthestM > 0) sweepStand(sweep, number, stand, reachOf, farthestM, blocked);
	}
	return {
		lowM: sweep.lowM,
		highM: sweep.highM,
		reaches: sweep.reaches,
		nearestM: sweep.nearestM,
		outreachM: sweep.outreachM,
		blockers: blocked.map((counts) => {
			let most = -1;
			for (let i = 0; i < counts.length; i++) {
				if ((counts[i] as number) > (most < 0 ? 0 : (counts[most] as number))) most = i;
			}
			return obstacles[most];
		}),
	};

	function createSweep(inScene: SweepScene, all: readonly Boom[]): Sweep {
		return {
			scene: inScene,
			booms: all,
			lowM: new Float64Array(all.length * columns.length).fill(Number.POSITIVE_INFINITY),
			highM: new Float64Array(all.length * columns.length).fill(Number.NEGATIVE_INFINITY),
			reaches: [],
			nearestM: new Float64Array(all.length * frames.length).fill(Number.POSITIVE_INFINITY),
			outreachM: new Float64Array(all.length * frames.length),
			ray: createRayObstacles(MAX_ON_RAY),
			near: new Int32Array(obstacles.length),
			nearCount: 0,
			cosOblique: Math.cos((scene.values['aerial.obliqueDeg'] * Math.PI) / 180),
			current: new Array<StandReach | undefined>(all.length),
		};
	}
}

interface Sweep {
	readonly scene: SweepScene;
	readonly booms: readonly Boom[];
	readonly lowM: Float64Array;
	readonly highM: Float64Array;
	readonly reaches: StandReach[];
	readonly nearestM: Float64Array;
	readonly outreachM: Float64Array;
	readonly ray: RayObstacles;
	readonly cosOblique: number;
	/** Obstacles near the stand at hand; so many of them. */
	readonly near: Int32Array;
	nearCount: number;
	/** By boom: its reach of the side at hand. */
	readonly current: (StandReach | undefined)[];
}

/** Outreach of a truck on a stand; -1 = it does not fit there. */
function reachOnStand(boom: Boom, stand: Stand, lengthsM: readonly number[], values: ServiceValues): number {
	const { profile } = boom.model;
	const fits = lengthsM.findIndex((lengthM) => lengthM >= profile.lengthM - EPS_M);
	const widthM = stand.widthsM[fits];
	if (widthM === undefined || widthM < values['aerial.standWidthM'] - EPS_M) return -1;
	return deratedReachM(boom.reachM, widthM, boom.jackSpreadM, values['aerial.jackMinM'], values['aerial.jackMinReach']);
}

const hit: StripHit = { fromM: 0, toM: 0 };
const range: HeightRange = { lowM: 0, highM: 0 };

function sweepStand(
	sweep: Sweep,
	number: number,
	stand: Stand,
	reachOf: Float64Array,
	farthestM: number,
	blocked: readonly Int32Array[],
): void {
	const { scene, booms, ray, current } = sweep;
	const { columns, frames, columnM, values, roofM } = scene;
	const lowestM = values['aerial.lowestM'];
	const [x, y] = stand.at;
	const { stepM } = stand;
	let side = -1;
	let outward: XY = [0, 0];
	let isBefore = false;
	let sideBlocked = blocked[0] as Int32Array;
	let nearest = Number.POSITIVE_INFINITY;
	findNear(sweep, stand, farthestM);
	for (let c = 0; c < columns.length; c++) {
		const column = columns[c] as Column;
		if (column.side !== side) {
			if (nearest < Number.POSITIVE_INFINITY) noteNearest(sweep, side, nearest, reachOf);
			nearest = Number.POSITIVE_INFINITY;
			side = column.side;
			const frame = frames[side] as SideFrame;
			outward = frame.side.outward;
			isBefore = (x - frame.origin[0]) * outward[0] + (y - frame.origin[1]) * outward[1] > 1;
			sideBlocked = blocked[side] as Int32Array;
			current.fill(undefined);
		}
		if (!isBefore) continue;
		const dx = column.at[0] - x;
		const dy = column.at[1] - y;
		// A hair short, so that what lies at exactly the outreach or the angle is within it, whatever rounding says.
		const r = Math.sqrt(dx * dx + dy * dy) - EPS_M;
		if (-(dx * outward[0] + dy * outward[1]) < sweep.cosOblique * r) continue;
		if (r < nearest) nearest = r;
		if (r > farthestM || !layRay(sweep, stand, dx / r, dy / r, r, sideBlocked)) continue;
		for (let b = 0; b < booms.length; b++) {
			const reachM = reachOf[b] as number;
			if (r > reachM) continue;
			findHeightRange(booms[b] as Boom, r, reachM, ray, lowestM, range);
			const lowM = Math.max(0, range.lowM + stepM);
			let highM = range.highM + stepM;
			if (roofM !== null && highM > roofM) highM = roofM;
			if (lowM > highM) continue;
			const at = b * columns.length + c;
			if (lowM < (sweep.lowM[at] as number)) sweep.lowM[at] = lowM;
			if (highM > (sweep.highM[at] as number)) sweep.highM[at] = highM;
			const areaM2 = (highM - lowM) * (columnM[side] as number);
			const so = current[b];
			if (so === undefined) {
				const reach = { stand: number, side, boom: b, lowM, highM, areaM2, atM: r };
				current[b] = reach;
				sweep.reaches.push(reach);
				continue;
			}
			so.areaM2 += areaM2;
			if (lowM < so.lowM) so.lowM = lowM;
			if (highM <= so.highM + EPS_M) continue;
			so.highM = highM;
			so.atM = r;
		}
	}
	if (nearest < Number.POSITIVE_INFINITY) noteNearest(sweep, side, nearest, reachOf);
}

/** Keeps how near a stand comes to a side, for every aerial that fits on it, and the outreach that it has there. */
function noteNearest(
	{ nearestM, outreachM, booms, scene }: Sweep,
	side: number,
	r: number,
	reachOf: Float64Array,
): void {
	for (let b = 0; b < booms.length; b++) {
		const reachM = reachOf[b] as number;
		if (reachM < 0) continue;
		const key = b * scene.frames.length + side;
		if (r < (nearestM[key] as number)) nearestM[key] = r;
		if (reachM > (outreachM[key] as number)) outreachM[key] = reachM;
	}
}

/** Puts the obstacles that any boom on a stand could meet into `sweep.near`. */
function findNear(sweep: Sweep, { at: [x, y] }: Stand, farthestM: number): void {
	const { near, scene } = sweep;
	const aroundM = farthestM + scene.values['aerial.sweepRadiusM'];
	let count = 0;
	for (let i = 0; i < scene.obstacles.length; i++) {
		const { minX, minY, maxX, maxY } = (scene.obstacles[i] as Obstacle).shape;
		if (minX > x + aroundM || maxX < x - aroundM || minY > y + aroundM || maxY < y - aroundM) continue;
		near[count++] = i;
	}
	sweep.nearCount = count;
}

/** Puts what a ray passes over into `sweep.ray`; false = nothing gets past, or nobody knows how high it is. */
function layRay(sweep: Sweep, stand: Stand, ux: number, uy: number, r: number, blocked: Int32Array): boolean {
	const { ray, scene, near } = sweep;
	const { obstacles, values } = scene;
	const radiusM = values['aerial.sweepRadiusM'];
	const lengthM = r - values['aerial.basketGapM'];
	ray.count = 0;
	if (lengthM <= 0) return true;
	for (let n = 0; n < sweep.nearCount; n++) {
		const i = near[n] as number;
		const { shape, topM, isTarget } = obstacles[i] as Obstacle;
		// The boom ends at the target's wall: of the target itself only what it would pass through counts.
		if (!findStripHit(shape, stand.at, ux, uy, lengthM, isTarget ? 0 : radiusM, hit)) continue;
		blocked[i] = (blocked[i] as number) + 1;
		if (isTarget || topM === null || ray.count === MAX_ON_RAY) return false;
		ray.fromM[ray.count] = hit.fromM;
		ray.toM[ray.count] = hit.toM;
		ray.clearM[ray.count] = topM - stand.stepM + radiusM;
		ray.count++;
	}
	return true;
}
