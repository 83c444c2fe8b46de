import type { ApplianceReach } from '../../../domain/alert/aerial.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import type { SideReach } from '../../../domain/alert/side-reach.ts';
import { roundCm, roundTenth } from '../../measure/round.ts';
import type { Boom } from './boom.ts';
import type { FloorRun, ServedSide } from './choose-stands.ts';
import { type Floors, landingHeightM } from './count-floors.ts';
import type { SideStands } from './list-stands.ts';
import { BestPlace } from './rank-place.ts';
import type { BoomStand, ReachTable, StandReach } from './reach-table.ts';
import type { Column, SideFrame } from './side-frame.ts';

/** An aerial with its sides as they are, before they are packed. */
export type DescribedReach = Omit<ApplianceReach, 'sides'> & { readonly sides: readonly SideReach[] };

/** What the words about an aerial are made of. */
export interface ReachScene {
	readonly table: ReachTable;
	readonly booms: readonly Boom[];
	readonly stands: readonly BoomStand[];
	/** A better place is taken though it reaches so much less high, metres. */
	readonly lessM: number;
	readonly frames: readonly SideFrame[];
	readonly columns: readonly Column[];
	readonly floors: Floors | null;
	readonly sideStands: readonly SideStands[];
	/** By number of the stand. */
	readonly spotIds: ReadonlyMap<number, string>;
}

/** Rule A10 for one aerial, side by side. */
export function describeReach(
	scene: ReachScene,
	number: number,
	served: readonly ServedSide[],
	isPlaced: boolean,
): DescribedReach {
	const boom = scene.booms[number] as Boom;
	const { model } = boom;
	const envelope = model.envelope as NonNullable<typeof model.envelope>;
	const sides = served.map((side, i) => describeSide(scene, number, i, side));
	let best: StandReach | undefined;
	for (const side of served) if (side.best && (!best || side.best.highM > best.highM + 0.005)) best = side.best;
	const shown = best && pickShown(scene, served, best.highM);
	const floorsReached = sides.flatMap(({ topFloor }) => (topFloor === null ? [] : [topFloor]));
	const tops = sides.flatMap(({ topM }) => (topM === null ? [] : [topM]));
	const sidesReached = sides.filter(({ topM, topFloor }) => (scene.floors === null ? topM : topFloor) !== null).length;
	return {
		model: model.id,
		workHeightM: boom.workHeightM,
		reachM: boom.reachM,
		carriesPeople: envelope.carriesPeople,
		isPlaced,
		sides,
		sidesReached,
		topM: tops.length > 0 ? Math.max(...tops) : null,
		topFloor: floorsReached.length > 0 ? Math.max(...floorsReached) : null,
		bestSpotId: shown === undefined ? null : (scene.spotIds.get(shown) ?? null),
		axisM: best ? roundCm(best.atM) : null,
	};
}

/** Of the stands that are told for sides that are reached about the highest, the best placed. */
function pickShown({ stands, lessM }: ReachScene, served: readonly ServedSide[], topM: number): number | undefined {
	const told = new BestPlace<number>();
	for (const { best, shown } of served) {
		if (!best || shown === undefined || best.highM < topM - lessM - 0.005) continue;
		told.offer(shown, (stands[shown] as BoomStand).stand, best.areaM2);
	}
	return told.best;
}

function describeSide(scene: ReachScene, number: number, side: number, { runs, best, shown }: ServedSide): SideReach {
	const { frames, floors, spotIds } = scene;
	const frame = frames[side] as SideFrame;
	const { lowM, highM } = listColumnHeights(scene, number, side);
	const topM = best ? roundTenth(topOfSide(scene, number, side)) : null;
	const topFloor = runs[0]?.toFloor ?? null;
	const isReached = floors === null ? best !== undefined : topFloor !== null;
	return {
		sideId: frame.side.id,
		reached: runs.map(({ fromFloor, toFloor, shown }) => ({
			fromFloor,
			toFloor,
			spotId: shown === undefined ? null : (spotIds.get(shown) ?? null),
		})),
		missed: floors === null || !isReached ? [] : listMissed(scene, number, side, runs, best, floors),
		topM,
		topFloor,
		spotId: shown === undefined ? null : (spotIds.get(shown) ?? null),
		reason: isReached ? null : tellWhyNot(scene, number, side),
		lowM: best ? lowM : [],
		highM: best ? highM : [],
	};
}

