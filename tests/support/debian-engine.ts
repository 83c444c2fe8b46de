import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEngineUser } from '../../src/server/database/engine-user.ts';
import { findFreePort, type RunningPostgres, runPostgres } from '../../src/server/database/run-postgres.ts';

const PACKAGES_DIR = '/usr/lib/postgresql';
const SWITCH = '/etc/postgresql-common/createcluster.conf';

/**
 * Starts Debian's PostgreSQL on a new folder below `parent`, installing it if it is not there; not the service of the system, which stays as
 * it is. Says on stderr which it took.
 * @throws Error when none can be had
 */
export async function startDebianEngine(
	parent: string,
	settings: Readonly<Record<string, string>>,
): Promise<{ folder: string; port: number; postgres: RunningPostgres }> {
	const bin = findBin() ?? install();
	if (!bin) {
		throw new Error(
			`second engine: got no PostgreSQL below ${PACKAGES_DIR}, expected apt-get install postgresql to give one: the tests did NOT run on a second engine`,
		);
	}
	process.stderr.write(`second engine: ${execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })}`);
	const user = findEngineUser();
	const as = user ? { uid: user.uid, gid: user.gid } : {};
	const folder = join(parent, 'postgres');
	mkdirSync(folder, { mode: 0o700 });
	if (user) chownSync(folder, user.uid, user.gid);
	const made = spawnSync(
		join(bin, 'initdb'),
		[`--pgdata=${folder}`, '--username=fengtu', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8', '--no-sync'],
		{ ...as, cwd: '/', encoding: 'utf8' },
	);
	if (made.status !== 0) throw new Error(`second engine: got ${made.stderr}, expected initdb to make ${folder}`);
	mkdirSync(join(folder, 'log'));
	chmodSync(join(folder, 'log'), 0o777);
	// On loopback, for the minutes of a test run: any will do.
	writeFileSync(join(folder, 'fengtu-password'), 'any');
	const port = await findFreePort();
	const engine = { postgres: join(bin, 'postgres'), initdb: join(bin, 'initdb'), major: 0 };
	return { folder, port, postgres: await runPostgres(engine, user, folder, port, { settings }) };
}

function findBin(): string | undefined {
	if (!existsSync(PACKAGES_DIR)) return undefined;
	const newest = readdirSync(PACKAGES_DIR)
		.filter((version) => existsSync(join(PACKAGES_DIR, version, 'bin/postgres')))
		.toSorted((a, b) => Number(b) - Number(a))[0];
	return newest === undefined ? undefined : join(PACKAGES_DIR, newest, 'bin');
}

function install(): string | undefined {
	process.stderr.write('second engine: none installed, trying apt-get install postgresql\n');
	try {
		// Only the programs: no database of the system's own, and no service.
		if (!existsSync(SWITCH)) {
			mkdirSync(join(SWITCH, '..'), { recursive: true });
			writeFileSync(SWITCH, "create_main_cluster = false\nstart_conf = 'manual'\n");
		}
		execFileSync('apt-get', ['update', '-qq'], { stdio: 'ignore', timeout: 300_000 });
		// The file just written is not asked about.
		execFileSync('apt-get', ['install', '-y', '-qq', '-o', 'Dpkg::Options::=--force-confold', 'postgresql'], {
			stdio: ['ignore', 'ignore', 'inherit'],
			timeout: 600_000,
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		});
	} catch {
		return undefined;
	}
	return findBin();
}
