import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { NotFoundError } from '../domain/errors.ts';
import { checkPackFiles } from '../domain/pack/check-pack-files.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { openCity } from '../domain/pack/open-city.ts';
import { createApp } from './create-app.ts';
import type { TypedApp } from './http/typed-app.ts';
import { createFileSource, statFileBytes } from './pack-files.ts';
import { openIncidentLog } from './store/open-incident-log.ts';

export interface ServerOptions {
	/** Folder of the pack. */
	readonly packDir: string;
	/** Folder of the built page; null = API and pack only. */
	readonly staticDir: string | null;
	/** Folder of the incident log, one folder a pack in it. */
	readonly dataDir: string;
	readonly version: string;
	/** Whether made-up vehicles move on the map. */
	readonly demo: boolean;
	/** Whether warnings and errors go to stderr; default true. */
	readonly log?: boolean;
}

/** A server that is ready to listen: `app.listen({host, port})`. `close` ends listening, feeds and the incident log. */
export interface FengtuServer {
	readonly app: TypedApp;
	close(): Promise<void>;
}

/**
 * Opens a pack and its incidents and makes the server for them.
 * @throws NotFoundError `pack/not-a-pack`, DataError `pack/bad-manifest`, UnavailableError `incidents/log-in-use`.
 */
export async function createServer({
	packDir,
	staticDir,
	dataDir,
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
	const city = await openCity((name) => createFileSource(join(packDir, name)));
	const incidents = await openIncidentLog(dataDir, city.manifest.name);
	const app = await createApp({
		city,
		packDir,
		staticDir,
		incidents,
		version,
		demo,
		nowMs: () => Date.now(),
		findPackProblems: () => checkPackFiles(city.manifest, (name) => statFileBytes(join(packDir, name))),
		log,
	});
	return { app, close: () => app.close() };
}
