import { z } from 'zod';

/** A neighbour that the fire may spread to, as ranked by rule A8. Where the radiation of all of them comes from: Target.sources.radiationKwM2. */
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
	/** View factor of the radiating part of the target's wall at the neighbour, 0-1; null = the target's height is unknown. */
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
	/** Height up to which the radiation was reckoned in place of its own, which is unknown, metres; null = its own is known. */
	supposedHeightM: z.number().nullable().default(null),
});
export type Exposure = z.infer<typeof exposureSchema>;
