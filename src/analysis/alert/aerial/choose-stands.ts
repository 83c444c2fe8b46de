import type { Boom } from './boom.ts';
import { type Floors, floorsBetween, landingHeightM } from './count-floors.ts';
import { BestPlace, isTooClose, rankPlace } from './rank-place.ts';
import type { BoomStand, ReachTable, StandReach } from './reach-table.ts';

/** A run of floors that is told from one stand, which reaches all of them. */
export interface FloorRun {
	readonly fromFloor: number;
	readonly toFloor: number;
	/** Number of the stand; undefined = none of those told reaches them, another place does. */
	readonly shown: number | undefined;
}

/** What one aerial reaches of one side, and from which stand. */
export interface ServedSide {
	/** From the top down. */
	readonly runs: readonly FloorRun[];
	/** What reaches highest; undefined = nothing is reached. */
	readonly best: StandReach | undefined;
	/** The stand that is told for its highest run that has one; undefined = nothing is reached, or from none of those told. */
	readonly shown: number | undefined;
}

/** What stands are chosen by. */
export interface ChoiceScene {
	readonly table: ReachTable;
	readonly stands: readonly BoomStand[];
	readonly booms: readonly Boom[];
	readonly sideCount: number;
	readonly floors: Floors | null;
	/** A better place is taken though it reaches so much less high, metres. */
	readonly lessM: number;
	/** ... and only so much of the facade, share. */
	readonly enoughShare: number;
	/** So many are told at most. */
	readonly mostSpots: number;
	/** For this floor only what really reaches it will do; null = none is named. */
	readonly fireFloor: number | null;
}

const EPS_M = 1e-6;

/**
 * Which of many stands are told, and which floors each aerial reaches of each side from any of them. A side is given its best stand first,
 * for the first aerial in `priority` that reaches it; then as few more as will do. A better place is taken before one that reaches a little
 * higher (rankPlace), but is told only for what it reaches itself; what is reached counts all stands.
 */
export function chooseStands(
	scene: ChoiceScene,
	priority: readonly number[],
): { readonly chosen: readonly number[]; readonly served: readonly (readonly ServedSide[])[] } {
	const { table, booms, sideCount, mostSpots } = scene;
	const byBoomSide = Array.from({ length: booms.length * sideCount }, (): StandReach[] => []);
	for (const reach of table.reaches) (byBoomSide[reach.boom * sideCount + reach.side] as StandReach[]).push(reach);
	const chosen = new Set<number>();
	for (let side = 0; side < sideCount && chosen.size < mostSpots; side++) {
		const first = priority.find((boom) => (byBoomSide[boom * sideCount + side] as StandReach[]).length > 0);
		const reaches = first === undefined ? [] : (byBoomSide[first * sideCount + side] as StandReach[]);
		const best = pickReach(scene, reaches, heightToServe(scene, reaches), scene.lessM, chosen);
		if (best) chosen.add(best.stand);
	}
	const served = booms.map((): ServedSide[] => []);
	for (const boom of priority) {
		for (let side = 0; side < sideCount; side++) {
			const reaches = byBoomSide[boom * sideCount + side] as StandReach[];
			(served[boom] as ServedSide[])[side] = serveSide(scene, reaches, chosen);
		}
	}
	const told = served.map((sides, boom) =>
		sides.map((each, side) => tellRest(scene, each, byBoomSide[boom * sideCount + side] as StandReach[], chosen)),
	);
	return { chosen: [...chosen], served: told };
}

/** What reaches highest; undefined = nothing is reached. */
function findHighest(reaches: readonly StandReach[]): StandReach | undefined {
	let best: StandReach | undefined;
	for (const reach of reaches) if (best === undefined || reach.highM > best.highM + EPS_M) best = reach;
	return best;
}

/** Landing of the highest floor that is reached, else the highest place. */
function heightToServe({ floors }: ChoiceScene, reaches: readonly StandReach[]): number {
	const topM = findHighest(reaches)?.highM ?? 0;
	const floor = floors === null ? 0 : floorsBetween(floors, 0, topM)[1];
	return floors === null || floor < 1 ? topM : landingHeightM(floors, floor);
}

