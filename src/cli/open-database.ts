import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../domain/errors.ts';
import { borrowDatabase } from '../server/database/connect-database.ts';

/** Options that say which database a command is about. */
export interface DatabaseChoice {
	readonly data?: string;
	readonly databaseUrl?: string;
}

/** A database that a command uses until `stop`. */
export interface ChosenDatabase {
	readonly url: string;
	/** Folder of the attachments' bytes; null = not told. */
	readonly attachmentsDir: string | null;
	/** Whether a server has it running. */
	readonly isShared: boolean;
	stop(): Promise<void>;
}

/**
 * Opens the database of a data folder, beside a server if one runs, or one given by its address.
 * @throws UsageError `database/not-chosen`, `database/no-data`; as borrowDatabase
 */
export async function openDatabase(
	{ data, databaseUrl }: DatabaseChoice,
	{ isMade = false }: { isMade?: boolean } = {},
): Promise<ChosenDatabase> {
	if (data === undefined && databaseUrl === undefined) {
		throw new UsageError('database/not-chosen', 'got neither --data nor --database-url, expected one of them');
	}
	if (databaseUrl === undefined && data !== undefined && !isMade && !existsSync(data)) {
		throw new UsageError(
			'database/no-data',
			`--data ${data}: got no such folder, expected the data folder of a server`,
		);
	}
	const database = await borrowDatabase({
		databaseUrl: databaseUrl ?? null,
		dataDir: data ?? '',
		onProblem: (message) => process.stderr.write(`${message}\n`),
	});
	return { ...database, attachmentsDir: data === undefined ? null : join(data, 'attachments') };
}
