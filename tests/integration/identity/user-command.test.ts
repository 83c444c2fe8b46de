import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { codeOf, makeIdentityApp, openBrowser, PASSWORD } from '../../support/identity-app.ts';
import { runCli } from '../../support/run-cli.ts';
import { openTestStore } from '../../support/test-store.ts';

const FENGTU = resolve(import.meta.dirname, '../../../src/cli/fengtu.mjs');
let store: Store;
let url: string;
let destroy: () => Promise<void>;
/** The server that runs beside the command. */
let app: TypedApp;

beforeAll(async () => {
	({ store, url, destroy } = await openTestStore());
	({ app } = await makeIdentityApp(store, { mode: 'auto' }));
});
afterAll(async () => {
	await app.close();
	await destroy();
});

/** A process of its own: what is piped in is a password. */
function pipe(input: string, ...args: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> {
	const child = spawn(process.execPath, [FENGTU, 'user', ...args], { env: { ...process.env, DATABASE_URL: url } });
	const said = { stdout: '', stderr: '' };
	child.stdout.on('data', (text) => {
		said.stdout += text;
	});
	child.stderr.on('data', (text) => {
		said.stderr += text;
	});
	child.stdin.end(input);
	return new Promise((done) => child.on('close', (exitCode) => done({ exitCode, ...said })));
}
const run = (...args: string[]) => runCli(['user', ...args, '--database-url', url]);

describe('fengtu user', () => {
	it('makes the first administrator beside a running server, which asks for sign-in from then on', async () => {
		expect((await openBrowser(app).ask('GET', '/api/session')).json().mode).toBe('demo');
		const heard = new Promise<void>((done) => store.onChanges(() => done()));
		const added = await pipe(`${PASSWORD}\n`, 'add', 'Boss', '--name', '王主任', '--role', 'administrator');
		expect([added.exitCode, added.stdout]).toEqual([0, 'boss: added as administrator\n']);
		await heard;
		const browser = openBrowser(app);
		expect((await browser.ask('GET', '/api/session')).json().mode).toBe('accounts');
		expect((await browser.signIn('boss')).json()).toMatchObject({
			actor: { name: '王主任' },
			mustChangePassword: false,
		});
	});

	it('takes no password as an argument, no weak one, no login twice, no role that is none', async () => {
		const bad = await pipe('x\n', 'add', 'wei', '--password', PASSWORD);
		expect([bad.exitCode, bad.stdout]).toEqual([2, '']);
		const weak = await pipe('password1234\n', 'add', 'wei');
		expect([weak.exitCode, weak.stderr]).toEqual([2, expect.stringContaining('[users/bad-password]')]);
		expect(weak.stderr).not.toContain('password1234');
		const none = await pipe('', 'add', 'wei');
		expect([none.exitCode, none.stderr]).toEqual([2, expect.stringContaining('[users/no-password]')]);
		const role = await run('add', 'wei', '--no-password', '--role', 'king');
		expect(role.exitCode).toBe(2);
		const login = await run('add', 'wei li', '--no-password');
		expect([login.exitCode, login.stderr]).toEqual([2, expect.stringContaining('[users/bad-user]')]);
		const twice = await run('add', 'BOSS', '--no-password');
		expect([twice.exitCode, twice.stderr]).toEqual([1, expect.stringContaining('[users/login-taken]')]);
		expect((await store.list('user')).map((user) => user.login)).toEqual(['boss']);
	});

	it('lists, disables and enables; a session elsewhere ends; the last administrator stays', async () => {
		await run('add', 'hu', '--no-password', '--role', 'crew', 'planner', '--district', 'Houjie');
		await pipe(`${PASSWORD}\n`, 'password', 'hu');
		const browser = openBrowser(app);
		await browser.signIn('hu');
		expect((await browser.ask('GET', '/api/sessions')).statusCode).toBe(200);
		const heard = new Promise<void>((done) => store.onChanges(() => done()));
		expect((await run('disable', 'hu')).stdout).toBe('hu: disabled\n');
		await heard;
		expect(codeOf(await browser.ask('GET', '/api/sessions'))).toBe('401 access/not-signed-in');
		expect((await run('list')).stdout).toBe(
			'hu\thu\tcrew, planner\tHoujie\tdisabled\nboss\t王主任\tadministrator\twhole city\n',
		);
		await run('enable', 'hu');
		expect((await browser.signIn('hu')).statusCode).toBe(200);
		const last = await run('disable', 'boss');
		expect([last.exitCode, last.stderr]).toEqual([1, expect.stringContaining('[users/last-administrator]')]);
		const unknown = await run('disable', 'nobody');
		expect([unknown.exitCode, unknown.stderr]).toEqual([1, expect.stringContaining('[users/not-found]')]);
	});

	it('is written down with who did it', async () => {
		const [event] = await store.readEvents({ collection: 'user', limit: 1 });
		expect(event).toMatchObject({ kind: 'user/added', from: 'cli', by: { kind: 'system', id: 'cli' } });
		expect(event?.by.name).toMatch(/^fengtu user \(.+\)$/);
	});
});
