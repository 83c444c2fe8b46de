import { join } from 'node:path';
import { UnavailableError } from '../../domain/errors.ts';
import type { LogKind, LogProblem, OpenedEventLog } from './event-log.ts';
import { openFileEventLog } from './file-event-log.ts';
import { lockPath } from './lock-path.ts';

/** How many servers may keep logs in one folder. */
const LOGS_TRIED = 9;

/**
 * Opens a log of a pack in `dataDir`: `<pack>/<name>.ndjson`. While another server holds that file, the next free of
 * `<name>-2.ndjson` ... is taken and the fact told as a problem: two servers never write one file.
 * @throws UnavailableError `<name>/log-in-use`.
 */
export async function openEventLog<E>(dataDir: string, packName: string, kind: LogKind<E>): Promise<OpenedEventLog<E>> {
	const folder = join(dataDir, encodeURIComponent(packName).replace(/^\.+/, '_'));
	const first = `${kind.name}.ndjson`;
	for (let n = 1; n <= LOGS_TRIED; n++) {
		const name = n === 1 ? first : `${kind.name}-${n}.ndjson`;
		const unlock = await lockPath(join(folder, name));
		if (!unlock) continue;
		const opened = await openFileEventLog(join(folder, name), kind);
		const inUse: LogProblem = {
			code: `${kind.name}/log-in-use`,
			message: `${first}: got another server writing to it, expected none; this server keeps its ${kind.name} in ${name}`,
			file: first,
		};
		return {
			events: opened.events,
			problems: n === 1 ? opened.problems : [inUse, ...opened.problems],
			log: {
				append: opened.log.append,
				close: async () => {
					await opened.log.close();
					await unlock();
				},
			},
		};
	}
	throw new UnavailableError(
		`${kind.name}/log-in-use`,
		`${folder}: got ${LOGS_TRIED} servers writing here, expected fewer`,
		{ context: { folder } },
	);
}