/** Highest place of a side that any stand reaches. */
function topOfSide({ table, columns }: ReachScene, number: number, side: number): number {
	let topM = Number.NEGATIVE_INFINITY;
	for (let c = 0; c < columns.length; c++) {
		if ((columns[c] as Column).side === side) topM = Math.max(topM, table.highM[number * columns.length + c] as number);
	}
	return topM;
}

function listColumnHeights({ table, columns }: ReachScene, number: number, side: number) {
	const lowM: number[] = [];
	const highM: number[] = [];
	for (let c = 0; c < columns.length; c++) {
		if ((columns[c] as Column).side !== side) continue;
		const at = number * columns.length + c;
		const high = table.highM[at] as number;
		const isReached = high > Number.NEGATIVE_INFINITY;
		lowM.push(isReached ? roundTenth(table.lowM[at] as number) : -1);
		highM.push(isReached ? roundTenth(high) : -1);
	}
	return { lowM, highM };
}

/** Floors that no stand reaches, from the top down, and why. */
function listMissed(
	scene: ReachScene,
	number: number,
	side: number,
	runs: readonly FloorRun[],
	best: StandReach | undefined,
	floors: Floors,
): SideReach['missed'] {
	const missed: SideReach['missed'][number][] = [];
	let above = floors.count;
	for (const { fromFloor, toFloor } of [...runs, { fromFloor: 0, toFloor: 0 }]) {
		if (toFloor < above) {
			const reason =
				best === undefined
					? tellWhyNot(scene, number, side)
					: above === floors.count && toFloor > 0
						? tellTooHigh(scene, number, best, landingHeightM(floors, above))
						: tellBlocked(scene.table, side);
			missed.push({ fromFloor: toFloor + 1, toFloor: above, reason });
		}
		above = fromFloor - 1;
	}
	return missed;
}

/** Above the best stand: too near to the wall, or too high for it. `missingM`: wanting at the run's highest floor, in whole metres. */
function tellTooHigh({ booms }: ReachScene, number: number, best: StandReach, landingM: number): Reason {
	const boom = booms[number] as Boom;
	const params = { missingM: Math.ceil(landingM - best.highM) };
	const isNear = best.atM < boom.elbowM && landingM <= boom.workHeightM;
	return isNear
		? { code: 'aerial/too-close-to-reach', params: { ...params, distanceM: Math.round(best.atM) } }
		: { code: 'aerial/too-high', params };
}

function tellBlocked(table: ReachTable, side: number): Reason {
	const blocker = table.blockers[side];
	if (!blocker) return { code: 'aerial/not-reached', params: {} };
	const { id, name } = blocker.measured.building;
	if (blocker.isTarget) return { code: 'aerial/blocked-by-target', params: {} };
	const building = name ?? id;
	return blocker.topM === null
		? { code: 'aerial/blocker-height-unknown', params: { building } }
		: { code: 'aerial/blocked-by', params: { building, heightM: roundTenth(blocker.topM) } };
}

/** Why an aerial reaches nothing of a side. */
function tellWhyNot({ table, frames, sideStands, booms }: ReachScene, number: number, side: number): Reason {
	const key = number * frames.length + side;
	const boom = booms[number] as Boom;
	const nearestM = table.nearestM[key] as number;
	if (nearestM === Number.POSITIVE_INFINITY) {
		const { stands, refused } = sideStands[side] as SideStands;
		const failing = refused?.failing[0];
		if (stands.length === 0 && failing) return failing;
		const { lengthM } = boom.model.profile;
		return { code: 'aerial/no-spot', params: { vehicleLengthM: lengthM, jackWidthM: boom.jackSpreadM } };
	}
	const reachM = table.outreachM[key] as number;
	if (nearestM > reachM) {
		return { code: 'aerial/beyond-reach', params: { distanceM: roundTenth(nearestM), outreachM: roundTenth(reachM) } };
	}
	return tellBlocked(table, side);
}
