import type { Closure } from '../../../domain/closure.ts';
import { createLocalPlane, type LocalPlane, type XY } from '../../../domain/geo/local-plane.ts';
import { E7 } from '../../../domain/geo/lon-lat.ts';
import type { IsochroneAnswer, IsochroneQuery } from '../../../domain/route.ts';
import { measureRingM2 } from '../../measure/plane-ring.ts';
import { COST_PER_SECOND } from '../network/vehicle-network.ts';
import type { RoadIndex } from '../road-index.ts';
import { findStop, listArcPlaces, listPathEnds } from '../road-stop.ts';
import { type CoveredRoads, listCoveredRoads } from './covered-roads.ts';
import { measureDistances } from './distance-grid.ts';
import { nestRings, simplifyRing, traceRings } from './trace-rings.ts';

/** Land this near to a road within reach is within reach, metres. Assumption, not sourced. */
const LAND_M = { value: 100, verified: false } as const;
/** Step of the grid it is traced on, and how far the outline may be off it when simplified, metres. */
const STEP_M = 50;
const TOLERANCE_M = 4;

type Band = IsochroneAnswer['bands'][number];

/**
 * What can be reached from a place, or can reach it, within some minutes: the roads and the land beside them. Turnout is not counted.
 * Cost: one search within the longest time and, for each time, the roads reached.
 */
export function answerIsochrone(
	index: RoadIndex,
	query: IsochroneQuery,
	closures: readonly Closure[],
): IsochroneAnswer {
	const active = index.findActiveClosures(closures, query.departAtMs);
	const prepared = index.findNetwork(query, active);
	const role = query.direction === 'from' ? 'start' : 'end';
	const stop = findStop(index, prepared, query.at, role);
	if (!stop) return { found: false, reason: `no-road-near-${role}`, bands: [], closures: [...active.ids] };
	const { network } = prepared;
	const seeds = listPathEnds(network, listArcPlaces(network, stop, role), role);
	const costOf = (minutes: number) => Math.round(minutes * 60 * COST_PER_SECOND);
	const reached = index.finder.findReach(network, seeds, costOf(Math.max(...query.minutes)), query.direction);
	const plane = createLocalPlane(stop);
	const bands = query.minutes.map((minutes): Band => {
		const covered = listCoveredRoads(network, reached, query.direction, costOf(minutes), plane);
		return { minutes, ...outlineRoads(covered, plane) };
	});
	return { found: true, reason: null, bands, closures: [...active.ids] };
}

function outlineRoads({ lengthM, stretches }: CoveredRoads, plane: LocalPlane): Omit<Band, 'minutes'> {
	if (stretches.length === 0) return { roadKm: 0, areaKm2: 0, polygons: [] };
	const grid = measureDistances(stretches, LAND_M.value + STEP_M, STEP_M);
	const nested = nestRings(traceRings(grid, LAND_M.value));
	const simple = nested.map((rings) =>
		rings.map((ring) => simplifyRing(ring, TOLERANCE_M)).filter((ring) => ring.length >= 3),
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
