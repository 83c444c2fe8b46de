import type { Force } from '../../../domain/alert/force.ts';
import type { Reason } from '../../../domain/alert/shapes.ts';
import type { RunCard } from '../../../domain/service/run-card.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import type { Arrival, ArrivalFinder, Candidate } from './find-arrivals.ts';

/** A vehicle that comes. */
export type AssignedVehicle = Arrival & { readonly vehicle: Vehicle };

/** Who is sent, by arrival, and what nobody can bring. */
export interface Assignment {
	readonly assigned: readonly AssignedVehicle[];
	readonly missing: Force['missing'];
}

/**
 * Rule A20: which vehicles from which stations does a run card send? For each of its lines the vehicles of these types that arrive first,
 * each by its own size; lines that few types fit choose before those that many fit. Vehicles that cannot be sent are not asked; stations that
 * list none are unknown and send none. What nobody can bring is missing, with the reason. `finder` null: no roads, nothing is assigned.
 */
export function assignVehicles(
	finder: ArrivalFinder | null,
	stations: readonly Station[],
	card: Pick<RunCard, 'vehicles'>,
	unavailable: ReadonlySet<string>,
): Assignment {
	const assigned: AssignedVehicle[] = [];
	const missing: Force['missing'] = [];
	const taken = new Set<string>();
	const lines = card.vehicles
		.map((line, i) => ({ ...line, i }))
		.sort((a, b) => a.types.length - b.types.length || a.i - b.i);
	for (const { types, count } of lines) {
		const ofTypes = listVehicles(stations, ({ type }) => types.includes(type));
		const ready = ofTypes.filter(({ vehicle: { id } }) => !unavailable.has(id) && !taken.has(id));
		const first = (finder?.findFirst(ready, count) ?? []) as AssignedVehicle[];
		for (const { vehicle } of first) taken.add(vehicle.id);
		assigned.push(...first);
		if (first.length < count)
			missing.push({
				types: [...types],
				count: count - first.length,
				reason: sayMissing(finder !== null, stations, ofTypes, ready, first),
			});
	}
	assigned.sort((a, b) => a.arrivalS - b.arrivalS || (a.vehicle.id < b.vehicle.id ? -1 : 1));
	return { assigned, missing };
}

/** The vehicles on file that a rule asks for. */
export function listVehicles(
	stations: readonly Station[],
	isWanted: (vehicle: Vehicle) => boolean,
): (Candidate & { readonly vehicle: Vehicle })[] {
	return stations.flatMap((station) => station.vehicles.filter(isWanted).map((vehicle) => ({ station, vehicle })));
}

function sayMissing(
	hasRoads: boolean,
	stations: readonly Station[],
	onFile: readonly unknown[],
	ready: readonly unknown[],
	sent: readonly unknown[],
): Reason {
	const silent = stations.filter(({ vehicles }) => vehicles.length === 0).length;
	if (onFile.length === 0 && silent > 0) return { code: 'missing-vehicles-unknown', params: { stations: silent } };
	if (onFile.length === 0) return { code: 'missing-none-on-file', params: {} };
	if (!hasRoads) return { code: 'missing-no-roads', params: { onFile: onFile.length } };
	if (sent.length < ready.length)
		return { code: 'missing-no-way', params: { onFile: onFile.length, withoutWay: ready.length - sent.length } };
	return { code: 'missing-all-sent', params: { onFile: onFile.length, away: onFile.length - ready.length } };
}
