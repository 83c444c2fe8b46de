import { type Command, Option } from 'commander';
import { assessPlace } from '../analysis/alert/assess-place.ts';
import { type PlacedAerial, type Situation, situationSchema, type Wind } from '../domain/alert/situation.ts';
import { toWgs84 } from '../domain/geo/datum.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import type { Datum } from '../domain/incident.ts';
import { incidentTypeSchema } from '../domain/incident-type.ts';
import { openPackFolder } from './open-pack-folder.ts';
import {
	parseDatum,
	parseFloor,
	parseLonLat,
	parseTime,
	parseTruck,
	parseWholeNumber,
	parseWind,
} from './parse-options.ts';
import { printAssessment } from './print-assessment.ts';
import { printJson } from './print-json.ts';
import { readClosuresFile } from './read-closures-file.ts';
import { readServiceTable } from './read-service-table.ts';
import { readTravelTable } from './read-travel-table.ts';

interface AssessOptions {
	readonly pack: string;
	readonly at: LonLat;
	readonly crs: Datum;
	readonly type: Situation['type'];
	readonly level?: number;
	readonly floor?: number;
	readonly wind?: Wind;
	readonly substance?: string;
	readonly defensive?: boolean;
	readonly truck: readonly PlacedAerial[];
	readonly without: readonly string[];
	readonly time?: number;
	readonly closures?: string;
	readonly travel?: string;
	readonly service?: string;
	readonly json?: boolean;
}

/** `fengtu assess`: the whole alert assessment of one place, the same numbers as the page's cards. */
export function addAssessCommand(program: Command): void {
	program
		.command('assess')
		.description('target, surroundings, aerials, water, zones, heights and force of one place')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.requiredOption('--at <lon,lat>', 'the place', parseLonLat)
		.option('--crs <datum>', 'datum of --at: wgs84, gcj02 or bd09', parseDatum, 'wgs84')
		.addOption(new Option('--type <type>', 'what happened').choices(incidentTypeSchema.options).default('fire'))
		.option('--level <n>', 'alarm level set by the service', parseWholeNumber(1, 5))
		.option('--floor <n>', 'floor that burns, from 1; below ground -1, -2', parseFloor)
		.option('--wind <from,speed>', 'degrees from north it blows from, m/s', parseWind)
		.option('--substance <id>', 'hazardous substance')
		.option('--defensive', 'the fire is fought from outside: the collapse zone is active')
		.option('--truck <model,lon,lat[,heading]>', 'an aerial put there, WGS84 (may be repeated)', parseTruck, [])
		.option('--without <vehicle>', 'id of a vehicle that cannot be sent (may be repeated)', collect, [])
		.option('--time <time>', 'when, ISO 8601 with offset, 2026-11-21T08:00+08:00 (default: now)', parseTime)
		.option('--closures <file>', 'roads closed or slow: GeoJSON features, or a list as the server gives it')
		.option('--travel <file>', 'travel table: speeds and delays (JSON)')
		.option('--service <file>', "the service's own figures and run cards (JSON)")
		.option('--json', 'print the assessment as one JSON object')
		.action(assess);
}

async function assess({ pack, at, crs, time: nowMs = Date.now(), ...options }: AssessOptions): Promise<void> {
	const service = await readServiceTable(options.service);
	const table = await readTravelTable(options.travel);
	const closures = options.closures ? await readClosuresFile('--closures', options.closures) : [];
	const { type, level, floor, wind, substance, defensive, truck, without } = options;
	const situation = situationSchema.parse({
		type,
		level,
		fireFloor: floor,
		wind,
		substance,
		defensive,
		placed: truck,
		unavailable: without,
	});
	const city = await openPackFolder(pack);
	const assessment = await assessPlace(city, toWgs84(at, crs), { nowMs, situation, closures, table, service });
	if (options.json) printJson(assessment);
	else printAssessment(assessment);
}

function collect(text: string, others: readonly string[]): string[] {
	return [...others, text];
}
