import type { Api } from '../../client/api.ts';
import type { LiveStore } from '../../client/state/live-store.ts';
import { askBuilding } from '../../domain/ask-building.ts';
import { distanceM } from '../../domain/geo/local-plane.ts';
import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { Incident } from '../../domain/incident.ts';
import { FIRE_ENGINE_EXEMPTIONS, type RouteQuery } from '../../domain/route.ts';
import type { Feed, VehiclePosition } from '../../domain/topics.ts';
import { DEFAULT_VEHICLE_PROFILE, type VehicleProfile } from '../../domain/vehicle.ts';
import type { ForceStore } from './force-store.ts';
import { readServerClock } from './server-clock.ts';
import type { WaysStore } from './ways-store.ts';

/** What arrivals are followed with. */
export interface ArrivalFollowing {
	readonly api: Pick<Api, 'findRoute'>;
	readonly live: LiveStore;
	readonly ways: WaysStore;
	readonly force: ForceStore;
	readonly vehicles: Feed<VehiclePosition>;
	/** The incident that they drive to. */
	readonly read: () => Incident;
	/** How large a vehicle is; undefined = not on file, then the default one is taken. */
	readonly profileOf: (unitId: string) => VehicleProfile | undefined;
	/** This machine's clock. */
	readonly nowMs?: () => number;
}

/** How often is looked whether a unit has moved on. */
const LOOK_EVERY_MS = 3_000;
/** A way is found anew when the vehicle has moved so far since, or after so long. */
const ANEW = { movedM: 150, afterMs: 20_000 } as const;
/** No way is found from a position older than this. */
const OLDEST_POSITION_MS = 60_000;

/**
 * Finds for each unit on the road to the shown incident how long it still drives, from where it last was: by the page's own roads, while those
 * are not there by the server. What cannot be found is left as it was. One question at a time. Returns its undo.
 */
export function followArrivals(following: ArrivalFollowing): () => void {
	const { api, live, ways, force, vehicles, read, profileOf, nowMs = () => Date.now() } = following;
	const askedFrom = new Map<string, LonLat & { readonly atMs: number }>();
	const stop = new AbortController();
	let isBusy = false;

	function listDriving(incidentId: string): VehiclePosition[] {
		const driving = new Set(
			live
				.getState()
				.units.filter((unit) => unit.incidentId === incidentId && (unit.state === '20' || unit.state === '21'))
				.map(({ id }) => id),
		);
		return driving.size === 0 ? [] : vehicles.get().filter(({ id, demo }) => driving.has(id) && !demo);
	}

	async function look(): Promise<void> {
		if (isBusy) return;
		const incident = read();
		const now = readServerClock(live.getState(), nowMs());
		const due = listDriving(incident.id).find((position) => {
			const from = askedFrom.get(position.id);
			if (now - position.observedAtMs > OLDEST_POSITION_MS) return false;
			return !from || distanceM(from, position) > ANEW.movedM || now - from.atMs > ANEW.afterMs;
		});
		if (!due) return;
		isBusy = true;
		askedFrom.set(due.id, { lon: due.lon, lat: due.lat, atMs: now });
		try {
			await ask(due, incident, profileOf(due.id) ?? DEFAULT_VEHICLE_PROFILE, now);
		} catch {
			// The last answer, or the assessed time, stands; it is tried again.
		} finally {
			isBusy = false;
		}
		if (!stop.signal.aborted) void look();
	}

	async function ask(position: VehiclePosition, incident: Incident, vehicle: VehicleProfile, now: number) {
		const { id, lon, lat, observedAtMs } = position;
		const query: RouteQuery = {
			vehicle,
			exemptions: FIRE_ENGINE_EXEMPTIONS,
			departAtMs: now,
			from: { lon, lat },
			to: { lon: incident.lon, lat: incident.lat },
			metric: 'time',
			count: 1,
			building: askBuilding(incident.assessment?.target ?? null, null),
		};
		const { analysis } = ways.getState();
		const isOwn = analysis?.status.getState().state === 'ready';
		const { activeClosures } = live.getState();
		const answer = isOwn
			? await analysis.findRoute(query, activeClosures, stop.signal)
			: await api.findRoute(query, stop.signal);
		const [route] = answer.routes;
		if (!route || stop.signal.aborted) return;
		const etaMs = observedAtMs + route.durationS * 1000;
		const arrival = { etaMs, distanceM: route.distanceM, fromMs: observedAtMs, by: isOwn ? 'page' : 'server' } as const;
		force.setState(({ arrivals }) => ({ arrivals: { ...arrivals, [id]: arrival } }));
	}

	const timer = setInterval(() => void look(), LOOK_EVERY_MS);
	void look();
	return () => {
		clearInterval(timer);
		stop.abort();
	};
}
