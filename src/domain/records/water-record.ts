import { z } from 'zod';
import { waterSourceSchema } from '../water.ts';
import { recordMetaSchema } from './meta.ts';

/** One test of a hydrant or other source. */
export const waterTestSchema = z.object({
	atMs: z.number(),
	flowLps: z.number().min(0).max(2000).nullable().default(null),
	/** Rest pressure, MPa. */
	pressureMpa: z.number().min(0).max(3).nullable().default(null),
	works: z.boolean(),
	note: z.string().max(500).default(''),
});

/** A water source that the service added, or one of the city pack with what was found on it since: takes the pack's place under the same id. */
export const waterRecordSchema = recordMetaSchema.extend({
	...waterSourceSchema.omit({ id: true, source: true }).shape,
	lastTest: waterTestSchema.nullable().default(null),
	note: z.string().max(500).default(''),
});
export type WaterRecord = z.infer<typeof waterRecordSchema>;
