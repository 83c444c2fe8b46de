import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const PID_FILE = 'postmaster.pid';
const LOOK_EVERY_MS = 20;
const STOP_WITHIN_MS = 20_000;

/** The database program that runs on a folder. */
export interface Postmaster {
	readonly pid: number;
	/** null = it has not said yet. */
	readonly port: number | null;
}

/** The database program that runs on a folder now, whoever started it; undefined = none, even where its file still says so. */
export function findPostmaster(folder: string): Postmaster | undefined {
	const path = join(folder, PID_FILE);
	if (!existsSync(path)) return undefined;
	const [pid, , , port] = readFileSync(path, 'utf8').split('\n').map(Number);
	if (!pid || pid < 0 || !runsOn(pid, folder)) return undefined;
	return { pid, port: port && port > 0 ? port : null };
}

/**
 * Stops a database that a killed server left behind; open work in it is undone, what was confirmed stays. A file that names a process which
 * is none of ours is removed: PostgreSQL itself would refuse to start beside it.
 */
export async function stopOrphan(folder: string): Promise<Postmaster | undefined> {
	const orphan = findPostmaster(folder);
	if (!orphan) {
		rmSync(join(folder, PID_FILE), { force: true });
		return undefined;
	}
	for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
		if (!signalTo(orphan.pid, signal)) break;
		const deadline = performance.now() + STOP_WITHIN_MS;
		while (performance.now() < deadline && runsOn(orphan.pid, folder)) await wait(LOOK_EVERY_MS);
		if (!runsOn(orphan.pid, folder)) break;
	}
	return orphan;
}

function signalTo(pid: number, signal: NodeJS.Signals): boolean {
	try {
		return process.kill(pid, signal);
	} catch {
		return false;
	}
}

/** Whether a process is the database program of a folder: after a restart its number may be anybody's. */
function runsOn(pid: number, folder: string): boolean {
	if (process.platform === 'linux') {
		try {
			// A postmaster works in its folder; one that is dead and not yet buried works nowhere.
			return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
		} catch {
			return false;
		}
	}
	if (!signalTo(pid, 0 as unknown as NodeJS.Signals)) return false;
	const { stdout } = spawnSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8', timeout: 10_000 });
	return (stdout ?? '').includes(folder);
}
