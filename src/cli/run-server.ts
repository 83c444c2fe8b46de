import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { recoverPack } from '../citypack/write/recover-pack.ts';
import { UnavailableError } from '../domain/errors.ts';
import { createServer } from '../server/create-server.ts';
import { PROJECT_DIR, readVersion } from './project.ts';
import { readServiceTable } from './read-service-table.ts';
import { readTravelTable } from './read-travel-table.ts';

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];
/** How many ports after the wished one are tried. */
const PORTS_TRIED = 20;

/**
 * Starts the server, prints its address on stdout and runs until Ctrl-C or SIGTERM. A taken port is named and the next one used.
 * @throws UnavailableError `server/no-free-port`, what readTravelTable and readServiceTable throw.
 */
export async function runServer(options: {
	packDir: string;
	host: string;
	port: number;
	dataDir: string;
	/** File of a travel table. */
	travel: string | undefined;
	/** File of a service table. */
	service: string | undefined;
}): Promise<void> {
	const table = await readTravelTable(options.travel);
	const service = await readServiceTable(options.service);
	await recoverPack(options.packDir);
	const dist = resolve(PROJECT_DIR, 'dist');
	const server = await createServer({
		packDir: resolve(options.packDir),
		staticDir: existsSync(resolve(dist, 'index.html')) ? dist : null,
		dataDir: resolve(options.dataDir),
		table,
		service,
		version: readVersion(),
		demo: true,
	});
	if (!LOOPBACK.includes(options.host)) {
		process.stderr.write(
			`  ${options.host} is not this machine alone: there are no accounts yet, whoever reaches it can raise and close incidents and close roads\n`,
		);
	}
	const port = await listen(server.app, options.host, options.port);
	const host = options.host.includes(':') ? `[${options.host}]` : options.host;
	process.stdout.write(`烽图 Fengtu: http://${host}:${port}\n`);
	if (!existsSync(resolve(dist, 'index.html'))) {
		process.stderr.write('  no page: dist/ is empty, run npm run build (npm start does it by itself)\n');
	}
	await new Promise<void>((done) => {
		process.once('SIGINT', done);
		process.once('SIGTERM', done);
	});
	await server.close();
}

interface Listening {
	listen(options: { host: string; port: number }): Promise<string>;
}

async function listen(app: Listening, host: string, wished: number): Promise<number> {
	for (let port = wished; port < wished + PORTS_TRIED; port++) {
		try {
			const address = await app.listen({ host, port });
			return Number(new URL(address).port);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
			process.stderr.write(`  port ${port} is taken, trying ${port + 1}\n`);
		}
	}
	throw new UnavailableError(
		'server/no-free-port',
		`--port: got ports ${wished} to ${wished + PORTS_TRIED - 1} all taken, expected a free one`,
	);
}
