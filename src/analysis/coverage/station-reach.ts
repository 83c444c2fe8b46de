import { FIRE_ENGINE_EXEMPTIONS } from '../../domain/route.ts';
import type { Station } from '../../domain/station.ts';
import { findTravelBand } from '../../domain/travel-table.ts';
import { DEFAULT_VEHICLE_PROFILE } from '../../domain/vehicle.ts';
import { type ActiveClosures, NO_CLOSURES } from '../routing/answer/active-closures.ts';
import { visitCoveredParts } from '../routing/answer/covered-roads.ts';
import { COST_PER_SECOND } from '../routing/network/vehicle-network.ts';
import type { PreparedNetwork, RoadIndex } from '../routing/road-index.ts';
import { findStop, listArcPlaces, listPathEnds } from '../routing/road-stop.ts';
import { listPumpers } from './list-pumpers.ts';

/** Reaches kept for one road index: those of some 130 stations at three times of day, and with some sets of closures. */
const KEPT_REACHES = 2000;

/** Parts of edges that a station's first pumper is at within the limit, each edge in one row or two. Some 2,000 rows, 12 bytes each. */
export interface StationReach {
	readonly edges: Uint32Array;
	/** Shares of the edge's length in the direction of its line. */
	readonly from: Float32Array;
	readonly to: Float32Array;
}

/** What reaches are asked for. */
export interface ReachQuery {
	readonly departAtMs: number;
	/** From the order to the arrival, turnout counted. */
	readonly limitS: number;
	readonly closures: ActiveClosures;
}

const REACHES_OF_INDEX = new WeakMap<RoadIndex, Map<string, StationReach>>();

/**
 * Which roads is a station's pumper at within the limit, the first of those it has on file (the default vehicle where they are unknown)?
 * Searched once for a station, time of day and limit, and again only for closures that meet its roads: half a millisecond.
 */
export function findStationReach(index: RoadIndex, station: Station, query: ReachQuery): StationReach {
	const { departAtMs, limitS, closures } = query;
	const vehicle = listPumpers(station)[0]?.profile ?? DEFAULT_VEHICLE_PROFILE;
	const who = { vehicle, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs };
	const turnoutS = index.table.turnoutS[findTravelBand(index.table, departAtMs)];
	const driveCost = Math.round(Math.max(0, limitS - turnoutS) * COST_PER_SECOND);
	const base = index.findNetwork(who);
	const key = `${station.lon} ${station.lat} ${driveCost} ${base.network.key}`;
	const free = keep(index, key, () => searchReach(index, base, station, driveCost));
	if (closures.byEdge.size === 0 || !free.edges.some((edge) => closures.byEdge.has(edge))) return free;
	return keep(index, `${key} closed ${closures.key}`, () =>
		searchReach(index, index.findNetwork(who, closures), station, driveCost),
	);
}

/**
 * Makes the reaches of all stations without closures, one between two pauses; those made before cost nothing. A server or worker steps
 * through it when idle, so that the first alarm need not wait: some 100 ms for 130 stations.
 */
export function* prepareCoverage(
	index: RoadIndex,
	stations: readonly Station[],
	departAtMs: number,
	limitS: number,
): Generator<undefined, void, undefined> {
	for (const station of stations) {
		findStationReach(index, station, { departAtMs, limitS, closures: NO_CLOSURES });
		yield;
	}
}

function keep(index: RoadIndex, key: string, make: () => StationReach): StationReach {
	let kept = REACHES_OF_INDEX.get(index);
	if (!kept) {
		kept = new Map();
		REACHES_OF_INDEX.set(index, kept);
	}
	const reach = kept.get(key) ?? make();
	kept.delete(key);
	kept.set(key, reach);
	if (kept.size > KEPT_REACHES) kept.delete(kept.keys().next().value as string);
	return reach;
}

function searchReach(index: RoadIndex, prepared: PreparedNetwork, station: Station, driveCost: number): StationReach {
	const edges: number[] = [];
	const from: number[] = [];
	const to: number[] = [];
	const { network } = prepared;
	const stop = driveCost > 0 ? findStop(index, prepared, station, 'start') : undefined;
	if (stop) {
		const seeds = listPathEnds(network, listArcPlaces(network, stop, 'start'), 'start');
		const reached = index.finder.findReach(network, seeds, driveCost, 'from');
		visitCoveredParts(network, reached, 'from', driveCost, (edge, first, last) => {
			edges.push(edge);
			from.push(first);
			to.push(last);
		});
	}
	return { edges: Uint32Array.from(edges), from: Float32Array.from(from), to: Float32Array.from(to) };
}
