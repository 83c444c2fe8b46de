import { mkdir, open, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import type { EventLog, LogKind, LogProblem, OpenedEventLog } from './event-log.ts';

const NEWLINE = 0x0a;

/**
 * Opens a log in one file, one JSON event a line, made if absent. Each append is synced to disk. A last line that a crash
 * tore is cut off the file; another line that cannot be read is left in it and skipped. Both are told in `problems`.
 * The caller sees to it that no other process has the file open (lockPath).
 */
export async function openFileEventLog<E>(path: string, kind: LogKind<E>): Promise<OpenedEventLog<E>> {
	await mkdir(dirname(path), { recursive: true });
	const file = await open(path, 'a+');
	const { events, problems, size } = readEvents(await readFile(file), basename(path), kind);
	await file.truncate(size);
	await syncFolder(dirname(path));

	let savedBytes = size;
	let last: Promise<void> = Promise.resolve();
	const write = async (event: E) => {
		const line = Buffer.from(`${JSON.stringify(event)}\n`);
		try {
			await file.appendFile(line);
			await file.datasync();
			savedBytes += line.length;
		} catch (cause) {
			// Half a line must not stay before the next one.
			await file.truncate(savedBytes).catch(() => {});
			throw new UnavailableError(
				`${kind.name}/not-saved`,
				`${basename(path)}: got ${describeError(cause)}, expected to append`,
				{ context: { file: path }, cause },
			);
		}
	};
	const log: EventLog<E> = {
		append(event) {
			const mine = last.then(() => write(event));
			last = mine.catch(() => {});
			return mine;
		},
		async close() {
			await last;
			await file.close();
		},
	};
	return { log, events, problems };
}

/** Reads a log's bytes; `size` is how many of them to keep. */
function readEvents<E>(
	bytes: Buffer,
	file: string,
	kind: LogKind<E>,
): { events: E[]; problems: LogProblem[]; size: number } {
	const events: E[] = [];
	const problems: LogProblem[] = [];
	const size = bytes.lastIndexOf(NEWLINE) + 1;
	if (size < bytes.length) {
		problems.push({
			code: `${kind.name}/torn-line-cut`,
			message: `${file}: got ${bytes.length - size} bytes without a line end after byte ${size}, expected whole lines; they were cut off`,
			file,
		});
	}
	let line = 1;
	for (let start = 0; start < size; line++) {
		const end = bytes.indexOf(NEWLINE, start);
		const event = parseEvent(bytes.toString('utf8', start, end), kind);
		if (event.ok) events.push(event.value);
		else {
			problems.push({
				code: `${kind.name}/bad-line-skipped`,
				message: `${file}: line ${line}: got ${event.why}, expected an event; it was skipped`,
				file,
			});
		}
		start = end + 1;
	}
	return { events, problems, size };
}

function parseEvent<E>(text: string, { schema }: LogKind<E>): { ok: true; value: E } | { ok: false; why: string } {
	try {
		const parsed = schema.safeParse(JSON.parse(text));
		if (parsed.success) return { ok: true, value: parsed.data };
		const [issue] = parsed.error.issues;
		return { ok: false, why: `${issue?.path.join('.')}: ${issue?.message}` };
	} catch (error) {
		return { ok: false, why: describeError(error) };
	}
}

/** So that a file just made is still there after a power cut. Not every system lets a folder be opened. */
async function syncFolder(path: string): Promise<void> {
	try {
		const folder = await open(path, 'r');
		await folder.sync().finally(() => folder.close());
	} catch {
		// Windows: folders cannot be synced, and need not be.
	}
}
