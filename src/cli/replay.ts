import type { Command } from 'commander';
import { type DatabaseChoice, openDatabase } from './open-database.ts';
import { printJson } from './print-json.ts';

const SHOWN = 50;

/** `fengtu replay`: adds the log up again and compares it with the records. */
export function addReplayCommand(program: Command): void {
	program
		.command('replay')
		.description('fold the whole log of events again and compare it with the current records')
		.option('--data <dir>', 'data folder of the server')
		.option('--database-url <url>', 'a PostgreSQL of your own')
		.option('--json', 'print the report as one JSON object')
		.action(async (options: DatabaseChoice & { json?: boolean }) => {
			const { replayEvents } = await import('../server/backup/replay-events.ts');
			const database = await openDatabase(options);
			try {
				const report = await replayEvents(database.url);
				const { ok, events, records, differences } = report;
				if (options.json) printJson(report);
				else {
					for (const difference of differences.slice(0, SHOWN)) process.stderr.write(`${difference}\n`);
					process.stderr.write(`${events} events, ${records} records, ${differences.length} differences\n`);
				}
				if (!ok) process.exitCode = 1;
			} finally {
				await database.stop();
			}
		});
}
