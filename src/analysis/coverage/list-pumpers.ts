import type { Station } from '../../domain/station.ts';
import type { Vehicle, VehicleType } from '../../domain/vehicle.ts';

/** Engines that bring water and a pump, the one that goes first before the others: 主战, 水罐, 泡沫. */
const PUMPER_TYPES: readonly VehicleType[] = ['AP', 'SG', 'PM'];

/**
 * Which vehicles of a station can put water on a fire, first the one that goes first: 主战 before 水罐 before 泡沫, larger pumps before
 * smaller ones. A station that has none of these goes with its small engines (XF). Empty: it has none, or its vehicles are unknown.
 */
export function listPumpers({ vehicles }: Pick<Station, 'vehicles'>): Vehicle[] {
	const pumpers = vehicles.filter(({ type }) => PUMPER_TYPES.includes(type));
	const list = pumpers.length > 0 ? pumpers : vehicles.filter(({ type }) => type === 'XF');
	return list.sort(
		(a, b) =>
			PUMPER_TYPES.indexOf(a.type) - PUMPER_TYPES.indexOf(b.type) ||
			(b.pumpLps ?? 0) - (a.pumpLps ?? 0) ||
			compareText(a.id, b.id),
	);
}

/** Order of ids, the same on every machine. */
export function compareText(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
