import { z } from 'zod';
import { vehicleTypeSchema } from '../vehicle.ts';

/**
 * Kinds of object that a run card is written for; 'chemical': hazardous materials, 'chemical-fire': where they or their place burn; 'rescue':
 * what is no fire, whatever the building.
 */
export const runCardObjectSchema = z.enum([
	'high-rise',
	'ordinary',
	'underground',
	'industrial',
	'chemical',
	'chemical-fire',
	'rescue',
]);
export type RunCardObject = z.infer<typeof runCardObjectSchema>;

/** What is sent at one level (等级调派): so many vehicles of these types, any of them. */
export const runCardSchema = z.strictObject({
	object: runCardObjectSchema,
	/** 火警等级 1-5, XF/T 1340. */
	level: z.number().int().min(1).max(5),
	vehicles: z
		.array(z.strictObject({ types: z.array(vehicleTypeSchema).min(1), count: z.number().int().min(1).max(99) }))
		.min(1),
	source: z.string(),
	verified: z.boolean(),
});
export type RunCard = z.infer<typeof runCardSchema>;
