import type { ApplianceReach } from '../../../domain/alert/aerial.ts';

/**
 * The aerial to show first: of those due that reach anything, else of all: one that reaches the fire floor before others, one that carries
 * people before a water tower, then what reaches higher, more sides, and the smaller. null = none reaches anything.
 */
export function suggestModel(
	appliances: readonly ApplianceReach[],
	dueModels: readonly string[],
	fireFloor: number | null,
): string | null {
	const able = appliances.filter(({ topM }) => topM !== null);
	const due = able.filter(({ model }) => dueModels.includes(model));
	const ranked = (due.length > 0 ? due : able).sort(
		(a, b) =>
			Number(b.isPlaced) - Number(a.isPlaced) ||
			Number(reachesFloor(b, fireFloor)) - Number(reachesFloor(a, fireFloor)) ||
			Number(b.carriesPeople) - Number(a.carriesPeople) ||
			Math.round(b.topM ?? 0) - Math.round(a.topM ?? 0) ||
			b.sidesReached - a.sidesReached ||
			a.workHeightM - b.workHeightM,
	);
	return ranked[0]?.model ?? null;
}

/** Whether an aerial reaches a floor from any side; false too when no floor was named. */
export function reachesFloor({ sides }: ApplianceReach, floor: number | null): boolean {
	return (
		floor !== null && sides.some(({ reached }) => reached.some((run) => run.fromFloor <= floor && floor <= run.toFloor))
	);
}
