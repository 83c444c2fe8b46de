import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type pg from 'pg';
import { ConflictError, DataError, UnavailableError } from '../../domain/errors.ts';
import { createLongClient } from '../store/create-pool.ts';
import { LISTENER_NAME } from '../store/listener.ts';
import { migrate } from '../store/migrate.ts';
import { askDatabase } from '../store/store-error.ts';
import type { BackupHeader, BackupSummary } from './backup-format.ts';
import { readBackup } from './read-backup.ts';
import { quote } from './write-backup.ts';

const ROWS_AT_ONCE = 500;
/** Where the tables are filled before they take the place of those that are there. */
const ASIDE = 'fengtu_restoring';

export interface RestoreOptions {
	readonly url: string;
	/** null = the bytes of attachments go nowhere: then the backup may have none. */
	readonly attachmentsDir: string | null;
	/** Whether records that are there are thrown away. */
	readonly force: boolean;
}

/**
 * Puts a backup into a database: read through and checked first, filled in aside, brought up to this version's tables, and then put in place
 * in one transaction. The log gets a new name; nobody is signed in.
 * @throws DataError `backup/damaged`, `backup/other-format`, `backup/newer`, `backup/no-attachments-folder`; ConflictError
 * `restore/not-empty`; UnavailableError `restore/in-use`, `store/unavailable`
 */
export async function restoreBackup(
	path: string,
	{ url, attachmentsDir, force }: RestoreOptions,
): Promise<BackupSummary & { readonly newLog: string }> {
	const summary = await readBackup(path);
	if (summary.attachments > 0 && attachmentsDir === null) {
		throw new DataError(
			'backup/no-attachments-folder',
			`${path}: got ${summary.attachments} attachments and no data folder to put them, expected --data too`,
		);
	}
	const client = createLongClient(url);
	return askDatabase(async () => {
		await client.connect();
		try {
			await checkTarget(client, force);
			await client.query(`DROP SCHEMA IF EXISTS ${ASIDE} CASCADE`);
			await client.query(`CREATE SCHEMA ${ASIDE}`);
			try {
				await fillAside(client, url, path, summary.header, attachmentsDir);
				const newLog = await putInPlace(client, force);
				if (attachmentsDir !== null) {
					await mkdir(attachmentsDir, { recursive: true, mode: 0o700 });
					// The bytes belong to the records of this log now.
					await writeFile(join(attachmentsDir, 'log'), newLog, { mode: 0o600 });
				}
				return { ...summary, newLog };
			} finally {
				await client.query('ROLLBACK').catch(() => {});
				await client.query(`DROP SCHEMA IF EXISTS ${ASIDE} CASCADE`).catch(() => {});
			}
		} finally {
			await client.end().catch(() => {});
		}
	});
}

/** Refuses a database that has records, or that servers use now. */
async function checkTarget(client: pg.Client, force: boolean): Promise<void> {
	const { rows: users } = await client.query(
		'SELECT 1 FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()',
		[LISTENER_NAME],
	);
	if (users.length > 0) {
		throw new UnavailableError(
			'restore/in-use',
			`restore: got ${users.length} servers on this database, expected none; stop them`,
		);
	}
	if (force) return;
	for (const table of ['events', 'credentials', 'audit']) {
		const { rows } = await client.query<{ there: string | null }>('SELECT to_regclass($1) AS there', [
			`public.${table}`,
		]);
		if (rows[0]?.there == null) continue;
		const { rowCount } = await client.query(`SELECT 1 FROM public.${quote(table)} LIMIT 1`);
		if (rowCount !== 0) {
			throw new ConflictError(
				'restore/not-empty',
				`restore: got a database with rows in ${table}, expected an empty one; --force throws them away`,
				{ context: { table } },
			);
		}
	}
}

