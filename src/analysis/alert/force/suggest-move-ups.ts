import type { Force } from '../../../domain/alert/force.ts';
import type { ServiceValues } from '../../../domain/service/assumptions.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import type { CoverageHole } from '../../coverage/assess-coverage.ts';
import { listPumpers } from '../../coverage/list-pumpers.ts';
import type { ActiveClosures } from '../../routing/answer/active-closures.ts';
import type { RoadIndex } from '../../routing/road-index.ts';
import { ArrivalFinder } from './find-arrivals.ts';

type MoveUp = NonNullable<Force['coverage']>['moveUps'][number];

/**
 * Rule A21: which pumper should stand in at which emptied station (补位)? For the stations whose reach holds most of the hole, `coverage.moveUps`
 * at most and each at least `coverage.moveUpShare` of it: the pumper that is there first, of stations that keep another one.
 * Cost: one search for each network of pumpers and emptied station.
 */
export function suggestMoveUps(
	index: RoadIndex,
	stations: readonly Station[],
	{ gaps, lengthM, emptied }: CoverageHole,
	away: ReadonlySet<string>,
	{ departAtMs, closures }: { readonly departAtMs: number; readonly closures: ActiveClosures },
	values: ServiceValues,
): MoveUp[] {
	if (lengthM === 0) return [];
	const without = new Set(emptied);
	const spare = stations.flatMap((station) => {
		if (without.has(station.id)) return [];
		// The first stays.
		const ready = listPumpers(station).filter(({ id }) => !away.has(id));
		return ready.slice(1).map((vehicle) => ({ station, vehicle }));
	});
	const moved = new Set<string>();
	const moveUps: MoveUp[] = [];
	for (const { station, closesM } of gaps.slice(0, values['coverage.moveUps'])) {
		const closesShare = closesM / lengthM;
		if (closesShare < values['coverage.moveUpShare']) break;
		const finder = new ArrivalFinder(index, { to: station, target: null, departAtMs, closures });
		const free = spare.filter(({ station: { id }, vehicle }) => !moved.has(vehicle.id) && !moved.has(id));
		const [first] = finder.findFirst(free, 1);
		if (!first) continue;
		const vehicle = first.vehicle as Vehicle;
		moved.add(vehicle.id).add(first.station.id);
		moveUps.push({
			vehicleId: vehicle.id,
			plate: vehicle.plate,
			model: vehicle.model,
			fromStationId: first.station.id,
			fromStationName: first.station.name,
			fromStationNameEn: first.station.nameEn,
			toStationId: station.id,
			travelS: first.travelS,
			closesShare: Math.round(closesShare * 100) / 100,
		});
	}
	return moveUps;
}
