import { z } from 'zod';

/** A signal to leave at once (撤退信号), until every sector has confirmed that its people are out. */
export const evacuationSchema = z.object({
	orderedAtMs: z.number(),
	byName: z.string(),
	reason: z.string(),
	/** Sectors that were there when it was ordered, or have been made since. */
	confirmed: z.array(z.object({ sectorId: z.string(), atMs: z.number(), byName: z.string() })),
	/** All are out, or it was called off; null = it sounds. */
	endedAtMs: z.number().nullable(),
});
export type Evacuation = z.infer<typeof evacuationSchema>;