async function fillAside(
	client: pg.Client,
	url: string,
	path: string,
	{ migrations }: BackupHeader,
	attachmentsDir: string | null,
): Promise<void> {
	const done = await migrate(url, { schema: ASIDE, count: migrations.length });
	if (JSON.stringify(done) !== JSON.stringify(migrations)) {
		throw new DataError(
			'backup/newer',
			`${path}: got the tables of ${migrations.at(-1)}, expected those of this version or an older one (${done.at(-1)})`,
		);
	}
	await client.query('BEGIN');
	await client.query(`SET LOCAL search_path TO ${ASIDE}`);
	let table = '';
	let rows: string[] = [];
	let file: { handle: FileHandle; half: string; path: string } | undefined;
	const flush = async () => {
		if (rows.length === 0) return;
		await client.query(
			`INSERT INTO ${quote(table)} OVERRIDING SYSTEM VALUE SELECT * FROM json_populate_recordset(NULL::${quote(table)}, $1)`,
			[`[${rows.join(',')}]`],
		);
		rows = [];
	};
	await readBackup(path, {
		async onTable(name) {
			table = name;
		},
		async onRow(row) {
			rows.push(row);
			if (rows.length === ROWS_AT_ONCE) await flush();
		},
		async onAttachment(sha256) {
			const place = join(attachmentsDir ?? '', sha256.slice(0, 2), sha256.slice(2));
			await mkdir(dirname(place), { recursive: true, mode: 0o700 });
			const half = `${place}.half-made`;
			file = { handle: await open(half, 'w', 0o600), half, path: place };
		},
		async onBytes(bytes) {
			await file?.handle.write(bytes);
		},
		async onPartEnd() {
			await flush();
			if (!file) return;
			await file.handle.sync();
			await file.handle.close();
			await rename(file.half, file.path);
			file = undefined;
		},
	}).catch(async (error: unknown) => {
		await file?.handle.close();
		if (file) await rm(file.half, { force: true });
		throw error;
	});
	await setNumbers(client);
	await client.query('COMMIT');
	await migrate(url, { schema: ASIDE });
}

/** Numbers that the database gives go on after the greatest that is there. */
async function setNumbers(client: pg.Client): Promise<void> {
	const { rows } = await client.query<{ tbl: string; col: string }>(
		`SELECT c.relname AS tbl, a.attname AS col FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
		WHERE c.relnamespace = $1::regnamespace AND c.relkind = 'r' AND a.attidentity <> ''`,
		[ASIDE],
	);
	for (const { tbl, col } of rows) {
		await client.query(
			`SELECT setval(pg_get_serial_sequence($1, $2), coalesce((SELECT max(${quote(col)}) FROM ${quote(tbl)}), 0) + 1, false)`,
			[`${ASIDE}.${tbl}`, col],
		);
	}
}

/** The filled tables take the place of those that are there, all at once. */
async function putInPlace(client: pg.Client, force: boolean): Promise<string> {
	const newLog = randomUUID();
	const { rows: tables } = await client.query<{ name: string }>(
		`SELECT relname AS name FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind = 'r' ORDER BY relname`,
		[ASIDE],
	);
	const { rows: functions } = await client.query<{ name: string; args: string }>(
		`SELECT proname AS name, pg_get_function_identity_arguments(oid) AS args FROM pg_proc WHERE pronamespace = $1::regnamespace`,
		[ASIDE],
	);
	await client.query('BEGIN');
	// A server may have been started since.
	await checkTarget(client, force);
	await client.query(`INSERT INTO ${ASIDE}.log_identity (log) VALUES ($1)`, [newLog]);
	for (const { name } of tables) await client.query(`DROP TABLE IF EXISTS public.${quote(name)}`);
	for (const { name, args } of functions) await client.query(`DROP FUNCTION IF EXISTS public.${quote(name)}(${args})`);
	for (const { name } of tables) await client.query(`ALTER TABLE ${ASIDE}.${quote(name)} SET SCHEMA public`);
	for (const { name, args } of functions) {
		await client.query(`ALTER FUNCTION ${ASIDE}.${quote(name)}(${args}) SET SCHEMA public`);
	}
	await client.query('COMMIT');
	return newLog;
}
