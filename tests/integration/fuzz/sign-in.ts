import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { IDENTITY_ROUTES } from '../../../src/domain/api/identity-routes.ts';
import type { ServerProcess } from '../../support/server-process.ts';

const CLI = resolve(import.meta.dirname, '../../../src/cli/fengtu.mjs');
const PASSWORD = 'Correct-Horse-119-Battery';
/** All that a machine may be let do. */
const TOKEN_ACTIONS = IDENTITY_ROUTES.addToken.body.shape.actions.element.options;

/** Headers with which requests are let in. */
export interface SignedIn {
	/** Of a machine that may do everything. */
	readonly machine: Readonly<Record<string, string>>;
	/** Of an administrator's session. */
	readonly person: Readonly<Record<string, string>>;
	/** Ids of a user and a token that nobody needs. */
	readonly spareUser: string;
	readonly spareToken: string;
}

/** Adds a user by the command line, which works beside a running server; the password is PASSWORD. */
export async function addUser(dataDir: string, login: string, ...options: string[]): Promise<void> {
	const child = spawn(process.execPath, [CLI, 'user', 'add', login, '--data', dataDir, ...options], {
		stdio: ['pipe', 'ignore', 'pipe'],
	});
	let words = '';
	child.stderr.on('data', (chunk: Buffer) => {
		words += chunk.toString();
	});
	child.stdin.end(`${PASSWORD}\n`);
	const [code] = (await once(child, 'exit')) as [number];
	if (code !== 0) throw new Error(`fengtu user add ${login}: got exit code ${code}, expected 0\n${words}`);
}

/** Signs in; the headers of the session. */
export async function signIn(url: string, login: string): Promise<Record<string, string>> {
	const answer = await fetch(`${url}/api/session`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ login, password: PASSWORD }),
	});
	if (!answer.ok) throw new Error(`sign-in of ${login}: got ${answer.status} ${await answer.text()}, expected 200`);
	const { csrfToken } = (await answer.json()) as { csrfToken: string };
	const cookie = answer.headers
		.getSetCookie()
		.map((each) => each.split(';')[0])
		.join('; ');
	return { cookie, 'x-csrf-token': csrfToken };
}

/** Ends a server's demo mode by its first administrator, and gets a token that may do everything. */
export async function openAccounts(server: ServerProcess): Promise<SignedIn> {
	await addUser(server.dataDir, 'fuzz-admin', '--role', 'administrator', 'commander', 'dispatcher');
	await addUser(server.dataDir, 'fuzz-spare', '--role', 'crew');
	const person = await signIn(server.url, 'fuzz-admin');
	const ask = async (method: string, path: string, body?: unknown) => {
		const answer = await fetch(server.url + path, {
			method,
			headers: { ...person, 'content-type': 'application/json' },
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		if (!answer.ok) throw new Error(`${path}: got ${answer.status} ${await answer.text()}, expected it to be done`);
		return (await answer.json()) as Record<string, unknown>;
	};
	const { secret } = await ask('POST', '/api/tokens', { name: 'fuzz', actions: TOKEN_ACTIONS });
	const { id: spareToken } = await ask('POST', '/api/tokens', { name: 'spare', actions: ['map.read'] });
	const { users } = (await ask('GET', '/api/users')) as { users: { id: string; login: string }[] };
	const spareUser = users.find(({ login }) => login === 'fuzz-spare')?.id ?? '';
	return { machine: { authorization: `Bearer ${secret}` }, person, spareUser, spareToken: String(spareToken) };
}
