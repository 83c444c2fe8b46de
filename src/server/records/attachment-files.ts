import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { UnavailableError } from '../../domain/errors.ts';

/** An upload that wrote nothing for so long has ended. */
const ABANDONED_MS = 60 * 60_000;
const SHA256 = /^[0-9a-f]{64}$/;

/** Bytes that were received and lie, flushed, in a temporary file. */
export interface ReceivedFile {
	readonly path: string;
	readonly sha256: string;
	readonly bytes: number;
}

/** The bytes of attachments in a folder, each once, under their hash: 'ab/cdef...'; what is being received in 'tmp'. */
export interface AttachmentFiles {
	/** false = they were received for the records of another log: whether somebody refers to them cannot be known here. */
	readonly isOurs: boolean;
	/** Streams into a temporary file; one that breaks off is removed. @throws UnavailableError `attachment/no-room`, what the stream throws */
	receive(stream: AsyncIterable<Uint8Array>): Promise<ReceivedFile>;
	/** Puts received bytes under their hash, on disk when the promise is kept; those that are there already stay. May be done twice. */
	place(file: ReceivedFile): Promise<void>;
	/** Removes the temporary file of what was received; nothing when it was placed. */
	discard(file: ReceivedFile): Promise<void>;
	pathOf(sha256: string): string;
	/** Hashes of all bytes that are there. */
	list(): Promise<string[]>;
	remove(sha256: string): Promise<void>;
	/** Removes temporary files of uploads that ended without us. */
	removeAbandoned(nowMs: number): Promise<void>;
}

/**
 * Opens the folder, or makes it. `log` names the records that refer to the bytes: it is written down in a folder without such a name, so that a
 * server on another, perhaps empty, database never takes bytes for unused.
 */
export async function openAttachmentFiles(dir: string, log: string): Promise<AttachmentFiles> {
	const tmp = join(dir, 'tmp');
	await mkdir(tmp, { recursive: true, mode: 0o700 });
	const isOurs = (await readOwner(join(dir, 'log'), log)) === log;
	const pathOf = (sha256: string) => join(dir, sha256.slice(0, 2), sha256.slice(2));

	return {
		isOurs,
		async receive(stream) {
			const path = join(tmp, randomUUID());
			const hash = createHash('sha256');
			let bytes = 0;
			const meter = new Transform({
				transform(chunk: Buffer, _encoding, done) {
					hash.update(chunk);
					bytes += chunk.length;
					done(null, chunk);
				},
			});
			try {
				await pipeline(stream, meter, createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true }));
			} catch (error) {
				await rm(path, { force: true });
				throw asRoomError(error);
			}
			return { path, sha256: hash.digest('hex'), bytes };
		},
		async place({ path, sha256, bytes }) {
			const place = pathOf(sha256);
			const there = await stat(place).catch(() => undefined);
			if (there?.size === bytes) return;
			const made = await mkdir(dirname(place), { recursive: true, mode: 0o700 });
			await rename(path, place);
			await syncFolder(dirname(place));
			if (made !== undefined) await syncFolder(dir);
		},
		discard: ({ path }) => rm(path, { force: true }),
		pathOf,
		async list() {
			const folders = (await readdir(dir)).filter((name) => /^[0-9a-f]{2}$/.test(name));
			const lists = await Promise.all(
				folders.map(async (folder) => (await readdir(join(dir, folder))).map((name) => folder + name)),
			);
			return lists.flat().filter((name) => SHA256.test(name));
		},
		remove: (sha256) => rm(pathOf(sha256), { force: true }),
		async removeAbandoned(nowMs) {
			for (const name of await readdir(tmp)) {
				const path = join(tmp, name);
				const found = await stat(path).catch(() => undefined);
				if (found && found.mtimeMs < nowMs - ABANDONED_MS) await rm(path, { force: true });
			}
		},
	};
}

/** The log named in a file, which is made with ours when there is none. */
async function readOwner(path: string, log: string): Promise<string> {
	try {
		await writeFile(path, log, { flag: 'wx', mode: 0o600 });
		return log;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		return (await readFile(path, 'utf8')).trim();
	}
}

/** A name is on disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
	const folder = await open(path, 'r');
	try {
		await folder.sync();
	} finally {
		await folder.close();
	}
}

function asRoomError(error: unknown): unknown {
	const code = error instanceof Error && 'code' in error ? error.code : null;
	if (code !== 'ENOSPC' && code !== 'EDQUOT' && code !== 'EROFS') return error;
	return new UnavailableError('attachment/no-room', `attachments: got ${String(code)}, expected room for the file`, {
		cause: error,
	});
}
