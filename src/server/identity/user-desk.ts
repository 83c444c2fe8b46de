import type { PoolClient } from 'pg';
import { findPasswordFault, type PasswordFault } from '../../domain/access/password-rules.ts';
import { ConflictError, NotFoundError, UsageError } from '../../domain/errors.ts';
import type { User } from '../../domain/records/user.ts';
import { isKeepableText } from '../store/check-text.ts';
import type { Store, WriteContext, WriteTx } from '../store/store.ts';
import { askDatabase } from '../store/store-error.ts';
import type { AuditLog } from './audit-log.ts';
import { hashPassword } from './passwords.ts';
import { makeId } from './secrets.ts';
import type { SessionBook } from './session-book.ts';

/** One lock for all that may take an administrator away. Any number that nobody else uses. */
const ADMINISTRATORS_LOCK = 0x66746164;

/** A person to be added; `password` null = signs in with the provider only. */
export type NewUser = Pick<User, 'login' | 'name' | 'roles' | 'districts' | 'external'> & {
	readonly password: string | null;
	readonly mustChangePassword: boolean;
};

/** What may be changed of one; absent = as it is. */
export type UserPatch = Partial<Pick<User, 'name' | 'roles' | 'districts' | 'isDisabled'>> & {
	/** The version the writer saw; absent = whatever it is. */
	readonly version?: number;
	/** Given by an administrator: to be changed at the next sign-in. */
	readonly password?: string;
};

/** A user as a sign-in needs it. */
export interface KnownUser {
	readonly user: User;
	/** PHC string; null = none. */
	readonly passwordHash: string | null;
	readonly mustChangePassword: boolean;
}

/** Who may sign in: the records of the collection `user`, and their secrets beside them. */
export interface UserDesk {
	/** @throws UsageError `users/bad-password`, ConflictError `users/login-taken` */
	add(context: WriteContext, user: NewUser): Promise<User>;
	/** @throws NotFoundError `users/not-found`, ConflictError `users/last-administrator` | `record/version-conflict`, UsageError `users/bad-password` */
	change(context: WriteContext, id: string, patch: UserPatch): Promise<User>;
	/** By the person: other sessions end. @throws UsageError `users/bad-password` */
	setOwnPassword(context: WriteContext, user: User, password: string, session: string | null): Promise<void>;
	list(): Promise<User[]>;
	findByLogin(login: string): Promise<KnownUser | null>;
	findByExternal(issuer: string, subject: string): Promise<User | null>;
}

interface Credentials {
	readonly userId: string;
	readonly passwordHash: string | null;
	readonly mustChange: boolean;
}

