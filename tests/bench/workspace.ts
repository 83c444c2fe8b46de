/**
 * The command workspace in a browser without a GPU, on a real pack and a server of its own: first useful view from a cold cache with the scripts
 * it took, alarm to complete picture, work of the main thread with a live fleet, memory over a compressed busy evening.
 *   npm run bench:workspace -- --pack DIR [--only view,alarm,fleet,evening] [--alarms N] [--units N] [--seconds N] [--incidents N] [--seed S]
 * Budgets are the issue's; nothing fails by them. Loopback, SwiftShader: a desk with a GPU draws many times faster.
 */
import { existsSync, statSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { openPackFolder } from '../../src/cli/open-pack-folder.ts';
import { bboxAround } from '../../src/domain/geo/lon-lat.ts';
import { GROUND_SHOWN } from '../../src/scene/ground-shown.ts';
import { findBrowser } from '../browser/find-browser.ts';
import { PROJECT_DIR } from '../browser/serve-pack.ts';
import { SOFTWARE_GL } from '../browser/software-gl.ts';
import { makeStation } from '../support/fake-city.ts';
import { makeVehicle } from '../support/make-vehicle.ts';
import { startServerProcess } from '../support/server-process.ts';
import { createRandom } from './make-building-table.ts';
import { splitProfile } from './split-profile.ts';
import { quantile, tell } from './spread.ts';
import { waitForTiles } from './wait-for-tiles.ts';

const { values } = parseArgs({
	options: {
		pack: { type: 'string', default: join(PROJECT_DIR, 'tilesets/dongguan') },
		only: { type: 'string', default: 'view,alarm,fleet,evening' },
		alarms: { type: 'string', default: '12' },
		units: { type: 'string', default: '2000' },
		seconds: { type: 'string', default: '20' },
		incidents: { type: 'string', default: '60' },
		seed: { type: 'string', default: '1' },
	},
});
const only = new Set(values.only.split(','));
const random = createRandom(Number(values.seed));
const packDir = resolve(values.pack);
const city = await openPackFolder(packDir);
const [west, south, east, north] = city.manifest.bounds;
const CENTRE = { lon: 113.7525, lat: 23.021 };
console.log(
	`${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ` +
		`${city.manifest.counts.buildings} buildings, pack ${city.manifest.version}, seed ${values.seed}`,
);

const server = await startServerProcess({ packDir, readyWithinMs: 180_000 });
const browser = await chromium.launch({
	executablePath: findBrowser(),
	args: [...SOFTWARE_GL, '--js-flags=--expose-gc', '--enable-precise-memory-info'],
});
try {
	if (only.has('view')) await measureFirstView();
	if (only.has('alarm')) await measureAlarms();
	if (only.has('fleet')) await measureFleet();
	if (only.has('evening')) await measureEvening();
} finally {
	await browser.close();
	await server.stop();
}
process.exit(0);

function say(what: string, value: string, budget = ''): void {
	console.log(`${what.padEnd(64)} ${value}${budget === '' ? '' : `   (budget ${budget})`}`);
}

async function send(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
	const answer = await fetch(`${server.url}${path}`, {
		method,
		...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
	});
	if (!answer.ok) throw new Error(`${method} ${path}: got ${answer.status} ${await answer.text()}, expected 2xx`);
	return (await answer.json()) as Record<string, unknown>;
}

/** A desk: 1920 x 1080, nothing cached. */
async function openDesk(): Promise<{ context: BrowserContext; page: Page }> {
	const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
	await context.addInitScript(() => performance.setResourceTimingBufferSize(5000));
	// What tsx wraps round a named function that is sent into the page.
	await context.addInitScript('globalThis.__name = (named) => named');
	const page = await context.newPage();
	await page.goto(`${server.url}/?gfx=lite`);
	return { context, page };
}

/** The map has left the whole city for a place, and what is to be seen there has come. */
async function waitForPlace(page: Page): Promise<void> {
	await page.locator('.map-scale', { hasText: /\d m/ }).waitFor({ timeout: 60_000 });
	await page.locator('.city-map-label:visible').first().waitFor({ timeout: 60_000 });
	await waitForTiles(page);
}

/** When all that the page has asked to be drawn is drawn, ms of the page: a pixel is answered after it. */
function waitForPixel(page: Page): Promise<number> {
	return page.evaluate(() => {
		const gl = document.querySelector<HTMLCanvasElement>('.city-map canvas')?.getContext('webgl2');
		gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
		return performance.now();
	});
}

/** The list of incidents is there, and the map stands: its last tile has come, and a picture with the ground is drawn. */
async function waitForView(page: Page): Promise<{ listMs: number; mapMs: number; scripts: string[] }> {
	await page.getByRole('region', { name: '警情' }).waitFor({ timeout: 60_000 });
	const listMs = await page.evaluate(() => performance.now());
	await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, GROUND_SHOWN, {
		timeout: 120_000,
	});
	const drawnMs = await waitForPixel(page);
	const mapMs = Math.max(await waitForTiles(page), drawnMs);
	// Panels are fetched after the mark.
	const scripts = await page.evaluate(
		(mark) =>
			performance
				.getEntriesByType('resource')
				.map(({ name, startTime }) => ({ startTime, path: new URL(name).pathname }))
				.filter(
					({ path, startTime }) =>
						path.endsWith('.js') && startTime < (performance.getEntriesByName(mark)[0]?.startTime ?? 0),
				)
				.map(({ path }) => path),
		GROUND_SHOWN,
	);
	return { listMs, mapMs, scripts };
}

