import { existsSync } from 'node:fs';
import { readdir, rename, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';
import { findLockHolder } from './pack-lock.ts';

/** How long a build that runs is given for the two renames of its switch. */
const SWITCH_MS = 2000;
const LOOK_AGAIN_MS = 50;

/**
 * Brings the pack of a folder back when a build was killed between moving the old one away and moving the new one in: the
 * folder is missing and `<out>.replaced-<pid>` beside it holds the old pack, whole. Called by every command before it opens
 * a pack; does nothing when the folder is there. Answers whether a pack was brought back.
 * @throws UnavailableError `pack/not-recovered` when it cannot be moved
 */
export async function recoverPack(packDir: string): Promise<boolean> {
	const out = resolve(packDir);
	if (existsSync(out)) return false;
	const old = await findReplaced(out);
	if (old === null) return false;
	for (let waited = 0; waited < SWITCH_MS && (await findLockHolder(out)); waited += LOOK_AGAIN_MS) {
		await setTimeout(LOOK_AGAIN_MS);
		if (existsSync(out)) return false;
	}
	return bringBack(old, out);
}

/** The same for the holder of the folder's lock. */
export async function recoverLockedPack(out: string): Promise<void> {
	if (existsSync(out)) return;
	const old = await findReplaced(out);
	if (old !== null) await bringBack(old, out);
}

async function bringBack(old: string, out: string): Promise<boolean> {
	try {
		await rename(old, out);
		return true;
	} catch (cause) {
		// Another command was faster, or the build has ended after all.
		if (existsSync(out)) return false;
		throw new UnavailableError(
			'pack/not-recovered',
			`${out}: got the pack at ${old} of a build that was killed and cannot move it back: ${describeError(cause)}`,
			{ context: { out, old }, cause },
		);
	}
}

/** The pack that was moved away last; null = none. */
async function findReplaced(out: string): Promise<string | null> {
	const parent = dirname(out);
	const prefix = `${basename(out)}.replaced-`;
	const names = await readdir(parent).catch(() => []);
	let found: { path: string; changedMs: number } | null = null;
	for (const name of names) {
		const path = join(parent, name);
		if (!name.startsWith(prefix) || !existsSync(join(path, PACK_FILES.manifest))) continue;
		const changedMs = (await stat(path)).ctimeMs;
		if (!found || changedMs > found.changedMs) found = { path, changedMs };
	}
	return found?.path ?? null;
}
