/**
 * The operations server under load, as a process of its own on this machine: positions of 2,000 units fanned out to 200 pages, alarms with and
 * without their assessment, 50 browsers at once, writes, the feed's resume, the start. Loads come from processes of their own; what is told of
 * the server is its processor time and that of its database, by the kernel.
 *   npm run bench:server [-- --pack DIR | --buildings N --dir DIR] [--units N] [--pages N] [--alarms N] [--seconds N] [--seed S]
 *                          [--only fleet,alarms,browsers,writes,start] [--json]
 * --pack takes a built pack; else a city of N buildings is generated and built once into --dir. Budgets are the issue's; nothing fails by them.
 */
import { execFileSync, fork } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openPackFolder } from '../../src/cli/open-pack-folder.ts';
import type { Unit } from '../../src/domain/records/unit.ts';
import { PROJECT_DIR } from '../browser/serve-pack.ts';
import { makeStation } from '../support/fake-city.ts';
import { makeVehicle } from '../support/make-vehicle.ts';
import { readDatabasePid, type ServerProcess, startServerProcess } from '../support/server-process.ts';
import { pickBenchPlaces } from './assess-places.ts';
import { createRandom } from './make-building-table.ts';
import type { LoadAnswer, LoadOrder } from './server-load.ts';
import { quantile, tell } from './spread.ts';

const { values } = parseArgs({
	options: {
		pack: { type: 'string' },
		buildings: { type: 'string', default: '20000' },
		dir: { type: 'string', default: join(tmpdir(), 'fengtu-bench') },
		units: { type: 'string', default: '2000' },
		pages: { type: 'string', default: '200' },
		alarms: { type: 'string', default: '200' },
		seconds: { type: 'string', default: '60' },
		seed: { type: 'string', default: '1' },
		only: { type: 'string', default: 'start,writes,alarms,fleet,browsers' },
		json: { type: 'boolean', default: false },
	},
});
const SEED = Number(values.seed);
const SECONDS = Number(values.seconds);
const only = new Set(values.only.split(','));
/** The kernel counts processor time in hundredths of a second. */
const TICK_MS = 10;

interface Row {
	readonly what: string;
	readonly value: string;
	readonly budget: string;
	readonly verdict: string;
}
const rows: Row[] = [];
const figures: Record<string, unknown> = {};

const packDir = resolve(values.pack ?? buildPack());
const city = await openPackFolder(packDir);
console.log(
	`${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ` +
		`${city.manifest.counts.buildings} buildings, pack ${city.manifest.version}, seed ${SEED}`,
);

const startMs = performance.now();
const server = await startServerProcess({ packDir, readyWithinMs: 180_000 });
const firstStartMs = performance.now() - startMs;
try {
	if (only.has('start')) await measureStart();
	if (only.has('writes')) await measureWrites();
	if (only.has('alarms')) await measureAlarms();
	if (only.has('fleet')) await measureFleet();
	if (only.has('browsers')) await measureBrowsers();
	say('server: resident memory at the end', `${readRssMb(server.pid())} MB`, '', '');
} finally {
	await server.stop();
}
if (values.json) console.log(JSON.stringify({ rows, figures }));
process.exit(0);

/** The pack of the generated city, made once. */
function buildPack(): string {
	const cli = join(PROJECT_DIR, 'src/cli/fengtu.mjs');
	const source = join(values.dir, `city-${values.seed}-${values.buildings}`);
	const pack = join(values.dir, `pack-${values.seed}-${values.buildings}`);
	if (existsSync(join(pack, 'pack.json'))) return pack;
	mkdirSync(values.dir, { recursive: true });
	const run = (...args: string[]) => execFileSync(process.execPath, [cli, ...args], { stdio: 'ignore' });
	if (!existsSync(source)) {
		run('generate', '--city', 'dongguan', '--buildings', values.buildings, '--seed', values.seed, '--out', source);
	}
	run('build', source, '--out', pack);
	return pack;
}

async function measureStart(): Promise<void> {
	say('start to ready, new data folder', `${tell(firstStartMs)} ms`, '', '');
	const again: number[] = [];
	for (let i = 0; i < 3; i++) {
		await server.kill('SIGTERM');
		again.push(await server.restart());
	}
	say('start to ready, data folder there', `${tell(quantile(again, 0.5))} ms`, '', '');
	await server.kill('SIGKILL');
	say('start to ready, after kill -9', `${tell(await server.restart())} ms`, '', '');
}

