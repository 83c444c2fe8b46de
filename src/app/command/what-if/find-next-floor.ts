/** Floors that a fire can be put on without a building's own count. */
const FLOORS = { most: 200, mostBelow: 9 } as const;

/**
 * The floor above (`step` 1) or below (-1) one. Floors count from 1, basements from -1, there is no 0. From an unknown one it is the first
 * floor. Stays within the building where its floors are known.
 */
export function findNextFloor(
	floor: number | null,
	step: 1 | -1,
	{ floors, floorsBelow }: { readonly floors: number | null; readonly floorsBelow: number | null },
): number {
	if (floor === null) return 1;
	const next = floor + step === 0 ? step : floor + step;
	return Math.min(floors ?? FLOORS.most, Math.max(-(floorsBelow ?? FLOORS.mostBelow) || 1, next));
}
