import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UnavailableError } from '../../domain/errors.ts';
import type { EngineUser } from './engine-user.ts';
import type { Engine } from './find-engine.ts';

/** Role and database of the embedded engine. */
export const EMBEDDED_NAME = 'fengtu';
const PASSWORD_FILE = 'fengtu-password';

/**
 * Makes the folder of a database if there is none: all or nothing, whenever it is interrupted. It listens to nobody without the password that
 * lies in it.
 * @throws UnavailableError `database/cannot-make`, `database/other-version`
 */
export async function initCluster(engine: Engine, user: EngineUser | null, folder: string): Promise<void> {
	if (existsSync(join(folder, 'PG_VERSION'))) {
		const found = readFileSync(join(folder, 'PG_VERSION'), 'utf8').trim();
		if (found === String(engine.major)) return;
		throw new UnavailableError(
			'database/other-version',
			`${folder}: got a database of PostgreSQL ${found}, expected ${engine.major}; make a backup with the version of fengtu that wrote it and restore it into a new folder`,
			{ context: { folder, found, expected: engine.major } },
		);
	}
	const half = `${folder}.half-made`;
	rmSync(half, { recursive: true, force: true });
	mkdirSync(half, { recursive: true, mode: 0o700 });
	const password = randomBytes(24).toString('base64url');
	const passwordFile = join(dirname(folder), `.${EMBEDDED_NAME}-password-${process.pid}`);
	writeFileSync(passwordFile, password, { mode: 0o600 });
	if (user) for (const path of [half, passwordFile]) chownSync(path, user.uid, user.gid);
	try {
		await runInitdb(engine, user, half, passwordFile);
	} finally {
		rmSync(passwordFile, { force: true });
	}
	mkdirSync(join(half, 'log'), { mode: 0o700 });
	writeFileSync(join(half, PASSWORD_FILE), password, { mode: 0o600 });
	if (user) for (const name of ['log', PASSWORD_FILE]) chownSync(join(half, name), user.uid, user.gid);
	chmodSync(half, 0o700);
	renameSync(half, folder);
}

/** The address of the embedded database of a folder at a port. */
export function clusterUrl(folder: string, port: number, database: string = EMBEDDED_NAME): string {
	const password = readFileSync(join(folder, PASSWORD_FILE), 'utf8').trim();
	return `postgresql://${EMBEDDED_NAME}:${password}@127.0.0.1:${port}/${database}`;
}

function runInitdb({ initdb }: Engine, user: EngineUser | null, folder: string, passwordFile: string): Promise<void> {
	const child = spawn(
		initdb,
		[
			`--pgdata=${folder}`,
			`--username=${EMBEDDED_NAME}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			// The same order of letters on every system.
			'--locale-provider=builtin',
			'--builtin-locale=C.UTF-8',
			'--locale=C',
			'--data-checksums',
			'--no-instructions',
		],
		{ cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], ...(user && { uid: user.uid, gid: user.gid }) },
	);
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-2_000);
	});
	return new Promise((done, fail) => {
		const refuse = (got: string) =>
			fail(
				new UnavailableError('database/cannot-make', `${folder}: got ${got}, expected to make a database there`, {
					context: { folder },
				}),
			);
		child.on('error', (error) => refuse(error.message));
		child.on('close', (code) => (code === 0 ? done() : refuse(said.trim() || `exit code ${code} of initdb`)));
	});
}
