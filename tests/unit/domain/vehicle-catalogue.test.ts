import { describe, expect, it } from 'vitest';
import { vehicleProfileSchema, vehicleTypeSchema } from '../../../src/domain/vehicle.ts';
import { findVehicleModel, VEHICLE_CATALOGUE } from '../../../src/domain/vehicle-catalogue.ts';

describe('VEHICLE_CATALOGUE', () => {
	it('has each model once, with a profile and a type that the schemas take, and its source', () => {
		expect(new Set(VEHICLE_CATALOGUE.map(({ id }) => id)).size).toBe(VEHICLE_CATALOGUE.length);
		for (const { profile, type, source } of VEHICLE_CATALOGUE) {
			expect(vehicleProfileSchema.parse(profile)).toEqual(profile);
			if (type !== null) expect(vehicleTypeSchema.parse(type)).toBe(type);
			expect(source).toMatch(/\[|assumption/);
		}
	});

	it('aerials on jacks say how wide they stand, others that they have none', () => {
		for (const { type, profile, workHeightM } of VEHICLE_CATALOGUE) {
			expect(profile.jackSpreadM !== null).toBe(type === 'DG' || type === 'YT');
			expect(workHeightM !== null).toBe(type === 'DG' || type === 'YT' || type === 'JP');
		}
	});

	// fire-facts 3.2: DG53 17 m, M64L 21 m, M68L 20 m; trap 10: the basket's floor is 2 m below the work height.
	it('every aerial has an envelope, and those of fire-facts theirs', () => {
		for (const { workHeightM, floorHeightM, envelope } of VEHICLE_CATALOGUE) {
			expect(envelope === null).toBe(workHeightM === null);
			expect(floorHeightM).toBe(workHeightM === null ? null : workHeightM - 2);
		}
		const reachOf = (id: string) => findVehicleModel(id)?.envelope?.reachM;
		expect(['DG53', 'YT64', 'YT68', 'DG42', 'DG28'].map(reachOf)).toEqual([17, 21, 20, 22, 18]);
		expect(findVehicleModel('JP32')?.envelope?.carriesPeople).toBe(false);
	});

	// fire-facts 3.2, M68L: 13.0 x 2.5 x 3.97 m, 41 t, jacks 2.55-6.00 m.
	it('finds the 41 t ladder of 3.97 m by its id', () => {
		expect(findVehicleModel('YT68')).toMatchObject({
			profile: { lengthM: 13, widthM: 2.5, heightM: 3.97, massT: 41, jackSpreadM: 6 },
			workHeightM: 68,
		});
		expect(findVehicleModel('none')).toBeUndefined();
	});
});
