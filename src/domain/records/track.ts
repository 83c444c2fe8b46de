import { z } from 'zod';

/** Where a vehicle was while it was out for an incident: a sample each time it had moved on, not every position told. */
export const trackSchema = z.object({
	unitId: z.string(),
	plate: z.string(),
	type: z.string(),
	/** Made-up positions. */
	demo: z.boolean(),
	/** Time ms, longitude, latitude (WGS84), heading in degrees, speed in m/s; in the order of time. */
	samples: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number()])),
});
export type Track = z.infer<typeof trackSchema>;
