import { z } from 'zod';
import { recordMetaSchema } from './meta.ts';

/** Something somebody is to do and to report on. */
export const taskSchema = recordMetaSchema.extend({
	title: z.string().trim().min(1).max(200),
	details: z.string().max(5000).default(''),
	incidentId: z.string().max(40).nullable().default(null),
	keyUnitId: z.string().max(200).nullable().default(null),
	/** Who is to do it: a user, a station, or nobody yet. */
	assignee: z
		.discriminatedUnion('kind', [
			z.object({ kind: z.literal('user'), id: z.string().min(1).max(200) }),
			z.object({ kind: z.literal('station'), id: z.string().min(1).max(200) }),
		])
		.nullable()
		.default(null),
	dueAtMs: z.number().nullable().default(null),
	state: z.enum(['open', 'accepted', 'done', 'cancelled']).default('open'),
	/** Newest last; added by reports, never taken back. */
	reports: z
		.array(
			z.object({
				atMs: z.number(),
				byName: z.string(),
				text: z.string().max(5000),
				attachmentIds: z.array(z.string().max(80)).max(20),
			}),
		)
		.max(500)
		.default([]),
});
export type Task = z.infer<typeof taskSchema>;

/** A report on a task; `state` absent = as it is. */
export const taskReportSchema = z.object({
	text: z.string().trim().min(1).max(5000),
	attachmentIds: z.array(z.string().max(80)).max(20).default([]),
	state: taskSchema.shape.state.unwrap().optional(),
});
