import type { Command } from 'commander';
import { UnavailableError } from '../domain/errors.ts';
import { type DatabaseChoice, openDatabase } from './open-database.ts';
import { printJson } from './print-json.ts';

/** `fengtu restore`: puts a backup into an empty database, embedded or not, wherever it came from. */
export function addRestoreCommand(program: Command): void {
	program
		.command('restore')
		.description('put a backup into an empty database; all or nothing, nobody stays signed in')
		.argument('<file>', 'file of fengtu backup')
		.option('--data <dir>', 'data folder of the server, made if absent')
		.option('--database-url <url>', 'a PostgreSQL of your own; with --data for the attachments')
		.option('--force', 'throw away what the database has')
		.option('--json', 'print what was restored as one JSON object')
		.action(async (file: string, options: DatabaseChoice & { force?: boolean; json?: boolean }) => {
			const { readBackup } = await import('../server/backup/read-backup.ts');
			const { restoreBackup } = await import('../server/backup/restore-backup.ts');
			// Before a folder is made for it.
			await readBackup(file);
			const database = await openDatabase(options, { isMade: true });
			try {
				if (database.isShared) {
					throw new UnavailableError(
						'restore/in-use',
						`--data ${options.data}: got a server that uses it, expected none; stop it first`,
					);
				}
				const { header, tables, attachments, newLog } = await restoreBackup(file, {
					url: database.url,
					attachmentsDir: database.attachmentsDir,
					force: options.force ?? false,
				});
				if (options.json) printJson({ ...header, tables, attachments, newLog });
				else {
					process.stderr.write(
						`${file}: restored ${tables.events} events, ${tables.records} records, ${attachments} attachments\n`,
					);
				}
			} finally {
				await database.stop();
			}
		});
}
