import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { SiteRoad } from '../site.ts';
import { findStripHit, type StripHit } from './obstacle.ts';
import { placeOf, type SideFrame } from './side-frame.ts';

/** The carriageway by which a truck comes to a place. */
export interface Lane {
	readonly road: SiteRoad;
	/** From the place's edge to the carriageway's, metres; 0 = it lies on it. */
	readonly gapM: number;
	/** 'wide' enough by measure; by estimate; 'narrow' by estimate or by measure. */
	readonly width: 'wide' | 'estimated' | 'estimated-narrow' | 'narrow';
}

/** A rectangle in the frame of a side. */
export interface FrameBox {
	readonly minU: number;
	readonly maxU: number;
	readonly minV: number;
	readonly maxV: number;
}

/** What a side's places are led to by, kept so that nothing is made anew for each of them. */
export interface LaneSearch {
	readonly frame: SideFrame;
	readonly values: ServiceValues;
}

const EPS_M = 1e-6;
/** A way straight from the middle of a place is taken before one that is shorter by less, metres. */
const ALIKE_M = 0.5;
const RANK = { wide: 0, estimated: 1, 'estimated-narrow': 2, narrow: 3 } as const;
const hit: StripHit = { fromM: 0, toM: 0 };

/**
 * Which carriageway leads to a place: one that it lies on or touches, else one that a straight way of a lane's width and free of buildings
 * leads to, the best by width and then the nearest. 'off-ground' = a bridge or a tunnel lies there; null = none within reach.
 */
export function findLane({ frame, values }: LaneSearch, box: FrameBox): Lane | 'off-ground' | null {
	const neededM = values['aerial.laneWidthM'];
	const touchM = values['aerial.laneTouchM'];
	const reachM = values['aerial.laneReachM'];
	let best: Lane | null = null;
	let bestRank = Number.POSITIVE_INFINITY;
	for (const { road, stretches, minU, maxU, minV, maxV } of frame.roads) {
		const halfM = road.widthM / 2;
		const farM = reachM + halfM;
		if (minU > box.maxU + farM || maxU < box.minU - farM || minV > box.maxV + farM || maxV < box.minV - farM) continue;
		const near = nearestOf(stretches, box);
		const gapM = Math.max(0, near.distanceM - halfM);
		if (road.isOffGround) {
			if (gapM === 0) return 'off-ground';
			continue;
		}
		if (gapM > reachM) continue;
		const width = judgeWidth(road, neededM);
		const rank = RANK[width] * 2 + (gapM <= touchM ? 0 : 1);
		if (rank > bestRank || (rank === bestRank && best && gapM > best.gapM - EPS_M)) continue;
		if (gapM > touchM && !isWayFree(frame, box, near, neededM / 2)) continue;
		best = { road, gapM, width };
		bestRank = rank;
	}
	return best;
}

function judgeWidth({ widthM, widthEstimated }: SiteRoad, neededM: number): Lane['width'] {
	const isWide = widthM >= neededM - EPS_M;
	if (widthEstimated) return isWide ? 'estimated' : 'estimated-narrow';
	return isWide ? 'wide' : 'narrow';
}

/** The nearest place of a road's middle line to a box, and the box's place nearest to it. */
interface Nearest {
	distanceM: number;
	roadU: number;
	roadV: number;
}

function nearestOf(stretches: Float64Array, box: FrameBox): Nearest {
	const midU = (box.minU + box.maxU) / 2;
	const midV = (box.minV + box.maxV) / 2;
	const halfU = midU - box.minU;
	const halfV = midV - box.minV;
	const best = { distanceM: Number.POSITIVE_INFINITY, roadU: 0, roadV: 0 };
	for (let i = 0; i < stretches.length; i += 4) {
		const au = (stretches[i] as number) - midU;
		const av = (stretches[i + 1] as number) - midV;
		const bu = (stretches[i + 2] as number) - midU;
		const bv = (stretches[i + 3] as number) - midV;
		if (!isNearer(best.distanceM, au, av, bu, bv, halfU, halfV)) continue;
		const [t, distanceM] = nearestToBox(au, av, bu, bv, halfU, halfV);
		if (distanceM >= best.distanceM - EPS_M) continue;
		best.distanceM = distanceM;
		best.roadU = midU + au + t * (bu - au);
		best.roadV = midV + av + t * (bv - av);
	}
	return best;
}

function isNearer(best: number, au: number, av: number, bu: number, bv: number, halfU: number, halfV: number): boolean {
	const asideU = Math.max(0, Math.min(Math.abs(au), Math.abs(bu)) - halfU);
	const asideV = Math.max(0, Math.min(Math.abs(av), Math.abs(bv)) - halfV);
	return au * bu < 0 || av * bv < 0 || asideU * asideU + asideV * asideV < best * best;
}

/**
 * The nearest place of a stretch to a box round the origin, exact: it is an end, where the stretch passes a line of the box's edge, or
 * the foot from one of its corners; of equals the one nearest to the box's middle.
 */
function nearestToBox(
	au: number,
	av: number,
	bu: number,
	bv: number,
	halfU: number,
	halfV: number,
): readonly [t: number, distanceM: number] {
	const du = bu - au;
	const dv = bv - av;
	const square = du * du + dv * dv || 1;
	let best = 0;
	let bestM = Number.POSITIVE_INFINITY;
	let footM = 0;
	let foot = 0;
	for (let k = 0; k < 11; k++) {
		let t = k - 1;
		if (k === 0) t = -(au * du + av * dv) / square;
		else if (k === 3 || k === 4) t = du === 0 ? 0 : ((k === 3 ? halfU : -halfU) - au) / du;
		else if (k === 5 || k === 6) t = dv === 0 ? 0 : ((k === 5 ? halfV : -halfV) - av) / dv;
		else if (k > 6) {
			const cornerU = (k & 1) === 0 ? halfU : -halfU;
			const cornerV = k > 8 ? halfV : -halfV;
			t = ((cornerU - au) * du + (cornerV - av) * dv) / square;
		}
		t = Math.min(1, Math.max(0, t));
		const distanceM = boxDistance(au + t * du, av + t * dv, halfU, halfV);
		if (k === 0) {
			foot = t;
			footM = distanceM;
		}
		if (distanceM >= bestM - EPS_M) continue;
		best = t;
		bestM = distanceM;
	}
	return [footM <= bestM + ALIKE_M ? foot : best, bestM];
}

function boxDistance(u: number, v: number, halfU: number, halfV: number): number {
	const aside = Math.max(0, Math.abs(u) - halfU);
	const before = Math.max(0, Math.abs(v) - halfV);
	return Math.sqrt(aside * aside + before * before);
}

/** Whether a straight strip from the middle of the box to the road's nearest place meets no building. */
function isWayFree(frame: SideFrame, box: FrameBox, { roadU, roadV }: Nearest, halfM: number): boolean {
	const from = placeOf(frame, (box.minU + box.maxU) / 2, (box.minV + box.maxV) / 2);
	const to = placeOf(frame, roadU, roadV);
	const lengthM = Math.hypot(to[0] - from[0], to[1] - from[1]);
	if (lengthM < EPS_M) return true;
	const ux = (to[0] - from[0]) / lengthM;
	const uy = (to[1] - from[1]) / lengthM;
	for (const { obstacle } of frame.obstacles) {
		if (findStripHit(obstacle.shape, from, ux, uy, lengthM, halfM, hit)) return false;
	}
	return true;
}
