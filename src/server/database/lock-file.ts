import { spawn } from 'node:child_process';

/** The holder before may just be ending. */
const WAIT_S = '2';
const TAKEN = 9;

/**
 * Locks a file by flock(2), held by a process of that program that ends with this one, however this one ends. Every container that shares the
 * file sees it. Returns how to let go; undefined = another has it; null = there is no such program here, or no such file can be.
 */
export function lockFile(path: string): Promise<(() => Promise<void>) | undefined | null> {
	const child = spawn('flock', ['-w', WAIT_S, '-E', String(TAKEN), path, 'sh', '-c', 'echo held; exec cat'], {
		cwd: '/',
		// Ctrl-C of a terminal is for the server, which then lets go.
		detached: true,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const ended = new Promise<void>((done) => child.once('close', () => done()));
	child.stdin.on('error', () => {});
	return new Promise((done) => {
		child.once('error', () => done(null));
		child.once('exit', (code) => done(code === TAKEN ? undefined : null));
		child.stdout.once('data', () => {
			child.unref();
			for (const stream of [child.stdin, child.stdout]) (stream as unknown as { unref(): void }).unref();
			done(async () => {
				child.ref();
				child.stdin.end();
				await ended;
			});
		});
	});
}
