import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { findEngineUser } from '../../src/server/database/engine-user.ts';
import { findEngine } from '../../src/server/database/find-engine.ts';
import { clusterUrl, initCluster } from '../../src/server/database/init-cluster.ts';
import { findFreePort, runPostgres } from '../../src/server/database/run-postgres.ts';
import { migrate } from '../../src/server/store/migrate.ts';
import { startDebianEngine } from './debian-engine.ts';
import { makeOpenFolder } from './make-open-folder.ts';
import { TEMPLATE } from './test-store.ts';

/** Nothing of a test outlives the machine: no waiting for the disk. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

/**
 * Starts a database engine for the tests of one run, with a template that has all tables, and sets FENGTU_TEST_DATABASE_URL to it. Given already,
 * that one is used; FENGTU_TEST_ENGINE=debian starts Debian's PostgreSQL instead of the embedded one.
 */
export async function startTestEngine(): Promise<{ url: string; stop: () => Promise<void> }> {
	const given = process.env.FENGTU_TEST_DATABASE_URL;
	if (given) {
		await makeTemplate(given);
		return { url: given, stop: async () => {} };
	}
	const parent = makeOpenFolder('test-engine');
	const start = process.env.FENGTU_TEST_ENGINE === 'debian' ? startDebianEngine : startEmbeddedEngine;
	const { folder, port, postgres } = await start(parent, FAST).catch((error: unknown) => {
		rmSync(parent, { recursive: true, force: true });
		throw error;
	});
	endWithThisProcess(parent);
	const url = clusterUrl(folder, port, 'postgres');
	process.env.FENGTU_TEST_DATABASE_URL = url;
	const stop = async () => {
		delete process.env.FENGTU_TEST_DATABASE_URL;
		await postgres.stop();
		rmSync(parent, { recursive: true, force: true });
	};
	try {
		await makeTemplate(url);
	} catch (error) {
		await stop();
		throw error;
	}
	return { url, stop };
}

/** However this process ends, also killed: what waits for the end of its input then ends the engine by its pid file, and clears its folder. */
function endWithThisProcess(parent: string): void {
	const script = 'cat; pid=$(head -n 1 "$1/postgres/postmaster.pid") && kill -QUIT "$pid" && sleep 1; rm -rf "$1"';
	const watcher = spawn('/bin/sh', ['-c', script, 'sh', parent], {
		detached: true,
		stdio: ['pipe', 'ignore', 'ignore'],
	});
	watcher.unref();
	(watcher.stdin as unknown as { unref?: () => void }).unref?.();
}

async function startEmbeddedEngine(parent: string, settings: Readonly<Record<string, string>>) {
	const folder = join(parent, 'postgres');
	const user = findEngineUser();
	const engine = findEngine(user);
	await initCluster(engine, user, folder);
	const port = await findFreePort();
	return { folder, port, postgres: await runPostgres(engine, user, folder, port, { settings }) };
}

/** Makes the database that openTestStore copies, new from this version's migrations. */
async function makeTemplate(url: string): Promise<void> {
	const admin = new pg.Client({ connectionString: url });
	await admin.connect();
	try {
		await admin.query(`DROP DATABASE IF EXISTS ${TEMPLATE}`);
		await admin.query(`CREATE DATABASE ${TEMPLATE} TEMPLATE template0 ENCODING 'UTF8'`);
		const template = new URL(url);
		template.pathname = TEMPLATE;
		await migrate(template.href);
	} finally {
		await admin.end();
	}
}
