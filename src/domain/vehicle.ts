import { z } from 'zod';

/** Model letters of Chinese fire appliances (see fire-facts 1.8): SG 水罐 ... QT 其他. */
export const vehicleTypeSchema = z.enum([
	'SG',
	'PM',
	'AP',
	'GS',
	'YT',
	'DG',
	'JP',
	'JY',
	'PY',
	'ZM',
	'FH',
	'TX',
	'XF',
	'QT',
]);
export type VehicleType = z.infer<typeof vehicleTypeSchema>;

/** What a road must allow for the vehicle to pass. Metres, tonnes. */
export const vehicleProfileSchema = z.object({
	lengthM: z.number().positive(),
	widthM: z.number().positive(),
	heightM: z.number().positive(),
	massT: z.number().positive(),
	/** Of the outer front corner, kerb to kerb. */
	turningRadiusM: z.number().positive(),
	/** Width over the jacks of an aerial at work; null = it has none. */
	jackSpreadM: z.number().positive().nullable().default(null),
});
export type VehicleProfile = z.infer<typeof vehicleProfileSchema>;

/** An appliance that belongs to a station. */
export const vehicleSchema = z.object({
	id: z.string(),
	/** Number plate or radio call sign. */
	plate: z.string(),
	type: vehicleTypeSchema,
	/** Model in the catalogue, e.g. 'YT53'. */
	model: z.string(),
	profile: vehicleProfileSchema,
	/** Largest working height of an aerial, m; null for other appliances. */
	workHeightM: z.number().nullable(),
	tankT: z.number().nullable(),
	pumpLps: z.number().nullable(),
});
export type Vehicle = z.infer<typeof vehicleSchema>;

/**
 * The vehicle assumed when none is named: 城市主战消防车 of fire-facts 3.1 [K], 8.5 x 2.5 x 3.5 m, turning radius 9 m, at the heavy end
 * of its 16 to 19 t. Assumption, not sourced.
 */
export const DEFAULT_VEHICLE_PROFILE: VehicleProfile = {
	lengthM: 8.5,
	widthM: 2.5,
	heightM: 3.5,
	massT: 19,
	turningRadiusM: 9,
	jackSpreadM: null,
};