function serveSide(scene: ChoiceScene, reaches: readonly StandReach[], chosen: Set<number>): ServedSide {
	const { floors, fireFloor, lessM } = scene;
	const best = findHighest(reaches);
	if (best === undefined) return { runs: [], best, shown: undefined };
	const runs: FloorRun[] = [];
	if (floors !== null) {
		let floor = floorsBetween(floors, 0, best.highM)[1];
		while (floor >= 1) {
			const reach = reaches.some((each) => servesFloor(floors, each, floor))
				? pickForFloor(scene, reaches, floors, floor, chosen)
				: undefined;
			if (!reach) {
				floor--;
				continue;
			}
			const [lowest, highest] = floorsBetween(floors, reach.lowM, reach.highM);
			const isAbove = fireFloor !== null && fireFloor > highest && fireFloor < floor;
			// What the place itself does not reach is told from another: the floor that burns is asked for by itself.
			const untilFloor = isAbove ? fireFloor : Math.min(floor, highest);
			for (; floor > untilFloor; floor--) {
				const isReached = reaches.some((each) => servesFloor(floors, each, floor));
				if (isReached) addRun(runs, { fromFloor: floor, toFloor: floor, shown: undefined });
			}
			if (isAbove) continue;
			addRun(runs, { fromFloor: Math.min(floor, lowest), toFloor: floor, shown: tellStand(scene, reach, chosen) });
			floor = Math.min(floor, lowest) - 1;
		}
	}
	if (runs.length > 0) return { runs, best, shown: runs.find(({ shown }) => shown !== undefined)?.shown };
	const reach = pickReach(scene, reaches, best.highM, lessM, chosen) ?? best;
	return { runs, best, shown: tellStand(scene, reach, chosen) };
}

/** The best placed that reaches a floor or, where none burns there, some floor within `lessM` below it. */
function pickForFloor(
	scene: ChoiceScene,
	reaches: readonly StandReach[],
	floors: Floors,
	floor: number,
	chosen: ReadonlySet<number>,
): StandReach | undefined {
	const landingM = landingHeightM(floors, floor);
	const reach = pickReach(scene, reaches, landingM, floor === scene.fireFloor ? 0 : scene.lessM, chosen);
	if (reach === undefined) return undefined;
	const [lowest, highest] = floorsBetween(floors, reach.lowM, reach.highM);
	return lowest <= highest ? reach : pickReach(scene, reaches, landingM, 0, chosen);
}

/** Whether a stand really reaches a floor's window. */
function servesFloor(floors: Floors, reach: StandReach, floor: number): boolean {
	return serves(reach, landingHeightM(floors, floor), 0);
}

/** Tells the runs without a stand from those of the chosen that really reach them, floor by floor. */
function tellRest(
	scene: ChoiceScene,
	{ runs, best, shown }: ServedSide,
	reaches: readonly StandReach[],
	chosen: ReadonlySet<number>,
): ServedSide {
	const { floors } = scene;
	if (floors === null || runs.every((run) => run.shown !== undefined)) return { runs, best, shown };
	const ofChosen = reaches.filter(({ stand }) => chosen.has(stand));
	const told: FloorRun[] = [];
	for (const run of runs) {
		if (run.shown !== undefined) addRun(told, run);
		else {
			for (let floor = run.toFloor; floor >= run.fromFloor; floor--) {
				const reach = pickReach(scene, ofChosen, landingHeightM(floors, floor), 0, chosen);
				addRun(told, { fromFloor: floor, toFloor: floor, shown: reach?.stand });
			}
		}
	}
	return { runs: told, best, shown: shown ?? told.find((run) => run.shown !== undefined)?.shown };
}

/** Runs that follow one another and are told from one stand are one. */
function addRun(runs: FloorRun[], run: FloorRun): void {
	const above = runs.at(-1);
	if (above?.shown === run.shown && above?.fromFloor === run.toFloor + 1) {
		runs[runs.length - 1] = { ...above, fromFloor: run.fromFloor };
	} else runs.push(run);
}

/**
 * The best placed of the stands that serve a height to within `lessM` and reach enough of the facade, too near to the wall only where no
 * other serves it; of stands that are told already one
 * that is no worse placed.
 */
function pickReach(
	{ stands, enoughShare }: ChoiceScene,
	reaches: readonly StandReach[],
	heightM: number,
	lessM: number,
	chosen: ReadonlySet<number>,
): StandReach | undefined {
	const serving = reaches.filter((reach) => serves(reach, heightM, lessM));
	const apart = serving.filter(({ stand }) => !isTooClose((stands[stand] as BoomStand).stand));
	const usable = apart.length > 0 ? apart : serving;
	let mostM2 = 0;
	for (const { areaM2 } of usable) mostM2 = Math.max(mostM2, areaM2);
	const best = new BestPlace<StandReach>();
	const told = new BestPlace<StandReach>();
	for (const reach of usable) {
		if (reach.areaM2 < enoughShare * mostM2 - EPS_M) continue;
		const { stand } = stands[reach.stand] as BoomStand;
		best.offer(reach, stand, reach.areaM2);
		if (chosen.has(reach.stand)) told.offer(reach, stand, reach.areaM2);
	}
	return told.place && best.place && rankPlace(told.place) <= rankPlace(best.place) ? told.best : best.best;
}

function serves({ lowM, highM }: StandReach, heightM: number, lessM: number): boolean {
	return lowM <= heightM + EPS_M && highM >= heightM - lessM - EPS_M;
}

/** The stand of a reach where it is told, from now on; undefined = too many are told already. */
function tellStand({ mostSpots }: ChoiceScene, { stand }: StandReach, chosen: Set<number>): number | undefined {
	if (!chosen.has(stand) && chosen.size >= mostSpots) return undefined;
	chosen.add(stand);
	return stand;
}
