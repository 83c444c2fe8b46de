import { z } from 'zod';

/** The body of every answer that is an error: which one, in words for whoever calls, and what it is about. */
export const errorResponseSchema = z.object({
	error: z.object({ code: z.string(), message: z.string(), context: z.record(z.string(), z.unknown()) }),
});
