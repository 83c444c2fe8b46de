import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readConfig } from '../server/config.ts';
import { parseWholeNumber } from './parse-options.ts';
import { PROJECT_DIR } from './project.ts';
import { runServer } from './run-server.ts';

/** `fengtu serve`: the server for one pack, with the page when it has been built. Options go before the environment. */
export function addServeCommand(program: Command): void {
	program
		.command('serve')
		.description('serve a pack, the API, the live feed and the page (docs/operate.md)')
		.option('--pack <dir>', 'folder of the pack (FENGTU_PACK)')
		.option('--host <host>', 'address to listen on (FENGTU_HOST)')
		.option('--port <port>', 'port; taken ones are skipped (FENGTU_PORT)', parseWholeNumber(0, 65_535))
		.option('--travel <file>', 'travel table: speeds and delays (JSON)')
		.option('--service <file>', "the service's own figures and run cards (JSON)")
		.option('--data <dir>', 'folder of the embedded database and of attachments (FENGTU_DATA)')
		.action(
			async (options: {
				pack?: string;
				host?: string;
				port?: number;
				data?: string;
				travel?: string;
				service?: string;
			}) => {
				const config = readConfig({
					...process.env,
					...(options.host === undefined ? {} : { FENGTU_HOST: options.host }),
					...(options.port === undefined ? {} : { FENGTU_PORT: String(options.port) }),
				});
				await runServer({
					packDir: options.pack ?? config.packDir ?? resolve(PROJECT_DIR, 'tilesets/dongguan'),
					dataDir: options.data ?? config.dataDir ?? resolve(PROJECT_DIR, '.data'),
					config,
					mode: 'auto',
					travel: options.travel,
					service: options.service,
				});
			},
		);
}
