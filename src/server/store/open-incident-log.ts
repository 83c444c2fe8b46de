import { join } from 'node:path';
import { UnavailableError } from '../../domain/errors.ts';
import { openFileIncidentLog } from './file-incident-log.ts';
import type { LogProblem, OpenedIncidentLog } from './incident-log.ts';
import { lockPath } from './lock-path.ts';

/** How many servers may keep logs in one folder. */
const LOGS_TRIED = 9;

/**
 * Opens the incident log of a pack in `dataDir`: `<pack>/incidents.ndjson`. While another server holds that file, the next free of
 * `incidents-2.ndjson` ... is taken and the fact told as a problem: two servers never write one file.
 * @throws UnavailableError `incidents/log-in-use`.
 */
export async function openIncidentLog(dataDir: string, packName: string): Promise<OpenedIncidentLog> {
	const folder = join(dataDir, encodeURIComponent(packName).replace(/^\.+/, '_'));
	for (let n = 1; n <= LOGS_TRIED; n++) {
		const name = n === 1 ? 'incidents.ndjson' : `incidents-${n}.ndjson`;
		const unlock = await lockPath(join(folder, name));
		if (!unlock) continue;
		const opened = await openFileIncidentLog(join(folder, name));
		const inUse: LogProblem = {
			code: 'incidents/log-in-use',
			message: `incidents.ndjson: got another server writing to it, expected none; this server keeps its incidents in ${name}`,
			file: 'incidents.ndjson',
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
		'incidents/log-in-use',
		`${folder}: got ${LOGS_TRIED} servers writing here, expected fewer`,
		{
			context: { folder },
		},
	);
}
