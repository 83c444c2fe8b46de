import type { Force } from '../../../domain/alert/force.ts';
import type { Incident } from '../../../domain/incident.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import type { VehiclePosition } from '../../../domain/topics.ts';
import { type ForceState, reckonedKey } from '../../state/force-store.ts';
import type { Fleet, FleetUnit } from './list-fleet.ts';
import { type Arrival, readArrival, readPositionAge } from './read-arrival.ts';

/** A unit that is out for an incident, with when it is there and how old its position is. */
export interface SentUnit {
	readonly dispatch: Dispatch;
	/** null = not in the city's list any more. */
	readonly unit: FleetUnit | null;
	readonly state: FleetUnit['state'];
	/** Told to go, and has not said that it left. */
	readonly isOrdered: boolean;
	readonly arrival: Arrival;
	readonly position: (VehiclePosition & ReturnType<typeof readPositionAge>) | null;
}

/** What of the page is needed to say when units are there. */
export interface SentFacts {
	readonly incident: Incident;
	readonly force: Pick<Force, 'assigned' | 'suggested'> | null;
	/** Seconds between an order and leaving, as assessed. */
	readonly turnoutS: number;
	readonly fleet: Fleet;
	readonly arrivals: ForceState['arrivals'];
	readonly reckoned: ForceState['reckoned'];
	readonly positions: readonly VehiclePosition[];
	/** The server's clock. */
	readonly nowMs: number;
}

/** The units of running dispatches, who is there first, then who comes next. Positions made up for a demo say nothing of an order. */
export function listSent(sent: readonly Dispatch[], facts: SentFacts): SentUnit[] {
	const { incident, force, turnoutS, fleet, arrivals, reckoned, positions, nowMs } = facts;
	const due = new Map([...(force?.assigned ?? []), ...(force?.suggested ?? [])].map((one) => [one.vehicleId, one]));
	const wanted = new Set(sent.map(({ unitId }) => unitId));
	const placed = new Map(positions.filter(({ id, demo }) => wanted.has(id) && !demo).map((one) => [one.id, one]));
	const listed = sent.map((dispatch): SentUnit => {
		const { unitId } = dispatch;
		const unit = fleet.byId.get(unitId) ?? null;
		const state = unit?.state ?? '10';
		const known = due.get(unitId) ?? reckoned[reckonedKey(incident.id, unitId)];
		const assessed =
			known && known.arrivalS !== null ? { arrivalS: known.arrivalS, turnoutS, distanceM: known.distanceM } : null;
		const position = placed.get(unitId);
		return {
			dispatch,
			unit,
			state,
			isOrdered: dispatch.times.departed === null && (state === '10' || state === '26' || state === '30'),
			arrival: readArrival({ incident, dispatch, unit: { state }, assessed, live: arrivals[unitId] ?? null, nowMs }),
			position: position ? { ...position, ...readPositionAge(position, nowMs) } : null,
		};
	});
	return listed.sort((a, b) => rank(a.arrival) - rank(b.arrival));
}

/** There, then by what is left, then late, unknown, and those that leave. */
function rank(arrival: Arrival): number {
	if (arrival.kind === 'arrived') return -1e9 + arrival.tookS;
	if (arrival.kind === 'coming') return arrival.leftS;
	return { late: -1, unknown: 1e8, leaving: 1e9 }[arrival.kind];
}
