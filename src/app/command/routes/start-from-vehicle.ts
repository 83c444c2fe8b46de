import type { Station } from '../../../domain/station.ts';
import type { VehiclePosition } from '../../../domain/topics.ts';
import type { AskVehicle } from '../../state/way.ts';
import { OWN_VEHICLE, type RouteAsk } from '../../state/ways-store.ts';
import { formatTime } from '../../ui/format.ts';

/** A vehicle with the size its station has on file; null = no station has it. */
export function findOwnVehicle(vehicleId: string, stations: readonly Station[]): AskVehicle | null {
	for (const { vehicles } of stations) {
		const vehicle = vehicles.find(({ id }) => id === vehicleId);
		if (!vehicle) continue;
		const name = `${vehicle.plate} ${vehicle.model}`;
		return { id: OWN_VEHICLE, name, nameEn: name, profile: vehicle.profile };
	}
	return null;
}

/** An ask that starts where the vehicle was last seen, for that vehicle; `own` null = for those that were asked for before. */
export function startFromVehicle(
	ask: RouteAsk,
	{ plate, lon, lat, observedAtMs }: VehiclePosition,
	own: AskVehicle | null,
): RouteAsk {
	const name = `${plate} · ${formatTime(observedAtMs)}`;
	const from = { lon, lat, name, nameEn: name };
	return own ? { ...ask, from, own, models: [own.id] } : { ...ask, from };
}
