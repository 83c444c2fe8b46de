import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import type { RoadIndex } from '../analysis/routing/road-index.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../domain/route.ts';
import type { Station } from '../domain/station.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../domain/vehicle.ts';

/** Kinds of vehicle that are kept ready; RoadIndex keeps as many overlays. */
const MAX_KINDS = 8;
/** How often it is looked whether another time of day has begun, or questions about other vehicles took a kind's place. */
const LOOK_EVERY_MS = 60_000;

/**
 * Keeps a road index ready for the vehicles that are asked about, by the time of day: makes what is missing in slices, between which
 * requests are answered. Ways are found without it too, only slower. Ends when `signal` aborts. Cost: about a second of CPU a kind and
 * time of day for 450,000 edges.
 */
export async function keepWaysReady(
	index: Pick<RoadIndex, 'prepareOverlay'>,
	stations: readonly Station[],
	nowMs: () => number,
	signal: AbortSignal,
): Promise<void> {
	const kinds = listVehicleKinds(stations);
	while (!signal.aborted) {
		const departAtMs = nowMs();
		for (const vehicle of kinds) {
			for (const _ of index.prepareOverlay({ vehicle, exemptions: FIRE_ENGINE_EXEMPTIONS, departAtMs })) {
				await nextTurn();
				if (signal.aborted) return;
			}
		}
		await wait(LOOK_EVERY_MS, undefined, { signal, ref: false }).catch(() => {});
	}
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
