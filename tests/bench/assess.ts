/**
 * The whole alert assessment at seeded places of all kinds of a city, one after the other in one thread: time by the clock and of the
 * processor, each part, target and surroundings alone, asked again with another wind, and the bytes of the answer.
 *   npm run bench:assess [-- --pack DIR | --buildings N --dir DIR] [--places N] [--seed S] [--json]
 * --pack takes a built pack. Else the city is generated and built once into --dir and kept there. "first asked": nobody has asked of that
 * place; "again": the same places once more. --json: one JSON object as the last line.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { assessData } from '../../src/analysis/alert/assess-data.ts';
import { assessTarget } from '../../src/analysis/alert/assess-target.ts';
import { createSite } from '../../src/analysis/alert/create-site.ts';
import { listVehicleKinds } from '../../src/analysis/alert/force/prepare-force.ts';
import { gatherPlace } from '../../src/analysis/alert/gather-place.ts';
import { prepareRoads } from '../../src/analysis/alert/prepare-roads.ts';
import { prepareCoverage } from '../../src/analysis/coverage/station-reach.ts';
import { openPackFolder } from '../../src/cli/open-pack-folder.ts';
import { PLAIN_SITUATION, type Situation } from '../../src/domain/alert/situation.ts';
import type { Assessment } from '../../src/domain/assessment.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../src/domain/route.ts';
import { createServiceTable } from '../../src/domain/service/service-table.ts';
import { PROJECT_DIR } from '../browser/serve-pack.ts';
import { type BenchPlace, pickBenchPlaces } from './assess-places.ts';
import { cpuMs, quantile, type Spread, tell } from './spread.ts';

const { values } = parseArgs({
	options: {
		pack: { type: 'string' },
		buildings: { type: 'string', default: '1700000' },
		dir: { type: 'string', default: join(tmpdir(), 'fengtu-bench') },
		places: { type: 'string', default: '200' },
		seed: { type: 'string', default: '1' },
		json: { type: 'boolean', default: false },
	},
});
const COUNT = Number(values.places);
if (!Number.isInteger(COUNT) || COUNT < 20) {
	throw new Error(`--places: got ${values.places}, expected a whole number from 20`);
}
/** Assessed before those that count, for the compiler. */
const WARM_UP = 60;
/** A Tuesday, 10:00 in Dongguan: the band of the day. */
const NOW_MS = Date.UTC(2026, 2, 3, 2);
const WIND = { fromDeg: 90, speedMps: 3, basis: 'said', observedAtMs: null } as const;
const FIRE: Situation = { ...PLAIN_SITUATION, fireFloor: 3, wind: WIND };
const OTHER_WIND: Situation = { ...FIRE, wind: { ...WIND, fromDeg: 200, speedMps: 6 } };

interface Times {
	readonly wallMs: number[];
	readonly cpuTimesMs: number[];
}

const table = createServiceTable();
const clockMs = () => performance.now();
const figures: Record<string, unknown> = {};

const packDir = values.pack ?? buildPack();
const city = await openPackFolder(packDir);
console.log(
	`${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ` +
		`${city.manifest.counts.buildings} buildings, pack ${city.manifest.version}, ${COUNT} places, seed ${values.seed}`,
);
const { index } = await prepareRoads(city);
await prepareWays();
const places = await pickBenchPlaces(city, COUNT, Number(values.seed));
for (const { at } of await pickBenchPlaces(city, WARM_UP, Number(values.seed) + 1)) await assess(at, FIRE);

console.log(`\n${'milliseconds'.padEnd(34)}  runs     p50     p95     max cpu p50 cpu p95 cpu mean`);
const first = await measureAll('first asked');
const again = await measureAll('again');
await measureTargets();
measureWhatIfs(await Promise.all(places.map(({ at }) => gather(at))));
reportKinds(first);
reportBytes(again.map(({ assessment }) => assessment));
if (values.json) console.log(JSON.stringify(figures));

/** The pack of the generated city, made once. */
function buildPack(): string {
	const cli = join(PROJECT_DIR, 'src/cli/fengtu.mjs');
	const source = join(values.dir, `city-${values.seed}-${values.buildings}`);
	const pack = join(values.dir, `pack-${values.seed}-${values.buildings}`);
	if (existsSync(join(pack, 'pack.json'))) return pack;
	mkdirSync(values.dir, { recursive: true });
	const run = (...args: string[]) =>
		execFileSync(process.execPath, [cli, ...args], { stdio: ['ignore', 'ignore', 'ignore'] });
	if (!existsSync(source)) {
		run('generate', '--city', 'dongguan', '--buildings', values.buildings, '--seed', values.seed, '--out', source);
	}
	run('build', source, '--out', pack);
	return pack;
}

/** What a server keeps ready: see server/keep-ways-ready.ts. */
async function prepareWays(): Promise<void> {
	const stations = await city.readStations();
	const startMs = cpuMs();
	for (const vehicle of listVehicleKinds(stations)) {
		for (const _ of index.prepareOverlay({ vehicle, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs: NOW_MS }));
	}
	for (const _ of prepareCoverage(index, stations, NOW_MS, table.values['force.firstArrivalS']));
	console.log(`made ready once for ${stations.length} stations, CPU: ${tell((cpuMs() - startMs) / 1000)} s`);
}

function gather(at: BenchPlace['at']) {
	return gatherPlace(city, at, { values: table.values, clockMs });
}

async function assess(at: BenchPlace['at'], situation: Situation): Promise<Assessment> {
	return assessData(await gather(at), index, { nowMs: NOW_MS, table, situation, clockMs });
}

