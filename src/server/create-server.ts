import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { Server as TlsServer } from 'node:tls';
import { NotFoundError } from '../domain/errors.ts';
import { checkPackFiles } from '../domain/pack/check-pack-files.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { createServiceTable, type ServiceTable } from '../domain/service/service-table.ts';
import { DEFAULT_TRAVEL_TABLE, type TravelTable } from '../domain/travel-table.ts';
import { isLoopback, keepDemoLocal, refuseUnprotected } from './check-exposure.ts';
import { type Config, readConfig } from './config.ts';
import { createApp } from './create-app.ts';
import { type LogOptions, logProblem } from './create-log.ts';
import { connectDatabase } from './database/connect-database.ts';
import { followPack } from './follow-pack.ts';
import type { TypedApp } from './http/typed-app.ts';
import { hasAdministrator } from './identity/user-desk.ts';
import { openPack } from './open-pack.ts';
import { readFileStamp, statFileBytes } from './pack-files.ts';
import { openStore } from './store/open-store.ts';
import { readTlsPair } from './tls.ts';
import { warmCity } from './warm-city.ts';

/** How often the server looks whether its pack was switched. */
const LOOK_EVERY_MS = 1000;
/** How long requests under way may take once the server is told to stop. */
const STOP_WITHIN_MS = 10_000;

export interface ServerOptions {
	/** Folder of the pack. */
	readonly packDir: string;
	/** Folder of the built page; null = API and pack only. */
	readonly staticDir: string | null;
	/** Folder of the embedded database and of attachments. */
	readonly dataDir: string;
	/** How long driving takes; default DEFAULT_TRAVEL_TABLE. */
	readonly table?: TravelTable;
	/** The figures and run cards that assessments reckon with; default: fengtu's. */
	readonly service?: ServiceTable;
	readonly version: string;
	/**
	 * 'demo': anybody on this machine is everybody. 'auto': so until there is an administrator; then, and from elsewhere always, people sign
	 * in. Default 'auto'.
	 */
	readonly mode?: 'demo' | 'auto';
	/** Whether made-up vehicles move; default: as long as nobody need sign in. */
	readonly demo?: boolean;
	/** What the environment says; default: nothing. */
	readonly config?: Config;
	/** Default: JSON lines on stderr; false = none. */
	readonly log?: LogOptions | false;
}

/** A server that is ready to listen. */
export interface FengtuServer {
	readonly app: TypedApp;
	readonly scheme: 'http' | 'https';
	/** Whether anybody is everybody now. */
	readonly isDemo: boolean;
	/** Takes the certificate's files as they are now; without TLS nothing. @throws UsageError `config/bad-tls`: the old one goes on */
	renewTls(): Promise<void>;
	/** Stops listening, lets requests under way end within ten seconds, then closes feeds, records and database. Safe to call twice. */
	close(): Promise<void>;
}

/**
 * Opens a pack and the records, and makes the server for them. It goes on with each new pack that is switched in at the folder.
 * @throws NotFoundError `pack/not-a-pack`, DataError `pack/bad-manifest`, UsageError `server/not-protected`, `server/demo-is-local`,
 * `config/bad-tls`; what connectDatabase and openStore throw.
 */
