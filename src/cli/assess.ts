import type { Command } from 'commander';
import { assessPlace } from '../analysis/alert/assess-place.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import type { Datum } from '../domain/incident.ts';
import { openPackFolder } from './open-pack-folder.ts';
import { parseDatum, parseLonLat } from './parse-options.ts';
import { printAssessment } from './print-assessment.ts';
import { printJson } from './print-json.ts';

/** `fengtu assess`: the whole alert assessment of one place, the same numbers as the page's cards. */
export function addAssessCommand(program: Command): void {
	program
		.command('assess')
		.description('target building, surroundings, water and routes of one place')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.requiredOption('--at <lon,lat>', 'the place', parseLonLat)
		.option('--crs <datum>', 'datum of --at: wgs84, gcj02 or bd09', parseDatum, 'wgs84')
		.option('--json', 'print the assessment as one JSON object')
		.action(async (options: { pack: string; at: LonLat; crs: Datum; json?: boolean }) => {
			const city = await openPackFolder(options.pack);
			const assessment = await assessPlace(city, toWgs84(options.at, options.crs), { nowMs: Date.now() });
			if (options.json) printJson(assessment);
			else printAssessment(assessment);
		});
}
