import type { Reason } from '../../../domain/alert/shapes.ts';
import type { XY } from '../../../domain/geo/local-plane.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import { nearestOnStretch } from '../../measure/plane-line.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import type { Site } from '../site.ts';
import { findLane, type Lane } from './find-lane.ts';
import { firstFreeM, freeWidthM, listTakenGround, podiumDepthM, type TakenGround } from './free-ground.ts';
import { placeOf, type SideFrame } from './side-frame.ts';

/** Place of a truck's slew axis before a side, with the free ground round it. */
export interface Stand {
	readonly frame: SideFrame;
	/** Of the slew axis in the side's frame; v is its distance from the wall. */
	readonly u: number;
	readonly v: number;
	readonly at: XY;
	/** Free width for each of the lengths that were tried, metres; the axis is its middle. */
	readonly widthsM: readonly number[];
	/** The rectangle that is shown: the code's where it fits, else the one that serves most trucks. */
	readonly lengthM: number;
	readonly widthM: number;
	/** From the nearest wall of the target, of whatever side, to the rectangle. */
	readonly gapM: number;
	/** What stands against the wall between it and the truck. */
	readonly podiumM: number;
	/** null = the pack's roads could not be read. */
	readonly lane: Lane | null;
	/** Share; null = no terrain. */
	readonly slope: number | null;
	/** Ground at the jacks above the target's, metres; 0 without terrain. */
	readonly stepM: number;
	readonly verdict: 'conform' | 'usable' | 'unusable';
	readonly failing: readonly Reason[];
	/** How good a place it is by what fails, 0 to 1: a truck goes on the road and on a code's area before it goes elsewhere. */
	readonly worth: number;
}

/** Places to set up before one side, and why there is none. */
export interface SideStands {
	readonly stands: readonly Stand[];
	readonly tried: number;
	/** Why no place of the side can be used, with one that shows it; null = some can. */
	readonly refused: Stand | null;
}

/** Lengths of free ground that trucks are fitted in; each takes those not longer. The last is the code's for the target. */
export function listStandLengths(values: ServiceValues, heightM: number | null): readonly number[] {
	const isTall = heightM === null || heightM > values['aerial.tallHeightM'];
	const needed = isTall ? values['aerial.tallLengthM'] : values['aerial.lengthM'];
	return [...values['aerial.fitLengthsM'].filter((lengthM) => lengthM < needed), needed];
}

/** Steps along a side, about, metres: a fifth of the shortest truck's ground; of long sides more, so that none is tried more than so often. */
const STEP_M = 4;
const MAX_STEPS = 60;
/** Steps out of the wall, metres: less than what any figure of the code turns on. */
const OUT_STEP_M = 1;
const EPS_M = 1e-6;

/**
 * Rule A9: where before a side could an aerial set up? Tried are places about every 4 m along it and every metre out of it. A place needs
 * a free rectangle of at least the shortest length and a stand's width, ground no steeper than the flagged slope, and a lane. Adding
 * buildings only takes places and width away.
 */
export function listStands(
	site: Site,
	frame: SideFrame,
	lengthsM: readonly number[],
	baseM: number | null,
): SideStands {
	const { values } = site.table;
	const searchMinM = values['aerial.searchMinM'];
	const maxWidthM = values['aerial.widthM'];
	const standM = values['aerial.standWidthM'];
	const firstV = Math.ceil(searchMinM + standM / 2);
	const lastV = values['aerial.searchMaxM'] + maxWidthM / 2;
	const depthM = lastV + maxWidthM;
	const count = Math.max(1, Math.min(MAX_STEPS, Math.round(frame.spanM / STEP_M)));
	const stands: Stand[] = [];
	let tried = 0;
	let refused: Stand | null = null;
	for (let i = 0; i < count; i++) {
		const u = ((i + 0.5) * frame.spanM) / count;
		const taken = lengthsM.map((lengthM) => listTakenGround(frame.obstacles, u - lengthM / 2, u + lengthM / 2, depthM));
		for (let v = firstV; v <= lastV; v += OUT_STEP_M) {
			tried++;
			const widthsM = taken.map((each) => freeWidthM(each, v, searchMinM, maxWidthM));
			if (Math.max(...widthsM) < standM - EPS_M) continue;
			const stand = judgeStand(site, frame, u, v, lengthsM, widthsM, taken, baseM);
			if (stand.verdict !== 'unusable') stands.push(stand);
			else if (refused === null || rankRefusal(stand) < rankRefusal(refused)) refused = stand;
		}
	}
	if (stands.length > 0) return { stands, tried, refused: null };
	return { stands, tried, refused: refused ?? createCrampedStand(site, frame, lengthsM, depthM) };
}

