import type { QuarterZone } from './quarter-plan.ts';
import type { Rng } from './rng.ts';
import type { StreetSpec } from './street-net.ts';

/** How often a street of a quarter has what, by its zone. Assumptions, not sourced. */
interface SignShares {
	/** A bar across the village's entrance (限高杆), metres. */
	readonly heightBar: number;
	/** A culvert or small bridge with a weight limit, tonnes. */
	readonly weakBridge: number;
	readonly lengthLimit: number;
	readonly noTrucks: number;
	readonly unpavedLane: number;
}

const NONE: SignShares = { heightBar: 0, weakBridge: 0, lengthLimit: 0, noTrucks: 0, unpavedLane: 0 };
const SHARES: Readonly<Record<QuarterZone, SignShares>> = {
	village: { heightBar: 0.03, weakBridge: 0.01, lengthLimit: 0, noTrucks: 0.06, unpavedLane: 0.02 },
	'old-village': { heightBar: 0.05, weakBridge: 0.02, lengthLimit: 0.02, noTrucks: 0.08, unpavedLane: 0.05 },
	rural: { heightBar: 0.02, weakBridge: 0.06, lengthLimit: 0, noTrucks: 0.02, unpavedLane: 0.15 },
	housing: { ...NONE, heightBar: 0.01, noTrucks: 0.12 },
	centre: { ...NONE, noTrucks: 0.15 },
	industry: NONE,
	green: { ...NONE, noTrucks: 0.1 },
};

/** A quarter's street with its signs: limits of height, weight and length, bans of trucks, and lanes that are not paved. */
export function signStreet(spec: StreetSpec, zone: QuarterZone, rng: Rng): StreetSpec {
	const shares = SHARES[zone];
	// Drawn for every street, so that one sign more or less leaves the next street's alone.
	const draws = [rng.next(), rng.next(), rng.next(), rng.next(), rng.next(), rng.next()] as const;
	const [bar, weak, length, trucks, unpaved, which] = draws;
	const pick = <T>(list: readonly T[]): T => list[Math.floor(which * list.length)] as T;
	if (spec.roadClass === 'lane') return { ...spec, paved: unpaved >= shares.unpavedLane };
	if (spec.roadClass !== 'residential') return spec;
	return {
		...spec,
		maxHeightM: bar < shares.heightBar ? pick([2.5, 2.8, 3, 3.2, 3.5]) : null,
		maxWeightT: weak < shares.weakBridge ? pick([8, 10, 15, 20]) : null,
		maxLengthM: length < shares.lengthLimit ? pick([7, 8, 10]) : null,
		hgvBanned: trucks < shares.noTrucks,
	};
}
