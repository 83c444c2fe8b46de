import type { Unit } from '../../domain/records/unit.ts';
import type { Station } from '../../domain/station.ts';
import type { Vehicle } from '../../domain/vehicle.ts';
import type { ServedPack } from '../follow-pack.ts';

/** A vehicle and whose it is. */
export interface FleetVehicle {
	readonly vehicle: Vehicle;
	readonly station: Station;
}

/** Made once for each list of stations. */
const FLEETS = new WeakMap<readonly Station[], ReadonlyMap<string, FleetVehicle>>();

/** The vehicles of all stations by id, in the order of the stations. Cost: made once, until stations change. */
export function readFleet(pack: ServedPack): Promise<ReadonlyMap<string, FleetVehicle>> {
	return pack.use(async (city) => {
		const stations = await city.readStations();
		let fleet = FLEETS.get(stations);
		if (!fleet) {
			fleet = new Map(
				stations.flatMap((station) => station.vehicles.map((vehicle) => [vehicle.id, { vehicle, station }])),
			);
			FLEETS.set(stations, fleet);
		}
		return fleet;
	});
}

/**
 * A unit as it is now: who it is by its station, what it does by what was recorded of it. Nothing recorded: version 0, 备勤 is assumed.
 * undefined = neither the one nor the other knows it.
 */
export function describeUnit(found: FleetVehicle | undefined, kept: Unit | undefined): Unit | undefined {
	if (!found) return kept;
	const { vehicle, station } = found;
	const { id, plate, type, model } = vehicle;
	const is = { id, plate, type, model, stationId: station.id, district: station.town };
	if (kept) return { ...kept, ...is };
	return {
		...is,
		version: 0,
		createdAtMs: 0,
		updatedAtMs: 0,
		state: '10',
		stateSinceMs: null,
		incidentId: null,
		dispatchId: null,
		note: '',
	};
}