/** The nearer to be usable, the less. */
function rankRefusal({ failing }: Stand): number {
	const order = ['aerial/slope', 'aerial/lane-narrow', 'aerial/no-lane', 'aerial/off-ground'];
	return order.indexOf(failing[0]?.code ?? '') * 1000;
}

function judgeStand(
	site: Site,
	frame: SideFrame,
	u: number,
	v: number,
	lengthsM: readonly number[],
	widthsM: readonly number[],
	taken: readonly TakenGround[],
	baseM: number | null,
): Stand {
	const { values } = site.table;
	const shown = chooseRectangle(lengthsM, widthsM, values);
	const lengthM = lengthsM[shown] as number;
	const widthM = widthsM[shown] as number;
	const podiumM = podiumDepthM(taken[shown] as TakenGround, v - widthM / 2 + EPS_M, values['aerial.podiumGapM']);
	const box = { minU: u - lengthM / 2, maxU: u + lengthM / 2, minV: v - widthM / 2, maxV: v + widthM / 2 };
	const lane = site.roads === null ? null : findLane({ frame, values }, box);
	const slope = measureSlope(site, frame, box);
	const at = placeOf(frame, u, v);
	const groundM = site.groundAtM(at);
	const gapM = Math.min(v - widthM / 2, measureTargetGapM(frame, box));
	const place = { lengthM, widthM, wallM: v - widthM / 2 - podiumM, gapM: gapM - podiumM, podiumM, slope };
	const { isUsable, failing } = judgePlace(site, place, lane, lengthsM.at(-1) as number);
	const base = { frame, u, v, at, widthsM, lengthM, widthM, gapM, podiumM, slope, failing };
	return {
		...base,
		lane: lane === 'off-ground' ? null : lane,
		stepM: groundM === null || baseM === null ? 0 : groundM - baseM,
		verdict: isUsable ? (failing.length === 0 ? 'conform' : 'usable') : 'unusable',
		worth: weighPlace(failing, values),
	};
}

/** What of a place the code speaks of. */
interface PlaceFacts {
	readonly lengthM: number;
	readonly widthM: number;
	/** From the outer wall, podium included, to the near edge. */
	readonly wallM: number;
	/** The same to the nearest wall of the target, of whatever side. */
	readonly gapM: number;
	readonly podiumM: number;
	readonly slope: number | null;
}

