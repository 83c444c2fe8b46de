import { type Command, InvalidArgumentError, Option } from 'commander';
import { answerRoute } from '../analysis/routing/answer/answer-route.ts';
import { createRoadIndex } from '../analysis/routing/road-index.ts';
import { UsageError } from '../domain/errors.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import {
	FIRE_ENGINE_EXEMPTIONS,
	type RouteAnswer,
	type RouteExemptions,
	routeExemptionsSchema,
} from '../domain/route.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile, vehicleProfileSchema } from '../domain/vehicle.ts';
import { findVehicleModel } from '../domain/vehicle-catalogue.ts';
import { openPackFolder } from './open-pack-folder.ts';
import { parseLonLat, parseTime, parseWholeNumber } from './parse-options.ts';
import { printJson } from './print-json.ts';
import { formatRoute, ROUTE_LANGUAGES, type RouteLanguage } from './print-route.ts';
import { readClosuresFile } from './read-closures-file.ts';
import { readTravelTable } from './read-travel-table.ts';

type Exemption = keyof RouteExemptions;
const EXEMPTIONS = Object.keys(routeExemptionsSchema.shape) as Exemption[];

interface RouteOptions {
	readonly pack: string;
	readonly from: LonLat;
	readonly to: LonLat;
	readonly vehicle?: string;
	readonly metric: 'time' | 'distance';
	readonly at?: number;
	readonly count: number;
	readonly travel?: string;
	readonly closures?: string;
	readonly exempt: readonly Exemption[];
	readonly obey: readonly Exemption[];
	readonly lang: RouteLanguage;
	readonly json?: boolean;
}

/** `fengtu route`: the ways of one vehicle between two places, or why there is none. */
export function addRouteCommand(program: Command): void {
	program
		.command('route')
		.description('the way of a vehicle between two places')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.requiredOption('--from <lon,lat>', 'start, WGS84', parseLonLat)
		.requiredOption('--to <lon,lat>', 'end, WGS84', parseLonLat)
		.option(
			'--vehicle <json|model>',
			'{"lengthM","widthM","heightM","massT","turningRadiusM","jackSpreadM"}, what is absent is a 19 t engine; or a model of the catalogue, or any',
		)
		.addOption(new Option('--metric <metric>', 'what to keep small').choices(['time', 'distance']).default('time'))
		.option('--at <time>', 'when it leaves, ISO 8601 with offset, 2026-11-21T08:00+08:00 (default: now)', parseTime)
		.option('--count <n>', 'ways that are a real choice', parseWholeNumber(1, 3), 1)
		.option('--travel <file>', 'travel table: speeds and delays (JSON)')
		.option('--closures <file>', 'roads closed or slow: GeoJSON features, or a list as the server gives it')
		.option('--exempt <list>', `free of: ${EXEMPTIONS.join(',')}`, parseExemptions, [])
		.option(
			'--obey <list>',
			'bound by: the same, of which a fire engine is free by default of most',
			parseExemptions,
			[],
		)
		.addOption(new Option('--lang <language>', 'of the printed route').choices(ROUTE_LANGUAGES).default('zh'))
		.option('--json', 'print the route as one JSON object')
		.action(printRoute);
}

async function printRoute(options: RouteOptions): Promise<void> {
	const vehicle = parseVehicle(options.vehicle);
	const table = await readTravelTable(options.travel);
	const closures = options.closures ? await readClosuresFile('--closures', options.closures) : [];
	const graph = await (await openPackFolder(options.pack)).readRoadGraph();
	const { from, to, metric, count, at: departAtMs = Date.now() } = options;
	const exemptions = chooseExemptions(options.exempt, options.obey);
	const query = { from, to, vehicle, exemptions, departAtMs, metric, count, building: null };
	const answer = answerRoute(createRoadIndex(graph, { table }), query, closures);
	if (options.json) printJson(toJson(answer));
	else process.stdout.write(`${formatRoute(answer, options.lang).join('\n')}\n`);
}

/** The best way's figures stand at the top, where they always stood; without a way, the limits in its way. */
function toJson({ found, ...answer }: RouteAnswer): Record<string, unknown> {
	const [best] = answer.routes;
	return {
		found,
		distanceM: best?.distanceM ?? null,
		durationS: best?.durationS ?? null,
		geometry: best ? { type: 'LineString', coordinates: best.geometry } : null,
		limits: best?.limits ?? answer.refused?.limits ?? [],
		...answer,
	};
}

function parseExemptions(text: string): Exemption[] {
	return text.split(',').map((part) => {
		const name = EXEMPTIONS.find((known) => known === part.trim());
		if (!name) throw new InvalidArgumentError(`got ${part}, expected ${EXEMPTIONS.join(', ')}`);
		return name;
	});
}

function chooseExemptions(exempt: readonly Exemption[], obey: readonly Exemption[]): RouteExemptions {
	const both = exempt.find((name) => obey.includes(name));
	if (both) throw new UsageError('cli/bad-exemption', `--exempt, --obey: got ${both} in both, expected it in one`);
	const exemptions = { ...FIRE_ENGINE_EXEMPTIONS };
	for (const name of exempt) exemptions[name] = true;
	for (const name of obey) exemptions[name] = false;
	return exemptions;
}

function parseVehicle(text: string | undefined): VehicleProfile | null {
	if (text === undefined) return DEFAULT_VEHICLE_PROFILE;
	if (text === 'any') return null;
	const model = findVehicleModel(text);
	if (model) return model.profile;
	let given: unknown;
	try {
		given = JSON.parse(text);
	} catch (cause) {
		throw new UsageError(
			'cli/bad-vehicle',
			`--vehicle: got ${text}, expected a JSON object or a model of the catalogue`,
			{ cause },
		);
	}
	const parsed = vehicleProfileSchema.partial().strict().safeParse(given);
	if (!parsed.success) {
		const issue = parsed.error.issues[0];
		throw new UsageError(
			'cli/bad-vehicle',
			`--vehicle ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`,
		);
	}
	return { ...DEFAULT_VEHICLE_PROFILE, ...parsed.data };
}
