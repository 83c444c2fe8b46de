import type { Command } from 'commander';
import { UsageError } from '../domain/errors.ts';
import { abortOnSignal } from './abort-on-signal.ts';
import { parseWholeNumber } from './parse-options.ts';
import { printJson } from './print-json.ts';
import { createProgressReporter } from './progress.ts';

interface GenerateOptions {
	readonly city: string;
	readonly buildings: number;
	readonly seed: number;
	readonly out: string;
	readonly workers: number;
	readonly json?: boolean;
}

/** `fengtu generate`: a synthetic city as plain source files, the same for the same seed. */
export function addGenerateCommand(program: Command): void {
	program
		.command('generate')
		.description('make a synthetic city as plain FlatGeobuf and GeoJSON files')
		.option('--city <name>', 'which city', 'dongguan')
		.option('--buildings <n>', 'how many buildings', parseWholeNumber(100, 5_000_000), 1_700_000)
		.option('--seed <n>', 'the same seed gives the same city', parseWholeNumber(0, 2 ** 31), 1)
		.requiredOption('--out <dir>', 'folder to write to')
		.option('--workers <n>', 'threads', parseWholeNumber(1, 64), 2)
		.option('--json', 'print the report as one JSON object')
		.action(async (options: GenerateOptions) => {
			if (options.city !== 'dongguan') {
				throw new UsageError('cli/unknown-city', `--city: got ${options.city}, expected dongguan`);
			}
			const { generateCity } = await import('../citypack/generate/generate-city.ts');
			const progress = createProgressReporter();
			try {
				const report = await generateCity({
					city: 'dongguan',
					buildings: options.buildings,
					seed: options.seed,
					outDir: options.out,
					workers: options.workers,
					onProgress: (step) => progress.report(step),
					signal: abortOnSignal(),
				});
				progress.stop();
				if (options.json) printJson(report);
				else process.stderr.write(`wrote ${options.buildings} buildings to ${options.out}\n`);
			} finally {
				progress.stop();
			}
		});
}
