import type { Command } from 'commander';
import { findRoute } from '../analysis/routing/find-route.ts';
import { createRoadIndex } from '../analysis/routing/road-index.ts';
import { UsageError } from '../domain/errors.ts';
import type { LonLat } from '../domain/geo/lon-lat.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile, vehicleProfileSchema } from '../domain/vehicle.ts';
import { openPackFolder } from './open-pack-folder.ts';
import { parseLonLat } from './parse-options.ts';
import { printJson } from './print-json.ts';

interface RouteOptions {
	readonly pack: string;
	readonly from: LonLat;
	readonly to: LonLat;
	readonly vehicle?: string;
	readonly metric: string;
	readonly json?: boolean;
}

/** `fengtu route`: the way of one vehicle between two places, or why there is none. */
export function addRouteCommand(program: Command): void {
	program
		.command('route')
		.description('the way of a vehicle between two places')
		.requiredOption('--pack <dir>', 'folder of the pack')
		.requiredOption('--from <lon,lat>', 'start, WGS84', parseLonLat)
		.requiredOption('--to <lon,lat>', 'end, WGS84', parseLonLat)
		.option(
			'--vehicle <json>',
			'{"lengthM","widthM","heightM","massT","turningRadiusM"}; what is absent is a 19 t engine',
		)
		.option('--metric <metric>', 'time or distance', 'time')
		.option('--json', 'print the route as one JSON object')
		.action(async (options: RouteOptions) => {
			const { metric } = options;
			if (metric !== 'time' && metric !== 'distance') {
				throw new UsageError('cli/bad-metric', `--metric: got ${metric}, expected time or distance`);
			}
			const vehicle = parseVehicle(options.vehicle);
			const graph = await (await openPackFolder(options.pack)).readRoadGraph();
			const route = findRoute(graph, createRoadIndex(graph), options.from, options.to, { vehicle, metric });
			if (options.json) {
				printJson(
					route.found
						? { ...route, geometry: { type: 'LineString', coordinates: route.geometry } }
						: { distanceM: null, durationS: null, geometry: null, ...route },
				);
			} else if (route.found) {
				process.stdout.write(`${(route.distanceM / 1000).toFixed(2)} km, ${Math.round(route.durationS)} s\n`);
			} else process.stdout.write(`no route: ${route.reason}\n`);
		});
}

function parseVehicle(json: string | undefined): VehicleProfile {
	if (json === undefined) return DEFAULT_VEHICLE_PROFILE;
	let given: unknown;
	try {
		given = JSON.parse(json);
	} catch (cause) {
		throw new UsageError('cli/bad-vehicle', `--vehicle: got ${json}, expected a JSON object`, { cause });
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
