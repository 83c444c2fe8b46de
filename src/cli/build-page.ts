import { spawn } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UnavailableError } from '../domain/errors.ts';
import { PROJECT_DIR } from './project.ts';

const PAGE_SOURCES = ['src', 'public', 'index.html', 'vite.config.ts', 'package-lock.json'];

/**
 * Builds dist/ with Vite in a process of its own when it is missing or older than its sources, so that the city can be made
 * meanwhile on the other core.
 * @throws UnavailableError `page/build-failed` with Vite's last words.
 */
export async function buildPage(signal: AbortSignal): Promise<void> {
	if (!isStale()) return;
	process.stderr.write('Building the page in the background (vite build)\n');
	const vite = spawn(
		process.execPath,
		[resolve(PROJECT_DIR, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'],
		{
			cwd: PROJECT_DIR,
			stdio: ['ignore', 'pipe', 'pipe'],
			signal,
		},
	);
	let words = '';
	for (const stream of [vite.stdout, vite.stderr]) stream.on('data', (chunk) => (words += chunk));
	const code = await new Promise<number | null>((done, fail) => vite.once('exit', done).once('error', fail));
	if (code !== 0) {
		throw new UnavailableError(
			'page/build-failed',
			`vite build: got exit code ${code}, expected 0\n${words.slice(-2000)}`,
		);
	}
}

function isStale(): boolean {
	const built = resolve(PROJECT_DIR, 'dist/index.html');
	if (!existsSync(built)) return true;
	const builtMs = statSync(built).mtimeMs;
	return PAGE_SOURCES.some((name) => newestMs(resolve(PROJECT_DIR, name)) > builtMs);
}

function newestMs(path: string): number {
	if (!existsSync(path)) return 0;
	const stat = statSync(path);
	if (!stat.isDirectory()) return stat.mtimeMs;
	let newest = 0;
	for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
		if (entry.isFile()) newest = Math.max(newest, statSync(resolve(entry.parentPath, entry.name)).mtimeMs);
	}
	return newest;
}
