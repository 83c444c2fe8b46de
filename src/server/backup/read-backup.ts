import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { DataError, describeError } from '../../domain/errors.ts';
import { readErrorCode } from '../store/store-error.ts';
import {
	BACKUP_FORMAT,
	type BackupHeader,
	type BackupPart,
	type BackupSummary,
	backupHeaderSchema,
	partSchema,
	ROW_MARK,
} from './backup-format.ts';

const LINE_FEED = 0x0a;

/** Takes a backup in, in its order; each part in turn. */
export interface BackupReader {
	onTable?(name: string): Promise<void>;
	/** Rows of the table, JSON objects. */
	onRow?(row: string): Promise<void>;
	onAttachment?(sha256: string): Promise<void>;
	onBytes?(bytes: Buffer): Promise<void>;
	/** A table or attachment is over. */
	onPartEnd?(): Promise<void>;
}

/**
 * Reads a backup from end to end and checks it: its format, every count, the hash of every attachment and of the whole.
 * @throws DataError `backup/damaged`, `backup/other-format`
 */
export async function readBackup(path: string, reader: BackupReader = {}): Promise<BackupSummary> {
	const damaged = (got: string, expected: string, cause?: unknown) =>
		new DataError('backup/damaged', `${path}: got ${got}, expected ${expected}; nothing was changed`, { cause });
	const hash = createHash('sha256');
	const tables: Record<string, number> = {};
	let header: BackupHeader | undefined;
	let part: BackupPart | undefined;
	let attachments = 0;
	let bytes = 0;
	let fileHash = createHash('sha256');

	const endPart = async () => {
		if (part?.part === 'attachment' && (bytes !== part.bytes || fileHash.digest('hex') !== part.sha256)) {
			throw damaged(`other bytes in attachment ${part.sha256}`, 'those of its hash');
		}
		if (part) await reader.onPartEnd?.();
	};
	try {
		for await (const line of readLines(path)) {
			if (part?.part === 'end') throw damaged('lines after the end', 'none');
			if (!header) {
				header = parse(backupHeaderSchema, line, damaged);
				if (header.fengtuBackup !== BACKUP_FORMAT) {
					throw new DataError(
						'backup/other-format',
						`${path}: got a backup of format ${header.fengtuBackup}, expected ${BACKUP_FORMAT}`,
					);
				}
			} else if (line.startsWith(ROW_MARK) && part?.part === 'table') {
				tables[part.name] = (tables[part.name] ?? 0) + 1;
				await reader.onRow?.(line.slice(ROW_MARK.length));
			} else if (line.startsWith(ROW_MARK) && part?.part === 'attachment') {
				const piece = Buffer.from(line.slice(ROW_MARK.length), 'base64');
				bytes += piece.length;
				fileHash.update(piece);
				await reader.onBytes?.(piece);
			} else {
				await endPart();
				part = parse(partSchema, line, damaged);
				if (part.part === 'end') {
					const isSame =
						part.sha256 === hash.copy().digest('hex') &&
						part.attachments === attachments &&
						JSON.stringify(part.tables) === JSON.stringify(tables);
					if (!isSame) throw damaged('other contents than its hash and counts say', 'the same');
					continue;
				}
				if (part.part === 'table') {
					tables[part.name] = 0;
					await reader.onTable?.(part.name);
				} else {
					attachments++;
					bytes = 0;
					fileHash = createHash('sha256');
					await reader.onAttachment?.(part.sha256);
				}
			}
			hash.update(`${line}\n`);
		}
	} catch (error) {
		const code = readErrorCode(error);
		if (code.startsWith('Z_')) throw damaged(describeError(error), 'a whole gzip file', error);
		if (code === 'ENOENT') throw damaged('no such file', 'a backup', error);
		throw error;
	}
	if (!header || part?.part !== 'end') throw damaged('the end of the file', 'the rest of it');
	return { header, tables, attachments };
}

/** Lines of a gzip file; only a line feed ends one, not what else may be taken for an end within a text. */
async function* readLines(path: string): AsyncGenerator<string> {
	const gunzip = createGunzip();
	const file = createReadStream(path);
	file.on('error', (error) => gunzip.destroy(error));
	let rest: Buffer[] = [];
	for await (const chunk of file.pipe(gunzip) as AsyncIterable<Buffer>) {
		let start = 0;
		for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
			yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8');
			rest = [];
			start = end + 1;
		}
		rest.push(chunk.subarray(start));
	}
	const last = Buffer.concat(rest).toString('utf8');
	if (last !== '') yield last;
}

function parse<T>(
	schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
	line: string,
	damaged: (got: string, expected: string) => DataError,
): T {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw damaged(`${line.slice(0, 40)}`, 'a line of a backup');
	}
	const parsed = schema.safeParse(value);
	if (!parsed.success) throw damaged(`${line.slice(0, 40)}`, 'a header or a part of a backup');
	return parsed.data;
}
