import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { DataError } from '../../domain/errors.ts';
import { createLongClient } from '../store/create-pool.ts';
import { askDatabase } from '../store/store-error.ts';
import { BACKUP_FORMAT, type BackupSummary, LEFT_OUT, ROW_MARK } from './backup-format.ts';

const ROWS_AT_ONCE = 500;
/** A multiple of three: pieces of base64 without padding in between. */
const FILE_PIECE_BYTES = 3 * 256 * 1024;

/** A backup that was written. */
export interface WrittenBackup extends BackupSummary {
	/** Attachments that records name and whose bytes are not there, or are others: they are not in the backup. */
	readonly missing: readonly string[];
}

/**
 * Writes all records, their log and whatever else is kept, as they are at one moment, and the attachments' bytes, to one file that only its
 * owner may read; servers go on meanwhile. The file is there whole or not at all.
 * @param attachmentsDir null = the bytes lie elsewhere: then no record may have any
 * @throws UnavailableError `store/unavailable`, DataError `backup/no-attachments-folder`, `backup/not-a-store`
 */
export async function writeBackup(
	url: string,
	attachmentsDir: string | null,
	out: string,
	nowMs: number,
): Promise<WrittenBackup> {
	const half = `${out}.${process.pid}.half-made`;
	const client = createLongClient(url);
	try {
		await askDatabase(() => client.connect());
		await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
		const result: { written?: WrittenBackup } = {};
		const lines = makeLines(client, attachmentsDir, nowMs, (written) => {
			result.written = written;
		});
		await pipeline(
			Readable.from(lines),
			createGzip(),
			createWriteStream(half, { mode: 0o600, flags: 'wx', flush: true }),
		);
		await rename(half, out);
		const folder = await open(dirname(out), 'r');
		await folder.sync().finally(() => folder.close());
		return result.written as WrittenBackup;
	} catch (error) {
		await rm(half, { force: true });
		throw error;
	} finally {
		await client.end().catch(() => {});
	}
}

async function* makeLines(
	client: pg.Client,
	attachmentsDir: string | null,
	nowMs: number,
	onDone: (written: WrittenBackup) => void,
): AsyncGenerator<string> {
	const hash = createHash('sha256');
	const line = (text: string) => {
		hash.update(`${text}\n`);
		return `${text}\n`;
	};
	const header = await readHeader(client, nowMs);
	yield line(JSON.stringify(header));

	const tables: Record<string, number> = {};
	for (const name of await listTables(client)) {
		yield line(JSON.stringify({ part: 'table', name }));
		tables[name] = 0;
		await client.query(`DECLARE rows NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${quote(name)} t`);
		for (;;) {
			const { rows } = await client.query<{ row: string }>(`FETCH ${ROWS_AT_ONCE} FROM rows`);
			if (rows.length === 0) break;
			tables[name] += rows.length;
			// A line end can only stand between values.
			yield line(rows.map(({ row }) => ROW_MARK + row.replaceAll('\n', ' ')).join('\n'));
		}
		await client.query('CLOSE rows');
	}

	const missing = new Set(await listNamedHashes(client));
	if (missing.size > 0 && attachmentsDir === null) {
		throw new DataError(
			'backup/no-attachments-folder',
			`backup: got ${missing.size} attachments and no data folder with their bytes, expected --data too`,
		);
	}
	let attachments = 0;
	for (const { sha256, path } of attachmentsDir === null ? [] : await listFiles(attachmentsDir)) {
		const file = await readChecked(path, sha256);
		if (!file) continue;
		missing.delete(sha256);
		attachments++;
		yield line(JSON.stringify({ part: 'attachment', sha256, bytes: file.bytes }));
		for await (const piece of createReadStream(path, { highWaterMark: FILE_PIECE_BYTES })) {
			yield line(ROW_MARK + (piece as Buffer).toString('base64'));
		}
	}
	yield `${JSON.stringify({ part: 'end', tables, attachments, sha256: hash.digest('hex') })}\n`;
	onDone({ header, tables, attachments, missing: [...missing] });
}

async function readHeader(client: pg.Client, nowMs: number) {
	try {
		const { rows: migrations } = await client.query<{ name: string }>('SELECT name FROM migrations ORDER BY id');
		const { rows } = await client.query<{ log: string; seq: number }>(
			'SELECT (SELECT log FROM log_identity)::text AS log, (SELECT coalesce(max(seq), 0) FROM events) AS seq',
		);
		return {
			fengtuBackup: BACKUP_FORMAT,
			madeAtMs: nowMs,
			log: rows[0]?.log ?? '',
			seq: rows[0]?.seq ?? 0,
			migrations: migrations.map(({ name }) => name),
		};
	} catch (cause) {
		if ((cause as { code?: string }).code !== '42P01') throw cause;
		throw new DataError('backup/not-a-store', 'backup: got a database without records, expected one of fengtu', {
			cause,
		});
	}
}

async function listTables(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ name: string }>(
		`SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> ALL($1) ORDER BY c.relname`,
		[LEFT_OUT],
	);
	return rows.map(({ name }) => name);
}

async function listNamedHashes(client: pg.Client): Promise<string[]> {
	const { rows } = await client.query<{ sha256: string }>(
		`SELECT DISTINCT state ->> 'sha256' AS sha256 FROM records WHERE collection = 'attachment' AND NOT removed`,
	);
	return rows.map(({ sha256 }) => sha256);
}

/** The files of a folder of attachments: 'ab/cdef...', the hash of their bytes. */
async function listFiles(dir: string): Promise<{ sha256: string; path: string }[]> {
	const files: { sha256: string; path: string }[] = [];
	for (const first of (await readdir(dir).catch(() => [])).toSorted()) {
		if (!/^[0-9a-f]{2}$/.test(first)) continue;
		for (const rest of (await readdir(join(dir, first))).toSorted()) {
			if (/^[0-9a-f]{62}$/.test(rest)) files.push({ sha256: first + rest, path: join(dir, first, rest) });
		}
	}
	return files;
}

/** The size of a file whose bytes are those of its name; undefined = not, or no longer there. */
async function readChecked(path: string, sha256: string): Promise<{ bytes: number } | undefined> {
	try {
		const hash = createHash('sha256');
		await pipeline(createReadStream(path), hash);
		return hash.digest('hex') === sha256 ? { bytes: (await stat(path)).size } : undefined;
	} catch {
		return undefined;
	}
}

/** A name of the database's own catalogue, for a statement. */
export function quote(name: string): string {
	return pg.escapeIdentifier(name);
}
