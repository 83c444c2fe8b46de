import type { Aerial, ApplianceReach, ReachTableRows } from './aerial.ts';
import type { Reason } from './shapes.ts';

/** A run of floors that an appliance lands on. */
export interface ReachedRun {
	readonly fromFloor: number;
	readonly toFloor: number;
	/** A place that reaches all of them; null = none of `spots` does, they are reached from another place that was found. */
	readonly spotId: string | null;
}

/** What one appliance reaches of one side. */
export interface SideReach {
	readonly sideId: string;
	/**
	 * Floors it lands on, as runs from the top down; the window of a floor counts (sill plus half a metre). Every floor that
	 * any place reaches counts; a run with a `spotId` is reached from that very place.
	 */
	readonly reached: readonly ReachedRun[];
	/** Floors it does not, as runs from the top down, and why; empty too where nothing is reached: then `reason` says why. */
	readonly missed: readonly { readonly fromFloor: number; readonly toFloor: number; readonly reason: Reason }[];
	/** Highest point reached, metres above the target's ground; null = none. */
	readonly topM: number | null;
	/** Highest floor reached; null = none, or the target's floors are unknown. */
	readonly topFloor: number | null;
	/** The spot of the highest run that has one: it may reach less high than `topFloor`; null = none, or not among `spots`. */
	readonly spotId: string | null;
	/** Why nothing is reached; null = something is. */
	readonly reason: Reason | null;
	/** Columns of equal width along the side's line: from where to where the wall is reached, metres; -1 = not at all. Empty where nothing is. */
	readonly lowM: readonly number[];
	readonly highM: readonly number[];
}

/** What of an assessment's aerials the reach of a side is read from. */
export type ReachTables = Pick<Aerial, 'spots' | 'sideIds' | 'reaches' | 'reasons'>;

const NOT_TOLD: Reason = { code: 'aerial/not-reached', params: {} };

/** Every side as an appliance reaches it, in the order of the target's sides. */
export function readSides(tables: ReachTables, { sides }: Pick<ApplianceReach, 'sides'>): SideReach[] {
	return sides.map((row) => readSide(tables, row));
}

function readSide({ spots, sideIds, reasons, reaches }: ReachTables, row: number): SideReach {
	const spotIdOf = (index: number) => spots[index]?.id ?? null;
	const reasonOf = (index: number) => reasons[index] ?? NOT_TOLD;
	const [highDm, lowDm] = [reaches.highDm[row] ?? [], reaches.lowDm[row] ?? []];
	const reached = readRuns(reaches.reached[row]).map(([fromFloor, toFloor, spot]) => ({
		...{ fromFloor, toFloor },
		spotId: spotIdOf(spot),
	}));
	const reason = reaches.reason[row] ?? 0;
	return {
		sideId: sideIds[reaches.side[row] ?? -1] ?? '',
		reached,
		missed: readRuns(reaches.missed[row]).map(([fromFloor, toFloor, why]) => ({
			...{ fromFloor, toFloor },
			reason: reasonOf(why),
		})),
		topM: reaches.topM[row] ?? null,
		topFloor: reached[0]?.toFloor ?? null,
		spotId: spotIdOf(reaches.spot[row] ?? -1),
		reason: reason < 0 ? null : reasonOf(reason),
		lowM: highDm.map((_, i) => toMetres(lowDm[Math.min(i, lowDm.length - 1)])),
		highM: highDm.map(toMetres),
	};
}

function readRuns(flat: readonly number[] = []): [number, number, number][] {
	return Array.from({ length: Math.floor(flat.length / 3) }, (_, i) => [
		flat[i * 3] as number,
		flat[i * 3 + 1] as number,
		flat[i * 3 + 2] as number,
	]);
}

function toMetres(dm: number | undefined): number {
	return dm === undefined || dm < 0 ? -1 : dm / 10;
}

/** Writes what appliances reach of the sides small: what several of them reach alike stands once. The inverse of readSides(). */
export function packSides(
	appliances: readonly (readonly SideReach[])[],
	spots: readonly { readonly id: string }[],
): Pick<Aerial, 'sideIds' | 'reaches' | 'reasons'> & { readonly sides: number[][] } {
	const sideIds = (appliances[0] ?? []).map(({ sideId }) => sideId);
	const spotIndex = new Map(spots.map(({ id }, i) => [id, i]));
	const indexOfSpot = (id: string | null) => (id === null ? -1 : (spotIndex.get(id) ?? -1));
	const reasons = createIndex<Reason>();
	const rows = createIndex<ReturnType<typeof packSide>>();
	const sides = appliances.map((each) => each.map((side, i) => rows.indexOf(packSide(side, i))));
	const reaches: ReachTableRows = {
		side: rows.all.map(({ side }) => side),
		reached: rows.all.map(({ reached }) => reached),
		missed: rows.all.map(({ missed }) => missed),
		topM: rows.all.map(({ topM }) => topM),
		spot: rows.all.map(({ spot }) => spot),
		reason: rows.all.map(({ reason }) => reason),
		lowDm: rows.all.map(({ lowDm }) => lowDm),
		highDm: rows.all.map(({ highDm }) => highDm),
	};
	return { sideIds, reaches, reasons: reasons.all, sides };

	function packSide({ reached, missed, topM, spotId, reason, lowM, highM }: SideReach, side: number) {
		return {
			side,
			reached: reached.flatMap((run) => [run.fromFloor, run.toFloor, indexOfSpot(run.spotId)]),
			missed: missed.flatMap((run) => [run.fromFloor, run.toFloor, reasons.indexOf(run.reason)]),
			topM,
			spot: indexOfSpot(spotId),
			reason: reason === null ? -1 : reasons.indexOf(reason),
			...packColumns(lowM.map(toDecimetres), highM.map(toDecimetres)),
		};
	}
}

function packColumns(lowDm: number[], highDm: number[]): { readonly lowDm: number[]; readonly highDm: number[] } {
	const isSame = (dm: readonly number[]) => dm.every((each) => each === dm[0]);
	const isLowSame = isSame(lowDm);
	const low = isLowSame ? lowDm.slice(0, 1) : lowDm;
	return { lowDm: low, highDm: isLowSame && isSame(highDm) ? highDm.slice(0, 1) : highDm };
}

function toDecimetres(m: number): number {
	return m < 0 ? -1 : Math.round(m * 10);
}

/** Numbers values by what they say. */
function createIndex<T>() {
	const all: T[] = [];
	const known = new Map<string, number>();
	return {
		all,
		indexOf(value: T): number {
			const key = JSON.stringify(value);
			const index = known.get(key) ?? all.push(value) - 1;
			known.set(key, index);
			return index;
		},
	};
}
