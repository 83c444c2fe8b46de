import { z } from 'zod';

/** Each field may be left out, and then says nothing. */
type Patch<S extends z.ZodRawShape> = {
	[K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer T extends z.ZodType> ? T : S[K]>;
};

/**
 * The body that changes a record: every field of its schema may be left out and is then as it was. `partial()` alone would fill in the
 * defaults, and each change would put all that was not named back to them.
 */
export function patchOf<S extends z.ZodRawShape>(object: z.ZodObject<S>): z.ZodObject<Patch<S>> {
	const fields = Object.entries(object.shape).map(([name, field]) => [
		name,
		z.optional(field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : (field as z.ZodType)),
	]);
	return z.object(Object.fromEntries(fields)) as unknown as z.ZodObject<Patch<S>>;
}
