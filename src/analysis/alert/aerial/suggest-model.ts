import type { Situation } from '../../../domain/alert/situation.ts';
import type { DescribedReach } from './describe-reach.ts';

/** Which aerials can come. */
export interface AerialFleet {
	/** Models that are sent, by arrival. */
	readonly due: readonly string[];
	/** Models on file that can be sent; empty = nobody knows. */
	readonly fleet: readonly string[];
}

/**
 * The aerial to show first: one that carries people of those due; else one of the fleet that gets as high as a water tower that is due;
 * else that water tower; else one of the fleet, at last of the catalogue, those that carry people first. Only those that reach anything,
 * put somewhere by hand first, then one that reaches the fire floor, then what gets higher, to more sides, and the smaller. null = none does.
 */
export function suggestModel(
	appliances: readonly DescribedReach[],
	{ due, fleet }: AerialFleet,
	{ fireFloor }: Pick<Situation, 'fireFloor'>,
): string | null {
	const able = appliances
		.filter(({ topM }) => topM !== null)
		.sort(
			(a, b) =>
				Number(b.isPlaced) - Number(a.isPlaced) ||
				Number(reachesFloor(b, fireFloor)) - Number(reachesFloor(a, fireFloor)) ||
				Math.round(b.topM ?? 0) - Math.round(a.topM ?? 0) ||
				b.sidesReached - a.sidesReached ||
				a.workHeightM - b.workHeightM,
		);
	const placed = able.find(({ isPlaced }) => isPlaced);
	if (placed) return placed.model;
	const withPeople = able.filter(({ carriesPeople }) => carriesPeople);
	const dueTower = able.find(({ model }) => due.includes(model));
	const isEnough = (reach: DescribedReach) =>
		fleet.includes(reach.model) && (!dueTower || getsAsHigh(reach, dueTower, fireFloor));
	const found =
		withPeople.find(({ model }) => due.includes(model)) ??
		withPeople.find(isEnough) ??
		dueTower ??
		able.find(({ model }) => fleet.includes(model)) ??
		withPeople[0] ??
		able[0];
	return found?.model ?? null;
}

function getsAsHigh(reach: DescribedReach, than: DescribedReach, fireFloor: number | null): boolean {
	if (reachesFloor(than, fireFloor)) return reachesFloor(reach, fireFloor);
	if (reach.topFloor !== null && than.topFloor !== null) return reach.topFloor >= than.topFloor;
	return Math.round(reach.topM ?? 0) >= Math.round(than.topM ?? 0);
}

/** Whether an aerial reaches a floor from any side; false too when no floor was named. */
export function reachesFloor({ sides }: Pick<DescribedReach, 'sides'>, floor: number | null): boolean {
	return (
		floor !== null && sides.some(({ reached }) => reached.some((run) => run.fromFloor <= floor && floor <= run.toFloor))
	);
}
