import type { ReachedRun, SideReach } from '../../src/domain/alert/side-reach.ts';

/** A side of which these floors are reached, and nothing else is told. */
export function makeSideReach(sideId: string, reached: readonly ReachedRun[]): SideReach {
	const topFloor = reached[0]?.toFloor ?? null;
	return { sideId, reached, missed: [], topM: null, topFloor, spotId: null, reason: null, lowM: [], highM: [] };
}
