import { type BBox, E7 } from '../../domain/geo/lon-lat.ts';
import { boxOfRings } from '../clean/ring-measures.ts';
import type { RoadLine } from '../model/source-city.ts';

/** Box of lines (degrees x 1e7) in degrees; null = they have no vertex. */
export function boundsOfLines(lines: readonly Int32Array[]): BBox | null {
	const [west, south, east, north] = boxOfRings(lines);
	return west <= east ? [west / E7, south / E7, east / E7, north / E7] : null;
}

/** Box of roads, degrees; null = there are none. */
export function boundsOfRoads(roads: readonly RoadLine[]): BBox | null {
	return boundsOfLines(roads.map(({ lonLat }) => lonLat));
}
