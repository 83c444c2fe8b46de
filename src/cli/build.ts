import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { abortOnSignal } from './abort-on-signal.ts';
import { parseWholeNumber } from './parse-options.ts';
import { printJson } from './print-json.ts';
import { createProgressReporter } from './progress.ts';

interface BuildOptions {
	readonly out: string;
	readonly name?: string;
	readonly crs?: string;
	readonly workers: number;
	readonly json?: boolean;
}

/** `fengtu build`: turns source files into a city pack. */
export function addBuildCommand(program: Command): void {
	program
		.command('build')
		.description('build a city pack from a generated city or OpenStreetMap PBF files')
		.argument('<input...>', 'a folder made by `fengtu generate`, or .osm.pbf files')
		.requiredOption('--out <dir>', 'folder of the pack')
		.option('--name <name>', "the pack's name (default: the folder's)")
		.option('--crs <crs>', 'coordinate system of the inputs; these formats say it themselves: wgs84')
		.option('--workers <n>', 'threads', parseWholeNumber(1, 64), 2)
		.option('--json', 'print the report as one JSON object')
		.action(async (inputs: string[], options: BuildOptions) => {
			const { buildCityPack } = await import('../citypack/build-city-pack.ts');
			const progress = createProgressReporter();
			try {
				const report = await buildCityPack({
					inputs,
					outDir: options.out,
					name: options.name ?? basename(resolve(options.out)),
					...(options.crs === undefined ? {} : { crs: options.crs }),
					workers: options.workers,
					onProgress: (step) => progress.report(step),
					signal: abortOnSignal(),
				});
				progress.stop();
				if (options.json) printJson(report);
				else {
					const { buildings } = report;
					process.stderr.write(
						`${options.out}: ${buildings.kept} buildings kept of ${buildings.read} read, ${buildings.repaired} repaired, ${buildings.refused} refused (rejects.ndjson); ${report.tiles} tiles; ${report.seconds.toFixed(1)} s\n`,
					);
				}
			} finally {
				progress.stop();
			}
		});
}
