import { findFarAway } from '../clean/find-far-away.ts';
import { leaveOutRows } from '../model/merge-tables.ts';
import type { Reject } from '../model/source-city.ts';
import type { LayerBuildings } from './read-buildings.ts';

/**
 * The buildings of an input without those that lie more than 300 km from its median; each is refused as `building/far-away`, and what
 * had been repaired of it is not told any more.
 */
export function refuseFarAway(taken: LayerBuildings, sourceKey: string): LayerBuildings {
	const { table, counts } = taken;
	const far = findFarAway(table);
	if (far.length === 0) return taken;
	const refused = far.map(({ row, distanceM }): Reject => {
		const detail = `${Math.round(distanceM / 1000)} km from the middle of the source, expected at most 300 km`;
		return { source: sourceKey, id: table.id.at(row), outcome: 'refused', reason: 'building/far-away', detail };
	});
	const gone = new Set(refused.map(({ id }) => id));
	const isGone = ({ id, outcome }: Reject) => outcome === 'repaired' && gone.has(id);
	const repairedGone = new Set(taken.rejects.filter(isGone).map(({ id }) => id)).size;
	return {
		...taken,
		table: leaveOutRows(
			table,
			far.map(({ row }) => row),
		),
		counts: {
			read: counts.read,
			kept: counts.kept - far.length,
			repaired: counts.repaired - repairedGone,
			refused: counts.refused + far.length,
		},
		rejects: [...taken.rejects.filter((reject) => !isGone(reject)), ...refused],
	};
}
