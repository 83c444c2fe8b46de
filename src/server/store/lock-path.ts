import { createHash } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Takes a lock that belongs to this process and goes with it, however it ends: a local socket named after the path.
 * Returns how to let go, or undefined when another process of this machine holds it. (A pid file would lie after a restart in a container.)
 */
export async function lockPath(path: string): Promise<(() => Promise<void>) | undefined> {
	const name = `fengtu-${createHash('sha256').update(resolve(path)).digest('hex').slice(0, 24)}`;
	const address = process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
	for (let attempt = 0; attempt < 2; attempt++) {
		const unlock = await listenAt(address);
		if (unlock) return unlock;
		if (await answers(address)) return undefined;
		// Left behind by a process that was killed.
		await unlink(address).catch(() => {});
	}
	return undefined;
}

function listenAt(address: string): Promise<(() => Promise<void>) | undefined> {
	return new Promise((done, fail) => {
		const server = createServer((socket) => socket.destroy());
		server.once('error', (error: NodeJS.ErrnoException) =>
			error.code === 'EADDRINUSE' ? done(undefined) : fail(error),
		);
		server.listen(address, () => {
			server.unref();
			done(() => new Promise((closed) => server.close(() => closed())));
		});
	});
}

function answers(address: string): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect(address);
		socket.once('connect', () => {
			socket.destroy();
			done(true);
		});
		socket.once('error', () => done(false));
	});
}
