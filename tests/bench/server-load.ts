/** Pages, browsers and ingest for `npm run bench:server`, in a process of its own: takes one order, says 'begun' and 'ended' round what counts, answers. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import WebSocket from 'ws';
import type { Assessment } from '../../src/domain/assessment.ts';
import type { BBox } from '../../src/domain/geo/lon-lat.ts';
import type { PackManifest } from '../../src/domain/pack/manifest.ts';
import { decodePositionFrame } from '../../src/domain/position-frame.ts';
import type { FeedMessage } from '../../src/domain/topics.ts';
import { createRandom } from './make-building-table.ts';

/** What a load process is to do. */
export type LoadOrder =
	| {
			readonly kind: 'resume';
			readonly url: string;
			readonly since: number;
			readonly log: string;
			readonly until: number;
	  }
	| (Timed & {
			readonly kind: 'pages';
			readonly pages: number;
			readonly unitIds: readonly string[];
			readonly headers?: Record<string, string>;
	  })
	| (Timed & { readonly kind: 'browsers'; readonly browsers: number; readonly packDir: string });

interface Timed {
	readonly url: string;
	readonly bounds: BBox;
	readonly seed: number;
	readonly seconds: number;
}

/** What it saw: times in ms, and what went wrong. */
export interface LoadAnswer {
	readonly ms: number[];
	readonly errors: number;
	readonly words: string[];
}

/** Batches that the positions of one second come in, as from an AVL gateway. */
const BATCHES = 10;
/** Sides of the pages' viewports as shares of the city's. */
const VIEWS = [1, 0.5, 0.5, 0.25, 0.25, 0.25, 0.1, 0.1];
const WARM_UP_S = 5;
const THINK_MS = [200, 1500] as const;

process.once('message', async (order: LoadOrder) => {
	const answer = await (order.kind === 'resume'
		? resume(order)
		: order.kind === 'pages'
			? runPages(order)
			: runBrowsers(order));
	process.send?.(answer);
});

/** Opens the feed with a number known long ago; the time until all since is told. */
async function resume({ url, since, log, until }: LoadOrder & { kind: 'resume' }): Promise<LoadAnswer> {
	const from = performance.now();
	const socket = new WebSocket(`${toWs(url)}/api/feed?since=${since}&log=${encodeURIComponent(log)}&positions=none`);
	const words: string[] = [];
	await new Promise<void>((done, fail) => {
		socket.on('error', fail);
		socket.on('message', (data) => {
			const message = JSON.parse(String(data)) as FeedMessage;
			if (message.kind === 'snapshot') words.push('snapshot instead of what came since');
			if (message.seq >= until) done();
		});
	});
	socket.terminate();
	return { ms: [performance.now() - from], errors: words.length, words };
}

async function runPages({
	url,
	bounds,
	seed,
	seconds,
	pages,
	unitIds,
	headers,
}: LoadOrder & { kind: 'pages' }): Promise<LoadAnswer> {
	const random = createRandom(seed);
	const ms: number[] = [];
	const words: string[] = [];
	let counts = false;
	const sockets = Array.from({ length: pages }, (_, i) => {
		const socket = new WebSocket(`${toWs(url)}/api/feed?positions=binary`, { headers });
		socket.on('open', () =>
			socket.send(JSON.stringify({ kind: 'viewport', box: pickBox(bounds, random, VIEWS[i % VIEWS.length] ?? 1) })),
		);
		socket.on('error', (error) => words.push(error.message));
		socket.on('close', (code) => code === 1006 || words.push(`line cut with ${code}`));
		socket.on('message', (data, isBinary) => {
			if (!counts || !isBinary) return;
			const heardMs = Date.now();
			const { positions } = decodePositionFrame(data as Buffer);
			for (const position of positions.slice(-1)) ms.push(heardMs - position.observedAtMs);
		});
		return socket;
	});
	const fleet = unitIds.map((unitId) => ({ unitId, at: pickPoint(bounds, random), headingDeg: random() * 360 }));
	const drive = ({ unitId, at, headingDeg }: (typeof fleet)[number]) => {
		at.lon += Math.sin(headingDeg) * 1e-4;
		at.lat += Math.cos(headingDeg) * 1e-4;
		return { unitId, lon: at.lon, lat: at.lat, headingDeg, speedMps: 12, observedAtMs: Date.now() };
	};
	const size = Math.ceil(fleet.length / BATCHES);
	const sending: Promise<void>[] = [];
	const startMs = performance.now();
	for (let tick = 0; tick < (seconds + WARM_UP_S) * BATCHES; tick++) {
		if (tick === WARM_UP_S * BATCHES) {
			counts = true;
			process.send?.('begun');
		}
		const part = fleet.slice((tick % BATCHES) * size, ((tick % BATCHES) + 1) * size);
		if (part.length > 0) {
			const sent = fetch(`${url}/api/positions`, {
				method: 'POST',
				headers: { 'content-type': 'application/json', ...headers },
				body: JSON.stringify({ positions: part.map(drive) }),
			}).then(async (answer) => {
				const text = await answer.text();
				if (!answer.ok) words.push(`positions: ${answer.status} ${text.slice(0, 200)}`);
			});
			sending.push(sent.catch((error: unknown) => void words.push(String(error))));
		}
		await wait(Math.max(0, startMs + ((tick + 1) * 1000) / BATCHES - performance.now()));
	}
	counts = false;
	process.send?.('ended');
	await Promise.all(sending);
	for (const socket of sockets) socket.terminate();
	if (ms.length === 0) words.push('no position frame came');
	return { ms, errors: words.length, words };
}

