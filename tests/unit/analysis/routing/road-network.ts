import type { RoadLine } from '../../../../src/citypack/model/source-city.ts';
import { buildRoadGraph } from '../../../../src/citypack/roads/build-road-graph.ts';
import type { LonLat } from '../../../../src/domain/geo/lon-lat.ts';
import { BARE_ROAD } from '../../../support/bare-records.ts';

/** WGS84 at the equator: metres in a degree of longitude (2 pi a / 360) and of latitude. */
const LON_M = 111_319.490_793;
const LAT_M = 110_574.275_822;

/** A place so many metres east and north of 0, 0. */
export function at(x: number, y: number): LonLat {
	return { lon: x / LON_M, lat: y / LAT_M };
}

/** A road through corners in metres; residential (20 km/h) where `more` does not say otherwise. */
export function street(corners: readonly (readonly [number, number])[], more: Partial<RoadLine> = {}): RoadLine {
	return {
		id: 'street',
		lonLat: Int32Array.from(
			corners.flatMap(([x, y]) => [at(x, y).lon * 1e7, at(x, y).lat * 1e7]),
			Math.round,
		),
		...BARE_ROAD,
		...more,
	};
}

/** The graph of some streets. */
export function network(...streets: readonly RoadLine[]) {
	return buildRoadGraph(streets);
}
