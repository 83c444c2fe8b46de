import { RateLimitedError, UnauthenticatedError } from '../../domain/errors.ts';
import type { User } from '../../domain/records/user.ts';
import type { WriteContext } from '../store/store.ts';
import type { AuditLog } from './audit-log.ts';
import { verifyPassword } from './passwords.ts';
import { isSameSecret } from './secrets.ts';
import type { SessionBook } from './session-book.ts';
import type { SignInGuard } from './sign-in-guard.ts';
import { badPassword, type UserDesk } from './user-desk.ts';

/** Where a sign-in comes from. */
export interface SignInPlace {
	readonly from: string;
	/** What tries are counted by: an IPv4 address, or the /64 of an IPv6 one. */
	readonly network: string;
	/** What the browser calls itself; shown in the list of sessions. */
	readonly device: string;
	/** The secret by which a browser is known that signed in before; a new one otherwise. */
	readonly machine: string;
}

/** Signing in with a password, and changing it. Right or wrong, it is audited. */
export interface SignInDesk {
	/** The cookie of a new session. @throws UnauthenticatedError `session/bad-credentials`, RateLimitedError `session/too-many-attempts` */
	signIn(given: { readonly login: string; readonly password: string }, place: SignInPlace): Promise<string>;
	/** Passwords that were refused since the start: wrong ones, and those not looked at because there were too many. */
	readRefused(): number;
	/** For who was vouched for by a provider. */
	signInAs(user: User, place: SignInPlace): Promise<string>;
	/**
	 * Ends the person's other sessions. @throws UnauthenticatedError `session/bad-credentials`, UsageError `users/bad-password`,
	 * RateLimitedError `session/too-many-attempts`
	 */
	changePassword(
		given: { readonly current: string; readonly next: string },
		who: {
			readonly userId: string;
			readonly sessionId: string | null;
			readonly context: WriteContext;
			readonly place: SignInPlace;
		},
	): Promise<void>;
}

export function createSignInDesk(parts: {
	readonly users: UserDesk;
	readonly sessions: SessionBook;
	readonly guard: SignInGuard;
	readonly audit: AuditLog;
	readonly findUser: (id: string) => Promise<User | undefined>;
}): SignInDesk {
	const { users, sessions, guard, audit, findUser } = parts;
	let refused = 0;

	/** The same work and the same words whether the login, the password or the person is at fault. */
	async function check(login: string, password: string, { from, network, machine }: SignInPlace): Promise<User> {
		await guard.take(login, network, machine);
		const known = await users.findByLogin(login);
		const isRight = await verifyPassword(known?.passwordHash ?? null, password);
		if (isRight && known && !known.user.isDisabled) {
			await guard.forgive(login, network, machine);
			return known.user;
		}
		await audit.write({
			by: { kind: 'nobody', id: 'nobody', name: '' },
			from,
			what: 'session/refused',
			// What is typed into the wrong field may be a password: only logins that are there are written down.
			about: known ? `user/${known.user.id}` : 'unknown login',
			outcome: 'refused',
		});
		throw new UnauthenticatedError(
			'session/bad-credentials',
			'sign-in: got a login and a password that do not go together, expected ones that do',
		);
	}

	async function checkCounted(...given: Parameters<typeof check>): Promise<User> {
		try {
			return await check(...given);
		} catch (error) {
			if (error instanceof UnauthenticatedError || error instanceof RateLimitedError) refused += 1;
			throw error;
		}
	}

	async function open(user: User, { from, device }: SignInPlace): Promise<string> {
		const { cookie } = await sessions.open(user, from, device);
		const by = { kind: 'user', id: user.id, name: user.name } as const;
		await audit.write({ by, from, what: 'session/signed-in', about: `user/${user.id}`, outcome: 'done' });
		return cookie;
	}

	return {
		signIn: async ({ login, password }, place) => open(await checkCounted(login.toLowerCase(), password, place), place),
		readRefused: () => refused,
		signInAs: open,
		async changePassword({ current, next }, { userId, sessionId, context, place }) {
			const user = await findUser(userId);
			await checkCounted(user?.login ?? '', current, place);
			if (isSameSecret(current, next)) throw badPassword('same');
			if (user) await users.setOwnPassword(context, user, next, sessionId);
		},
	};
}
