import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { recoverPack } from '../citypack/write/recover-pack.ts';
import { PACK_FILES } from '../domain/pack/manifest.ts';
import { isOlderLayout, readManifest } from '../domain/pack/open-city.ts';
import { isOlderRoadGraph } from '../domain/pack/road-graph.ts';
import { keepDemoLocal } from '../server/check-exposure.ts';
import { readConfig } from '../server/config.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { buildPage } from './build-page.ts';
import { checkDiskSpace } from './disk-space.ts';
import { parseWholeNumber } from './parse-options.ts';
import { createProgressReporter } from './progress.ts';
import { PROJECT_DIR } from './project.ts';
import { runServer } from './run-server.ts';

const DEFAULT_BUILDINGS = 1_700_000;
const DEFAULT_SEED = 1;
const ROAD_GRAPH_HEAD_BYTES = 8192;

/** `npm start`: makes the default pack and the page where they are missing, then serves them as a demo, to this machine alone. */
export function addStartCommand(program: Command): void {
	program
		.command('start')
		.description('make the synthetic Dongguan if it is missing, then serve the page (npm start)')
		.option('--buildings <n>', 'size of the city', parseWholeNumber(100, 5_000_000), DEFAULT_BUILDINGS)
		.option('--host <host>', 'address to listen on: 127.0.0.1, ::1 or localhost', '127.0.0.1')
		.option('--port <port>', 'port; taken ones are skipped', parseWholeNumber(0, 65_535), 8080)
		.option('--travel <file>', 'travel table: speeds and delays (JSON)')
		.option('--service <file>', "the service's own figures and run cards (JSON)")
		.action(async (options: { buildings: number; host: string; port: number; travel?: string; service?: string }) => {
			const config = readConfig({ ...process.env, FENGTU_HOST: options.host, FENGTU_PORT: String(options.port) });
			keepDemoLocal(config);
			const name = options.buildings === DEFAULT_BUILDINGS ? 'dongguan' : `dongguan-${options.buildings}`;
			const packDir = resolve(PROJECT_DIR, 'tilesets', name);
			const ended = new AbortController();
			const signal = AbortSignal.any([abortOnSignal(), ended.signal]);
			try {
				await recoverPack(packDir);
				const missing = !(await isUsable(packDir));
				await Promise.all([buildPage(signal), missing && makeCity(name, packDir, options.buildings, signal)]);
			} catch (error) {
				ended.abort();
				throw error;
			}
			await runServer({
				packDir,
				dataDir: config.dataDir ?? resolve(PROJECT_DIR, '.data', name),
				config,
				mode: 'demo',
				travel: options.travel,
				service: options.service,
			});
		});
}

/** Whether a pack of this layout is there; one of an older Fengtu is made anew. */
async function isUsable(packDir: string): Promise<boolean> {
	const path = resolve(packDir, PACK_FILES.manifest);
	if (!existsSync(path)) return false;
	const { createLocalSource } = await import('../citypack/read/local-source.ts');
	const roads = createLocalSource(resolve(packDir, PACK_FILES.roadGraph), PACK_FILES.roadGraph);
	const isOlder =
		isOlderLayout(await readManifest(createLocalSource(path))) ||
		isOlderRoadGraph(await roads.read(0, Math.min(ROAD_GRAPH_HEAD_BYTES, await roads.size())), roads.name);
	if (!isOlder) return true;
	process.stderr.write(`${packDir}: made by an older Fengtu, is made anew\n`);
	return false;
}

/** Generates the source files beside the pack, builds the pack, removes the source files. */
async function makeCity(name: string, packDir: string, buildings: number, signal: AbortSignal): Promise<void> {
	const sourceDir = resolve(PROJECT_DIR, 'tilesets', `.source-${name}`);
	const { generateCity } = await import('../citypack/generate/generate-city.ts');
	const { buildCityPack } = await import('../citypack/build-city-pack.ts');
	await checkDiskSpace(resolve(PROJECT_DIR, 'tilesets'), buildings);
	const progress = createProgressReporter();
	try {
		await generateCity({
			city: 'dongguan',
			buildings,
			seed: DEFAULT_SEED,
			outDir: sourceDir,
			workers: 2,
			onProgress: (step) => progress.report(step),
			signal,
		});
		await buildCityPack({
			inputs: [sourceDir],
			outDir: packDir,
			name,
			workers: 2,
			onProgress: (step) => progress.report(step),
			signal,
		});
	} finally {
		progress.stop();
		await rm(sourceDir, { recursive: true, force: true });
	}
}
