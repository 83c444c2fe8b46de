import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

export const NOTE_KINDS = ['note', 'order', 'report', 'radio', 'decision'] as const;
export const noteKindSchema = z.enum(NOTE_KINDS);

/** What somebody wrote into an incident's log; photos are attachments of it. */
export const noteSchema = recordMetaSchema.extend({
	incidentId: z.string().min(1).max(40),
	kind: noteKindSchema.default('note'),
	text: z.string().trim().max(2000),
	/** When it happened, which may be before it was written. */
	atMs: z.number(),
	byName: z.string(),
	/** Id of the actor who wrote it: only they change it. */
	byId: z.string().default(''),
	/** Where; null = nowhere in particular. WGS84. */
	place: z
		.object({ lon: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) })
		.nullable()
		.default(null),
});
export type Note = z.infer<typeof noteSchema>;
