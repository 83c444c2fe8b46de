import type { z } from 'zod';
import { ConflictError } from '../../../domain/errors.ts';

/** The record as it is now, out of the refusal of a change of an older version; undefined = something else was refused. */
export function readTheirs<T extends z.ZodType>(error: unknown, schema: T): z.infer<T> | undefined {
	if (!(error instanceof ConflictError) || error.code !== 'record/version-conflict') return undefined;
	return schema.safeParse(error.context.theirs).data;
}
