import { mkdir, open, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { describeError, UnavailableError } from '../../domain/errors.ts';
import {
	type IncidentEvent,
	type IncidentLog,
	incidentEventSchema,
	type LogProblem,
	type OpenedIncidentLog,
} from './incident-log.ts';

const NEWLINE = 0x0a;

/**
 * Opens an incident log in one file, one JSON event a line, made if absent. Each append is synced to disk. A last line that a crash
 * tore is cut off the file; another line that cannot be read is left in it and skipped. Both are told in `problems`.
 * The caller sees to it that no other process has the file open (lockPath).
 */
export async function openFileIncidentLog(path: string): Promise<OpenedIncidentLog> {
	await mkdir(dirname(path), { recursive: true });
	const file = await open(path, 'a+');
	const { events, problems, size } = readEvents(await readFile(file), basename(path));
	await file.truncate(size);
	await syncFolder(dirname(path));

	let savedBytes = size;
	let last: Promise<void> = Promise.resolve();
	const write = async (event: IncidentEvent) => {
		const line = Buffer.from(`${JSON.stringify(event)}\n`);
		try {
			await file.appendFile(line);
			await file.datasync();
			savedBytes += line.length;
		} catch (cause) {
			// Half a line must not stay before the next one.
			await file.truncate(savedBytes).catch(() => {});
			throw new UnavailableError(
				'incidents/not-saved',
				`${basename(path)}: got ${describeError(cause)}, expected to append`,
				{
					context: { file: path },
					cause,
				},
			);
		}
	};
	const log: IncidentLog = {
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
function readEvents(bytes: Buffer, name: string): { events: IncidentEvent[]; problems: LogProblem[]; size: number } {
	const events: IncidentEvent[] = [];
	const problems: LogProblem[] = [];
	const size = bytes.lastIndexOf(NEWLINE) + 1;
	if (size < bytes.length) {
		problems.push({
			code: 'incidents/torn-line-cut',
			message: `${name}: got ${bytes.length - size} bytes without a line end after byte ${size}, expected whole lines; they were cut off`,
			file: name,
		});
	}
	let line = 1;
	for (let start = 0; start < size; line++) {
		const end = bytes.indexOf(NEWLINE, start);
		const event = parseEvent(bytes.toString('utf8', start, end));
		if (event.ok) events.push(event.value);
		else {
			problems.push({
				code: 'incidents/bad-line-skipped',
				message: `${name}: line ${line}: got ${event.why}, expected an incident event; it was skipped`,
				file: name,
			});
		}
		start = end + 1;
	}
	return { events, problems, size };
}

function parseEvent(text: string): { ok: true; value: IncidentEvent } | { ok: false; why: string } {
	try {
		const parsed = incidentEventSchema.safeParse(JSON.parse(text));
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
