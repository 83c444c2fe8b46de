import { resolve } from 'node:path';
import type { Command } from 'commander';
import { parseWholeNumber } from './parse-options.ts';
import { PROJECT_DIR } from './project.ts';
import { runServer } from './run-server.ts';

/** `fengtu serve`: the server for one pack, with the page when it has been built. */
export function addServeCommand(program: Command): void {
	program
		.command('serve')
		.description('serve a pack, the API, the live feed and the page')
		.option('--pack <dir>', 'folder of the pack', resolve(PROJECT_DIR, 'tilesets/dongguan'))
		.option('--host <host>', 'address to listen on', '127.0.0.1')
		.option('--port <port>', 'port; taken ones are skipped', parseWholeNumber(0, 65_535), 8080)
		.option('--data <dir>', 'folder of the incident log', resolve(PROJECT_DIR, '.data'))
		.action(async (options: { pack: string; host: string; port: number; data: string }) => {
			await runServer({ packDir: options.pack, host: options.host, port: options.port, dataDir: options.data });
		});
}
