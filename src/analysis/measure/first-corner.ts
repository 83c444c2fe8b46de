import type { Building } from '../../domain/building.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';

/** Any one corner of a building: the origin of a plane to measure it alone on. A building without a corner does not exist. */
export function firstCorner({ polygons }: Building): LonLat {
	const [lon, lat] = polygons[0]?.[0]?.[0] ?? [Number.NaN, Number.NaN];
	return { lon, lat };
}
