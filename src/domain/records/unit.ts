import { z } from 'zod';
import { vehicleTypeSchema } from '../vehicle.ts';
import { recordMetaSchema } from './meta.ts';
import { unitStateSchema } from './unit-state.ts';

/** A vehicle with its crew as the command centre knows it now. Its id is the vehicle's in the city pack or in a station's record. */
export const unitSchema = recordMetaSchema.extend({
	plate: z.string(),
	type: vehicleTypeSchema,
	/** Model in the catalogue. */
	model: z.string(),
	stationId: z.string(),
	state: unitStateSchema,
	/** null = never told: 备勤 is assumed. */
	stateSinceMs: z.number().nullable(),
	/** What it is out for; null = nothing. */
	incidentId: z.string().nullable(),
	dispatchId: z.string().nullable(),
	note: z.string(),
});
export type Unit = z.infer<typeof unitSchema>;

export const setUnitStateSchema = z.object({
	state: unitStateSchema,
	/** When it happened; absent = now. A crew without network reports late. */
	atMs: z.number().optional(),
	note: z.string().max(200).default(''),
	/** Version seen; absent = whatever it is now. */
	version: z.number().int().optional(),
});
