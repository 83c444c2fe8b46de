import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import pg from 'pg';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { findPostmaster } from '../../../src/server/database/postmaster.ts';
import { type Database, startDatabase } from '../../../src/server/database/start-database.ts';
import { makeOpenFolder } from '../../support/make-open-folder.ts';

const PROJECT = resolve(import.meta.dirname, '../../..');

let parent: string;
let dataDir: string;
beforeEach(({ onTestFinished }) => {
	parent = makeOpenFolder('database');
	// Longer than the path of a socket may be.
	dataDir = join(parent, '数据'.repeat(30), 'data');
	// The first to be registered is the last to be done: once the databases of the test have stopped.
	onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
});

async function start(onProblem?: (message: string) => void): Promise<Database> {
	const database = await startDatabase({ dataDir, ...(onProblem && { onProblem }) });
	onTestFinished(() => database.stop());
	return database;
}

async function ask<T extends pg.QueryResultRow>(url: string, sql: string): Promise<T[]> {
	const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
	client.on('error', () => {});
	await client.connect();
	try {
		return (await client.query<T>(sql)).rows;
	} finally {
		await client.end().catch(() => {});
	}
}

async function holdElsewhere(): Promise<{ child: ChildProcess; url: string }> {
	const child = spawn(process.execPath, ['--import', 'tsx', 'tests/support/hold-database.ts', dataDir], {
		cwd: PROJECT,
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	const [line] = (await once(child.stdout as NonNullable<typeof child.stdout>, 'data')) as [Buffer];
	return { child, url: line.toString().trim() };
}

describe('the embedded database', () => {
	it('is made, durable and checked, closed to who has no password, and there again after a stop', async () => {
		const first = await start();
		await ask(first.url, 'CREATE TABLE kept (n int)');
		await ask(first.url, 'INSERT INTO kept VALUES (41), (42)');
		const [settings] = await ask<Record<string, string>>(
			first.url,
			`SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit, current_setting('data_checksums') AS checksums,
			current_setting('server_encoding') AS encoding, current_setting('listen_addresses') AS listens`,
		);
		expect(settings).toEqual({
			fsync: 'on',
			commit: 'on',
			checksums: 'on',
			encoding: 'UTF8',
			listens: '127.0.0.1',
		});
		const stranger = new URL(first.url);
		stranger.password = 'guessed';
		await expect(ask(stranger.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
		await first.stop();
		expect(findPostmaster(join(dataDir, 'postgres'))).toBeUndefined();
		const again = await start();
		expect(await ask(again.url, 'SELECT n FROM kept ORDER BY n')).toEqual([{ n: 41 }, { n: 42 }]);
	});

	it('is for one server at a time, under whatever name of the folder', async () => {
		const { child } = await holdElsewhere();
		await expect(startDatabase({ dataDir })).rejects.toMatchObject({ code: 'database/in-use' });
		await expect(startDatabase({ dataDir: join(dataDir, '../data/.') })).rejects.toMatchObject({
			code: 'database/in-use',
		});
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
		await start();
	});

	it('is not touched while another container that shares the folder and no network has it', async () => {
		const postgres = join(dataDir, 'postgres');
		mkdirSync(postgres, { recursive: true });
		// Its pid is nobody's here.
		writeFileSync(join(postgres, 'postmaster.pid'), '4194000\n');
		const other = spawn('flock', [join(dataDir, 'server.lock'), 'sh', '-c', 'echo held; exec cat'], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		await once(other.stdout, 'data');
		await expect(startDatabase({ dataDir })).rejects.toMatchObject({ code: 'database/in-use' });
		expect(readFileSync(join(postgres, 'postmaster.pid'), 'utf8')).toBe('4194000\n');
		const gone = once(other, 'exit');
		other.stdin.end();
		await gone;
		rmSync(postgres, { recursive: true });
		await start();
	});

	it('left behind by a killed server is stopped and opened again with all it had confirmed', async () => {
		const { child, url } = await holdElsewhere();
		await ask(url, 'CREATE TABLE kept (n int)');
		await ask(url, 'INSERT INTO kept VALUES (1)');
		const orphan = findPostmaster(join(dataDir, 'postgres'))?.pid;
		const gone = once(child, 'exit');
		child.kill('SIGKILL');
		await gone;
		const problems: string[] = [];
		const database = await start((message) => problems.push(message));
		expect(problems).toEqual([expect.stringContaining(`pid ${orphan}`)]);
		expect(await ask(database.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
	});

	it('that is killed is started again at the same address', async () => {
		let heard: (() => void) | undefined;
		const again = new Promise<void>((done) => {
			heard = done;
		});
		const problems: string[] = [];
		const database = await start((message) => {
			problems.push(message);
			if (message === 'database: runs again') heard?.();
		});
		await ask(database.url, 'CREATE TABLE kept (n int)');
		await ask(database.url, 'INSERT INTO kept VALUES (1)');
		process.kill(findPostmaster(join(dataDir, 'postgres'))?.pid ?? 0, 'SIGKILL');
		await again;
		expect(problems[0]).toContain('starting it again');
		expect(await ask(database.url, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
	});

	it('is not kept from starting by a pid file that names a stranger', async () => {
		const first = await start();
		await first.stop();
		const file = join(dataDir, 'postgres/postmaster.pid');
		writeFileSync(file, `${process.pid}\n${dataDir}\n0\n1\n\n127.0.0.1\n\nready\n`);
		const again = await start();
		expect(await ask(again.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
		expect(readFileSync(file, 'utf8')).not.toContain(`${process.pid}\n`);
	});

	it('half made by an interrupted start is made anew', async () => {
		mkdirSync(join(dataDir, 'postgres.half-made/base'), { recursive: true });
		const database = await start();
		expect(await ask(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
		expect(existsSync(join(dataDir, 'postgres.half-made'))).toBe(false);
	});

	it('of another version is left alone and said so', async () => {
		mkdirSync(join(dataDir, 'postgres'), { recursive: true });
		writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '9\n');
		await expect(startDatabase({ dataDir })).rejects.toMatchObject({ code: 'database/other-version' });
	});

	it.runIf(process.getuid?.() === 0)('of a folder that only root reaches lies elsewhere, and says where', async () => {
		chmodSync(parent, 0o700);
		const problems: string[] = [];
		const database = await start((message) => problems.push(message));
		const elsewhere = readFileSync(join(dataDir, 'postgres-folder.txt'), 'utf8').trim();
		onTestFinished(() => rmSync(join(elsewhere, '..'), { recursive: true, force: true }));
		expect(problems).toEqual([expect.stringContaining(elsewhere)]);
		await ask(database.url, 'CREATE TABLE kept (n int)');
		await database.stop();
		const again = await start((message) => problems.push(message));
		expect(await ask(again.url, 'SELECT count(*)::int AS n FROM kept')).toEqual([{ n: 0 }]);
		expect(problems).toHaveLength(1);
	});
});
