import type { Force } from '../../../domain/alert/force.ts';
import { distanceM } from '../../../domain/geo/local-plane.ts';
import type { LonLat } from '../../../domain/geo/lon-lat.ts';
import type { Dispatch } from '../../../domain/records/dispatch.ts';
import { mayBeSent } from '../../../domain/records/unit-state.ts';
import { type AssignmentEdits, type ForceState, reckonedKey } from '../../state/force-store.ts';
import { describeUnlisted, type Fleet, type FleetUnit } from './list-fleet.ts';

/** A vehicle that the next order sends. */
export interface PlannedUnit {
	readonly unit: FleetUnit;
	/** Seconds from the order to arriving; null = no way, or not reckoned (yet). */
	readonly arrivalS: number | null;
	/** Along the road; null as above. */
	readonly distanceM: number | null;
	/** Taken in by a person, not by the card. */
	readonly isAdded: boolean;
}

/** Who is sent to an incident, and who would be by one press. */
export interface Assignment {
	/** By arrival, unknown ones last. */
	readonly planned: readonly PlannedUnit[];
	/** Of the card, taken out by a person. */
	readonly removed: readonly FleetUnit[];
	/** Of the card, and out elsewhere or called off meanwhile: an order would be refused. */
	readonly blocked: readonly FleetUnit[];
	/** Dispatches that run, in the order they were sent. */
	readonly sent: readonly Dispatch[];
}

/** Whether an order to a unit would be taken: it may be sent, and is under no order that it has not come back from. */
export function isFree(unit: Pick<FleetUnit, 'state' | 'dispatchId'>): boolean {
	return mayBeSent(unit.state) && (unit.dispatchId === null || unit.state === '25');
}

/** Reads the assignment of an incident: what is suggested, with what a person changed, less what is sent. `force` null = nothing is suggested. */
export function readAssignment(
	incidentId: string,
	force: Pick<Force, 'assigned'> | null,
	fleet: Fleet,
	dispatches: readonly Dispatch[],
	{ added, removed }: AssignmentEdits,
	reckoned: ForceState['reckoned'],
): Assignment {
	const own = dispatches.filter((dispatch) => dispatch.incidentId === incidentId);
	const sent = own.filter(({ endedAtMs }) => endedAtMs === null);
	// One that was called off or came back is not offered again by itself.
	const wasSent = new Set(own.map(({ unitId }) => unitId));
	const due = new Map((force?.assigned ?? []).map((one) => [one.vehicleId, one]));
	const offered = [...due.keys()].filter((id) => !wasSent.has(id) || added.includes(id));
	const isSent = new Set(sent.map(({ unitId }) => unitId));
	const wanted = [...new Set([...offered, ...added])].filter((id) => !isSent.has(id));
	const units = wanted.flatMap((id) => {
		const one = due.get(id);
		return fleet.byId.get(id) ?? (one ? describeUnlisted(one) : []);
	});
	const planned = units
		.filter((unit) => isFree(unit) && !removed.includes(unit.id))
		.map((unit): PlannedUnit => {
			const known = due.get(unit.id) ?? reckoned[reckonedKey(incidentId, unit.id)];
			return {
				unit,
				arrivalS: known?.arrivalS ?? null,
				distanceM: known?.distanceM ?? null,
				isAdded: !due.has(unit.id),
			};
		});
	return {
		planned: planned.sort(
			(a, b) => (a.arrivalS ?? Number.POSITIVE_INFINITY) - (b.arrivalS ?? Number.POSITIVE_INFINITY),
		),
		removed: units.filter((unit) => isFree(unit) && removed.includes(unit.id) && due.has(unit.id)),
		blocked: units.filter((unit) => !isFree(unit)),
		sent,
	};
}

/** The edits with one vehicle more. */
export function addUnit({ added, removed }: AssignmentEdits, id: string): AssignmentEdits {
	return { added: added.includes(id) ? added : [...added, id], removed: removed.filter((other) => other !== id) };
}

/** The edits with one vehicle less. */
export function removeUnit({ added, removed }: AssignmentEdits, id: string): AssignmentEdits {
	return {
		added: added.filter((other) => other !== id),
		removed: removed.includes(id) ? removed : [...removed, id],
	};
}

/**
 * The next of the same kind to take in a vehicle's place: free, nearest to the incident by its station, straight; undefined = there is no
 * other. What was taken out before is not offered again until all others were.
 */
export function findOther(
	fleet: Fleet,
	unit: Pick<FleetUnit, 'id' | 'type'>,
	at: LonLat,
	{ planned, sent }: Assignment,
	removed: readonly string[],
): FleetUnit | undefined {
	const taken = new Set([unit.id, ...planned.map((one) => one.unit.id), ...sent.map(({ unitId }) => unitId)]);
	const free = fleet.units.flatMap((other) =>
		other.type === unit.type && other.station && isFree(other) && !taken.has(other.id)
			? [{ other, awayM: distanceM(other.station, at), wasRemoved: removed.includes(other.id) ? 1 : 0 }]
			: [],
	);
	return free.sort((a, b) => a.wasRemoved - b.wasRemoved || a.awayM - b.awayM)[0]?.other;
}
