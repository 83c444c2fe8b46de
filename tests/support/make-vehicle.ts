import type { Vehicle } from '../../src/domain/vehicle.ts';
import { findVehicleModel } from '../../src/domain/vehicle-catalogue.ts';

/** A vehicle of a model of the catalogue. */
export function makeVehicle(id: string, model: string, rest: Partial<Vehicle> = {}): Vehicle {
	const known = findVehicleModel(model);
	if (!known?.type) throw new Error(`vehicle ${id}: got model ${model}, expected a fire appliance of the catalogue`);
	const { type, profile, workHeightM, tankT, pumpLps } = known;
	return { id, plate: `粤S·${id}`, type, model, profile, workHeightM, tankT, pumpLps, ...rest };
}
