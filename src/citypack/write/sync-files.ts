import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Files written to the disk at a time. */
const AT_ONCE = 16;

/** Waits until every file below a folder, and the folders themselves, are on the disk and not only in the system's memory. */
export async function syncTree(dir: string): Promise<void> {
	const entries = readdirSync(dir, { recursive: true, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
	const syncNext = async () => {
		for (let path = files.pop(); path !== undefined; path = files.pop()) await syncFile(path);
	};
	await Promise.all(Array.from({ length: AT_ONCE }, syncNext));
	for (const entry of entries) if (entry.isDirectory()) syncFolder(join(entry.parentPath, entry.name));
	syncFolder(dir);
}

async function syncFile(path: string): Promise<void> {
	const file = await open(path, 'r+');
	try {
		// A file that an older pack shares has been on the disk since that one was made.
		if ((await file.stat()).nlink === 1) await file.sync();
	} finally {
		await file.close();
	}
}

/** The same for the names in one folder. Systems that cannot sync a folder keep its names in order by themselves. */
export function syncFolder(dir: string): void {
	let file: number;
	try {
		file = openSync(dir, 'r');
	} catch {
		return;
	}
	try {
		fsyncSync(file);
	} catch {
		// Windows and some network drives: EPERM, EINVAL.
	} finally {
		closeSync(file);
	}
}
