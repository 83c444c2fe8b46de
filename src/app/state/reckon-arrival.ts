import type { Api } from '../../client/api.ts';
import type { Clock } from '../../client/clock.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import { askBuilding } from '../../domain/ask-building.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Incident } from '../../domain/incident.ts';
import { FIRE_ENGINE_EXEMPTIONS } from '../../domain/route.ts';
import type { VehicleProfile } from '../../domain/vehicle.ts';
import { type ForceStore, reckonedKey } from './force-store.ts';
import { readServerClock } from './server-clock.ts';
import type { WaysStore } from './ways-store.ts';

/** What an arrival is reckoned with. */
export interface Reckoning {
	readonly api: Pick<Api, 'findFleet'>;
	readonly live: LiveStore;
	readonly ways: WaysStore;
	readonly force: ForceStore;
	readonly clock: Pick<Clock, 'nowMs'>;
}

/** Finds when a vehicle would be at an incident from its station, into `reckoned` of the store. What cannot be found stays unknown. Never rejects. */
export async function reckonArrival(
	{ api, live, ways, force, clock }: Reckoning,
	incident: Incident,
	unit: { readonly id: string; readonly station: LonLat; readonly profile: VehicleProfile },
): Promise<void> {
	const key = reckonedKey(incident.id, unit.id);
	if (force.getState().reckoned[key]) return;
	const query = {
		exemptions: FIRE_ENGINE_EXEMPTIONS,
		departAtMs: readServerClock(live.getState(), clock.nowMs()),
		to: { lon: incident.lon, lat: incident.lat },
		starts: [{ id: unit.id, lon: unit.station.lon, lat: unit.station.lat, vehicle: unit.profile }],
		count: 1,
		building: askBuilding(incident.assessment?.target ?? null, null),
	};
	const { analysis } = ways.getState();
	try {
		const isOwn = analysis?.status.getState().state === 'ready';
		const { ways: found } = isOwn
			? await analysis.findFleet(query, live.getState().activeClosures)
			: await api.findFleet(query);
		const answer = { arrivalS: found[0]?.arrivalS ?? null, distanceM: found[0]?.route?.distanceM ?? null };
		force.setState(({ reckoned }) => ({ reckoned: { ...reckoned, [key]: answer } }));
	} catch {
		// It is asked again when the vehicle is taken in again; until then it is said to be unknown.
	}
}
