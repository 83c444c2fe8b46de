import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { lockPack } from './pack-lock.ts';
import { recoverLockedPack } from './recover-pack.ts';
import { syncFolder, syncTree } from './sync-files.ts';

/** A pack being written beside the place it is meant for; nobody else writes one there meanwhile. */
interface PackFolder {
	/** Where to write. */
	readonly dir: string;
	/** Puts it in its place, in the stead of the pack that was there, when all of it is on the disk; ends the folder. */
	switchIn(): Promise<void>;
	/** Removes what was written and leaves the old pack as it is; ends the folder. */
	discard(): Promise<void>;
}

/**
 * Makes the folder a pack is written to, `<out>.building-<pid>`, and takes the lock of `outDir`. A pack that a killed build had
 * moved away is brought back, what killed builds left is removed.
 *
 * Steps of a switch: `<out>` -> `<out>.replaced-<pid>`, `.building-<pid>` -> `<out>`, `.replaced-<pid>` -> `.removed-<pid>`, which
 * is then deleted. Killed after the first one, `recoverPack` goes back; `.replaced-` is whole at any moment.
 * @throws UsageError `build/not-a-pack` when something other than a pack stands at `outDir`; ConflictError `build/locked` when
 * another build works on it; UnavailableError `pack/not-recovered`
 */
export async function createPackFolder(outDir: string): Promise<PackFolder> {
	const out = resolve(outDir);
	await requirePackOrNothing(out, outDir);
	await mkdir(dirname(out), { recursive: true });
	const lock = await lockPack(out);
	const dir = `${out}.building-${process.pid}`;
	try {
		await recoverLockedPack(out);
		await removeLeftovers(out);
		await mkdir(dir);
	} catch (error) {
		await lock.release();
		throw error;
	}
	return {
		dir,
		switchIn: async () => {
			await syncTree(dir);
			await switchFolders(dir, out);
			await lock.release();
		},
		discard: async () => {
			await rm(dir, { recursive: true, force: true });
			await lock.release();
		},
	};
}

async function switchFolders(dir: string, out: string): Promise<void> {
	const old = `${out}.replaced-${process.pid}`;
	const gone = `${out}.removed-${process.pid}`;
	const replaces = existsSync(out);
	if (replaces) await rename(out, old);
	try {
		await rename(dir, out);
	} catch (error) {
		if (replaces) await rename(old, out);
		throw error;
	}
	syncFolder(dirname(out));
	if (!replaces) return;
	await rename(old, gone);
	await rm(gone, { recursive: true, force: true });
}

/** Only the holder of the lock makes such folders: those that are there are of builds that were killed. */
async function removeLeftovers(out: string): Promise<void> {
	const parent = dirname(out);
	const name = basename(out);
	const mine = ['building', 'replaced', 'removed'].map((what) => `${name}.${what}-`);
	for (const entry of await readdir(parent)) {
		if (mine.some((prefix) => entry.startsWith(prefix) && /^\d+$/.test(entry.slice(prefix.length)))) {
			await rm(join(parent, entry), { recursive: true, force: true });
		}
	}
}

async function requirePackOrNothing(out: string, outDir: string): Promise<void> {
	if (!existsSync(out)) return;
	const entries = await readdir(out).catch(() => null);
	if (entries?.length === 0) return;
	const manifest = await readFile(join(out, PACK_FILES.manifest), 'utf8').catch(() => '');
	if (manifest.includes('"fengtu-pack/')) return;
	throw new UsageError(
		'build/not-a-pack',
		`--out ${outDir}: got ${entries ? 'a folder of something else' : 'a file'}, expected a pack to replace, or nothing`,
		{ context: { outDir } },
	);
}
