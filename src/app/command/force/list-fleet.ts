import { useMemo } from 'react';
import type { DueVehicle } from '../../../domain/alert/force.ts';
import type { Unit } from '../../../domain/records/unit.ts';
import type { Station } from '../../../domain/station.ts';
import type { Vehicle } from '../../../domain/vehicle.ts';
import { useLive, usePack } from '../../state/services.ts';

/** A vehicle as the page knows it now: what it is by its station, what it does by what was told of it. */
export interface FleetUnit extends Unit {
	/** null = no station on screen has it any more: it is out, and was taken off its list. */
	readonly station: Station | null;
	readonly vehicle: Vehicle | null;
}

/** All vehicles of the city, and of how many stations they are not known. */
export interface Fleet {
	/** In the order of stations and of their lists; those without a station last. */
	readonly units: readonly FleetUnit[];
	readonly byId: ReadonlyMap<string, FleetUnit>;
	/** Stations that list no vehicles: theirs are unknown, not absent. */
	readonly unknownStations: number;
}

const UNTOLD = {
	version: 0,
	createdAtMs: 0,
	updatedAtMs: 0,
	state: '10',
	stateSinceMs: null,
	incidentId: null,
	dispatchId: null,
	note: '',
} as const satisfies Partial<Unit>;

/** The city's vehicles as the server describes them: of whom nothing was told 备勤 is assumed. Cost: one pass. */
export function listFleet(stations: readonly Station[], told: readonly Unit[]): Fleet {
	const kept = new Map(told.map((unit) => [unit.id, unit]));
	const units: FleetUnit[] = stations.flatMap((station) =>
		station.vehicles.map((vehicle) => {
			const { id, plate, type, model } = vehicle;
			const is = { id, plate, type, model, stationId: station.id, district: station.town, station, vehicle };
			return { ...UNTOLD, ...kept.get(id), ...is };
		}),
	);
	const listed = new Set(units.map(({ id }) => id));
	for (const unit of told) {
		if (!listed.has(unit.id) && unit.incidentId !== null) units.push({ ...unit, station: null, vehicle: null });
	}
	return {
		units,
		byId: new Map(units.map((unit) => [unit.id, unit])),
		unknownStations: stations.filter(({ vehicles }) => vehicles.length === 0).length,
	};
}

/** A vehicle that an assessment names and no station on screen lists: nothing was told of it here, and the server says whether it can go. */
export function describeUnlisted(
	due: Pick<DueVehicle, 'vehicleId' | 'plate' | 'type' | 'model' | 'stationId'>,
): FleetUnit {
	const { vehicleId: id, plate, type, model, stationId } = due;
	return { ...UNTOLD, id, plate, type, model, stationId, district: null, station: null, vehicle: null };
}

const NO_STATIONS: readonly Station[] = [];

/** The city's vehicles, renewed when stations or a unit change. */
export function useFleet(): Fleet {
	const pack = usePack();
	const stations = pack.status === 'ready' ? pack.stations : NO_STATIONS;
	const told = useLive((state) => state.units);
	return useMemo(() => listFleet(stations, told), [stations, told]);
}