/** Drawings by one writer, then by sixteen: the cheapest write there is; then a page that missed them all asks for what came since. */
async function measureWrites(): Promise<void> {
	const seq = await readSeq();
	const [west, south, east, north] = city.manifest.bounds;
	const random = createRandom(SEED);
	for (const [writers, each] of [
		[1, 500],
		[16, 125],
	] as const) {
		const times: number[] = [];
		const before = readUsage(server);
		const sinceMs = performance.now();
		const write = async () => {
			for (let i = 0; i < each; i++) {
				const coordinates = [west + random() * (east - west), south + random() * (north - south)];
				const from = performance.now();
				await post('/api/drawings', { geometry: { type: 'Point', coordinates }, district: null });
				times.push(performance.now() - from);
			}
		};
		await Promise.all(Array.from({ length: writers }, write));
		const tookMs = performance.now() - sinceMs;
		const perSecond = tell((times.length / tookMs) * 1000);
		say(`writes, ${writers} at a time (${times.length})`, `${perSecond}/s; ${spread(times)}`, '', '');
		sayUsage('  meanwhile', before, tookMs);
	}

	const log = (await ask(`/api/changes?since=${seq}&limit=1`)).log as string;
	const resumed: number[] = [];
	for (let i = 0; i < 5; i++) {
		const { ms } = await load({ kind: 'resume', url: server.url, since: seq, log, until: await readSeq() });
		resumed.push(...ms);
	}
	say('feed resumed over those 2,500 changes', spread(resumed), '', '');
}

/** Alarms one after the other: kept and answered; and with their assessment. Each is closed again. */
async function measureAlarms(): Promise<void> {
	const places = await pickBenchPlaces(city, Number(values.alarms), SEED);
	const warm = await pickBenchPlaces(city, 30, SEED + 1);
	const raise = async (query: string, at: { lon: number; lat: number }) => {
		const from = performance.now();
		const { id } = await post(`/api/incidents${query}`, { lon: at.lon, lat: at.lat, fireFloor: 3 });
		const tookMs = performance.now() - from;
		await post(`/api/incidents/${encodeURIComponent(String(id))}/close`, { reason: 'bench' });
		return tookMs;
	};
	for (const { at } of warm) await raise('', at);
	for (const [query, name, budgetMs] of [
		['?assess=later', 'POST of an incident, assessed later', 50],
		['', 'POST of an incident, assessment included', 500],
	] as const) {
		const times: number[] = [];
		const before = readUsage(server);
		const sinceMs = performance.now();
		for (const { at } of places) times.push(await raise(query, at));
		judge(`${name} (${times.length})`, times, budgetMs);
		sayUsage('  meanwhile', before, performance.now() - sinceMs);
	}
}

/** 2,000 units at 1 Hz to 200 pages with viewports. */
async function measureFleet(): Promise<void> {
	const ids = await makeUnits(Number(values.units));
	const order = {
		url: server.url,
		bounds: city.manifest.bounds,
		seed: SEED,
		seconds: SECONDS,
	};
	const pages = load({ kind: 'pages', ...order, pages: Number(values.pages), unitIds: ids });
	const measured = await pages;
	const { usage } = measured;
	if (usage) {
		judgeShare(`${ids.length} units at 1 Hz to ${values.pages} pages: server`, usage.serverMs / usage.tookMs);
		say('  database', `${((100 * usage.databaseMs) / usage.tookMs).toFixed(1)} % of a core`, '', '');
	}
	judge(`  position told to page has it (${measured.ms.length} frames)`, measured.ms, 250);
	say('  frames lost or lines cut', String(measured.errors), '0', measured.errors === 0 ? 'ok' : 'OVER');
}

/** Ids of so many units; stations are added with vehicles when the city has fewer. */
async function makeUnits(count: number): Promise<string[]> {
	const read = async () => ((await ask('/api/units')) as unknown as { units: Unit[] }).units.map(({ id }) => id);
	let ids = await read();
	const [west, south] = city.manifest.bounds;
	for (let n = 0; ids.length < count && n < 200; n++) {
		const vehicles = Array.from({ length: 50 }, (_, v) => makeVehicle(`bench-${n}-${v}`, 'SG80'));
		const { id: _, source: __, ...station } = makeStation(`bench-${n}`, 0, 0, { lon: west, lat: south, vehicles });
		await send('PUT', `/api/stations/bench-${n}`, { ...station, district: null, version: 0 });
		ids = await read();
	}
	return ids.slice(0, count);
}

/** 50 browsers: tiles, the API and the feed at once. */
async function measureBrowsers(): Promise<void> {
	const { ms, errors, words, usage } = await load({
		kind: 'browsers',
		url: server.url,
		packDir,
		bounds: city.manifest.bounds,
		seed: SEED,
		seconds: SECONDS,
		browsers: 50,
	});
	say(`50 browsers for ${SECONDS} s: ${ms.length} answers`, `${tell(ms.length / SECONDS)}/s; ${spread(ms)}`, '', '');
	say('  errors', `${errors} ${words.slice(0, 3).join(' | ')}`, '0', errors === 0 ? 'ok' : 'OVER');
	if (usage) say('  server', `${((100 * usage.serverMs) / usage.tookMs).toFixed(0)} % of a core`, '', '');
}

