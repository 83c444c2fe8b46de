import { type Basis, type BuildingUse, STOREY_HEIGHT_M } from '../../domain/building.ts';

/** A building's height and how it is known. */
interface DerivedHeight {
	/** Roof above ground; null = unknown. */
	readonly heightM: number | null;
	readonly basis: Basis;
}

/**
 * Which height a building gets: the one its source gives, else floors x storey height of its use (marked 'estimated'),
 * else unknown. The only place of this rule; every reader calls it.
 * A given height is 'registered' unless the source says more; zero, negative and non-finite values count as not given.
 */
export function deriveHeight(given: {
	heightM: number | null;
	floors: number | null;
	use: BuildingUse;
	/** How the given height came about; default 'registered'. */
	heightBasis?: Basis;
}): DerivedHeight {
	const { heightM, floors, use, heightBasis = 'registered' } = given;
	if (heightM !== null && Number.isFinite(heightM) && heightM > 0) return { heightM, basis: heightBasis };
	if (floors !== null && Number.isFinite(floors) && floors > 0) {
		return { heightM: Math.round(floors * STOREY_HEIGHT_M[use].heightM * 100) / 100, basis: 'estimated' };
	}
	return { heightM: null, basis: 'unknown' };
}
