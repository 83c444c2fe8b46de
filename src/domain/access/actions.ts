import { z } from 'zod';

/** What can be done, as the access table lists it. A route of domain/api.ts names the one it needs; so does each collection of the feed. */
export const ACTIONS = [
	'map.read',
	'service.read',
	'feed.read',
	'incident.read',
	'incident.raise',
	'incident.edit',
	'incident.close',
	'incident.reopen',
	'incident.merge',
	'incident.hand-over',
	/** Name and telephone of who called. Personal data. */
	'caller.read',
	/** Names and telephones of key units' contacts. Personal data. */
	'contact.read',
	'unit.read',
	'unit.set-state',
	'dispatch.order',
	'position.write',
	'station.edit',
	'water.edit',
	'key-unit.read',
	'key-unit.edit',
	'plan.edit',
	'task.read',
	'task.edit',
	'task.report',
	'drawing.edit',
	/** Sectors, phases, the signal to leave. */
	'command.edit',
	/** Teams inside and their accountability. */
	'team.edit',
	'request.add',
	'request.answer',
	'note.add',
	'closure.edit',
	'attachment.read',
	'attachment.add',
	'user.read',
	'user.edit',
	'token.edit',
	'audit.read',
	'metrics.read',
] as const;
export const actionSchema = z.enum(ACTIONS);
export type Action = z.infer<typeof actionSchema>;

/** What a route asks of whom it answers: an action of the table, only that one is signed in, or nothing. */
export type RouteAccess = Action | 'signed-in' | 'public';
