import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { ConflictError } from '../../domain/errors.ts';
import { isRunning, markThisProcess, type ProcessMark } from './process-mark.ts';

/** The right to change the pack in one folder. */
interface PackLock {
	release(): Promise<void>;
}

/** Takeovers of dead locks lost to others that are borne; more means something else keeps writing the file. */
const MAX_TAKEOVERS = 5;
/** Between the making of a lock file and the writing of its few bytes. */
const WRITE_MS = 100;

/**
 * Takes the lock of a pack's folder: the file `<out>.lock`, which names the process that holds it. The lock of a process that
 * does not run any more is taken over. It holds among the processes of one machine.
 * @param out absolute path of the pack's folder; its parent exists
 * @throws ConflictError `build/locked` naming the process that holds it
 */
export async function lockPack(out: string): Promise<PackLock> {
	const path = lockPathOf(out);
	const mine = JSON.stringify(markThisProcess());
	for (let takeover = 0; takeover < MAX_TAKEOVERS; takeover++) {
		try {
			await writeFile(path, mine, { flag: 'wx' });
			return { release: () => rm(path, { force: true }) };
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
		const text = await readLock(path);
		const holder = parseMark(text);
		if (holder && isRunning(holder)) throw busy(out, holder);
		await removeDeadLock(path, text);
	}
	throw busy(out, null);
}

/** The running process that holds the lock of a pack's folder; null = nobody. */
export async function findLockHolder(out: string): Promise<ProcessMark | null> {
	const holder = parseMark(await readLock(lockPathOf(out)));
	return holder && isRunning(holder) ? holder : null;
}

/** What the lock says; '' = no lock. One that says nothing gets a moment: its process may be about to write it. */
async function readLock(path: string): Promise<string> {
	const read = () => readFile(path, 'utf8').catch(() => '');
	const text = await read();
	if (parseMark(text)) return text;
	await setTimeout(WRITE_MS);
	return read();
}

function lockPathOf(out: string): string {
	return `${out}.lock`;
}

/** Takes a dead lock away, unless another process did and has put its own there meanwhile. */
async function removeDeadLock(path: string, text: string): Promise<void> {
	const aside = `${path}.dead-${process.pid}`;
	try {
		await rename(path, aside);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
		throw error;
	}
	if ((await readFile(aside, 'utf8')) === text) await rm(aside, { force: true });
	else await rename(aside, path);
}

/** Null for a file that was cut off while it was written. */
function parseMark(text: string): ProcessMark | null {
	try {
		const { pid, startedAt } = JSON.parse(text) as Partial<ProcessMark>;
		return typeof pid === 'number' ? { pid, startedAt: startedAt ?? null } : null;
	} catch {
		return null;
	}
}

function busy(out: string, holder: ProcessMark | null): ConflictError {
	const who = holder ? `process ${holder.pid}` : 'other processes';
	return new ConflictError('build/locked', `${out}: got a pack that ${who} is building, expected to be the only one`, {
		context: { out, pid: holder?.pid ?? null },
	});
}
