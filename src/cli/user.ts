import { userInfo } from 'node:os';
import { type Command, Option } from 'commander';
import { ROLES, type Role } from '../domain/access/identity.ts';
import { NotFoundError, UsageError } from '../domain/errors.ts';
import { type User, userSchema } from '../domain/records/user.ts';
import type { UserDesk } from '../server/identity/user-desk.ts';
import type { WriteContext } from '../server/store/store.ts';
import { openDatabase } from './open-database.ts';
import { printJson } from './print-json.ts';
import { readPassword } from './read-password.ts';

interface Choice {
	readonly data?: string;
	readonly databaseUrl?: string;
	readonly json?: boolean;
}

interface Work {
	readonly users: UserDesk;
	readonly context: WriteContext;
}

/** `fengtu user`: who may sign in, from the machine itself: the first administrator, and a way back in. */
export function addUserCommand(program: Command): void {
	const user = program.command('user').description('who may sign in: add, list, password, disable, enable');
	const add = (name: string, description: string) =>
		user
			.command(name)
			.description(description)
			.option('--data <dir>', 'data folder of the server')
			.option('--database-url <url>', 'a PostgreSQL of your own (default: DATABASE_URL)')
			.option('--json', 'print the result as one JSON object');

	add('add <login>', 'add a person; the password is asked for, or is the first line of stdin')
		.option('--name <name>', 'as shown (default: the login)')
		.addOption(new Option('--role <role...>', 'what the person may do').choices(ROLES).default([]))
		.option('--district <name...>', 'districts seen; none = the whole city')
		.option('--no-password', 'signs in with the provider only')
		.option('--must-change', 'the password must be changed at the first sign-in')
		.action(
			(
				login: string,
				options: Choice & { name?: string; role: Role[]; district?: string[]; password: boolean; mustChange?: boolean },
			) =>
				work(options, true, async ({ users, context }) => {
					const { role: roles, district: districts = null, password, mustChange = false } = options;
					const given = parseUser({ login, name: options.name ?? login, roles, districts });
					const added = await users.add(context, {
						...given,
						external: null,
						password: password ? await readPassword() : null,
						mustChangePassword: mustChange,
					});
					print(
						options,
						added,
						`${added.login}: added${roles.length > 0 ? ` as ${roles.join(', ')}` : ', without any role'}`,
					);
				}),
		);

	add('list', 'list them, the newest first').action((options: Choice) =>
		work(options, false, async ({ users }) => {
			const all = await users.list();
			if (options.json) return printJson({ users: all });
			for (const { login, name, roles, districts, isDisabled } of all) {
				const where = districts === null ? 'whole city' : districts.join(', ') || 'no district';
				process.stdout.write(
					`${login}\t${name}\t${roles.join(', ') || 'no role'}\t${where}${isDisabled ? '\tdisabled' : ''}\n`,
				);
			}
		}),
	);

	add('password <login>', 'give a new password; all sessions of the person end').action(
		(login: string, options: Choice) =>
			work(options, false, async (given) => {
				const found = await findUser(given.users, login);
				await given.users.setOwnPassword(given.context, found, await readPassword(), null);
				print(options, found, `${found.login}: has a new password`);
			}),
	);

	for (const [name, isDisabled, description] of [
		['disable', true, 'let nobody in with this login any more; all its sessions end'],
		['enable', false, 'let the person in again'],
	] as const) {
		add(`${name} <login>`, description).action((login: string, options: Choice) =>
			work(options, false, async ({ users, context }) => {
				const { id } = await findUser(users, login);
				const changed = await users.change(context, id, { isDisabled });
				print(options, changed, `${changed.login}: ${name}d`);
			}),
		);
	}
}

/** On the database of a server, whether it runs or not. `isMade`: a data folder that is not there yet is made. */
async function work(options: Choice, isMade: boolean, action: (work: Work) => Promise<void>): Promise<void> {
	const { data, databaseUrl = data === undefined ? process.env.DATABASE_URL : undefined } = options;
	const database = await openDatabase(
		{ ...(data ? { data } : {}), ...(databaseUrl ? { databaseUrl } : {}) },
		{ isMade },
	);
	try {
		const { openUserDesk } = await import('../server/identity/open-user-desk.ts');
		const { users, close } = await openUserDesk(database.url);
		try {
			const by = { kind: 'system', id: 'cli', name: `fengtu user (${userInfo().username})` } as const;
			await action({ users, context: { by, from: 'cli', idempotency: null } });
		} finally {
			await close();
		}
	} finally {
		await database.stop();
	}
}

function parseUser(given: Pick<User, 'login' | 'name' | 'roles' | 'districts'>) {
	const parsed = userSchema.pick({ login: true, name: true, roles: true, districts: true }).safeParse(given);
	if (parsed.success) return parsed.data;
	const [issue] = parsed.error.issues;
	throw new UsageError(
		'users/bad-user',
		`${issue?.path.join('.')}: got ${String(given[issue?.path[0] as 'login'])}, expected ${issue?.message}`,
	);
}

async function findUser(users: UserDesk, login: string): Promise<User> {
	const found = await users.findByLogin(login.trim().toLowerCase());
	if (found) return found.user;
	throw new NotFoundError('users/not-found', `user: got ${login}, expected the login of one (fengtu user list)`);
}

function print({ json }: Choice, user: User, text: string): void {
	if (json) printJson(user);
	else process.stdout.write(`${text}\n`);
}
