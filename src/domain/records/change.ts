import { z } from 'zod';
import { actorSchema } from '../access/identity.ts';
import { collectionNameSchema } from './collections.ts';

/**
 * That a record is now as `record` says; null = it was removed. `seq` grows with every change of any record and is never given twice:
 * who knows all up to one number asks for what came after it. Several changes of one record between two looks are one.
 */
export const changeSchema = z.object({
	seq: z.number().int(),
	collection: collectionNameSchema,
	id: z.string(),
	version: z.number().int(),
	atMs: z.number(),
	/** As the collection's schema has it; fields that the reader may not see are emptied. */
	record: z.record(z.string(), z.unknown()).nullable(),
});
export type Change = z.infer<typeof changeSchema>;

/** One entry of the append-only log: what happened, to which record, and which fields it set. */
export const recordedEventSchema = z.object({
	seq: z.number().int(),
	/** When it was written. */
	atMs: z.number(),
	collection: collectionNameSchema,
	id: z.string(),
	/** Of the record after it. */
	version: z.number().int(),
	/** What happened: 'incident/raised', 'unit/state-set'. */
	kind: z.string(),
	by: actorSchema,
	/** Address, device or part of the server that it came from. */
	from: z.string(),
	/** Why, in the words of who did it; '' = not said. */
	reason: z.string(),
	/** Top-level fields of the record and their new values; null = the record was removed. */
	set: z.record(z.string(), z.unknown()).nullable(),
});
export type RecordedEvent = z.infer<typeof recordedEventSchema>;

/** A page of changes since a number. */
export const changesAnswerSchema = z.object({
	/** Names the log the numbers belong to; a restored or another database has another one: then begin anew. */
	log: z.string(),
	changes: z.array(changeSchema),
	/** Ask for what came after this next. */
	seq: z.number().int(),
	/** Whether more are there already. */
	more: z.boolean(),
});
