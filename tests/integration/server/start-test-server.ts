import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import WebSocket from 'ws';
import { errorResponseSchema } from '../../../src/domain/api/error-response.ts';
import type { City } from '../../../src/domain/pack/city.ts';
import { createServiceTable } from '../../../src/domain/service/service-table.ts';
import type { FeedMessage } from '../../../src/domain/topics.ts';
import { DEFAULT_TRAVEL_TABLE } from '../../../src/domain/travel-table.ts';
import { type AppParts, createApp } from '../../../src/server/create-app.ts';
import type { TypedApp } from '../../../src/server/http/typed-app.ts';
import type { Store } from '../../../src/server/store/store.ts';
import { serveCity } from '../../support/serve-city.ts';
import { openTestStore } from '../../support/test-store.ts';

/** A server over a city in memory and a few hand-made pack files, on a port of its own. */
export interface TestServer {
	readonly url: string;
	readonly dir: string;
	readonly store: Store;
	readonly app: TypedApp;
	/** Sends a body as JSON; absent = none. */
	post(path: string, body?: unknown): Promise<Response>;
	/** Opens the live feed. */
	openFeed(): Promise<TestFeed>;
	close(): Promise<void>;
}

/** A feed whose messages are waited for one by one. */
export interface TestFeed {
	next(): Promise<FeedMessage>;
	send(text: string): void;
	close(): void;
}

/** The bytes of a file that is read by range: 0, 1, 2 ... 255. */
export const RANGE_FILE = Uint8Array.from({ length: 256 }, (_, i) => i);

/** Makes the folder of a test server: pack, page and data. */
export async function makeServerFolder(): Promise<string> {
	const dir = await mkdtemp(join(tmpdir(), 'fengtu-server-'));
	await mkdir(join(dir, 'pack/tiles/v1/content'), { recursive: true });
	await mkdir(join(dir, 'page/assets'), { recursive: true });
	await writeFile(join(dir, 'pack/basemap.pmtiles'), RANGE_FILE);
	await writeFile(join(dir, 'pack/tiles/v1/tileset.json'), gzipSync('{"asset":{"version":"1.1"}}'));
	await writeFile(join(dir, 'pack/tiles/v1/content/0.glb'), gzipSync('glTF'));
	await mkdir(join(dir, 'pack/terrain/v1/0/0'), { recursive: true });
	await writeFile(join(dir, 'pack/terrain/v1/layer.json'), gzipSync('{"format":"quantized-mesh-1.0"}'));
	await writeFile(join(dir, 'pack/terrain/v1/0/0/0.terrain'), gzipSync('mesh'));
	await writeFile(join(dir, 'page/index.html'), '<title>Fengtu</title>');
	await writeFile(join(dir, 'page/assets/main-1234.js'), 'export {};');
	await writeFile(join(dir, 'secret.txt'), 'secret');
	return dir;
}

/** What a test server has of its own; default: an empty database, a demo without vehicles, no log. */
export interface TestServerOptions
	extends Partial<Pick<AppParts, 'demo' | 'identity' | 'log' | 'tls' | 'trustedProxy'>> {
	/** Of another test server; it stays open when this one is closed. */
	readonly store?: Store;
	readonly host?: string;
}

/** Starts a server on port 0 in a folder made by makeServerFolder. */
export async function startTestServer(
	city: City,
	dir: string,
	{ store: shared, host = '127.0.0.1', ...given }: TestServerOptions = {},
): Promise<TestServer> {
	const own = shared ? null : await openTestStore();
	const store = shared ?? (own as NonNullable<typeof own>).store;
	const app = await createApp({
		pack: serveCity(city),
		packDir: join(dir, 'pack'),
		staticDir: join(dir, 'page'),
		dataDir: join(dir, 'data'),
		store,
		table: DEFAULT_TRAVEL_TABLE,
		service: createServiceTable(),
		version: '0.0.0-test',
		identity: { mode: 'demo', isSecure: false, oidc: null },
		tls: null,
		trustedProxy: [],
		demo: false,
		trackDays: 90,
		nowMs: () => Date.now(),
		log: { form: 'json', level: 'error', write: () => {} },
		...given,
	});
	const url = await app.listen({ host, port: 0 });
	const feeds: WebSocket[] = [];
	return {
		url,
		dir,
		store,
		app,
		post: (path, body) =>
			fetch(url + path, {
				method: 'POST',
				...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
			}),
		openFeed: () => openFeed(url, feeds),
		async close() {
			for (const socket of feeds) socket.terminate();
			await app.close();
			await own?.destroy();
		},
	};
}

/** The error that an answer tells. */
export async function errorOf(answer: Response) {
	return errorResponseSchema.parse(await answer.json()).error;
}

/** Removes the folder. */
export async function removeServerFolder(dir: string): Promise<void> {
	await rm(dir, { recursive: true, force: true });
}

/** Opens the live feed of a server; its socket is added to `feeds`. */
export function openFeed(url: string, feeds: WebSocket[]): Promise<TestFeed> {
	const socket = new WebSocket(`${url.replace('http', 'ws')}/api/feed`);
	feeds.push(socket);
	const waiting: ((message: FeedMessage) => void)[] = [];
	const come: FeedMessage[] = [];
	socket.on('message', (data) => {
		const message = JSON.parse(String(data)) as FeedMessage;
		const take = waiting.shift();
		if (take) take(message);
		else come.push(message);
	});
	return new Promise((done, fail) => {
		socket.once('error', fail);
		socket.once('open', () =>
			done({
				next: () => {
					const message = come.shift();
					return message ? Promise.resolve(message) : new Promise((take) => waiting.push(take));
				},
				send: (text) => socket.send(text),
				close: () => socket.close(),
			}),
		);
	});
}