/** GB 50016 7.2.1, 7.2.2 and GB 55037 3.4.5: what of a place fails, worst first, and whether it can be used all the same. */
export function judgePlace(
	{ table: { values }, roads, groundPostM }: Pick<Site, 'table' | 'roads' | 'groundPostM'>,
	{ lengthM, widthM, wallM, gapM, podiumM, slope }: PlaceFacts,
	lane: Lane | 'off-ground' | null,
	neededLengthM: number,
): { readonly isUsable: boolean; readonly failing: Reason[] } {
	const failing: Reason[] = [];
	const say = (code: string, params: Reason['params'] = {}) => failing.push({ code, params });
	const laneNeededM = values['aerial.laneWidthM'];
	const isRoadKnown = roads !== null;
	let isUsable = true;
	if (slope !== null && slope > values['aerial.slopeMax'] + EPS_M) {
		// Of posts far apart a truck's ground is no more than guessed.
		const isCoarse = groundPostM !== null && groundPostM > values['aerial.slopePostM'] + EPS_M;
		const params = { slopePercent: roundTenth(slope * 100), limitPercent: values['aerial.slopeMax'] * 100 };
		if (isCoarse) say('aerial/slope-coarse', { ...params, postM: Math.round(groundPostM) });
		else say('aerial/slope', params);
		isUsable = isCoarse || slope <= values['aerial.slopeFlag'] + EPS_M;
	}
	if (lane === 'off-ground') {
		say('aerial/off-ground');
		isUsable = false;
	} else if (lane === null) {
		if (isRoadKnown) say('aerial/no-lane', { withinM: values['aerial.laneReachM'] });
		else say('aerial/lane-unknown');
		isUsable &&= !isRoadKnown;
	} else {
		const params = { laneWidthM: lane.road.widthM, neededWidthM: laneNeededM };
		if (lane.width === 'narrow') say('aerial/lane-narrow', params);
		if (lane.width === 'estimated-narrow') say('aerial/lane-narrow-estimated', params);
		if (lane.width === 'estimated') say('aerial/lane-estimated', params);
		if (lane.gapM > values['aerial.laneTouchM'] + EPS_M) say('aerial/off-lane', { distanceM: roundCm(lane.gapM) });
		isUsable &&= lane.width !== 'narrow';
	}
	const [nearM, farM] = [values['aerial.wallMinM'], values['aerial.wallMaxM']];
	if (podiumM > values['aerial.podiumMaxM'] + EPS_M) {
		say('aerial/podium-deep', { podiumDepthM: roundCm(podiumM), limitDepthM: values['aerial.podiumMaxM'] });
	}
	const neededWidthM = values['aerial.widthM'];
	if (lengthM < neededLengthM - EPS_M || widthM < neededWidthM - EPS_M) {
		say('aerial/small', { lengthM, spotWidthM: roundCm(widthM), neededLengthM, neededWidthM });
	}
	if (gapM < nearM - EPS_M) say('aerial/too-close', { gapM: roundCm(gapM), limitM: nearM });
	if (wallM > farM + EPS_M) say('aerial/too-far', { gapM: roundCm(wallM), limitM: farM });
	if (!isUsable) failing.sort((a, b) => Number(isGrave(b)) - Number(isGrave(a)));
	return { isUsable, failing };
}

const GRAVE = new Set(['aerial/slope', 'aerial/off-ground', 'aerial/no-lane', 'aerial/lane-narrow']);
function isGrave({ code }: Reason): boolean {
	return GRAVE.has(code);
}

const WORTH = {
	'aerial/off-lane': 'aerial.worthOffLane',
	'aerial/slope': 'aerial.worthSlope',
	'aerial/slope-coarse': 'aerial.worthSlope',
	'aerial/lane-narrow-estimated': 'aerial.worthNarrowLane',
	'aerial/podium-deep': 'aerial.worthDeepPodium',
	'aerial/small': 'aerial.worthSmall',
	'aerial/too-close': 'aerial.worthTooClose',
	'aerial/too-far': 'aerial.worthTooFar',
} as const;

/** How good a place is by what fails of it: the product of what each failing leaves. */
export function weighPlace(failing: readonly Reason[], values: ServiceValues): number {
	let worth = 1;
	for (const { code } of failing) if (code in WORTH) worth *= values[WORTH[code as keyof typeof WORTH]];
	return worth;
}

/** The code's rectangle where it fits, else the longest that takes full jacks, else the widest. */
function chooseRectangle(lengthsM: readonly number[], widthsM: readonly number[], values: ServiceValues): number {
	const last = lengthsM.length - 1;
	if ((widthsM[last] as number) >= values['aerial.widthM'] - EPS_M) return last;
	let widest = 0;
	for (let i = last; i >= 0; i--) {
		if ((widthsM[i] as number) >= values['aerial.fullJacksM'] - EPS_M) return i;
		if ((widthsM[i] as number) >= (widthsM[widest] as number) - EPS_M && i > widest) widest = i;
	}
	return widest;
}

