import type { LonLat } from '../../domain/geo/lon-lat.ts';
import type { UnitState } from '../../domain/records/unit-state.ts';
import type { DrivenRoute } from '../../domain/route.ts';
import type { Station } from '../../domain/station.ts';
import type { Vehicle } from '../../domain/vehicle.ts';
import type { DemoOrder } from './demo-orders.ts';
import { createRouteDrive, type DrivePosition, type RouteDrive } from './route-drive.ts';

/** Where a vehicle is and how fast. */
export interface DrivenPlace extends DrivePosition {
	readonly speedMps: number;
}

/** Where a made-up vehicle was seen last. */
export interface SeenPlace extends DrivePosition {
	readonly atMs: number;
}

interface OrderedDrive {
	/** Of which dispatch, and whether it goes there or back. */
	readonly key: string;
	/** null = there is no way. */
	readonly way: { readonly route: DrivenRoute; readonly drive: RouteDrive } | null;
	readonly startMs: number;
}

/** Older than this it is not known where a vehicle is: it sets out from where it must have been. */
const SEEN_WITHIN_MS = 5000;

/** The drives of vehicles that are out for an incident. */
export interface OrderedDrives {
	/**
	 * Where is a vehicle under an order? On its way (20, 21) it drives to the incident, at the scene it stands where that way ends, on its way
	 * back (25) it drives home, otherwise it stands. It tells no state: those are the crew's. `mayPlan` false: a way that is not known yet is
	 * not looked for, and it stands. `seen`: where it was last; null = not known.
	 */
	placeOf(
		vehicle: Vehicle,
		station: Station,
		order: DemoOrder,
		when: { readonly nowMs: number; readonly seen: SeenPlace | null; readonly mayPlan: () => boolean },
	): DrivenPlace;
	/** It is out for nothing any more. */
	forget(vehicleId: string): void;
}

/** Makes it without drives. `findWay`: the way of a vehicle now; undefined = there is none. */
export function createOrderedDrives(
	findWay: (vehicle: Vehicle, from: LonLat, to: LonLat, nowMs: number) => DrivenRoute | undefined,
): OrderedDrives {
	const drives = new Map<string, OrderedDrive>();
	return {
		placeOf(vehicle, station, { dispatchId, state, sinceMs, to }, { nowMs, seen, mayPlan }) {
			const stand = { ...(seen ?? toPlace(station)), speedMps: 0 };
			const goal = GOAL[state];
			if (!goal) return withoutTime(stand);
			const key = `${dispatchId} ${goal === 'home' ? 'home' : 'out'}`;
			let known = drives.get(vehicle.id);
			if (known?.key !== key) {
				if (!mayPlan()) return withoutTime(stand);
				const isSeen = seen !== null && nowMs - seen.atMs <= SEEN_WITHIN_MS;
				const from = isSeen ? seen : goal === 'home' ? to : station;
				const route = findWay(vehicle, from, goal === 'home' ? station : to, nowMs);
				const way = route ? { route, drive: createRouteDrive(route.geometry) } : null;
				known = { key, way, startMs: isSeen ? nowMs : sinceMs };
				drives.set(vehicle.id, known);
			}
			const { way, startMs } = known;
			if (!way) return withoutTime(stand);
			return driveAlong(way, goal === 'there' ? Number.POSITIVE_INFINITY : (nowMs - startMs) / 1000);
		},
		forget: (vehicleId) => void drives.delete(vehicleId),
	};
}

/** What a state of GA/T 974.39 is on the way to; others stand. */
const GOAL: Readonly<Partial<Record<UnitState, 'out' | 'there' | 'home'>>> = {
	...{ '20': 'out', '21': 'out', '22': 'there', '23': 'there', '24': 'there', '27': 'there' },
	'25': 'home',
};

/** After so many seconds of the way, each of its steps at its own speed. */
function driveAlong({ route, drive }: NonNullable<OrderedDrive['way']>, afterS: number): DrivenPlace {
	let leftS = Math.max(0, afterS);
	let drivenM = 0;
	for (const { distanceM, durationS } of route.steps) {
		if (leftS < durationS) {
			const speedMps = distanceM / durationS;
			return { ...drive.at(drivenM + leftS * speedMps), speedMps: Math.round(speedMps * 10) / 10 };
		}
		leftS -= durationS;
		drivenM += distanceM;
	}
	return { ...drive.at(drive.lengthM), speedMps: 0 };
}

function toPlace({ lon, lat }: LonLat): DrivePosition {
	return { lon, lat, headingDeg: 0 };
}

function withoutTime({ lon, lat, headingDeg, speedMps }: DrivenPlace): DrivenPlace {
	return { lon, lat, headingDeg, speedMps };
}
