import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '../domain/errors.ts';
import { checkPackFiles } from '../domain/pack/check-pack-files.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { createServiceTable, type ServiceTable } from '../domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../domain/travel-table.ts';
import { createApp } from './create-app.ts';
import { followPack } from './follow-pack.ts';
import type { TypedApp } from './http/typed-app.ts';
import { openPack } from './open-pack.ts';
import { readFileStamp, statFileBytes } from './pack-files.ts';
import { CLOSURE_LOG } from './store/closure-log.ts';
import { INCIDENT_LOG } from './store/incident-log.ts';
import { openEventLog } from './store/open-event-log.ts';
import { warmCity } from './warm-city.ts';

/** How often the server looks whether its pack was switched. */
const LOOK_EVERY_MS = 1000;

export interface ServerOptions {
	/** Folder of the pack. */
	readonly packDir: string;
	/** Folder of the built page; null = API and pack only. */
	readonly staticDir: string | null;
	/** Folder of the logs of incidents and closures, one folder a pack in it. */
	readonly dataDir: string;
	/** How long driving takes; default DEFAULT_TRAVEL_TABLE. */
	readonly table?: TravelTable;
	/** The figures and run cards that assessments reckon with; default: fengtu's. */
	readonly service?: ServiceTable;
	readonly version: string;
	/** Whether made-up vehicles move on the map. */
	readonly demo: boolean;
	/** Whether warnings and errors go to stderr; default true. */
	readonly log?: boolean;
}

/** A server that is ready to listen: `app.listen({host, port})`. `close` ends listening, feeds and the logs. */
export interface FengtuServer {
	readonly app: TypedApp;
	close(): Promise<void>;
}

/**
 * Opens a pack with its incidents and closures and makes the server for them. It goes on with each new pack that is switched in at the
 * folder.
 * @throws NotFoundError `pack/not-a-pack`, DataError `pack/bad-manifest`, UnavailableError `incidents/log-in-use`, `closures/log-in-use`.
 */
export async function createServer({
	packDir,
	staticDir,
	dataDir,
	table = DEFAULT_TRAVEL_TABLE,
	service = createServiceTable(),
	version,
	demo,
	log = true,
}: ServerOptions): Promise<FengtuServer> {
	if (!existsSync(join(packDir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`pack ${packDir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
			{ context: { packDir } },
		);
	}
	const stop = new AbortController();
	const pack = await followPack({
		open: async (replaces) => {
			const opened = await openPack(packDir, replaces);
			// Alarms are answered from the old pack until the new one answers as fast.
			if (replaces) await warmCity(opened.city, { table, service, signal: stop.signal });
			return opened;
		},
		readStamp: () => readFileStamp(join(packDir, PACK_FILES.manifest)),
		checkFiles: (manifest) => checkPackFiles(manifest, (name) => statFileBytes(join(packDir, name))),
		intervalMs: LOOK_EVERY_MS,
		onProblem: (message) => log && process.stderr.write(`pack ${packDir}: ${message}\n`),
	});
	const { incidents, closures } = await openLogs(dataDir, pack.manifest.name).catch(async (error: unknown) => {
		await pack.destroy();
		throw error;
	});
	const app = await createApp({
		pack,
		packDir,
		staticDir,
		incidents,
		closures,
		table,
		service,
		version,
		demo,
		nowMs: () => Date.now(),
		log,
	});
	return {
		app,
		async close() {
			stop.abort();
			await app.close();
			await pack.destroy();
		},
	};
}

async function openLogs(dataDir: string, packName: string) {
	const incidents = await openEventLog(dataDir, packName, INCIDENT_LOG);
	try {
		return { incidents, closures: await openEventLog(dataDir, packName, CLOSURE_LOG) };
	} catch (error) {
		await incidents.log.close();
		throw error;
	}
}
