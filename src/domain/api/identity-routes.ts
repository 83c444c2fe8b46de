import { z } from 'zod';
import { ACTIONS, actionSchema } from '../access/actions.ts';
import { actorSchema, roleSchema } from '../access/identity.ts';
import { patchOf } from '../records/patch-of.ts';
import { userSchema } from '../records/user.ts';

/** What machines do. People are governed by people: a token that is lost must not make new users and tokens. */
const tokenActionSchema = actionSchema.exclude(['user.edit', 'token.edit']);
/** The year 2286: the last moment of ten digits in seconds. */
const LAST_MS = 9_999_999_999_999;

/** Longest password that is looked at: hashing must not be made expensive from outside. */
const passwordSchema = z.string().min(1).max(128);

/** Who the server takes the caller for, and what it lets them do. */
export const sessionAnswerSchema = z.object({
	/** 'demo': anybody on this machine is everybody; nothing is protected. */
	mode: z.enum(['demo', 'accounts']),
	/** null = not signed in. */
	actor: actorSchema.nullable(),
	roles: z.array(roleSchema),
	districts: z.array(z.string()).nullable(),
	/** What may be done anywhere at all, so that a page offers nothing it may not. */
	may: z.array(actionSchema).max(ACTIONS.length),
	/** To be sent as X-CSRF-Token with everything but GET; null = none needed. */
	csrfToken: z.string().nullable(),
	expiresAtMs: z.number().nullable(),
	/** A password given by an administrator must be changed first. */
	mustChangePassword: z.boolean(),
	/** Name of the provider to sign in with, as on the button; null = none. */
	oidc: z.object({ name: z.string() }).nullable(),
});
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;

/** A machine's token as it is listed: never the secret itself. */
export const serviceTokenSchema = z.object({
	id: z.string(),
	name: z.string(),
	actions: z.array(actionSchema),
	districts: z.array(z.string()).nullable(),
	createdAtMs: z.number(),
	expiresAtMs: z.number().nullable(),
	lastUsedAtMs: z.number().nullable(),
	revokedAtMs: z.number().nullable(),
});
export type ServiceToken = z.infer<typeof serviceTokenSchema>;

/** One entry of the audit: who did or read what. */
export const auditEntrySchema = z.object({
	id: z.string(),
	atMs: z.number(),
	by: actorSchema,
	from: z.string(),
	/** 'session/signed-in', 'session/refused', 'personal/read', 'record/changed', 'user/password-set' ... */
	what: z.string(),
	/** Which record, login or route. */
	about: z.string(),
	outcome: z.enum(['done', 'refused']),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

const signInList = z.object({
	id: z.string(),
	createdAtMs: z.number(),
	lastSeenAtMs: z.number(),
	expiresAtMs: z.number(),
	from: z.string(),
	device: z.string(),
	isThis: z.boolean(),
});

/** Signing in and out, users, tokens, audit. */
export const IDENTITY_ROUTES = {
	session: { method: 'GET', path: '/api/session', access: 'public', response: sessionAnswerSchema },
	signIn: {
		method: 'POST',
		path: '/api/session',
		access: 'public',
		body: z.object({ login: z.string().trim().min(1).max(80), password: passwordSchema }),
		response: sessionAnswerSchema,
	},
	signOut: { method: 'DELETE', path: '/api/session', access: 'public', response: z.null() },
	/** The caller's own sessions. */
	sessions: {
		method: 'GET',
		path: '/api/sessions',
		access: 'signed-in',
		response: z.object({ sessions: z.array(signInList) }),
	},
	/** One's own; an administrator's also others'. Its feed lines are cut at once. */
	revokeSession: { method: 'DELETE', path: '/api/sessions/:id', access: 'signed-in', response: z.null() },
	changePassword: {
		method: 'POST',
		path: '/api/session/password',
		access: 'signed-in',
		body: z.object({ current: passwordSchema, next: passwordSchema }),
		response: sessionAnswerSchema,
	},
	/** To the provider; 303. `window=new`: begun in a window of its own, which has nothing to show afterwards. */
	oidcStart: {
		method: 'GET',
		path: '/api/oidc/start',
		access: 'public',
		query: z.object({ window: z.enum(['new']).optional() }),
		response: z.unknown(),
	},
	/** Back from the provider; 303 to the page, which is told by `?signedIn=1` that its window is of no more use. */
	oidcCallback: { method: 'GET', path: '/api/oidc/callback', access: 'public', response: z.unknown() },
	users: { method: 'GET', path: '/api/users', access: 'user.read', response: z.object({ users: z.array(userSchema) }) },
	addUser: {
		method: 'POST',
		path: '/api/users',
		access: 'user.edit',
		body: userSchema
			.pick({ login: true, name: true, roles: true, districts: true })
			/** Absent: signs in with the provider only. */
			.extend({ password: passwordSchema.optional() }),
		response: userSchema,
	},
	changeUser: {
		method: 'PATCH',
		path: '/api/users/:id',
		access: 'user.edit',
		body: patchOf(userSchema.pick({ name: true, roles: true, districts: true, isDisabled: true })).extend({
			version: z.number().int(),
			password: passwordSchema.optional(),
		}),
		response: userSchema,
	},
	tokens: {
		method: 'GET',
		path: '/api/tokens',
		access: 'token.edit',
		response: z.object({ tokens: z.array(serviceTokenSchema) }),
	},
	/** The secret is told this once. Sent as `Authorization: Bearer`. */
	addToken: {
		method: 'POST',
		path: '/api/tokens',
		access: 'token.edit',
		body: z.object({
			name: z.string().trim().min(1).max(100),
			actions: z.array(tokenActionSchema).min(1).max(ACTIONS.length),
			districts: z.array(z.string().min(1).max(80)).max(200).nullable().default(null),
			expiresAtMs: z.number().int().min(0).max(LAST_MS).nullable().default(null),
		}),
		response: serviceTokenSchema.extend({ secret: z.string() }),
	},
	revokeToken: { method: 'DELETE', path: '/api/tokens/:id', access: 'token.edit', response: z.null() },
	audit: {
		method: 'GET',
		path: '/api/audit',
		access: 'audit.read',
		query: z.object({
			/** Entries before this one's id; absent = the newest. */
			before: z.string().max(40).optional(),
			limit: z.coerce.number().int().min(1).max(1000).default(200),
		}),
		response: z.object({ entries: z.array(auditEntrySchema) }),
	},
} as const;