/** The desk over a store; `sessions` are ended where a person's rights or password end. */
export function createUserDesk(parts: {
	readonly store: Store;
	readonly audit: AuditLog;
	readonly sessions: SessionBook;
	readonly nowMs: () => number;
}): UserDesk {
	const { store, audit, sessions, nowMs } = parts;

	const findCredentials = (where: 'login = $1' | 'issuer = $1 AND subject = $2', values: readonly string[]) =>
		askDatabase(async () => {
			// Nobody was ever kept under such a name.
			if (!values.every(isKeepableText)) return undefined;
			const { rows } = await store.pool.query<Credentials>(
				`SELECT user_id AS "userId", password_hash AS "passwordHash", must_change AS "mustChange" FROM credentials WHERE ${where}`,
				[...values],
			);
			return rows[0];
		});

	async function keepPassword(
		tx: WriteTx,
		{ by, from }: WriteContext,
		{ user, hash, mustChange }: { user: User; hash: string; mustChange: boolean },
	): Promise<void> {
		await tx.client.query(
			'UPDATE credentials SET password_hash = $2, must_change = $3, changed_at_ms = $4 WHERE user_id = $1',
			[user.id, hash, mustChange, nowMs()],
		);
		await audit.write({ by, from, what: 'user/password-set', about: `user/${user.id}`, outcome: 'done' }, tx.client);
	}

	return {
		async add(context, { login, name, roles, districts, external, password, mustChangePassword }) {
			if (password !== null) refuseWeak(password, { login, name });
			const hash = password === null ? null : await hashPassword(password);
			const id = makeId();
			return store.write(context, async (tx) => {
				const { rowCount } = await tx.client.query(
					`INSERT INTO credentials (user_id, login, password_hash, must_change, changed_at_ms, issuer, subject)
					VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`,
					[id, login, hash, mustChangePassword, nowMs(), external?.issuer ?? null, external?.subject ?? null],
				);
				if (rowCount === 0) {
					throw new ConflictError('users/login-taken', `login: got ${login}, expected one that nobody has`, {
						context: { login },
					});
				}
				return tx.append({
					collection: 'user',
					id,
					kind: 'user/added',
					set: { login, name, roles, districts, external, isDisabled: false, district: null },
					expectVersion: 0,
				});
			});
		},
		async change(context, id, { version, password, ...set }) {
			const before = await store.read('user', id);
			if (!before) throw notFound(id);
			if (password !== undefined) refuseWeak(password, { login: before.login, name: set.name ?? before.name });
			const hash = password === undefined ? null : await hashPassword(password);
			let ended: string[] = [];
			const user = await store.write(context, async (tx) => {
				ended = [];
				await lockAdministrators(tx.client);
				const now = await tx.read('user', id);
				if (!now) throw notFound(id);
				const changed = await tx.append({
					collection: 'user',
					id,
					kind: 'user/changed',
					set,
					...(version === undefined ? {} : { expectVersion: version }),
				});
				if (isAdministrator(now) && !isAdministrator(changed)) await refuseLastAdministrator(tx, id);
				if (hash !== null) await keepPassword(tx, context, { user: changed, hash, mustChange: true });
				if (hash !== null || changed.isDisabled) ended = await sessions.deleteOfUser(tx.client, id, null);
				return changed;
			});
			sessions.announceEnded(ended);
			return user;
		},
		async setOwnPassword(context, user, password, session) {
			refuseWeak(password, user);
			const hash = await hashPassword(password);
			const ended = await store.write({ ...context, idempotency: null }, async (tx) => {
				await keepPassword(tx, context, { user, hash, mustChange: false });
				return sessions.deleteOfUser(tx.client, user.id, session);
			});
			sessions.announceEnded(ended);
			if (session !== null) sessions.refresh(session);
		},
		list: () => store.list('user'),
		async findByLogin(login) {
			const found = await findCredentials('login = $1', [login]);
			// Asked for also when there is none: how long it takes says nothing.
			const user = await store.read('user', found?.userId ?? 'nobody');
			return found && user ? { user, passwordHash: found.passwordHash, mustChangePassword: found.mustChange } : null;
		},
		async findByExternal(issuer, subject) {
			const found = await findCredentials('issuer = $1 AND subject = $2', [issuer, subject]);
			return (found && (await store.read('user', found.userId))) ?? null;
		},
	};
}

/** Whether anybody can give others their roles: then nobody is let in without signing in. */
export async function hasAdministrator(store: Store): Promise<boolean> {
	return (await store.list('user', { where: { isDisabled: false } })).some(isAdministrator);
}

/** Whether a user may sign in and give others their roles. */
export function isAdministrator(user: Pick<User, 'roles' | 'isDisabled'>): boolean {
	return !user.isDisabled && user.roles.includes('administrator');
}

/** Two administrators that disable one another at the same moment wait for one another here. */
async function lockAdministrators(client: PoolClient): Promise<void> {
	await client.query('SELECT pg_advisory_xact_lock($1)', [ADMINISTRATORS_LOCK]);
}

async function refuseLastAdministrator(tx: WriteTx, id: string): Promise<void> {
	const { rows } = await tx.client.query<{ others: number }>(
		`SELECT count(*) AS others FROM records WHERE collection = 'user' AND NOT removed AND id <> $1
			AND state -> 'isDisabled' = 'false' AND state -> 'roles' ? 'administrator'`,
		[id],
	);
	if ((rows[0]?.others ?? 0) > 0) return;
	throw new ConflictError(
		'users/last-administrator',
		`user ${id}: got the last administrator, expected another one to be left`,
		{
			context: { id },
		},
	);
}

function refuseWeak(password: string, person: { readonly login: string; readonly name: string }): void {
	const fault = findPasswordFault(password, person);
	if (fault) throw badPassword(fault);
}

/** A password that is not taken, and why; never which one. */
export function badPassword(fault: PasswordFault | 'same'): UsageError {
	return new UsageError(
		'users/bad-password',
		`password: got one that is ${fault}, expected 12 to 128 characters that nobody guesses`,
		{
			context: { fault },
		},
	);
}

function notFound(id: string): NotFoundError {
	return new NotFoundError('users/not-found', `user: got ${id}, expected the id of one`, { context: { id } });
}
