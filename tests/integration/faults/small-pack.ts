import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const CLI = resolve(import.meta.dirname, '../../../src/cli/fengtu.mjs');
const BUILDINGS = '400';

/**
 * Builds the pack that the real servers of these tests serve: a made-up city of few buildings, with its stations and their vehicles. Once a
 * run; FENGTU_TEST_PACK tells the tests where, and one set from outside is taken as it is.
 */
export function setup(): (() => void) | undefined {
	if (process.env.FENGTU_TEST_PACK !== undefined) return undefined;
	const dir = mkdtempSync(join(tmpdir(), 'fengtu-faults-'));
	const run = (...args: string[]) =>
		execFileSync(process.execPath, [CLI, ...args], { stdio: ['ignore', 'ignore', 'inherit'] });
	run('generate', '--city', 'dongguan', '--buildings', BUILDINGS, '--seed', '3', '--out', join(dir, 'source'));
	run('build', join(dir, 'source'), '--out', join(dir, 'small-city'), '--json');
	process.env.FENGTU_TEST_PACK = join(dir, 'small-city');
	return () => rmSync(dir, { recursive: true, force: true });
}

/** Folder of the pack. @throws Error when the set-up did not run */
export function readTestPack(): string {
	const dir = process.env.FENGTU_TEST_PACK;
	if (dir === undefined) throw new Error('FENGTU_TEST_PACK: got nothing, expected the folder made by the set-up');
	return dir;
}
