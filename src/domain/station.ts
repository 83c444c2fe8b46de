import { z } from 'zod';
import { vehicleSchema } from './vehicle.ts';

export const stationKindSchema = z.enum(['special', 'first', 'second', 'small', 'micro', 'unknown']);

/** A fire station as kept in stations.fgb: 特勤站, 一级站, 二级站, 小型站, 微型站 (建标 152-2017). */
export const stationSchema = z.object({
	id: z.string(),
	name: z.string().nullable(),
	nameEn: z.string().nullable(),
	kind: stationKindSchema,
	lon: z.number(),
	lat: z.number(),
	town: z.string().nullable(),
	/** Empty when the source lists none: then vehicles are unknown, not absent. */
	vehicles: z.array(vehicleSchema),
	source: z.string(),
});
export type Station = z.infer<typeof stationSchema>;
