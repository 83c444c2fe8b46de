import type { DataPart } from '../../domain/alert/assessment-part.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import { bboxAround, bboxContains, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';
import type { Place } from '../../domain/place.ts';
import type { ServiceValues } from '../../domain/service/assumptions.ts';
import { findTarget } from './find-target.ts';
import { measureBuildings } from './measured-building.ts';
import { boxAroundTarget, boxInDegrees } from './place-box.ts';
import type { PlaceData } from './place-data.ts';

/** Boxes are asked for a little larger, so that rounding loses nothing at exactly the radius. */
const BOX_MARGIN_M = 0.1;
/** Buildings are known so much farther off than water is looked for: a hose goes round the ones beside the source. */
const BEYOND_WATER_M = 20;

/** The key units of a city's list of places, which is read once. */
const KEY_UNITS = new WeakMap<readonly Place[], readonly Place[]>();

/** How a place is read. */
export interface GatherOptions {
	readonly values: ServiceValues;
	readonly signal?: AbortSignal | undefined;
	/** A clock for `timingsMs`, which stays empty without one. */
	readonly clockMs?: (() => number) | undefined;
}

/**
 * Reads once what every rule needs of a place: buildings as far round the target's walls as water is looked for, water, stations, roads,
 * ground, key units. Each part fails by itself. Cost: the buildings of some 0.4 km2; stations, places, roads and ground are kept by the city.
 * @throws the signal's reason when aborted; nothing else
 */
export async function gatherPlace(
	city: City,
	at: LonLat,
	{ values, signal, clockMs }: GatherOptions,
): Promise<PlaceData> {
	const plane = createLocalPlane(at);
	const failures: PlaceData['failures'][number][] = [];
	const timingsMs: Record<string, number> = {};
	const waterRadiusM = values['water.radiusM'];
	const reachM = Math.max(waterRadiusM + BEYOND_WATER_M, values['surroundings.radiusM']);
	const nearM = values['target.nearM'];

	async function read<T>(part: DataPart, run: () => Promise<T>): Promise<T | null> {
		const startMs = clockMs?.();
		try {
			return await run();
		} catch (error) {
			signal?.throwIfAborted();
			failures.push({ part, error });
			return null;
		} finally {
			if (clockMs && startMs !== undefined) timingsMs[`read-${part}`] = clockMs() - startMs;
		}
	}

	const base = { manifest: city.manifest, at, reachM, failures, timingsMs };
	if (!bboxContains(city.manifest.bounds, at)) {
		return { ...base, buildings: [], keyUnits: [], water: [], stations: [], graph: null, ground: null };
	}
	const near = await read('buildings', () => city.findBuildingsIn(bboxAround(at, nearM), signal));
	const { target } = findTarget(measureBuildings(near ?? [], plane), [0, 0], nearM);
	const boxOf = (radiusM: number) => boxInDegrees(plane, boxAroundTarget(target, radiusM + BOX_MARGIN_M));
	const box = boxOf(reachM);
	const buildings = near && (await read('buildings', () => city.findBuildingsIn(box, signal)));
	const places = await read('key-units', () => city.readPlaces(signal));
	return {
		...base,
		buildings,
		keyUnits: listKeyUnits(places ?? []).filter((place) => bboxContains(box, place)),
		water: await read('water', () => city.findWaterIn(boxOf(waterRadiusM), signal)),
		stations: await read('stations', () => city.readStations(signal)),
		graph: await read('roads', () => city.readRoadGraph(signal)),
		ground: await read('ground', () => city.readGround(signal)),
	};
}

function listKeyUnits(places: readonly Place[]): readonly Place[] {
	let keyUnits = KEY_UNITS.get(places);
	if (!keyUnits) {
		keyUnits = places.filter(({ kind }) => kind === 'key-unit');
		KEY_UNITS.set(places, keyUnits);
	}
	return keyUnits;
}