async function measureAll(name: string) {
	const whole: Times = { wallMs: [], cpuTimesMs: [] };
	const results: { place: BenchPlace; wallMs: number; assessment: Assessment }[] = [];
	for (const place of places) {
		const [startMs, cpuStartMs] = [performance.now(), cpuMs()];
		const assessment = await assess(place.at, FIRE);
		const wallMs = performance.now() - startMs;
		whole.cpuTimesMs.push(cpuMs() - cpuStartMs);
		whole.wallMs.push(wallMs);
		results.push({ place, wallMs, assessment });
	}
	report(`${name}: whole`, whole);
	const timings = results.map(({ assessment }) => assessment.timingsMs);
	for (const part of new Set(timings.flatMap((parts) => Object.keys(parts)))) {
		const wallMs = timings.flatMap((parts) => parts[part] ?? []);
		report(`${name}:   ${part}`, { wallMs, cpuTimesMs: [] });
	}
	return results;
}

/** Target and surroundings alone: buildings read as far as they are listed, laid out and judged; no water, roads or force. */
async function measureTargets(): Promise<void> {
	const near = { ...table.values, 'water.radiusM': 0 };
	const times: Times = { wallMs: [], cpuTimesMs: [] };
	for (const { at } of places) {
		const [startMs, cpuStartMs] = [performance.now(), cpuMs()];
		const data = await gatherPlace(city, at, { values: near });
		const { site, candidates } = createSite(data, index, { nowMs: NOW_MS, table, situation: PLAIN_SITUATION });
		assessTarget(site, candidates, data.keyUnits);
		times.cpuTimesMs.push(cpuMs() - cpuStartMs);
		times.wallMs.push(performance.now() - startMs);
	}
	report('target + surroundings alone', times);
}

/** The same places with another wind, on what was read before. */
function measureWhatIfs(data: readonly Awaited<ReturnType<typeof gather>>[]): void {
	const times: Times = { wallMs: [], cpuTimesMs: [] };
	for (const each of data) {
		const [startMs, cpuStartMs] = [performance.now(), cpuMs()];
		assessData(each, index, { nowMs: NOW_MS, table, situation: OTHER_WIND });
		times.cpuTimesMs.push(cpuMs() - cpuStartMs);
		times.wallMs.push(performance.now() - startMs);
	}
	report('what if: another wind', times);
}

function report(name: string, { wallMs, cpuTimesMs }: Times): void {
	const mean = cpuTimesMs.reduce((sum, ms) => sum + ms, 0) / cpuTimesMs.length;
	const spread: Spread = {
		runs: wallMs.length,
		p50: quantile(wallMs, 0.5),
		p95: quantile(wallMs, 0.95),
		max: quantile(wallMs, 1),
		cpuP50: quantile(cpuTimesMs, 0.5),
		cpuP95: quantile(cpuTimesMs, 0.95),
		cpuMean: mean,
	};
	figures[name] = spread;
	const { runs, ...rest } = spread;
	const cells = Object.values(rest).map((ms) => (Number.isNaN(ms) ? '' : tell(ms)).padStart(7));
	console.log(`${name.padEnd(34)} ${String(runs).padStart(5)} ${cells.join(' ')}`);
}

function reportKinds(results: readonly { place: BenchPlace; wallMs: number; assessment: Assessment }[]): void {
	console.log('\nfirst asked, by kind: places, with a target, p50 and max ms');
	const kinds: Record<string, unknown> = {};
	for (const kind of new Set(results.map(({ place }) => place.kind))) {
		const of = results.filter(({ place }) => place.kind === kind);
		const wallMs = of.map((result) => result.wallMs);
		const targets = of.filter(({ assessment }) => assessment.target !== null).length;
		const [p50, max] = [quantile(wallMs, 0.5), quantile(wallMs, 1)];
		kinds[kind] = { places: of.length, targets, p50, max };
		console.log(
			`  ${kind.padEnd(20)} ${String(of.length).padStart(4)} ${String(targets).padStart(4)} ${tell(p50).padStart(7)} ${tell(max).padStart(7)}`,
		);
	}
	figures.kinds = kinds;
	const failed = results.flatMap(({ assessment }) => assessment.findings.filter(({ code }) => code === 'part/failed'));
	figures.failedParts = failed.length;
	for (const { params } of failed.slice(0, 5)) console.log(`  part failed: ${params.part}: ${params.message}`);
}

function reportBytes(assessments: readonly Assessment[]): void {
	const shares = [0.5, 0.95, 1];
	const sizesOf = (kBOf: (assessment: Assessment) => number) => {
		const sizes = assessments.map(kBOf);
		return shares.map((share) => quantile(sizes, share)) as [number, number, number];
	};
	const say = (name: string, [p50, p95, max]: [number, number, number]) => {
		console.log(`${name.padEnd(18)} p50 ${tell(p50)} kB, p95 ${tell(p95)} kB, max ${tell(max)} kB`);
		return { p50, p95, max };
	};
	const kB = (value: unknown) => (JSON.stringify(value)?.length ?? 0) / 1000;
	console.log('');
	figures.kB = say('JSON', sizesOf(kB));
	const sections = Object.keys(assessments[0] ?? {}) as (keyof Assessment)[];
	const bySize = sections.map((key) => [key, sizesOf((assessment) => kB(assessment[key]))] as const);
	for (const [key, sizes] of bySize.sort((a, b) => b[1][0] - a[1][0]).slice(0, 9)) say(`  ${key}`, sizes);
}
