import type { LocalPlane, XY } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import { measureRingM2 } from '../../measure/plane-ring.ts';
import type { CoveredRoads } from './covered-roads.ts';
import { measureDistances } from './distance-grid.ts';
import { nestRings, simplifyRing, traceRings } from './trace-rings.ts';

/** Land this near to a road within reach is within reach, metres. Assumption, not sourced. */
const LAND_M = { value: 100, verified: false } as const;
/** Step of the grid it is traced on, metres. */
const STEP_M = 50;

/** Roads and the land beside them, as IsochroneAnswer's bands have them. */
export interface OutlinedRoads {
	readonly roadKm: number;
	readonly areaKm2: number;
	/** GeoJSON MultiPolygon coordinates, the largest polygon first. */
	readonly polygons: [number, number][][][];
}

/**
 * The land within 100 m of some roads, its outline off by at most `toleranceM`. Cost: the roads and the cells of a grid of 50 m around them.
 */
export function outlineRoads(
	{ lengthM, stretches }: CoveredRoads,
	plane: LocalPlane,
	toleranceM: number,
): OutlinedRoads {
	if (stretches.length === 0) return { roadKm: 0, areaKm2: 0, polygons: [] };
	const grid = measureDistances(stretches, LAND_M.value + STEP_M, STEP_M);
	const nested = nestRings(traceRings(grid, LAND_M.value));
	const simple = nested.map((rings) =>
		rings.map((ring) => simplifyRing(ring, toleranceM)).filter((ring) => ring.length >= 3),
	);
	let areaM2 = 0;
	for (const rings of simple) for (const ring of rings) areaM2 += measureRingM2(ring);
	return {
		roadKm: lengthM / 1000,
		areaKm2: areaM2 / 1e6,
		polygons: simple.filter((rings) => rings.length > 0).map((rings) => rings.map((ring) => closeRing(ring, plane))),
	};
}

/** GeoJSON: in degrees, the first position again at the end. */
function closeRing(ring: readonly XY[], plane: LocalPlane): [number, number][] {
	const positions = ring.map((xy): [number, number] => {
		const [lon, lat] = plane.toLonLat(xy);
		return [Math.round(lon * E7) / E7, Math.round(lat * E7) / E7];
	});
	positions.push(positions[0] as [number, number]);
	return positions;
}
