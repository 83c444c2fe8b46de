import type { Exposure } from '../../../domain/alert/exposures.ts';
import type { Neighbour } from '../../../domain/assessment.ts';

/** Thresholds from which on a neighbour may catch fire. */
const IGNITING: readonly Exposure['reaches'][] = ['ignite', 'roof', 'spontaneous', 'equipment'];

/** How many neighbours may catch fire; 0 where exposures were not assessed. */
export function findLit(exposures: readonly Exposure[] | null): number {
	return exposures?.filter(({ reaches }) => IGNITING.includes(reaches)).length ?? 0;
}

/** Whether a neighbour may catch fire. */
export function mayIgnite({ reaches }: Exposure): boolean {
	return IGNITING.includes(reaches);
}

/** Neighbours by the rank of their exposure; those that have none follow in their own order. */
export function listByDanger(neighbours: readonly Neighbour[], exposures: readonly Exposure[]): readonly Neighbour[] {
	const ranks = new Map(exposures.map(({ id, rank }) => [id, rank]));
	return neighbours.toSorted(
		(a, b) => (ranks.get(a.id) ?? Number.MAX_SAFE_INTEGER) - (ranks.get(b.id) ?? Number.MAX_SAFE_INTEGER),
	);
}
