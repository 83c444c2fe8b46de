import type { Boom } from './boom.ts';
import { type Floors, floorsBetween, landingHeightM } from './count-floors.ts';
import type { ReachTable, StandReach } from './reach-table.ts';

/** A run of floors that one stand serves. */
export interface FloorRun {
	readonly fromFloor: number;
	readonly toFloor: number;
	/** What reaches them. */
	readonly reach: StandReach;
	/** The stand that is told for it: the same, or where too many would be told the nearest to it in height. */
	readonly shown: number;
}

/** What one aerial reaches of one side, and from which stand. */
export interface ServedSide {
	/** From the top down. */
	readonly runs: readonly FloorRun[];
	/** What reaches highest; undefined = nothing is reached. */
	readonly best: StandReach | undefined;
	/** The stand that is told for it; undefined = nothing is reached. */
	readonly shown: number | undefined;
}

/** A stand that others have taken is as good as a better one while it reaches so much of the facade. */
const GOOD_ENOUGH = 0.6;
/** So many spots are told at most, but for sides that would have none. */
const MOST_SPOTS = 8;
/** Where floors are not known, a stand that reaches all but so much is as good, metres. */
const NEARLY_M = 1.5;
const EPS_M = 1e-6;

/**
 * Which of many stands are told, and which floors each aerial reaches of each side from any of them: as few as will do, the aerials first
 * in `priority` being given theirs first. Without floors, the one that reaches about the highest.
 */
export function chooseStands(
	table: ReachTable,
	booms: readonly Boom[],
	sideCount: number,
	floors: Floors | null,
	priority: readonly number[],
): { readonly chosen: readonly number[]; readonly served: readonly (readonly ServedSide[])[] } {
	const byBoomSide = Array.from({ length: booms.length * sideCount }, (): StandReach[] => []);
	for (const reach of table.reaches) (byBoomSide[reach.boom * sideCount + reach.side] as StandReach[]).push(reach);
	const chosen = new Set<number>();
	const served = booms.map((): ServedSide[] => []);
	for (const boom of priority) {
		for (let side = 0; side < sideCount; side++) {
			const reaches = byBoomSide[boom * sideCount + side] as StandReach[];
			(served[boom] as ServedSide[])[side] = serveSide(reaches, floors, chosen);
		}
	}
	return { chosen: [...chosen], served };
}

function serveSide(reaches: readonly StandReach[], floors: Floors | null, chosen: Set<number>): ServedSide {
	let topM = Number.NEGATIVE_INFINITY;
	for (const { highM } of reaches) topM = Math.max(topM, highM);
	if (reaches.length === 0) return { runs: [], best: undefined, shown: undefined };
	const runs: FloorRun[] = [];
	if (floors !== null) {
		let floor = floorsBetween(floors, 0, topM)[1];
		while (floor >= 1) {
			const reach = pickReach(reaches, landingHeightM(floors, floor), chosen);
			if (reach === undefined) {
				floor--;
				continue;
			}
			const fromFloor = Math.min(floor, floorsBetween(floors, reach.lowM, reach.highM)[0]);
			addRun(runs, { fromFloor, toFloor: floor, reach, shown: tellStand(reaches, reach, chosen) });
			floor = fromFloor - 1;
		}
	}
	const best = runs[0]?.reach ?? pickReach(reaches, topM - NEARLY_M, chosen);
	const shown = runs[0]?.shown ?? (best && tellStand(reaches, best, chosen));
	return { runs, best, shown };
}

/** Runs that follow one another and are told from one stand are one. */
function addRun(runs: FloorRun[], run: FloorRun): void {
	const above = runs.at(-1);
	if (above?.shown === run.shown && above.fromFloor === run.toFloor + 1) {
		runs[runs.length - 1] = { ...above, fromFloor: run.fromFloor };
	} else runs.push(run);
}

/** What serves a height best; of stands that are told already one that is good enough. */
function pickReach(
	reaches: readonly StandReach[],
	heightM: number,
	chosen: ReadonlySet<number>,
): StandReach | undefined {
	let best: StandReach | undefined;
	let taken: StandReach | undefined;
	for (const reach of reaches) {
		if (reach.lowM > heightM + EPS_M || reach.highM < heightM - EPS_M) continue;
		if (best === undefined || facadeValue(reach) > facadeValue(best) + EPS_M) best = reach;
		if (chosen.has(reach.stand) && (taken === undefined || facadeValue(reach) > facadeValue(taken) + EPS_M))
			taken = reach;
	}
	return best && taken && facadeValue(taken) >= GOOD_ENOUGH * facadeValue(best) - EPS_M ? taken : best;
}

/** Facade reached, by how good a place it is reached from. */
function facadeValue({ areaM2, worth }: StandReach): number {
	return areaM2 * worth;
}

/** The stand that is told for a reach, and from now on. */
function tellStand(reaches: readonly StandReach[], reach: StandReach, chosen: Set<number>): number {
	if (chosen.has(reach.stand)) return reach.stand;
	if (chosen.size >= MOST_SPOTS) {
		let told: StandReach | undefined;
		for (const each of reaches) {
			if (!chosen.has(each.stand)) continue;
			if (told === undefined || each.highM > told.highM + EPS_M) told = each;
		}
		if (told) return told.stand;
	}
	chosen.add(reach.stand);
	return reach.stand;
}
