import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_DIR, servePack } from './serve-pack.ts';

/**
 * Builds the page and the pack of the small town with the project's own commands, and serves them; FENGTU_URL and
 * FENGTU_PACK tell the tests where. Everything is taken down at the end.
 */
export default async function setUp(): Promise<() => Promise<void>> {
	const workDir = mkdtempSync(join(tmpdir(), 'fengtu-browser-'));
	const packDir = join(workDir, 'small-town');
	const node = (...args: string[]) => execFileSync(process.execPath, args, { cwd: PROJECT_DIR, stdio: 'inherit' });
	node('node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn');
	node('src/cli/fengtu.mjs', 'build', 'tests/fixtures/small-town/small-town.osm.pbf', '--out', packDir);
	const server = await servePack(packDir);
	process.env.FENGTU_URL = server.url;
	process.env.FENGTU_PACK = packDir;
	return async () => {
		await server.stop();
		rmSync(workDir, { recursive: true, force: true });
	};
}
