import { readFileSync } from 'node:fs';

/** CPU milliseconds by stage of a build. */
export type StageMs = Record<string, number>;

/** A tick of /proc is a hundredth of a second on every Linux that Node runs on. */
const MS_A_TICK = 10;

/** CPU milliseconds of the calling thread so far; where the system does not tell, milliseconds by the clock. */
export function threadCpuMs(): number {
	try {
		const stat = readFileSync('/proc/thread-self/stat', 'utf8');
		// Fields 14 and 15, utime and stime, counted from the end of the second, which is a name in brackets. proc_pid_stat(5).
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		return (Number(fields[11]) + Number(fields[12])) * MS_A_TICK;
	} catch {
		return performance.now();
	}
}

/** CPU milliseconds of all threads of this process so far. */
export function processCpuMs(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** Adds to a stage what a piece of work takes by a clock; work that waits for others is not measured by the thread's. */
export async function timeStage<T>(
	stages: StageMs,
	name: string,
	clock: () => number,
	work: () => Promise<T> | T,
): Promise<T> {
	const start = clock();
	try {
		return await work();
	} finally {
		stages[name] = (stages[name] ?? 0) + clock() - start;
	}
}