/** Each browser loads the page, listens to the feed, and asks for tiles and answers with pauses, as one who works does. */
async function runBrowsers({
	url,
	bounds,
	seed,
	seconds,
	browsers,
	packDir,
}: LoadOrder & { kind: 'browsers' }): Promise<LoadAnswer> {
	const random = createRandom(seed);
	const manifest = JSON.parse(readFileSync(join(packDir, 'pack.json'), 'utf8')) as PackManifest;
	const tiles = listFiles(join(packDir, 'tiles')).map((path) => `/packs/${manifest.name}/tiles/${path}`);
	const basemapBytes = statSync(join(packDir, 'basemap.pmtiles')).size;
	const ms: number[] = [];
	const words: string[] = [];
	const untilMs = performance.now() + seconds * 1000;
	const sockets: WebSocket[] = [];
	process.send?.('begun');
	const ask = async (path: string, init: RequestInit = {}) => {
		const from = performance.now();
		try {
			const answer = await fetch(url + path, init);
			const body = Buffer.from(await answer.arrayBuffer());
			if (!answer.ok) words.push(`${path}: ${answer.status}`);
			return body;
		} catch (error) {
			words.push(`${path}: ${String(error)}`);
			return null;
		} finally {
			ms.push(performance.now() - from);
		}
	};
	const send = (path: string, body: unknown) =>
		ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
	const browse = async () => {
		const socket = new WebSocket(`${toWs(url)}/api/feed?positions=binary`);
		sockets.push(socket);
		socket.on('error', (error) => words.push(error.message));
		socket.on('close', (code) => code === 1006 || words.push(`line cut with ${code}`));
		await Promise.all(
			[
				'/api/session',
				'/api/health',
				'/api/pack',
				'/api/incidents',
				'/api/units',
				'/api/closures',
				'/api/stations',
			].map((path) => ask(path)),
		);
		/** The building that was assessed last. */
		let fid: number | undefined;
		while (performance.now() < untilMs) {
			const at = pickPoint(bounds, random);
			const [west, south, east, north] = pickBox(bounds, random, 0.05);
			const offset = Math.floor(random() * Math.max(1, basemapBytes - 16_384));
			await Promise.all([
				...Array.from({ length: 8 }, () => ask(tiles[Math.floor(random() * tiles.length)] as string)),
				ask(`/packs/${manifest.name}/basemap.pmtiles`, { headers: { range: `bytes=${offset}-${offset + 16_383}` } }),
				ask(`/api/water?west=${west}&south=${south}&east=${east}&north=${north}`),
			]);
			const turn = random();
			if (turn < 0.3) await ask(`/api/search?q=${encodeURIComponent('消防')}`);
			else if (turn < 0.5 && fid !== undefined) await ask(`/api/buildings/fid/${fid}`);
			else if (turn < 0.6)
				await send('/api/drawings', { geometry: { type: 'Point', coordinates: [at.lon, at.lat] }, district: null });
			else if (turn < 0.65) {
				const body = await ask(`/api/assess?lon=${at.lon}&lat=${at.lat}`);
				fid = (JSON.parse(String(body)) as Assessment | null)?.target?.fid ?? fid;
			}
			await wait(THINK_MS[0] + random() * (THINK_MS[1] - THINK_MS[0]));
		}
	};
	await Promise.all(Array.from({ length: browsers }, browse));
	process.send?.('ended');
	for (const socket of sockets) socket.terminate();
	return { ms, errors: words.length, words };
}

function listFiles(dir: string): string[] {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name).slice(dir.length + 1));
}

function pickPoint([west, south, east, north]: BBox, random: () => number): { lon: number; lat: number } {
	return { lon: west + random() * (east - west), lat: south + random() * (north - south) };
}

function pickBox(bounds: BBox, random: () => number, share: number): BBox {
	const [west, south, east, north] = bounds;
	const [width, height] = [(east - west) * share, (north - south) * share];
	const x = west + random() * (east - west - width);
	const y = south + random() * (north - south - height);
	return [x, y, x + width, y + height];
}

function toWs(url: string): string {
	return url.replace('http', 'ws');
}
