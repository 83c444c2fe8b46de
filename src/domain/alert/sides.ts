import { z } from 'zod';
import { buildingSideSchema } from '../route.ts';
import { positionSchema, reasonSchema } from './shapes.ts';

/** A side of the target: a run of its outer wall that faces one way. Target.sources has `clearWidthM` and `access` for all of them. */
export const targetSideSchema = z.object({
	/** 'S1', 'S2' ... counter-clockwise from the longest. */
	id: z.string(),
	/** Corner points from its one end to the other, the building on the left. */
	line: z.array(positionSchema),
	lengthM: z.number(),
	/** Where it looks, degrees from north. */
	bearingDeg: z.number(),
	facing: buildingSideSchema,
	/** Least distance to what stands before it, straight out of the wall; null = nothing within `searchM`. */
	clearWidthM: z.number().nullable(),
	searchM: z.number(),
	/** Building that bounds the clear width; null = none. */
	blockedBy: z.string().nullable(),
	/** Whether a fire engine can come to it. */
	access: z.object({
		verdict: z.enum(['reached', 'tight', 'not-reached', 'unknown']),
		reason: reasonSchema.nullable(),
		/** The carriageway that serves it; null = none. */
		roadName: z.string().nullable(),
		roadNameEn: z.string().nullable(),
		carriagewayM: z.number().nullable(),
		carriagewayEstimated: z.boolean().nullable(),
		/** From the wall to that carriageway. */
		distanceM: z.number().nullable(),
	}),
});
export type TargetSide = z.infer<typeof targetSideSchema>;

/** Fire separation between the target and a neighbour. */
export const separationSchema = z.object({
	/** null = cannot be told; `reason` says why. */
	requiredM: z.number().nullable(),
	/** Metres that are missing; 0 = kept; null = cannot be told. */
	deficitM: z.number().nullable(),
	/** Of GB 50016-2014 (2018): '5.2.2' or '3.4.1'. */
	clause: z.string().nullable(),
	/** Row and column that were read: 'high', 'low-12', 'low-3', 'low-4', 'factory-c-12' ... */
	row: z.string().nullable(),
	column: z.string().nullable(),
	reason: z.string().nullable(),
});
export type Separation = z.infer<typeof separationSchema>;
