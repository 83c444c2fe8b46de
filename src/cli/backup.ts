import type { Command } from 'commander';
import { type DatabaseChoice, openDatabase } from './open-database.ts';
import { printJson } from './print-json.ts';

/** `fengtu backup`: all records, their log and attachments in one file, while the server runs or not. */
export function addBackupCommand(program: Command): void {
	program
		.command('backup')
		.description('write all records, their log and attachments to one file; the server may go on running')
		.option('--data <dir>', 'data folder of the server')
		.option('--database-url <url>', 'a PostgreSQL of your own; with --data for the attachments')
		.requiredOption('--out <file>', 'file to write')
		.option('--json', 'print what was written as one JSON object')
		.action(async (options: DatabaseChoice & { out: string; json?: boolean }) => {
			const { writeBackup } = await import('../server/backup/write-backup.ts');
			const database = await openDatabase(options);
			try {
				const { header, tables, attachments, missing } = await writeBackup(
					database.url,
					database.attachmentsDir,
					options.out,
					Date.now(),
				);
				for (const sha256 of missing) {
					process.stderr.write(`attachment ${sha256}: got no bytes of that hash, expected them; NOT in the backup\n`);
				}
				if (options.json) printJson({ file: options.out, ...header, tables, attachments, missing });
				else {
					process.stderr.write(
						`${options.out}: ${tables.events} events, ${tables.records} records, ${attachments} attachments\n`,
					);
				}
				if (missing.length > 0) process.exitCode = 1;
			} finally {
				await database.stop();
			}
		});
}
