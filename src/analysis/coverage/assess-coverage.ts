import type { Force } from '../../domain/alert/force.ts';
import { createLocalPlane } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Station } from '../../domain/station.ts';
import { StretchList } from '../routing/answer/covered-roads.ts';
import { outlineRoads } from '../routing/answer/outline-roads.ts';
import type { RoadIndex } from '../routing/road-index.ts';
import { findHole, measureClosedM, type RoadParts } from './find-hole.ts';
import { listPumpers } from './list-pumpers.ts';
import { findStationReach, type ReachQuery, type StationReach } from './station-reach.ts';

/** How far the outline of a hole may be off it, metres. It is drawn as a hatch over a town. */
const TOLERANCE_M = 20;

/** What is left while vehicles are away. */
export interface CoverageHole extends Omit<NonNullable<Force['coverage']>, 'moveUps'> {
	/** The stations without a pumper, those first whose own reach holds most of the hole. */
	readonly gaps: readonly { readonly station: Station; readonly closesM: number }[];
	readonly lengthM: number;
}

/**
 * Rule A21: which roads are more than the limit from any station that still has a pumper, and were not before these vehicles left? Stations
 * whose vehicles are unknown count as having one. `unavailable`: away already; `assigned`: sent now. Cost: the reaches of all stations
 * the first time (see findStationReach), then one look at all of them and the outline.
 */
export function assessCoverage(
	index: RoadIndex,
	stations: readonly Station[],
	at: LonLat,
	{ unavailable, assigned }: { readonly unavailable: ReadonlySet<string>; readonly assigned: ReadonlySet<string> },
	query: ReachQuery,
): CoverageHole {
	const emptied: Station[] = [];
	const ready: Station[] = [];
	for (const station of stations) {
		const before = listPumpers(station).filter(({ id }) => !unavailable.has(id));
		if (before.length === 0 && station.vehicles.length > 0) continue;
		const isEmptied = before.length > 0 && before.every(({ id }) => assigned.has(id));
		(isEmptied ? emptied : ready).push(station);
	}
	const reachOf = (station: Station) => findStationReach(index, station, query);
	const reaches = emptied.map((station) => ({ station, reach: reachOf(station) }));
	const hole =
		emptied.length === 0
			? { edges: [], from: [], to: [], lengthM: 0 }
			: findHole(
					index.graph,
					reaches.map(({ reach }) => reach),
					ready.map(reachOf),
				);
	return {
		limitS: query.limitS,
		emptied: emptied.map(({ id }) => id),
		...outlineHole(index, at, hole),
		gaps: listGaps(index, hole, reaches),
		lengthM: hole.lengthM,
	};
}

function outlineHole(index: RoadIndex, at: LonLat, hole: RoadParts) {
	const plane = createLocalPlane(at);
	const list = new StretchList(index.graph, plane);
	for (const [i, edge] of hole.edges.entries()) list.addPart(edge, hole.from[i] as number, hole.to[i] as number);
	const { areaKm2, polygons } = outlineRoads({ lengthM: hole.lengthM, stretches: list.done() }, plane, TOLERANCE_M);
	return {
		holeRoadKm: Math.round(hole.lengthM / 10) / 100,
		holeAreaKm2: Math.round(areaKm2 * 100) / 100,
		polygons,
	};
}

function listGaps(
	index: RoadIndex,
	hole: RoadParts,
	reaches: readonly { readonly station: Station; readonly reach: StationReach }[],
): CoverageHole['gaps'] {
	const closesM = measureClosedM(
		index.graph,
		hole,
		reaches.map(({ reach }) => reach),
	);
	return reaches
		.map(({ station }, i) => ({ station, closesM: closesM[i] as number }))
		.sort((a, b) => b.closesM - a.closesM || (a.station.id < b.station.id ? -1 : 1));
}
