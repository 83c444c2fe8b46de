import { FIRE_ENGINE_EXEMPTIONS } from '../../../domain/route.ts';
import type { Station } from '../../../domain/station.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../../domain/vehicle.ts';
import { prepareCoverage } from '../../coverage/station-reach.ts';
import type { RoadIndex } from '../../routing/road-index.ts';

/** Kinds of vehicle that are made ready; RoadIndex keeps one overlay more. */
const MAX_KINDS = 15;

/** What assessments will ask for. */
export interface ForceReadiness {
	readonly stations: readonly Station[];
	/** The time of day counts, not the minute. */
	readonly departAtMs: number;
	/** Within which time a station covers a place: the service's `force.firstArrivalS`. */
	readonly limitS: number;
	/**
	 * Whether ways across the city are made fast too, by overlays: some 20 MB each. First-due stations are near and found fast without, over
	 * networks of some 12 MB.
	 */
	readonly overlays: boolean;
}

/**
 * Makes in advance what rules A4, A20 and A21 ask of the roads for the vehicles on file: networks, what stations cover, overlays. Some
 * milliseconds' work between two pauses, a network 100 ms for 450,000 edges; what is made already costs nothing. A server or worker steps
 * through it when idle.
 */
export function* prepareForce(
	index: RoadIndex,
	{ stations, departAtMs, limitS, overlays }: ForceReadiness,
): Generator<undefined, void, undefined> {
	const kinds = listVehicleKinds(stations).map((vehicle) => ({
		vehicle,
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		departAtMs,
	}));
	for (const who of kinds) {
		void index.findNetwork(who).reach;
		yield;
	}
	yield* prepareCoverage(index, stations, departAtMs, limitS);
	if (!overlays) return;
	for (const who of kinds) yield* index.prepareOverlay(who);
}

/**
 * The default vehicle; the one without a size (null), by which each answer finds what the others are refused; then the kinds that
 * stations own, most common first.
 */
export function listVehicleKinds(stations: readonly Station[]): (VehicleProfile | null)[] {
	const kinds = new Map<string, { profile: VehicleProfile; count: number }>();
	for (const { profile } of stations.flatMap(({ vehicles }) => vehicles)) {
		const key = JSON.stringify(profile);
		const kind = kinds.get(key) ?? { profile, count: 0 };
		kind.count += 1;
		kinds.set(key, kind);
	}
	kinds.delete(JSON.stringify(DEFAULT_VEHICLE_PROFILE));
	const owned = [...kinds.values()].sort((a, b) => b.count - a.count).map(({ profile }) => profile);
	return [DEFAULT_VEHICLE_PROFILE, null, ...owned].slice(0, MAX_KINDS);
}