async function measureFirstView(): Promise<void> {
	const lists: number[] = [];
	const maps: number[] = [];
	const taken = new Set<string>();
	for (let i = 0; i < 5; i++) {
		const { context, page } = await openDesk();
		const { listMs, mapMs, scripts } = await waitForView(page);
		lists.push(listMs);
		maps.push(mapMs);
		for (const path of scripts) taken.add(path);
		await context.close();
	}
	say('first view: list of incidents', `median ${tell(quantile(lists, 0.5))} ms, most ${tell(quantile(lists, 1))} ms`);
	say(
		'first view: map with its streets on the screen',
		`median ${tell(quantile(maps, 0.5))} ms, most ${tell(quantile(maps, 1))} ms`,
		'4 s',
	);
	const size = (path: string) => {
		const packed = join(PROJECT_DIR, 'dist', `${path}.gz`);
		return existsSync(packed) ? statSync(packed).size : 0;
	};
	const isWorker = (path: string) => /worker|\/cesium\/Workers\//.test(path);
	const sum = (paths: string[]) => paths.reduce((total, path) => total + size(path), 0);
	const page = [...taken].filter((path) => !isWorker(path));
	say('scripts of the page before it, gzip', `${tell(sum(page) / 1e6)} MB in ${page.length} files`, '1.5 MB');
	say('three among them', String(page.some((path) => /close-up/.test(path))), 'false');
}

/** Buildings spread over the city, each with a corner to call from. */
async function* pickPlaces(): AsyncGenerator<{ lon: number; lat: number }> {
	for (let tries = 0; tries < 10_000; tries++) {
		const near = { lon: west + random() * (east - west), lat: south + random() * (north - south) };
		const [building] = await city.findBuildingsIn(bboxAround(near, 150));
		const corner = building?.polygons[0]?.[0]?.[0];
		if (corner) yield { lon: corner[0], lat: corner[1] };
	}
}

async function measureAlarms(): Promise<void> {
	const { context, page } = await openDesk();
	await waitForView(page);
	const cards: number[] = [];
	const pictures: number[] = [];
	for await (const at of pickPlaces()) {
		const fromMs = performance.now();
		const { id } = await send('POST', '/api/incidents?assess=later', { ...at, type: 'fire', level: 2, fireFloor: 2 });
		await page.locator(`[data-incident="${id}"]`).first().waitFor({ timeout: 60_000 });
		for (const card of ['1', '2', '3', '4', '5', '6']) await page.locator(`[data-card="${card}"]`).waitFor();
		cards.push(performance.now() - fromMs);
		// The picture: the alarm's labels stand on the map, and the force row has its first tile.
		await page.locator('.city-map-label:visible').first().waitFor({ timeout: 60_000 });
		await page.locator('[data-card="force"] [data-station]').first().waitFor({ timeout: 60_000 });
		pictures.push(performance.now() - fromMs);
		await send('POST', `/api/incidents/${id}/close`, { reason: 'bench' });
		await waitForTiles(page);
		if (cards.length === Number(values.alarms)) break;
	}
	say('alarm to six cards', `median ${tell(quantile(cards, 0.5))} ms, most ${tell(quantile(cards, 1))} ms`);
	say(
		'alarm to complete picture',
		`median ${tell(quantile(pictures, 0.5))} ms, most ${tell(quantile(pictures, 1))} ms (${pictures.length} alarms)`,
		'2 s',
	);
	await context.close();
}

/** Ids of so many units; stations are added with vehicles when the city has fewer. */
async function makeUnits(count: number): Promise<string[]> {
	const read = async () => ((await send('GET', '/api/units')).units as { id: string }[]).map(({ id }) => id);
	let ids = await read();
	for (let n = 0; ids.length < count && n < 200; n++) {
		const vehicles = Array.from({ length: 50 }, (_, v) => makeVehicle(`bench-${n}-${v}`, 'SG80'));
		const { id: _, source: __, ...station } = makeStation(`bench-${n}`, 0, 0, { ...CENTRE, vehicles });
		await send('PUT', `/api/stations/bench-${n}`, { ...station, district: null, version: 0 });
		ids = await read();
	}
	return ids.slice(0, count);
}

