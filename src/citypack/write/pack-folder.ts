import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../domain/errors.ts';
import { PACK_FILES } from '../../domain/pack/manifest.ts';

/** A pack being written beside the place it is meant for. */
export interface PackFolder {
	/** Where to write. */
	readonly dir: string;
	/** Puts it in its place, in the stead of the pack that was there. */
	switchIn(): Promise<void>;
	/** Removes what was written. */
	discard(): Promise<void>;
}

/**
 * Makes the folder a pack is written to, `<out>.building-<pid>`.
 * @throws UsageError `build/not-a-pack` when something other than a pack stands at `outDir`
 */
export async function createPackFolder(outDir: string): Promise<PackFolder> {
	const out = resolve(outDir);
	await requirePackOrNothing(out, outDir);
	const dir = `${out}.building-${process.pid}`;
	await rm(dir, { recursive: true, force: true });
	await mkdir(dirname(dir), { recursive: true });
	await mkdir(dir);
	return {
		dir,
		switchIn: async () => {
			const old = `${out}.replaced-${process.pid}`;
			const replaces = existsSync(out);
			if (replaces) await rename(out, old);
			try {
				await rename(dir, out);
			} catch (error) {
				if (replaces) await rename(old, out);
				throw error;
			}
			await rm(old, { recursive: true, force: true });
		},
		discard: () => rm(dir, { recursive: true, force: true }),
	};
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
