import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { recoverPack } from '../citypack/write/recover-pack.ts';
import { describeError, UnavailableError } from '../domain/errors.ts';
import type { Config } from '../server/config.ts';
import { createServer, type FengtuServer } from '../server/create-server.ts';
import { PROJECT_DIR, readVersion } from './project.ts';
import { readServiceTable } from './read-service-table.ts';
import { readTravelTable } from './read-travel-table.ts';

/** How many ports from the wished one on the demo tries; where people sign in, a proxy or a bookmark counts on the one port. */
const PORTS_TRIED = 20;
/** As shells tell it: ended by a signal, told twice. */
const EXIT_INTERRUPTED = 130;

const say = (line: string) => process.stderr.write(`  ${line}\n`);

/**
 * Starts the server, prints its address on stdout and runs until Ctrl-C or SIGTERM; a second one ends it at once, SIGHUP renews the
 * certificate. In the demo a taken port is named and the next one used. What nobody expected ends the process with 1.
 * @throws UnavailableError `server/no-free-port`, what createServer, readTravelTable and readServiceTable throw.
 */
export async function runServer(options: {
	packDir: string;
	dataDir: string;
	/** Host and port are those to listen on. */
	config: Config;
	mode: 'demo' | 'auto';
	/** File of a travel table. */
	travel: string | undefined;
	/** File of a service table. */
	service: string | undefined;
}): Promise<void> {
	const { config, mode } = options;
	const stopped = waitForStop();
	const table = await readTravelTable(options.travel);
	const service = await readServiceTable(options.service);
	for (const warning of config.warnings) say(warning);
	await recoverPack(options.packDir);
	const dist = resolve(PROJECT_DIR, 'dist');
	const hasPage = existsSync(resolve(dist, 'index.html'));
	const server = await createServer({
		packDir: resolve(options.packDir),
		staticDir: hasPage ? dist : null,
		dataDir: resolve(options.dataDir),
		table,
		service,
		version: readVersion(),
		mode,
		config,
		log: {
			form: mode === 'demo' ? 'short' : 'json',
			level: config.logLevel,
			write: (line) => process.stderr.write(line),
		},
	});
	endOnMistake(server);
	renewOnHangUp(server);
	try {
		const port = await listen(server.app, config, server.isDemo ? PORTS_TRIED : 1);
		const host = config.host.includes(':') ? `[${config.host}]` : config.host;
		process.stdout.write(`烽图 Fengtu: ${server.scheme}://${host}:${port}\n`);
		if (server.isDemo) say('demo: nobody is asked to sign in, everyone on this machine may do everything');
		if (!hasPage) say('no page: dist/ is empty, run npm run build (npm start does it by itself)');
		await stopped;
	} finally {
		await server.close();
	}
}

/** Settles at the first Ctrl-C or SIGTERM, which may come while the server still starts; a second one ends the process. */
function waitForStop(): Promise<void> {
	return new Promise((done) => {
		let isStopping = false;
		const stop = () => {
			if (isStopping) process.exit(EXIT_INTERRUPTED);
			isStopping = true;
			done();
		};
		process.on('SIGINT', stop);
		process.on('SIGTERM', stop);
	});
}

function endOnMistake(server: FengtuServer): void {
	const endAtOnce = (kind: string) => (error: unknown) => {
		server.app.log.error(error instanceof Error ? error : new Error(describeError(error)), `${kind}: the server ends`);
		process.exit(1);
	};
	process.on('unhandledRejection', endAtOnce('unhandled rejection'));
	process.on('uncaughtException', endAtOnce('uncaught exception'));
}

function renewOnHangUp({ app, scheme, renewTls }: FengtuServer): void {
	process.on('SIGHUP', () => {
		if (scheme === 'http') {
			app.log.info('SIGHUP: no certificate to read again');
			return;
		}
		renewTls().then(
			() => app.log.info('certificate: read again'),
			(error: unknown) => app.log.error(`${describeError(error)}; the old one goes on`),
		);
	});
}

interface Listening {
	listen(options: { host: string; port: number }): Promise<string>;
}

async function listen(
	app: Listening,
	{ host, port: wished }: Pick<Config, 'host' | 'port'>,
	portsTried: number,
): Promise<number> {
	for (let port = wished; port < wished + portsTried; port++) {
		try {
			const address = await app.listen({ host, port });
			return Number(new URL(address).port);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
			if (port + 1 < wished + portsTried) say(`port ${port} is taken, trying ${port + 1}`);
		}
	}
	throw new UnavailableError(
		'server/no-free-port',
		`--port: got ${portsTried === 1 ? `port ${wished}` : `ports ${wished} to ${wished + portsTried - 1} all`} taken, expected a free one`,
	);
}