export async function createServer({
	packDir,
	staticDir,
	dataDir,
	table = DEFAULT_TRAVEL_TABLE,
	service = createServiceTable(),
	version,
	mode = 'auto',
	demo,
	config = readConfig({}),
	log = { form: 'json', level: config.logLevel, write: (line) => process.stderr.write(line) },
}: ServerOptions): Promise<FengtuServer> {
	if (!existsSync(join(packDir, PACK_FILES.manifest))) {
		throw new NotFoundError(
			'pack/not-a-pack',
			`pack ${packDir}: got no ${PACK_FILES.manifest}, expected a folder made by fengtu build`,
			{ context: { packDir } },
		);
	}
	if (mode === 'demo') keepDemoLocal(config);
	const nowMs = () => Date.now();
	/** What was opened, the newest last: closed the other way round. */
	const opened: (() => Promise<void>)[] = [];
	const closeAll = async () => {
		for (let close = opened.pop(); close; close = opened.pop()) await close();
	};
	const logger: LogOptions = log || { form: 'json', level: 'error', write: () => {} };
	const onProblem = (message: string) => logProblem(logger, message);
	try {
		const tls = config.tls && (await readTlsPair(config.tls));
		const database = await connectDatabase({ databaseUrl: config.databaseUrl, dataDir, onProblem });
		opened.push(() => database.stop());
		const store = await openStore({ url: database.url, nowMs, onProblem });
		opened.push(() => store.close());
		const isAdministered = mode === 'auto' && (await hasAdministrator(store));
		refuseUnprotected(config, isAdministered);
		const isLocal = isLoopback(config.host) && config.trustedProxy.length === 0;

		const stop = new AbortController();
		const pack = await followPack({
			open: async (replaces) => {
				const next = await openPack(packDir, replaces);
				// Alarms are answered from the old pack until the new one answers as fast.
				if (replaces) {
					const pause = () => new Promise<void>((done) => setImmediate(done));
					await warmCity(next.city, { table, service, nowMs, pause, signal: stop.signal });
				}
				return next;
			},
			readStamp: () => readFileStamp(join(packDir, PACK_FILES.manifest)),
			checkFiles: (manifest) => checkPackFiles(manifest, (name) => statFileBytes(join(packDir, name))),
			intervalMs: LOOK_EVERY_MS,
			onProblem: (message) => onProblem(`pack ${packDir}: ${message}`),
		});
		opened.push(() => {
			stop.abort();
			return pack.destroy();
		});
		for (const name of listOldLogs(dataDir, pack.manifest.name)) {
			onProblem(
				`${name}: got records of an older Fengtu, expected none; they were left as they are and are not served`,
			);
		}
		const app = await createApp({
			pack,
			packDir,
			staticDir,
			dataDir,
			store,
			table,
			service,
			version,
			identity: {
				mode: isLocal ? mode : 'accounts',
				isSecure: tls !== null || config.trustedProxy.length > 0,
				oidc: config.oidc,
				limits: config.session,
			},
			tls,
			trustedProxy: config.trustedProxy,
			demo: demo ?? !isAdministered,
			trackDays: config.trackDays,
			nowMs,
			log: logger,
		});
		const sockets = rememberSockets(app);
		opened.push(() => closeInTime(app, sockets));
		let closing: Promise<void> | undefined;
		return {
			app,
			scheme: tls ? 'https' : 'http',
			isDemo: !isAdministered,
			async renewTls() {
				if (config.tls) (app.server as unknown as TlsServer).setSecureContext(await readTlsPair(config.tls));
			},
			close() {
				closing ??= closeAll();
				return closing;
			},
		};
	} catch (error) {
		await closeAll();
		throw error;
	}
}

/** Files in which an older Fengtu kept incidents and closures. */
function listOldLogs(dataDir: string, packName: string): string[] {
	return ['incidents.ndjson', 'closures.ndjson']
		.map((name) => join(dataDir, packName, name))
		.filter((path) => existsSync(path));
}

/** All connections there are, also those that Node itself lets go of when they become feeds. */
function rememberSockets(app: TypedApp): ReadonlySet<Socket> {
	const sockets = new Set<Socket>();
	app.server.on('connection', (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket));
	});
	return sockets;
}

/** Requests under way end by themselves, or are cut when the time is over. */
async function closeInTime(app: TypedApp, sockets: ReadonlySet<Socket>): Promise<void> {
	const timer = setTimeout(() => {
		for (const socket of sockets) socket.destroy();
	}, STOP_WITHIN_MS);
	try {
		await app.close();
	} finally {
		clearTimeout(timer);
	}
}
