import type { Closure } from '../../../domain/closure.ts';
import { createLocalPlane } from '../../../domain/geo/local-plane.ts';
import type { IsochroneAnswer, IsochroneQuery } from '../../../domain/route.ts';
import { COST_PER_SECOND } from '../network/vehicle-network.ts';
import type { RoadIndex } from '../road-index.ts';
import { findStop, listArcPlaces, listPathEnds } from '../road-stop.ts';
import { listCoveredRoads } from './covered-roads.ts';
import { outlineRoads } from './outline-roads.ts';

/** How far the outline may be off the land within reach when simplified, metres. */
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
		return { minutes, ...outlineRoads(covered, plane, TOLERANCE_M) };
	});
	return { found: true, reason: null, bands, closures: [...active.ids] };
}
