import type { Action } from './actions.ts';
import type { Role } from './identity.ts';

/** Where a role may do something: in the whole city, in its own districts, or (absent) nowhere. */
export type Scope = 'all' | 'district';

const EVERYONE_READS: Partial<Record<Action, Scope>> = {
	'map.read': 'all',
	'service.read': 'all',
	'feed.read': 'all',
};

/**
 * Who may see and do what: the one table, by role. A person with several roles may do what any of them may. `district` is met by a person
 * without districts of its own too: null districts = the whole city.
 *
 * Commanders and crews see incidents, units, tasks and key units of the whole city: who is sent across a town's border sees where to and
 * what for. What they may change, and whose telephone they may read, ends at their districts. Administrators run the server and see no
 * incident; auditors see everything but personal data and change nothing. `position.write` is for vehicles' tablets (crew) and machines.
 */
export const ACCESS_TABLE: Readonly<Record<Role, Partial<Record<Action, Scope>>>> = {
	commander: {
		...EVERYONE_READS,
		'incident.read': 'all',
		'incident.raise': 'district',
		'incident.edit': 'district',
		'incident.close': 'district',
		'incident.reopen': 'district',
		'incident.merge': 'district',
		'incident.hand-over': 'district',
		'caller.read': 'district',
		'contact.read': 'district',
		'unit.read': 'all',
		'unit.set-state': 'district',
		'dispatch.order': 'district',
		'key-unit.read': 'all',
		'task.read': 'all',
		'task.edit': 'district',
		'task.report': 'district',
		'drawing.edit': 'district',
		'closure.edit': 'district',
		'attachment.read': 'all',
		'attachment.add': 'district',
	},
	dispatcher: {
		...EVERYONE_READS,
		'incident.read': 'all',
		'incident.raise': 'all',
		'incident.edit': 'all',
		'incident.close': 'all',
		'incident.reopen': 'all',
		'incident.merge': 'all',
		'incident.hand-over': 'all',
		'caller.read': 'all',
		'contact.read': 'all',
		'unit.read': 'all',
		'unit.set-state': 'all',
		'dispatch.order': 'all',
		'water.edit': 'all',
		'key-unit.read': 'all',
		'task.read': 'all',
		'task.edit': 'all',
		'drawing.edit': 'all',
		'closure.edit': 'all',
		'attachment.read': 'all',
		'attachment.add': 'all',
	},
	crew: {
		...EVERYONE_READS,
		'incident.read': 'all',
		'caller.read': 'district',
		'contact.read': 'district',
		'unit.read': 'all',
		'unit.set-state': 'district',
		'position.write': 'district',
		'water.edit': 'district',
		'key-unit.read': 'all',
		'key-unit.edit': 'district',
		'plan.edit': 'district',
		'task.read': 'all',
		'task.report': 'all',
		'drawing.edit': 'all',
		'attachment.read': 'all',
		'attachment.add': 'all',
	},
	'grid-assistant': {
		...EVERYONE_READS,
		'incident.read': 'district',
		'incident.raise': 'district',
		'water.edit': 'district',
		'key-unit.read': 'district',
		'task.read': 'district',
		'task.report': 'district',
		'attachment.read': 'district',
		'attachment.add': 'district',
	},
	planner: {
		...EVERYONE_READS,
		'incident.read': 'district',
		'contact.read': 'district',
		'unit.read': 'all',
		'station.edit': 'district',
		'water.edit': 'district',
		'key-unit.read': 'district',
		'key-unit.edit': 'district',
		'plan.edit': 'district',
		'task.read': 'district',
		'task.edit': 'district',
		'closure.edit': 'district',
		'drawing.edit': 'district',
		'attachment.read': 'district',
		'attachment.add': 'district',
	},
	administrator: {
		...EVERYONE_READS,
		'station.edit': 'all',
		'unit.read': 'all',
		'user.read': 'all',
		'user.edit': 'all',
		'token.edit': 'all',
		'metrics.read': 'all',
	},
	auditor: {
		...EVERYONE_READS,
		'incident.read': 'all',
		'unit.read': 'all',
		'key-unit.read': 'all',
		'task.read': 'all',
		'attachment.read': 'all',
		'user.read': 'all',
		'audit.read': 'all',
		'metrics.read': 'all',
	},
};