/** From a rectangle in a side's frame to the nearest wall of the target; Infinity = none is in the frame. */
export function measureTargetGapM(
	frame: SideFrame,
	box: { minU: number; maxU: number; minV: number; maxV: number },
): number {
	const corners: XY[] = [
		[box.minU, box.minV],
		[box.minU, box.maxV],
		[box.maxU, box.minV],
		[box.maxU, box.maxV],
	];
	let leastM = Number.POSITIVE_INFINITY;
	for (const { obstacle, walls } of frame.obstacles) {
		if (!obstacle.isTarget) continue;
		for (let i = 0; i < walls.length; i += 4) {
			const a: XY = [walls[i] as number, walls[i + 1] as number];
			const b: XY = [walls[i + 2] as number, walls[i + 3] as number];
			leastM = Math.min(leastM, boxGapM(box, a), boxGapM(box, b));
			for (const corner of corners) {
				const foot = nearestOnStretch(corner, a, b);
				leastM = Math.min(leastM, Math.hypot(corner[0] - foot[0], corner[1] - foot[1]));
			}
		}
	}
	return leastM;
}

function boxGapM(box: { minU: number; maxU: number; minV: number; maxV: number }, [u, v]: XY): number {
	return Math.hypot(Math.max(0, box.minU - u, u - box.maxU), Math.max(0, box.minV - v, v - box.maxV));
}

/** Steepest slope of the ground on a rectangle, from the slopes along and across it; share, null = no terrain there. */
export function measureSlope(
	site: Site,
	frame: SideFrame,
	box: { minU: number; maxU: number; minV: number; maxV: number },
): number | null {
	const midU = (box.minU + box.maxU) / 2;
	const midV = (box.minV + box.maxV) / 2;
	const back = site.groundAtM(placeOf(frame, box.minU, midV));
	const front = site.groundAtM(placeOf(frame, box.maxU, midV));
	const inner = site.groundAtM(placeOf(frame, midU, box.minV));
	const outer = site.groundAtM(placeOf(frame, midU, box.maxV));
	if (back === null || front === null || inner === null || outer === null) return null;
	return Math.hypot((front - back) / (box.maxU - box.minU), (outer - inner) / (box.maxV - box.minV));
}

/** What shows that there is no room before a side: the code's rectangle before its middle. */
function createCrampedStand(site: Site, frame: SideFrame, lengthsM: readonly number[], depthM: number): Stand {
	const { values } = site.table;
	const lengthM = lengthsM.at(-1) as number;
	const widthM = values['aerial.widthM'];
	const u = frame.spanM / 2;
	const v = values['aerial.wallMinM'] + widthM / 2;
	const shortestM = lengthsM[0] as number;
	const taken = listTakenGround(frame.obstacles, u - shortestM / 2, u + shortestM / 2, depthM);
	const podiumM = podiumDepthM(taken, depthM, values['aerial.podiumGapM']);
	const isWalledIn = podiumM === 0 && (taken.fromV[0] ?? depthM) <= values['aerial.podiumGapM'];
	const freeM = isWalledIn ? 0 : firstFreeM(taken, podiumM, depthM);
	const neededWidthM = values['aerial.searchMinM'] + values['aerial.standWidthM'];
	const reason: Reason =
		podiumM > values['aerial.podiumMaxM']
			? {
					code: 'aerial/podium-deep',
					params: { podiumDepthM: roundCm(podiumM), limitDepthM: values['aerial.podiumMaxM'] },
				}
			: { code: 'aerial/no-room', params: { freeWidthM: roundCm(freeM), neededWidthM } };
	const none = {
		widthsM: lengthsM.map(() => 0),
		gapM: values['aerial.wallMinM'],
		podiumM,
		lane: null,
		slope: null,
		stepM: 0,
	};
	return {
		frame,
		u,
		v,
		at: placeOf(frame, u, v),
		lengthM,
		widthM,
		...none,
		verdict: 'unusable',
		failing: [reason],
		worth: 0,
	};
}
