import type { Command } from 'commander';
import { abortOnSignal } from './abort-on-signal.ts';
import { printJson } from './print-json.ts';
import { createProgressReporter } from './progress.ts';

interface UpdateCommandOptions {
	readonly pack: string;
	readonly source?: string;
	readonly crs?: string;
	readonly map?: string;
	readonly json?: boolean;
}

/** `fengtu update`: adds, replaces and removes buildings of a pack without building it anew. */
export function addUpdateCommand(program: Command): void {
	program
		.command('update')
		.description('add, replace and remove buildings of a pack by id; only what they touch is made anew')
		.argument(
			'<changes>',
			'GeoJSON, or GeoJSON features one a line; property `change`: add, replace or remove (absent: replace if the id is in the pack, else add)',
		)
		.requiredOption('--pack <dir>', 'folder of the pack')
		.option('--source <key>', 'source that the buildings are of (default: the only one that holds buildings)')
		.option('--crs <crs>', "coordinate system of the changes (default: what the file names, else the source's)")
		.option('--map <file>', 'mapping file, as for the build of the source')
		.option('--json', 'print the report as one JSON object')
		.action(async (changes: string, { pack, json, ...options }: UpdateCommandOptions) => {
			const { updateCityPack } = await import('../citypack/update/update-city-pack.ts');
			const progress = createProgressReporter();
			try {
				const report = await updateCityPack({
					...options,
					packDir: pack,
					changes,
					onProgress: (stage) => progress.report({ stage: STAGES[stage], done: 0, total: 0 }),
					signal: abortOnSignal(),
				});
				progress.stop();
				if (json) printJson(report);
				const { added, replaced, removed, tilesRewritten, tiles, seconds } = report;
				process.stderr.write(
					`${pack}: ${added} added, ${replaced} replaced, ${removed} removed; ${tilesRewritten} of ${tiles} tiles made anew; ${seconds.toFixed(1)} s; a server that runs goes on with it by itself\n`,
				);
			} finally {
				progress.stop();
			}
		});
}

const STAGES = {
	read: 'read the changes',
	buildings: 'buildings and tiles',
	rebuild: 'the change reaches beyond single tiles: all tiles are made anew from the pack',
	finish: 'finish',
} as const;
