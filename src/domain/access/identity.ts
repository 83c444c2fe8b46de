import { z } from 'zod';

/** 指挥员, 调度员, 消防员, 网格员, 规划员, 管理员, 审计员. */
export const ROLES = [
	'commander',
	'dispatcher',
	'crew',
	'grid-assistant',
	'planner',
	'administrator',
	'auditor',
] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

/** Who does something: a person, a machine with a token, anybody in demo mode, the server by itself, or one not signed in. */
export const actorSchema = z.object({
	kind: z.enum(['user', 'service', 'demo', 'system', 'nobody']),
	/** Of the user or token; as `kind` otherwise. */
	id: z.string(),
	/** As shown: a person's name, a machine's. */
	name: z.string(),
});
export type Actor = z.infer<typeof actorSchema>;

/** What the server itself does: assessments, clean-up. */
export const SYSTEM_ACTOR: Actor = { kind: 'system', id: 'system', name: 'system' };
