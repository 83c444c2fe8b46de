import { z } from 'zod';

/** What every kept record says of itself; set by the store, never by a caller. */
export const recordMetaSchema = z.object({
	id: z.string(),
	/** 1 when it is made, one more with each change: who changes a record names the version it saw. */
	version: z.number().int(),
	createdAtMs: z.number(),
	updatedAtMs: z.number(),
	/** Town or sub-district it lies in, by which districts see it; null = unknown, seen by all who may see its kind. */
	district: z.string().nullable(),
});
export type RecordMeta = z.infer<typeof recordMetaSchema>;
