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
		.option('--travel <file>', 'travel table: speeds and delays (JSON)')
		.option('--service <file>', "the service's own figures and run cards (JSON)")
		.option('--data <dir>', 'folder of the logs of incidents and closures', resolve(PROJECT_DIR, '.data'))
		.action(
			async (options: {
				pack: string;
				host: string;
				port: number;
				data: string;
				travel?: string;
				service?: string;
			}) => {
				const { pack: packDir, host, port, data: dataDir, travel, service } = options;
				await runServer({ packDir, host, port, dataDir, travel, service });
			},
		);
}
