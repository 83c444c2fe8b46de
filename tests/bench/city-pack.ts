/**
 * A city pack at full scale, from each source format: wall and CPU time, memory, bytes, each stage's share, and what a view of
 * the pack would load.
 *   npm run bench:citypack [-- --buildings N] [--seed S] [--workers W] [--formats fgb,parquet,geojsonl] [--dir DIR]
 * The inputs are generated once into --dir and kept there. Every build is a process of its own, so that memory is its own.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { BuildReport } from '../../src/citypack/build-city-pack.ts';
import { PROJECT_DIR } from '../browser/serve-pack.ts';
import { printViews } from './simulate-views.ts';
import { writeGeoJsonSeq } from './write-geojson-seq.ts';
import { writeGeoParquet } from './write-geoparquet.ts';

const { values } = parseArgs({
	options: {
		buildings: { type: 'string', default: '1700000' },
		seed: { type: 'string', default: '1' },
		workers: { type: 'string', default: '2' },
		formats: { type: 'string', default: 'fgb,parquet,geojsonl' },
		dir: { type: 'string', default: join(tmpdir(), 'fengtu-bench') },
	},
});
const count = Number(values.buildings);
const base = join(values.dir, `city-${values.seed}-${count}`);
const CLI = join(PROJECT_DIR, 'src/cli/fengtu.mjs');

/** Makes an input under a temporary name, so that a broken-off run leaves nothing that looks whole. */
async function makeOnce(path: string, make: (path: string) => unknown): Promise<string> {
	if (existsSync(path)) return path;
	const partial = `${path}.part`;
	rmSync(partial, { recursive: true, force: true });
	await make(partial);
	renameSync(partial, path);
	return path;
}

mkdirSync(values.dir, { recursive: true });
const city = await makeOnce(base, (out) =>
	execFileSync(
		process.execPath,
		[CLI, 'generate', '--city', 'dongguan', '--buildings', values.buildings, '--seed', values.seed, '--out', out],
		{
			stdio: ['ignore', 'ignore', 'ignore'],
		},
	),
);
const fgb = join(city, 'buildings.fgb');
const INPUTS: Readonly<Record<string, () => Promise<string>>> = {
	city: async () => city,
	fgb: async () => fgb,
	parquet: () => makeOnce(`${base}.parquet`, (path) => writeGeoParquet(fgb, path)),
	geojsonl: () => makeOnce(`${base}.geojsonl`, (path) => writeGeoJsonSeq(fgb, path)),
};

console.log(
	`${cpus().length} x ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}; ${count} generated buildings, seed ${values.seed}, ${values.workers} workers`,
);
let pack = '';
for (const format of values.formats.split(',')) {
	const make = INPUTS[format];
	if (!make) throw new Error(`--formats: got ${format}, expected ${Object.keys(INPUTS).join(', ')}`);
	const input = await make();
	pack = join(values.dir, `pack-${format}`);
	rmSync(pack, { recursive: true, force: true });
	// The input is read once before, so that all formats find theirs in the page cache.
	execFileSync('cat', [statSync(input).isDirectory() ? fgb : input], { stdio: ['ignore', 'ignore', 'ignore'] });
	const startMs = performance.now();
	const run = spawnSync(process.execPath, [CLI, 'build', input, '--out', pack, '--workers', values.workers, '--json'], {
		encoding: 'utf8',
		maxBuffer: 1 << 26,
	});
	const wallS = (performance.now() - startMs) / 1000;
	if (run.status !== 0) throw new Error(`${format}: got exit code ${run.status}, expected 0\n${run.stderr}`);
	const report = JSON.parse(run.stdout.trim().split('\n').at(-1) as string) as BuildReport;
	printReport(format, report, wallS);
}
await printViews(pack);

function printReport(format: string, report: BuildReport, wallS: number): void {
	const { kept } = report.buildings;
	const share = (ms: number) => `${(ms / 1000).toFixed(1)} s (${Math.round(ms / report.cpuSeconds / 10)} %)`;
	console.log(
		`\n${format}: ${kept} buildings, wall ${report.seconds.toFixed(1)} s (${wallS.toFixed(1)} s with the start of Node), ` +
			`CPU ${report.cpuSeconds.toFixed(1)} s, peak ${report.peakRssMiB} MiB`,
	);
	console.log(
		`  ${report.tiles} tiles, ${(report.bytesGzip / 1e6).toFixed(1)} MB gzip = ${(report.bytesGzip / kept).toFixed(1)} B a building; ` +
			`pack ${(report.bytes / 1e6).toFixed(0)} MB = ${(report.bytes / kept).toFixed(0)} B a building`,
	);
	const stages = Object.entries(report.stageMs);
	for (const [stage, ms] of stages) if (ms >= 50) console.log(`  ${stage}: ${share(ms)}`);
	const rest = report.cpuSeconds * 1000 - stages.reduce((sum, [, ms]) => sum + ms, 0);
	console.log(`  building files, threads and the rest: ${share(rest)}`);
}
