import { measureGapToPoint } from '../../analysis/measure/gap.ts';
import { createPlaneShape } from '../../analysis/measure/plane-shape.ts';
import { AppError } from '../../domain/errors.ts';
import { createLocalPlane, distanceM } from '../../domain/geo/local-plane.ts';
import { bboxAround, bboxContains, type LonLat } from '../../domain/geo/lon-lat.ts';
import type { City } from '../../domain/pack/city.ts';

/** A building so near is in the same town, or as good as. Assumption, not sourced. */
const BUILDING_WITHIN_M = 150;
/** Farther from every named place a town is not known. Assumption, not sourced. */
const PLACE_WITHIN_M = 3000;

/**
 * In which town or sub-district does a place lie? That of the nearest building, else of the nearest named place; null = unknown, also
 * where the pack cannot be read: a record is kept whether or not its town is known. Cost: buildings of 0.1 km2; without any, one look at
 * each place of the city.
 */
export async function findDistrict(city: City, at: LonLat): Promise<string | null> {
	if (!bboxContains(city.manifest.bounds, at)) return null;
	try {
		return (await findBuildingTown(city, at)) ?? (await findPlaceTown(city, at));
	} catch (error) {
		if (error instanceof AppError) return null;
		throw error;
	}
}

async function findBuildingTown(city: City, at: LonLat): Promise<string | null> {
	const plane = createLocalPlane(at);
	const buildings = await city.findBuildingsIn(bboxAround(at, BUILDING_WITHIN_M));
	const near = buildings
		.filter(({ town }) => town !== null)
		.map(({ town, polygons }) => ({ town, ...measureGapToPoint(createPlaneShape(polygons, plane), [0, 0]) }))
		.filter((gap) => gap.distanceM <= BUILDING_WITHIN_M);
	return findNearest(near);
}

async function findPlaceTown(city: City, at: LonLat): Promise<string | null> {
	const box = bboxAround(at, PLACE_WITHIN_M);
	const near = (await city.readPlaces())
		.filter((place) => place.town !== null && bboxContains(box, place))
		.map((place) => ({ town: place.town, distanceM: distanceM(at, place) }))
		.filter((place) => place.distanceM <= PLACE_WITHIN_M);
	return findNearest(near);
}

function findNearest(near: readonly { readonly town: string | null; readonly distanceM: number }[]): string | null {
	const [first, ...rest] = near;
	return rest.reduce((best, one) => (one.distanceM < (best as typeof one).distanceM ? one : best), first)?.town ?? null;
}
