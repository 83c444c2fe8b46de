import { DataError } from '../../domain/errors.ts';
import { metresPerDegree } from '../../domain/geo/local-plane.ts';
import { E7 } from '../../domain/geo/lon-lat.ts';
import { type BuildingGrid, MAX_GRID_LEVELS } from '../../domain/pack/building-pages.ts';

/** Width of a cell as far as whole numbers of 1e-7 degrees allow, metres. */
export const CELL_WIDTH_M = 1280;
/** Cells get their width in degrees from the city's middle latitude, rounded to this: a little more or less of it changes nothing. */
const LATITUDE_STEP_DEG = 0.25;
/** The root's corner is a multiple of its width over this, so that a city may grow that far to the west and south. */
const ROOT_STEPS = 8;

/** [west, south, east, north], degrees x 1e7. */
export type BoundsE7 = readonly [westE7: number, southE7: number, eastE7: number, northE7: number];

/**
 * Which grid lies over buildings of this extent? The root is the smallest square of 2^levels cells whose corner, a multiple of
 * an eighth of its width, lies at or below the extent's. It follows from the extent's cells alone, and any extent
 * that holds this one and lies inside its root has the same root: a building added there moves nothing.
 * @param bounds of all buildings' boxes; null for none
 * @throws DataError `tiles/too-wide` when no root of MAX_GRID_LEVELS levels holds them
 */
export function fitBuildingGrid(bounds: BoundsE7 | null): BuildingGrid {
	const [westE7, southE7, eastE7, northE7] = bounds ?? [0, 0, 0, 0];
	const latitudeDeg = Math.round((southE7 + northE7) / 2 / E7 / LATITUDE_STEP_DEG) * LATITUDE_STEP_DEG;
	const scale = metresPerDegree(latitudeDeg);
	const cellLonE7 = Math.round((CELL_WIDTH_M / scale.lon) * E7);
	const cellLatE7 = Math.round((CELL_WIDTH_M / scale.lat) * E7);
	const west = Math.floor(westE7 / cellLonE7);
	const south = Math.floor(southE7 / cellLatE7);
	const east = Math.floor(eastE7 / cellLonE7);
	const north = Math.floor(northE7 / cellLatE7);
	for (let levels = 0; levels <= MAX_GRID_LEVELS; levels++) {
		const width = 2 ** levels;
		const step = Math.max(1, width / ROOT_STEPS);
		const left = Math.floor(west / step) * step;
		const bottom = Math.floor(south / step) * step;
		if (east >= left + width || north >= bottom + width) continue;
		return { westE7: left * cellLonE7, southE7: bottom * cellLatE7, cellLonE7, cellLatE7, levels };
	}
	const extentM = Math.max(((eastE7 - westE7) / E7) * scale.lon, ((northE7 - southE7) / E7) * scale.lat);
	throw new DataError(
		'tiles/too-wide',
		`buildings: got ${Math.round(extentM / 1000)} km from end to end, expected at most about ${Math.round((CELL_WIDTH_M * 2 ** MAX_GRID_LEVELS) / 1000)} km`,
	);
}
