import { z } from 'zod';
import { sourcedSchema } from '../building.ts';

/** A neighbour that the fire may spread to, as ranked by rule A8. */
export const exposureSchema = z.object({
	/** Ids of a neighbour. */
	id: z.string(),
	fid: z.number().int(),
	/** From 1: to be protected first. */
	rank: z.number().int(),
	gapM: z.number(),
	/** Length of the walls that face one another, metres. */
	facingLengthM: z.number(),
	/** Side of the target that faces it. */
	sideId: z.string().nullable(),
	/** View factor of the radiating part of the target's wall at the neighbour, 0-1; null = a height is unknown. */
	viewFactor: z.number().nullable(),
	radiationKwM2: z.number().nullable(),
	/** Largest threshold that the radiation reaches: 'none', 'crew-short', 'ignite', 'roof', 'spontaneous', 'equipment'; null = unknown. */
	reaches: z.enum(['none', 'crew', 'ignite', 'roof', 'spontaneous', 'equipment']).nullable(),
	/** Where it lies by the wind; null = no wind known. */
	wind: z.enum(['downwind', 'crosswind', 'upwind']).nullable(),
	/** Whether its roof lies below the flame's top; null = a height is unknown. */
	roofBelowFlame: z.boolean().nullable(),
	/** Building that stands between; null = none. */
	shieldedBy: z.string().nullable(),
	sources: z.record(z.string(), sourcedSchema),
});
export type Exposure = z.infer<typeof exposureSchema>;