/** Runs one load in a process of its own. The server's processor time is taken between its marks 'begun' and 'ended'. */
function load(
	order: LoadOrder,
): Promise<LoadAnswer & { usage?: { serverMs: number; databaseMs: number; tookMs: number } }> {
	const child = fork(join(import.meta.dirname, 'server-load.ts'), { execArgv: ['--import', 'tsx'] });
	return new Promise((done, fail) => {
		let begun: { usage: Usage; atMs: number } | undefined;
		let usage: { serverMs: number; databaseMs: number; tookMs: number } | undefined;
		child.on('message', (message: LoadAnswer | 'begun' | 'ended') => {
			if (message === 'begun') begun = { usage: readUsage(server), atMs: performance.now() };
			else if (message === 'ended') {
				if (!begun) return;
				const now = readUsage(server);
				usage = {
					serverMs: now.serverMs - begun.usage.serverMs,
					databaseMs: now.databaseMs - begun.usage.databaseMs,
					tookMs: performance.now() - begun.atMs,
				};
			} else {
				child.disconnect();
				done({ ...message, ...(usage ? { usage } : {}) });
			}
		});
		child.once('exit', (code) => {
			if (code !== 0) fail(new Error(`load ${order.kind}: got exit code ${code}, expected 0`));
		});
		child.send(order);
	});
}

interface Usage {
	readonly serverMs: number;
	readonly databaseMs: number;
}

/** Processor time so far of the server, and of its database with all its processes. */
function readUsage({ pid, dataDir }: ServerProcess): Usage {
	const database = readDatabasePid(dataDir);
	return {
		serverMs: readCpuMs(pid(), false),
		databaseMs:
			database === undefined
				? 0
				: listChildren(database).reduce((sum, each) => sum + readCpuMs(each, false), readCpuMs(database, true)),
	};
}

/** `withEnded`: with that of its children that have ended. */
function readCpuMs(pid: number, withEnded: boolean): number {
	try {
		const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ')
			.map(Number);
		const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(11, 15);
		return TICK_MS * (user + system + (withEnded ? endedUser + endedSystem : 0));
	} catch {
		return 0;
	}
}

function listChildren(pid: number): number[] {
	try {
		return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
	} catch {
		return [];
	}
}

function readRssMb(pid: number): number {
	const [, kB = '0'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Math.round(Number(kB) / 1024);
}

async function ask(path: string): Promise<Record<string, unknown>> {
	const answer = await fetch(server.url + path);
	if (!answer.ok) throw new Error(`${path}: got ${answer.status} ${await answer.text()}, expected 200`);
	return (await answer.json()) as Record<string, unknown>;
}

function post(path: string, body: unknown): Promise<Record<string, unknown>> {
	return send('POST', path, body);
}

async function send(method: string, path: string, body: unknown): Promise<Record<string, unknown>> {
	const answer = await fetch(server.url + path, {
		method,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
	if (!answer.ok) throw new Error(`${path}: got ${answer.status} ${await answer.text()}, expected it to be done`);
	return (await answer.json()) as Record<string, unknown>;
}

async function readSeq(): Promise<number> {
	let since = 0;
	for (;;) {
		const { seq, more } = (await ask(`/api/changes?since=${since}&limit=1000`)) as { seq: number; more: boolean };
		since = seq;
		if (!more) return since;
	}
}

function spread(times: readonly number[]): string {
	return `p50 ${tell(quantile(times, 0.5))}, p95 ${tell(quantile(times, 0.95))}, max ${tell(quantile(times, 1))} ms`;
}

function judge(what: string, times: readonly number[], budgetMs: number): void {
	figures[what] = {
		p50: quantile(times, 0.5),
		p95: quantile(times, 0.95),
		max: quantile(times, 1),
		runs: times.length,
	};
	say(what, spread(times), `p95 <= ${budgetMs} ms`, quantile(times, 0.95) <= budgetMs ? 'ok' : 'OVER');
}

function judgeShare(what: string, share: number): void {
	figures[what] = share;
	say(what, `${(100 * share).toFixed(1)} % of a core`, '<= 10 %', share <= 0.1 ? 'ok' : 'OVER');
}

function sayUsage(what: string, before: Usage, tookMs: number): void {
	const now = readUsage(server);
	const share = (ms: number) => `${((100 * ms) / tookMs).toFixed(0)} %`;
	say(
		what,
		`server ${share(now.serverMs - before.serverMs)}, database ${share(now.databaseMs - before.databaseMs)} of a core`,
		'',
		'',
	);
}

function say(what: string, value: string, budget: string, verdict: string): void {
	rows.push({ what, value, budget, verdict });
	console.log(`${what.padEnd(58)} ${value.padEnd(54)} ${budget.padEnd(14)} ${verdict}`);
}
