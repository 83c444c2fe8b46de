import { findFarAway } from '../clean/find-far-away.ts';
import { leaveOutRows } from '../model/merge-tables.ts';
import type { LayerBuildings } from './read-buildings.ts';
import { tellFarAway } from './tell-far-away.ts';

/**
 * The buildings of an input without those that lie more than 300 km from its median; each is refused as `building/far-away`, and what
 * had been repaired of it is not told any more.
 */
export function refuseFarAway(taken: LayerBuildings, sourceKey: string): LayerBuildings {
	const { table } = taken;
	const far = findFarAway(table).map(({ row, distanceM }) => ({ row, id: table.id.at(row), distanceM }));
	if (far.length === 0) return taken;
	return {
		...taken,
		...tellFarAway(taken, far, 'building', sourceKey),
		table: leaveOutRows(
			table,
			far.map(({ row }) => row),
		),
	};
}
