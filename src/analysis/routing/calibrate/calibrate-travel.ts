import type { RoadGraph } from '../../../domain/pack/road-graph.ts';
import type { RouteExemptions } from '../../../domain/route.ts';
import type { TravelBand, TravelTable } from '../../../domain/travel-table.ts';
import { EdgeTree } from '../edge-tree.ts';
import { createVehicleNetwork } from '../network/create-vehicle-network.ts';
import { fitTravelTable, type TravelFit } from './fit-travel-table.ts';
import { TrackMatcher } from './match-track.ts';
import { type Leg, measureLegs } from './measure-legs.ts';
import type { Track } from './track.ts';

/** What was driven may have been allowed or not. */
const ANYTHING: RouteExemptions = {
	busRoads: true,
	restrictedAccess: true,
	gates: true,
	hgvBans: true,
	contraflow: true,
	turnRestrictions: true,
};

/** What came of calibrating. */
export interface Calibration extends TravelFit {
	readonly tracks: number;
	/** Tracks with at least one drive on roads. */
	readonly matchedTracks: number;
	readonly fixes: number;
	/** Fixes on drives, standing ones included. */
	readonly matchedFixes: number;
	/** Fixes with no road within reach. */
	readonly offRoadFixes: number;
	/** Places where a track was cut as no way led from one fix to the next. */
	readonly breaks: number;
	readonly drives: number;
	readonly legs: number;
	readonly drivenKm: number;
	readonly drivenS: number;
}

/** Options of calibrateTravel. */
export interface CalibrateOptions {
	/** Figures that stay where data are too few. */
	readonly table: TravelTable;
	/** Time of day of all tracks; null = by their clock. */
	readonly band: TravelBand | null;
	/** Said of the new table. */
	readonly source: string;
	readonly onProgress?: (done: number, total: number) => void;
}

/** Lays tracks on the roads and fits the travel table to the time they took. Cost: some 0.2 ms a fix, and the fit. */
export function calibrateTravel(graph: RoadGraph, tracks: readonly Track[], options: CalibrateOptions): Calibration {
	const { table, band, source, onProgress } = options;
	const network = createVehicleNetwork(graph, {
		vehicle: null,
		exemptions: ANYTHING,
		band: band ?? 'day',
		metric: 'time',
		table,
	});
	const matcher = new TrackMatcher(network, new EdgeTree(graph));
	const legs: Leg[] = [];
	let [matchedTracks, fixes, matchedFixes, offRoadFixes, breaks, drives] = [0, 0, 0, 0, 0, 0];
	for (const [i, track] of tracks.entries()) {
		const match = matcher.match(track);
		fixes += track.fixes.length;
		matchedFixes += match.matchedFixes;
		offRoadFixes += match.offRoadFixes;
		breaks += match.breaks;
		drives += match.drives.length;
		if (match.drives.length > 0) matchedTracks++;
		for (const drive of match.drives) legs.push(...measureLegs(network, drive, table, band));
		onProgress?.(i + 1, tracks.length);
	}
	return {
		...fitTravelTable(legs, table, source),
		tracks: tracks.length,
		matchedTracks,
		fixes,
		matchedFixes,
		offRoadFixes,
		breaks,
		drives,
		legs: legs.length,
		drivenKm: legs.reduce((sum, leg) => sum + leg.lengthM, 0) / 1000,
		drivenS: legs.reduce((sum, leg) => sum + leg.seconds, 0),
	};
}
