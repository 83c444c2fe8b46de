import type { Reject } from '../model/source-city.ts';
import type { ReadCounts } from './take/take-plan.ts';

/** What is told of an input's records. */
interface Told {
	readonly counts: ReadCounts;
	readonly rejects: readonly Reject[];
}

/** A record that lies too far from the others of its source. */
export interface FarRecord {
	readonly id: string;
	readonly distanceM: number;
}

/**
 * What is told of an input when records that were kept are refused as '<kind>/far-away': each once, and what had been repaired of it not
 * any more.
 */
export function tellFarAway(
	{ counts, rejects }: Told,
	far: readonly FarRecord[],
	kind: 'building' | 'road',
	sourceKey: string,
): Told {
	const refused = far.map(({ id, distanceM }): Reject => {
		const detail = `${Math.round(distanceM / 1000)} km from the middle of the source, expected at most 300 km`;
		return { source: sourceKey, id, outcome: 'refused', reason: `${kind}/far-away`, detail };
	});
	const gone = new Set(far.map(({ id }) => id));
	const isGone = ({ id, outcome }: Reject) => outcome === 'repaired' && gone.has(id);
	const repairedGone = new Set(rejects.filter(isGone).map(({ id }) => id)).size;
	return {
		counts: {
			read: counts.read,
			kept: counts.kept - far.length,
			repaired: counts.repaired - repairedGone,
			refused: counts.refused + far.length,
		},
		rejects: [...rejects.filter((reject) => !isGone(reject)), ...refused],
	};
}
