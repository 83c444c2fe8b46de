import { readFileSync } from 'node:fs';

/** A process as a lock file names it. */
export interface ProcessMark {
	readonly pid: number;
	/** When it began, in the system's own ticks; null where the system does not tell. Tells a pid that is used again. */
	readonly startedAt: string | null;
}

/** This process. */
export function markThisProcess(): ProcessMark {
	return { pid: process.pid, startedAt: readStart(process.pid) };
}

/** Does the process still run? A pid that another program has got since, and a dead child nobody waited for, do not count. */
export function isRunning({ pid, startedAt }: ProcessMark): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it is there, and somebody else's.
		if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
	}
	return startedAt === null || readStart(pid) === startedAt;
}

/** Start time from /proc; null without /proc or for a dead process. */
function readStart(pid: number): string | null {
	let stat: string;
	try {
		stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	} catch {
		return null;
	}
	// The second field is the program's name in brackets and may hold anything: count from its end. proc_pid_stat(5).
	const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return state === 'Z' || state === 'X' ? null : (rest[18] ?? null);
}