/** Drives all units round the middle of the city, one batch a second, until it is told to stop. */
function drive(unitIds: readonly string[]): () => Promise<void> {
	let isOver = false;
	const run = async () => {
		for (let second = 0; !isOver; second++) {
			const observedAtMs = Date.now();
			await send('POST', '/api/positions', {
				positions: unitIds.map((unitId, i) => {
					const angle = i + second / 40;
					const radius = 0.005 + 0.03 * ((i * 7919) % 1000) * 0.001;
					return {
						...{ unitId, speedMps: 12, observedAtMs, headingDeg: ((angle * 180) / Math.PI) % 360 },
						lon: CENTRE.lon + radius * Math.sin(angle),
						lat: CENTRE.lat + radius * Math.cos(angle),
					};
				}),
			});
			await new Promise((done) => setTimeout(done, Math.max(0, observedAtMs + 1000 - Date.now())));
		}
	};
	const running = run();
	return async () => {
		isOver = true;
		await running;
	};
}

async function measureFleet(): Promise<void> {
	const unitIds = await makeUnits(Number(values.units));
	const { context, page } = await openDesk();
	await waitForView(page);
	const stop = drive(unitIds);
	await send('POST', '/api/incidents', { ...CENTRE, type: 'fire', level: 2 });
	await waitForPlace(page);
	const session = await context.newCDPSession(page);
	await session.send('Profiler.enable');
	await session.send('Profiler.setSamplingInterval', { interval: 500 });
	const frames = page.evaluate(
		(ms) =>
			new Promise<number>((done) => {
				let count = 0;
				const endMs = performance.now() + ms;
				const step = (nowMs: number) => {
					count += 1;
					if (nowMs < endMs) requestAnimationFrame(step);
					else done(count);
				};
				requestAnimationFrame(step);
			}),
		Number(values.seconds) * 1000,
	);
	await session.send('Profiler.start');
	const count = await frames;
	const { profile } = await session.send('Profiler.stop');
	await stop();
	const { renderMs, otherMs, idleMs } = splitProfile(profile);
	// Of a frame of a display of 60 Hz: how many the browser makes here hangs on how long software takes to draw one.
	const aFrame = (ms: number) => `${tell(ms / (Number(values.seconds) * 60))} ms a frame`;
	say(`${unitIds.length} live units, ${values.seconds} s: frames that the browser made`, `${count}`);
	say('  main thread: drawing by the engine', aFrame(renderMs));
	say('  main thread: all else', aFrame(otherMs), '16 ms');
	say('  main thread: idle', aFrame(idleMs));
	await context.close();
}

async function readHeapMb(session: CDPSession): Promise<number> {
	for (let i = 0; i < 3; i++) await session.send('HeapProfiler.collectGarbage');
	const { usedSize } = await session.send('Runtime.getHeapUsage');
	return usedSize / 1e6;
}

/**
 * Four hours of a busy evening in a few minutes: incidents one after the other, each acknowledged, looked at, written about, worked on and
 * closed. The heap after collection at a quarter of them against the end: before that the page is still filling what it keeps for good.
 */
async function measureEvening(): Promise<void> {
	const total = Number(values.incidents);
	const unitIds = await makeUnits(100);
	const { context, page } = await openDesk();
	await waitForView(page);
	const session = await context.newCDPSession(page);
	await session.send('HeapProfiler.enable');
	const stop = drive(unitIds);
	const heaps: number[] = [];
	let done = 0;
	for await (const at of pickPlaces()) {
		const { id } = (await send('POST', '/api/incidents', { ...at, type: 'fire', level: 2, fireFloor: 3 })) as {
			id: string;
		};
		await page.locator(`[data-incident="${id}"]`).first().waitFor({ timeout: 60_000 });
		await waitForPlace(page);
		await send('POST', `/api/incidents/${id}/acknowledge`);
		const sent = unitIds.slice((done * 3) % 90, ((done * 3) % 90) + 3);
		await send('POST', `/api/incidents/${id}/dispatches`, { unitIds: sent });
		for (const state of ['20', '21', '22', '23', '24', '25', '10']) {
			for (const unit of sent) await send('POST', `/api/units/${unit}/state`, { state });
		}
		for (let n = 0; n < 5; n++)
			await send('POST', '/api/notes', { incidentId: id, text: `第 ${n} 次报告`, kind: 'report' });
		await send('POST', `/api/incidents/${id}/close`, { reason: 'bench' });
		done += 1;
		if (done % Math.max(1, Math.floor(total / 8)) === 0) heaps.push(await readHeapMb(session));
		if (done === total) break;
	}
	await stop();
	const [, quarter = Number.NaN] = heaps;
	const last = heaps.at(-1) ?? Number.NaN;
	say(`${done} incidents, ${done * 36} events: heap after collection, MB`, heaps.map(tell).join(' '));
	say('  growth from a quarter to the end', `${tell((100 * (last - quarter)) / quarter)} %`, '10 %');
	await context.close();
}
