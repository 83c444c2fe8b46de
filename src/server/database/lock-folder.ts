import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFile } from './lock-file.ts';

/**
 * Takes a lock on a folder that belongs to this process and goes with it, however it ends: a local socket named after the folder itself, not
 * after one of its names, and on Linux a lock on a file in it, which containers that share the folder and no network see too. Returns how to
 * let go, or undefined when another process of this machine holds it. (A pid file would lie after a restart in a container.)
 */
export async function lockFolder(folder: string): Promise<(() => Promise<void>) | undefined> {
	const closeSocket = await lockBySocket(folder);
	if (!closeSocket) return undefined;
	const file = process.platform === 'linux' ? await lockFile(join(folder, 'server.lock')) : null;
	if (file === undefined) {
		await closeSocket();
		return undefined;
	}
	return async () => {
		await file?.();
		await closeSocket();
	};
}

async function lockBySocket(folder: string): Promise<(() => Promise<void>) | undefined> {
	const { dev, ino } = statSync(folder, { bigint: true });
	const name = `fengtu-${createHash('sha256').update(`${dev}:${ino}`).digest('hex').slice(0, 24)}`;
	const address = addressOf(name);
	for (let attempt = 0; attempt < 2; attempt++) {
		const unlock = await listenAt(address);
		if (unlock) return unlock;
		// An abstract socket is never left behind; a file is, by a process that was killed.
		if (process.platform === 'linux' || (await isAnswered(address))) return undefined;
		await unlink(address).catch(() => {});
	}
	return undefined;
}

function addressOf(name: string): string {
	if (process.platform === 'linux') return `\0${name}`;
	return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
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

function isAnswered(address: string): Promise<boolean> {
	return new Promise((done) => {
		const socket = connect(address);
		socket.once('connect', () => {
			socket.destroy();
			done(true);
		});
		socket.once('error', () => done(false));
	});
}
