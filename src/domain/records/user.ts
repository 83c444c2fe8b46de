import { z } from 'zod';
import { roleSchema } from '../access/identity.ts';
import { recordMetaSchema } from './meta.ts';

/** A person who may sign in. Its secrets lie elsewhere and are never told. */
export const userSchema = recordMetaSchema.extend({
	/** What is typed to sign in; lower case. */
	login: z
		.string()
		.trim()
		.toLowerCase()
		.min(2)
		.max(80)
		.regex(/^[a-z0-9._@-]+$/),
	name: z.string().trim().min(1).max(100),
	roles: z.array(roleSchema).max(7).default([]),
	/** Districts seen; null = the whole city. */
	districts: z.array(z.string().min(1).max(80)).max(200).nullable().default(null),
	isDisabled: z.boolean().default(false),
	/** Who vouches for the person, when a provider does. */
	external: z.object({ issuer: z.string(), subject: z.string() }).nullable().default(null),
});
export type User = z.infer<typeof userSchema>;
