import { ACCESS_TABLE } from './access-table.ts';
import { ACTIONS, type Action } from './actions.ts';
import type { Actor, Role } from './identity.ts';

/** Who asks, and what decides what it may: made of a session, a token, or demo mode. */
export interface Identity {
	readonly actor: Actor;
	readonly roles: readonly Role[];
	/** Districts seen; null = the whole city. */
	readonly districts: readonly string[] | null;
	/** Of a machine's token: the actions it was given, in the place of roles. null = a person. */
	readonly actions: readonly Action[] | null;
	/** Of the session or token, so that the feed can be cut when it ends; null in demo mode. */
	readonly sessionId: string | null;
}

/** Who has not signed in: only what is public is answered. */
export const NOBODY: Identity = {
	actor: { kind: 'nobody', id: 'nobody', name: '' },
	roles: [],
	districts: [],
	actions: null,
	sessionId: null,
};

/** Anybody on this machine, in demo mode: all that a service does, but no accounts and tokens. */
export const DEMO_IDENTITY: Identity = {
	actor: { kind: 'demo', id: 'demo', name: 'demo' },
	roles: ['commander', 'dispatcher', 'crew', 'planner', 'auditor'],
	districts: null,
	actions: null,
	sessionId: null,
};

/**
 * Whether somebody may do an action at all (no `record`), or to a record. A record of an unknown district (null) is within every district:
 * an alarm is never hidden because its town is not known.
 */
export function mayDo(identity: Identity, action: Action, record?: { readonly district: string | null }): boolean {
	const isNear =
		record === undefined ||
		identity.districts === null ||
		record.district === null ||
		identity.districts.includes(record.district);
	if (identity.actions) return identity.actions.includes(action) && isNear;
	return identity.roles.some((role) => {
		const scope = ACCESS_TABLE[role][action];
		return scope === 'all' || (scope === 'district' && isNear);
	});
}

/** What somebody may do at all, in any district. */
export function listAllowed(identity: Identity): Action[] {
	return ACTIONS.filter((action) => mayDo(identity, action));
}
