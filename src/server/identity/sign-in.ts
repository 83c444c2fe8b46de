import type { Identity } from '../../domain/access/may-do.ts';
import type { User } from '../../domain/records/user.ts';

/** What a request's session or token says of who asks. */
export interface SignIn {
	readonly identity: Identity;
	/** null = none needed: not a browser's session. */
	readonly csrfToken: string | null;
	/** When it ends at the latest; null = never by itself. */
	readonly expiresAtMs: number | null;
	/** Nothing but a new password is taken until there is one. */
	readonly mustChangePassword: boolean;
}

/** Who a user is to the access table. */
export function identifyUser(user: User, sessionId: string): Identity {
	return {
		actor: { kind: 'user', id: user.id, name: user.name },
		roles: user.roles,
		districts: user.districts,
		actions: null,
		sessionId,
	};
}
