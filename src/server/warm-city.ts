import { assessPlace } from '../analysis/alert/assess-place.ts';
import { prepareForce } from '../analysis/alert/force/prepare-force.ts';
import { type PreparedRoads, prepareRoads } from '../analysis/alert/prepare-roads.ts';
import { findNameIndex } from '../analysis/search/search-city.ts';
import { PLAIN_SITUATION, type Situation } from '../domain/alert/situation.ts';
import type { Health } from '../domain/api.ts';
import type { Building } from '../domain/building.ts';
import { AppError, describeError } from '../domain/errors.ts';
import { bboxAround, type LonLat } from '../domain/geo/lon-lat.ts';
import type { City } from '../domain/pack/city.ts';
import type { ServiceTable } from '../domain/service/service-table.ts';
import type { Station } from '../domain/station.ts';
import type { TravelTable } from '../domain/travel-table.ts';

/** The first station's neighbourhood, in which one building of each use is assessed for nobody. */
const WARM_WITHIN_M = 800;
/** All rules run. */
const WARM_SITUATION: Situation = {
	...PLAIN_SITUATION,
	fireFloor: 1,
	wind: { fromDeg: 90, speedMps: 3, basis: 'said', observedAtMs: null },
};

/** What assessments will reckon with, and when to end. */
export interface WarmOptions {
	readonly table: TravelTable;
	readonly service: ServiceTable;
	readonly nowMs: () => number;
	/** Between two slices of work. */
	readonly pause: () => Promise<void>;
	readonly signal: AbortSignal;
}

/** What warming found. */
export interface WarmCity {
	/** null: the road graph cannot be read. */
	readonly roads: PreparedRoads | null;
	readonly stations: readonly Station[];
	readonly problems: Health['problems'];
}

/** The tallest building of each use near the first station: a home, a village house, a factory. */
async function listWarmPlaces(city: City, [station]: readonly Station[]): Promise<readonly LonLat[]> {
	if (!station) return [];
	const tallest = new Map<Building['use'], Building>();
	for (const building of await city.findBuildingsIn(bboxAround(station, WARM_WITHIN_M))) {
		const before = tallest.get(building.use);
		if (!before || (building.heightM ?? 0) > (before.heightM ?? 0)) tallest.set(building.use, building);
	}
	return [...tallest.values()].flatMap(({ polygons }) => {
		const [lon, lat] = polygons[0]?.[0]?.[0] ?? [];
		return lon === undefined || lat === undefined ? [] : [{ lon, lat }];
	});
}

/**
 * Reads and makes what the first alarm would otherwise wait for: stations, road graph and its index, the networks of the vehicles on file and
 * what stations cover, addresses, the spellings of names; in slices, so that requests are answered meanwhile. A part that cannot be read becomes a
 * problem; the others are warmed all the same. Ends early, without a result to speak of, when `signal` aborts.
 */
export async function warmCity(city: City, { table, service, nowMs, pause, signal }: WarmOptions): Promise<WarmCity> {
	const problems: Health['problems'] = [];
	async function tryPart<T>(part: () => Promise<T>): Promise<T | undefined> {
		try {
			return signal.aborted ? undefined : await part();
		} catch (error) {
			const file = error instanceof AppError ? error.context.file : null;
			problems.push({
				code: error instanceof AppError ? error.code : 'pack/unreadable',
				message: describeError(error),
				file: typeof file === 'string' ? file : null,
			});
			return undefined;
		}
	}
	const stations = (await tryPart(() => city.readStations())) ?? [];
	const roads = (await tryPart(() => prepareRoads(city, table))) ?? null;
	await tryPart(async () => {
		if (!roads) return;
		const limitS = service.values['force.firstArrivalS'];
		for (const _ of prepareForce(roads.index, { stations, departAtMs: nowMs(), limitS, overlays: false })) {
			if (signal.aborted) return;
			await pause();
		}
	});
	const places = await tryPart(() => city.readPlaces());
	await pause();
	await tryPart(() => city.findAddresses(''));
	await pause();
	// Whole assessments for nobody: the first real one finds code compiled and pages read, whatever it is of.
	await tryPart(async () => {
		for (const at of await listWarmPlaces(city, stations)) {
			await assessPlace(city, at, { nowMs: nowMs(), table, service, situation: WARM_SITUATION, signal });
			await pause();
		}
	});
	for (const _ of places ? findNameIndex(places).prepare() : []) {
		if (signal.aborted) break;
		await pause();
	}
	return { roads, stations, problems };
}
